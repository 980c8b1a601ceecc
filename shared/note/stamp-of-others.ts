/**
 * The ticket's stamp as others have left it: without what this session has written there itself.
 *
 * Whoever puts the internal note into the ticket and then the client's text has seen the first one.
 * Ours are known by their mark, by their number, and, where a person has saved what was put into the
 * editor, by their words.
 */
import type { WrittenNote } from '../session/session.ts'
import type { ThreadEntry, Ticket, TicketStamp } from '../ticket/ticket.ts'
import { findSavedByHand } from './already-there.ts'
import { markOf } from './mark.ts'

export function stampOfOthers(
  { stamp, thread }: Pick<Ticket, 'stamp' | 'thread'>,
  written: readonly Written[],
): TicketStamp {
  const own = new Set([
    ...written.flatMap(({ psaNoteId, psaTimeEntryId }) => [
      ...(psaNoteId === undefined ? [] : [`note:${psaNoteId}`]),
      ...(psaTimeEntryId === undefined ? [] : [`time_entry:${psaTimeEntryId}`]),
    ]),
    ...thread.filter((entry) => written.some((note) => isOf(note, entry))).map(({ key }) => key),
  ])
  return { ...stamp, newest: stamp.newest.filter((key) => !own.has(key)) }
}

type Written = Pick<WrittenNote, 'id' | 'way' | 'text' | 'at' | 'psaNoteId' | 'psaTimeEntryId'>

const isOf = ({ id, way, text, at }: Written, entry: ThreadEntry): boolean =>
  way === 'posted'
    ? entry.text.includes(markOf(id))
    : findSavedByHand([entry], text, at) !== undefined
