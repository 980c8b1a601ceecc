/** What waits for this person on the ticket in front, and is not what the panel shows anyway. */
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { ticketKeyOf } from '../../client/ticket-key.ts'
import { usePanelState } from '../PanelContext.tsx'
import { useNews } from '../use-news.ts'

export function useWaitingHere(): HandoffSummary | undefined {
  const ref = usePanelState((state) => state.subject?.ref)
  const shown = usePanelState((state) => state.session?.sessionId)
  const { waiting } = useNews()
  const key = ref && ticketKeyOf(ref)
  return key === undefined || key === null
    ? undefined
    : waiting?.find(
        ({ sessionId, ticket }) =>
          sessionId !== shown && ticket?.ref && ticketKeyOf(ticket.ref) === key,
      )
}
