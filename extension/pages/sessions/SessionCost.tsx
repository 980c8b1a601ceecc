/** What FlowPilot's model has cost in this session and on its ticket; nothing where nothing was asked. */
import { showDollars } from '#shared/assistant/budget.ts'
import { ReadSessionCost } from '#shared/assistant/spending.ts'
import { useAsk } from '../page-context.ts'

export function SessionCost({ sessionId, asOf }: { sessionId: string; asOf: number }) {
  const { data } = useAsk(ReadSessionCost, { sessionId }, { asOf })
  if (!data || data.ticket.calls === 0) return null
  const { calls, costMicro, ticket } = data
  const times = `${calls} ${calls === 1 ? 'question' : 'questions'}`
  const more = ticket.calls > calls ? `; ${showDollars(ticket.costMicro)} on the whole ticket` : ''
  return (
    <p className="text-fine text-faint">
      FlowPilot’s model: {showDollars(costMicro)} for {times}
      {more}
    </p>
  )
}
