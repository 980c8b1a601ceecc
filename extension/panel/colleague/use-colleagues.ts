/**
 * What colleagues have open on the ticket in front, beside what is shown: asked when one comes to
 * the ticket, as soon as one's own session has reached the server, when one comes back to the
 * panel, and now and then while one looks. Two who begin at the same moment find each other so.
 */
import { useEffect, useState } from 'react'
import type { SessionSummary } from '#shared/session/contract.ts'
import { ticketKeyOf } from '../../client/ticket-key.ts'
import { listOn } from '../find-session.ts'
import { usePanelState, useSessionState } from '../PanelContext.tsx'

const EVERY_MS = 15_000
const NONE: readonly SessionSummary[] = []

export function useColleagues(): readonly SessionSummary[] {
  const world = usePanelState((state) => state.world)
  const ref = usePanelState((state) => state.subject?.ref)
  const shownId = usePanelState((state) => state.session?.sessionId)
  const isOpening = usePanelState((state) => state.isOpening)
  const isOnServer = useSessionState((state) => state.version > 0) ?? false
  const [found, setFound] = useState<{ key: string; sessions: readonly SessionSummary[] }>()
  const key = ref && ticketKeyOf(ref)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on the server now has not been asked about
  useEffect(() => {
    if (!world || !ref || !key || isOpening) return
    let isOver = false
    const look = async () => {
      if (document.visibilityState === 'hidden') return
      const sessions = await listOn(world, ref)
      if (sessions && !isOver) setFound({ key, sessions })
    }
    void look()
    const timer = setInterval(look, EVERY_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      isOver = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [world, key, isOpening, isOnServer, shownId])

  if (!found || found.key !== key || !world) return NONE
  const me = world.account.person.id
  return found.sessions.filter(
    (one) => one.status !== 'finished' && !one.workerIds.includes(me) && one.id !== shownId,
  )
}
