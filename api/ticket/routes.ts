/** A ticket as the panel shows it. */
import { GetTicket } from '#shared/ticket/contract.ts'
import { type App, answer } from '../answer.ts'
import { makeTicketReader } from './read-ticket.ts'

export function ticketRoutes(app: App): void {
  const read = makeTicketReader(app.deps)
  answer(app, GetTicket, (asked, { teamId }) => read(teamId, asked))
}
