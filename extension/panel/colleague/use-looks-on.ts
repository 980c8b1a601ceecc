/** Whether what is shown is a colleague's work that one only looks at. */
import { takesPart } from '#shared/session/takes-part.ts'
import { usePanelState, useSession } from '../PanelContext.tsx'

export function useLooksOn(): boolean {
  const session = useSession()
  const me = usePanelState((state) => state.world?.account.person.id)
  return session !== null && me !== undefined && !takesPart(session, me)
}
