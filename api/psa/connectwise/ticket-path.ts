/**
 * Under which of the two modules a ticket stands.
 *
 * The page may have told us wrongly, or not at all, and project tickets were seen under both
 * paths. So the likelier one is asked first, and the other only if that one knows no such record.
 */
import type { PsaOutcome, TicketAsked } from '../psa.ts'
import type { ConnectWiseClient } from './client.ts'
import { readAs } from './outcome.ts'
import { CwTicket } from './shapes.ts'

export type Module = 'service' | 'project'

export const ticketPath = (module: Module, ticketId: number): string =>
  `/${module}/tickets/${ticketId}`

export async function locateTicket(
  client: ConnectWiseClient,
  { ticketId, recordType }: TicketAsked,
): Promise<PsaOutcome<{ record: CwTicket; module: Module }>> {
  const order: Module[] = recordType === 'project' ? ['project', 'service'] : ['service', 'project']
  let first: PsaOutcome<never> | undefined
  for (const module of order) {
    const answer = await client.get(ticketPath(module, ticketId))
    const read = readAs(answer, CwTicket, 'a ticket')
    if (read.kind === 'ok') {
      if (read.body.id !== ticketId) {
        const message =
          'ConnectWise answered with another ticket than the one asked for. Try again.'
        return { kind: 'not_understood', message }
      }
      return { kind: 'ok', body: { record: read.body, module: moduleOf(read.body, module) } }
    }
    first ??= read
    // A missing right on the second module says nothing about a ticket of the first.
    if (read.kind !== 'not_found') return first
  }
  return first ?? { kind: 'not_found', message: `ConnectWise has no ticket ${ticketId}.` }
}

/** A project ticket that was found under the service path has its notes under its own. */
const moduleOf = (record: CwTicket, found: Module): Module =>
  /^Project/.test(record.recordType) ? 'project' : found

export function recordTypeOf(record: CwTicket, module: Module): 'service' | 'project' | 'issue' {
  if (record.recordType === 'ProjectIssue' || record.isIssueFlag) return 'issue'
  return module
}
