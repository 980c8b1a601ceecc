/**
 * What is known beside the note shown, read again when something was written; what the team has
 * said is asked anew with each note that is opened and back on the network.
 */
import { useEffect, useState } from 'react'
import { usePanelState } from '../PanelContext.tsx'
import type { World } from '../world.ts'
import { type Beside, NOTHING_BESIDE, readBeside } from './read-beside.ts'
import { refreshTeamRules } from './team-rules.ts'

export function useBeside(
  world: World | null,
  client: string | undefined,
  company: string | undefined,
  writeId: string,
  written: number,
): Beside {
  const [beside, setBeside] = useState(NOTHING_BESIDE)
  const isOnline = usePanelState((state) => state.isOnline)
  const [timesAsked, setAsked] = useState(0)
  useEffect(() => {
    if (!world || !isOnline) return
    let isGone = false
    void refreshTeamRules(world.db, world.client).then(() => !isGone && setAsked((n) => n + 1))
    return () => {
      isGone = true
    }
  }, [world, isOnline])
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
  }, [world, client, company, writeId, written, timesAsked])
  return beside
}
