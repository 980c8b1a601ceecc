/**
 * Whether what is shown is a colleague's work that one only looks at: one never took part, or has
 * handed it over and a colleague has taken it.
 */
import { gaveAway } from '#shared/session/gave-away.ts'
import { takesPart } from '#shared/session/takes-part.ts'
import { usePanelState, useSession } from '../PanelContext.tsx'

export function useLooksOn(): boolean {
  const session = useSession()
  const me = usePanelState((state) => state.world?.account.person.id)
  const sessionId = usePanelState((state) => state.session?.sessionId ?? '')
  const helps = usePanelState((state) => state.helpsIn.has(sessionId))
  if (session === null || me === undefined) return false
  return !takesPart(session, me) || (gaveAway(session, me) && !helps)
}
