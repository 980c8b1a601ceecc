/** Which right of the API member's role a refused write wants, by the names on its screen. */
import type { RecordType } from '#shared/ticket/ticket-ref.ts'
import type { PsaFailure } from '../psa.ts'

export function withRight(
  failure: PsaFailure,
  what: 'note' | 'time',
  recordType: RecordType,
): PsaFailure {
  if (failure.kind !== 'rights') return failure
  return { kind: 'rights', message: `${sayRight(what, recordType)} ${failure.message}` }
}

function sayRight(what: 'note' | 'time', recordType: RecordType): string {
  if (what === 'time') {
    return 'The API member may not enter time for others. Its role needs Time & Expense > Time Entry, Add: All (System > Security Roles).'
  }
  const right =
    recordType === 'project' ? 'Project > Project Tickets' : 'Service Desk > Service Tickets'
  const closed =
    recordType === 'project'
      ? 'Project > Close Project Tickets'
      : 'Service Desk > Close Service Tickets'
  return `The API member may not add notes here. Its role needs ${right}, Edit: All, and for closed tickets ${closed}, Edit: All (System > Security Roles).`
}
