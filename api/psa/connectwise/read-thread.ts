/**
 * The whole conversation of a ticket, oldest first.
 *
 * Newer servers have it as one list. Older ones do not, and their list of notes lacks the texts
 * of time entries, so both are read and merged: the "last note" would be wrong without them. The
 * same number can stand under two kinds, so an entry is known by kind and number together.
 */
import { normaliseText } from '#shared/text/normalise.ts'
import { type ThreadEntry, threadKey } from '#shared/ticket/ticket.ts'
import type { PsaOutcome } from '../psa.ts'
import type { ConnectWiseClient } from './client.ts'
import { and, is, isOneOf } from './conditions.ts'
import { failureOf } from './outcome.ts'
import { CwNote, CwThreadRow, CwTimeEntry, readInstant, readRows } from './shapes.ts'
import { type Module, ticketPath } from './ticket-path.ts'

export async function readThread(
  client: ConnectWiseClient,
  module: Module,
  ticketId: number,
): Promise<PsaOutcome<ThreadEntry[]>> {
  const whole = await client.list(`${ticketPath(module, ticketId)}/allNotes`)
  if (whole.kind === 'ok') {
    return { kind: 'ok', body: inOrder(readRows(CwThreadRow, whole.body).map(fromRow)) }
  }
  // A 404 that names the ticket is about the ticket; any other is about the question.
  const isUnknown = 'status' in whole && [404, 405].includes(whole.status ?? 0)
  if (!isUnknown || whole.kind === 'not_found') return failureOf(whole)
  const notes = await client.list(`${ticketPath(module, ticketId)}/notes`)
  if (notes.kind !== 'ok') return failureOf(notes)
  const times = await client.list('/time/entries', { conditions: chargedTo(module, ticketId) })
  const entries = times.kind === 'ok' ? readRows(CwTimeEntry, times.body).filter(isShown) : []
  return {
    kind: 'ok',
    body: inOrder([...readRows(CwNote, notes.body).map(fromNote), ...entries.map(fromTime)]),
  }
}

/** A project issue is charged as a project ticket. */
export const chargeType = (module: Module) =>
  module === 'project' ? 'ProjectTicket' : 'ServiceTicket'

export const chargedTo = (module: Module, ticketId: number) =>
  and(is('chargeToType', chargeType(module)), isOneOf('chargeToId', [ticketId]))

/** Oldest first; what has no time stays beside its neighbours by number. Each entry once. */
function inOrder(entries: ThreadEntry[]): ThreadEntry[] {
  const once = [...new Map(entries.map((entry) => [entry.key, entry])).values()]
  return once.sort((a, b) => {
    const byTime = (a.at ?? '').localeCompare(b.at ?? '')
    return a.at && b.at && byTime !== 0 ? byTime : numberOf(a) - numberOf(b)
  })
}

const numberOf = (entry: ThreadEntry) => Number(entry.key.split(':')[1])

const SOURCES: Record<string, ThreadEntry['source']> = {
  TimeEntryNote: 'time_entry',
  MeetingNote: 'meeting',
}

function fromRow(row: CwThreadRow): ThreadEntry {
  const source = SOURCES[row.noteType] ?? 'note'
  return {
    key: threadKey(source, row.id),
    source,
    text: normaliseText(row.text),
    discussion: row.detailDescriptionFlag,
    internal: row.internalAnalysisFlag,
    resolution: row.resolutionFlag,
    ...authorOf(row, row.originalAuthor),
    at: readInstant(row.timeStart || row._info?.dateEntered || row._info?.lastUpdated),
    minutes: source === 'note' ? null : minutesBetween(row.timeStart, row.timeEnd),
    isMerged: row.mergedFlag,
  }
}

export function fromNote(note: CwNote): ThreadEntry {
  return {
    key: threadKey('note', note.id),
    source: 'note',
    text: normaliseText(note.text),
    discussion: note.detailDescriptionFlag,
    internal: note.internalAnalysisFlag,
    resolution: note.resolutionFlag,
    ...authorOf(note, note.createdBy),
    at: readInstant(note.dateCreated || note._info?.dateEntered || note._info?.lastUpdated),
    minutes: null,
    isMerged: false,
  }
}

/** Without a text for one of the tabs it is no part of the conversation. */
const isShown = (entry: CwTimeEntry) =>
  entry.notes !== '' &&
  (entry.addToDetailDescriptionFlag || entry.addToInternalAnalysisFlag || entry.addToResolutionFlag)

function fromTime(entry: CwTimeEntry): ThreadEntry {
  return {
    key: threadKey('time_entry', entry.id),
    source: 'time_entry',
    text: normaliseText(entry.notes),
    discussion: entry.addToDetailDescriptionFlag,
    internal: entry.addToInternalAnalysisFlag,
    resolution: entry.addToResolutionFlag,
    ...authorOf({ member: entry.member, contact: null }, entry.enteredBy),
    at: readInstant(entry.timeStart),
    minutes:
      minutesBetween(entry.timeStart, entry.timeEnd) ??
      (entry.actualHours ? Math.round(entry.actualHours * 60) : null),
    isMerged: false,
  }
}

/** A customer's note has a contact and no member. */
function authorOf(
  row: Pick<CwNote, 'member' | 'contact'>,
  otherwise: string,
): Pick<ThreadEntry, 'author' | 'authorKind'> {
  if (row.member) {
    return { author: row.member.name || row.member.identifier, authorKind: 'member' }
  }
  if (row.contact) return { author: row.contact.name, authorKind: 'contact' }
  return { author: otherwise, authorKind: 'unknown' }
}

function minutesBetween(from: string, to: string): number | null {
  const minutes = (Date.parse(to) - Date.parse(from)) / 60_000
  return Number.isFinite(minutes) && minutes >= 0 ? Math.round(minutes) : null
}
