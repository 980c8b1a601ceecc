/**
 * What waits for this person on the ticket in front, and is not what the panel shows anyway: said
 * once it is known what that is.
 */
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { ticketKeyOf } from '../../client/ticket-key.ts'
import { usePanelState } from '../PanelContext.tsx'
import { useNews } from '../use-news.ts'

export function useWaitingHere(): HandoffSummary | undefined {
  const ref = usePanelState((state) => state.subject?.ref)
  const shown = usePanelState((state) => state.session?.sessionId)
  const isOpening = usePanelState((state) => state.isOpening)
  const { waiting } = useNews()
  const key = ref && ticketKeyOf(ref)
  return isOpening || key === undefined || key === null
    ? undefined
    : waiting?.find(
        ({ sessionId, ticket }) =>
          sessionId !== shown && ticket?.ref && ticketKeyOf(ticket.ref) === key,
      )
}
