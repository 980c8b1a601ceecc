/**
 * Puts a block of time on a ticket, and finds entries again.
 *
 * The text for the client and the one for the team are two fields; our mark goes into the
 * team's, since the other can be printed on an invoice. Nothing is copied onto the ticket's tabs
 * and nobody is mailed: the note is written as a note. What is billed is left to the setup there.
 */
import type { PsaOutcome, TicketAsked, TimeFound, TimeToWrite } from '../psa.ts'
import type { ConnectWiseClient } from './client.ts'
import { and, is, isAfter, isBefore, wholeSeconds } from './conditions.ts'
import { failureOf } from './outcome.ts'
import { chargedTo, chargeType } from './read-thread.ts'
import { CwTimeEntry, readInstant, readRows } from './shapes.ts'
import { unclear } from './write-note.ts'
import { withRight } from './write-right.ts'

export async function writeTimeEntry(
  client: ConnectWiseClient,
  entry: TimeToWrite,
): Promise<PsaOutcome<TimeFound>> {
  const answer = await client.post('/time/entries', {
    chargeToId: entry.ticketId,
    chargeToType: chargeType(moduleOf(entry)),
    member: { identifier: entry.author },
    timeStart: wholeSeconds(entry.from),
    timeEnd: wholeSeconds(entry.to),
    notes: entry.text,
    internalNotes: entry.internalText,
    ...(entry.workTypeId === undefined ? {} : { workType: { id: entry.workTypeId } }),
    addToDetailDescriptionFlag: false,
    addToInternalAnalysisFlag: false,
    addToResolutionFlag: false,
    emailContactFlag: false,
    emailResourceFlag: false,
    emailCcFlag: false,
  })
  if (answer.kind === 'not_understood' && (answer.status ?? 0) < 400) return unclear('a time entry')
  if (answer.kind !== 'ok') return withRight(failureOf(answer), 'time', entry.recordType)
  const read = CwTimeEntry.safeParse(answer.body)
  if (!read.success || read.data.chargeToId !== entry.ticketId) {
    return unclear('the time entry written')
  }
  return { kind: 'ok', body: foundOf(read.data) }
}

export async function findTimeEntries(
  client: ConnectWiseClient,
  ticket: TicketAsked,
  mark: string,
): Promise<PsaOutcome<TimeFound[]>> {
  const conditions = chargedTo(moduleOf(ticket), ticket.ticketId)
  const found = await readEntries(client, { conditions, orderBy: 'id desc', pageSize: NEWEST })
  if (found.kind !== 'ok') return found
  const marked = found.body.filter((entry) => entry.internalNotes.includes(mark))
  return { kind: 'ok', body: marked.map(foundOf) }
}

export async function listTimeBetween(
  client: ConnectWiseClient,
  author: string,
  from: string,
  to: string,
): Promise<PsaOutcome<TimeFound[]>> {
  const conditions = and(
    is('member/identifier', author),
    isBefore('timeStart', to),
    isAfter('timeEnd', from),
  )
  const found = await readEntries(client, { conditions, orderBy: 'id desc', pageSize: NEWEST })
  return found.kind === 'ok' ? { kind: 'ok', body: found.body.map(foundOf) } : found
}

const NEWEST = 100

async function readEntries(
  client: ConnectWiseClient,
  query: { conditions: string; orderBy: string; pageSize: number },
): Promise<PsaOutcome<CwTimeEntry[]>> {
  const answer = await client.some('/time/entries', query)
  if (answer.kind !== 'ok') return failureOf(answer)
  return { kind: 'ok', body: readRows(CwTimeEntry, Array.isArray(answer.body) ? answer.body : []) }
}

const moduleOf = ({ recordType }: TicketAsked) => (recordType === 'project' ? 'project' : 'service')

function foundOf(entry: CwTimeEntry): TimeFound {
  return {
    id: entry.id,
    ticketId: entry.chargeToId ?? 0,
    text: entry.notes,
    from: readInstant(entry.timeStart) ?? entry.timeStart,
    to: readInstant(entry.timeEnd),
    author: entry.member?.name || entry.member?.identifier || entry.enteredBy,
  }
}
