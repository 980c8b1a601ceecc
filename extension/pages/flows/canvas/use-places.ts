/**
 * Where the steps of a flow stand: where somebody has put them, otherwise where they are laid out.
 *
 * A small flow is laid out at once. A large one takes its time in a worker; until then, and while
 * it changes, what was laid out before stays.
 */
import { useEffect, useMemo, useState } from 'react'
import type { FlowContent } from '#shared/flow/flow.ts'
import { layOut, type Places, placeSteps, shapeOf } from './lay-out.ts'

/** Up to here laying out takes less than the eye notices. */
const AT_ONCE = 120

export function usePlaces(flow: FlowContent): Places | undefined {
  const { nodes } = flow
  const key = useMemo(() => JSON.stringify(shapeOf(flow)), [flow])
  const isSmall = nodes.length <= AT_ONCE
  const atOnce = useMemo(() => (isSmall ? layOut(JSON.parse(key)) : undefined), [isSmall, key])
  const later = useLater(isSmall ? undefined : key)
  const laidOut = atOnce ?? later
  return useMemo(() => laidOut && placeSteps(flow, laidOut), [laidOut, flow])
}

function useLater(key: string | undefined): Places | undefined {
  const [places, setPlaces] = useState<Places>()
  useEffect(() => {
    if (key === undefined) return
    const worker = new Worker(new URL('./lay-out-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Places>) => setPlaces(data)
    worker.postMessage(JSON.parse(key))
    return () => worker.terminate()
  }, [key])
  return places
}
