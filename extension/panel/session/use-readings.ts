/** What the output kept at this step says. The readers are fetched when there is any. */
import { useEffect, useMemo, useState } from 'react'
import type { OutputReading } from '#shared/parse/output.ts'
import type { PastedOutput } from '#shared/session/session.ts'

export interface ReadOutput {
  outputId: string
  readings: OutputReading[]
}

export function useReadings(outputs: readonly PastedOutput[]): readonly ReadOutput[] {
  const [read, setRead] = useState<typeof import('#shared/parse/read-output.ts')['readOutput']>()
  const isNeeded = outputs.length > 0
  useEffect(() => {
    if (!isNeeded) return
    let isGone = false
    // Without it one reads the output oneself; it is asked for again at the next step.
    void import('#shared/parse/read-output.ts').then(
      ({ readOutput }) => !isGone && setRead(() => readOutput),
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [isNeeded])
  return useMemo(
    () => (read ? outputs.map(({ id, text }) => ({ outputId: id, readings: read(text) })) : NONE),
    [read, outputs],
  )
}

const NONE: readonly ReadOutput[] = []
