/**
 * What others have left in a ticket since it was looked at: without what we have written there
 * ourselves, which is told here and nowhere else, for the panel and the API alike.
 *
 * Whoever puts the internal note into the ticket and then the client's text has seen the first one.
 * Ours are known by their mark, by their number, and, where a person has saved what was put into the
 * editor, by their words. They are taken out of the stamp, never out of the thread before it is
 * stamped: a stamp ends after so many entries, and one left out would pull an old one in as new.
 *
 * Where nobody could look at the ticket, with no network, what came since the work began counts
 * as not seen.
 */
import type { WrittenNote } from '../session/session.ts'
import {
  type ThreadEntry,
  type Ticket,
  type TicketStamp,
  threadKey,
  ticketChanges,
} from '../ticket/ticket.ts'
import { findSavedByHand } from './already-there.ts'
import { markOf } from './mark.ts'

/** Ours, as far as it can be found again in the ticket. */
export type OwnNote = Pick<WrittenNote, 'id' | 'psaNoteId' | 'psaTimeEntryId'> &
  ({ way: 'posted' } | { way: 'inserted'; text: string; at: string })

export interface LookedAt {
  /** None where nobody could look at it. */
  seen: TicketStamp | null
  /** When the work on it began. */
  startedAt: string
}

type Stamped = Pick<Ticket, 'stamp' | 'thread'>

/** What a person should read before writing, each a sentence; empty when others changed nothing. */
export function changesByOthers(
  { seen, startedAt }: LookedAt,
  ticket: Stamped,
  own: readonly OwnNote[],
): string[] {
  const now = stampOfOthers(ticket, own)
  return ticketChanges(seen ?? asItBegan(ticket, now, startedAt), now)
}

export function stampOfOthers({ stamp, thread }: Stamped, own: readonly OwnNote[]): TicketStamp {
  const keys = new Set([
    ...own.flatMap(({ psaNoteId, psaTimeEntryId }) => [
      ...(psaNoteId === undefined ? [] : [threadKey('note', psaNoteId)]),
      ...(psaTimeEntryId === undefined ? [] : [threadKey('time_entry', psaTimeEntryId)]),
    ]),
    ...thread.filter((entry) => own.some((note) => isOf(note, entry))).map(({ key }) => key),
  ])
  return { ...stamp, newest: stamp.newest.filter((key) => !keys.has(key)) }
}

const isOf = (note: OwnNote, entry: ThreadEntry): boolean =>
  note.way === 'posted'
    ? entry.text.includes(markOf(note.id))
    : findSavedByHand([entry], note.text, note.at) !== undefined

function asItBegan({ thread }: Stamped, now: TicketStamp, startedAt: string): TicketStamp {
  const since = thread.filter(({ at }) => at !== null && Date.parse(at) > Date.parse(startedAt))
  const later = new Set(since.map(({ key }) => key))
  return { ...now, newest: now.newest.filter((key) => !later.has(key)) }
}
