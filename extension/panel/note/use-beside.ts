/** What is known beside the note shown, read again when something was written. */
import { useEffect, useState } from 'react'
import type { World } from '../world.ts'
import { type Beside, NOTHING_BESIDE, readBeside } from './read-beside.ts'

export function useBeside(
  world: World | null,
  client: string | undefined,
  company: string | undefined,
  writeId: string,
  written: number,
): Beside {
  const [beside, setBeside] = useState(NOTHING_BESIDE)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written is why it is read again
  useEffect(() => {
    if (!world) return
    let isGone = false
    const ownNames = [client, company].flatMap((name) => name ?? [])
    const personId = world.account.person.id
    void readBeside(world.db, { ownNames, personId, writeId, now: Date.now() }).then((read) => {
      if (!isGone) setBeside(read)
    })
    return () => {
      isGone = true
    }
  }, [world, client, company, writeId, written])
  return beside
}
