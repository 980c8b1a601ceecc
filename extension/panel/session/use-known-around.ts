/** What is known around the work of a value that is missing: the ticket and the client's facts. */
import { useTicket } from '../ticket/use-ticket.ts'
import type { KnownAround } from './suggest-values.ts'
import { useClientFacts } from './use-client-facts.ts'

export function useKnownAround(): KnownAround {
  const { ticket } = useTicket()
  const { facts } = useClientFacts()
  return { ticket, facts }
}
