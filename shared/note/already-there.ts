/**
 * Whether a text was written into its ticket before, and what follows for writing it once more.
 *
 * Nothing is written twice by accident. What certainly stands in the ticket, or is on its way
 * there, stops a post of the same kind. What may stand there asks: a text that was put into the
 * page's editor is in the ticket only if somebody pressed Save, and a text that was posted can be
 * put into the editor as well; both are done on purpose only, by a second act. Which kind of note
 * the text was does not matter for asking: the reader sees the words.
 *
 * Pure; asked by the panel before it writes, by the API before it stores, and by the story of the
 * session, so that all of them call the same thing a second copy.
 */
import type { NoteKind } from '../session/event.ts'
import type { WrittenNote } from '../session/session.ts'
import type { ThreadEntry } from '../ticket/ticket.ts'
import { sameTicket, type TicketRef } from '../ticket/ticket-ref.ts'
import { hasMark } from './mark.ts'
import { oneLine } from './wording.ts'

export interface WriteAsked {
  /** Into the page's editor, or by the API. */
  way: 'insert' | 'post'
  noteKind: NoteKind
  text: string
  ticket: Pick<TicketRef, 'origin' | 'ticketId'>
}

export interface AlreadyThere {
  /** Stopped it cannot be done at all; asked it is done on purpose. */
  answer: 'stop' | 'ask'
  note: Known
}

type Known = Pick<
  WrittenNote,
  'way' | 'noteKind' | 'text' | 'at' | 'state' | 'ticket' | 'psaNoteId' | 'psaTimeEntryId'
>

/** The weightiest of what was written before; undefined where the text is new to the ticket. */
export function findAlreadyThere(
  notes: readonly Known[],
  asked: WriteAsked,
): AlreadyThere | undefined {
  const before = notes
    .filter(
      (note) =>
        MAY_STAND.has(note.state) &&
        sameTicket(note.ticket, asked.ticket) &&
        isSameText(note.text, asked.text),
    )
    .map((note): AlreadyThere => ({ note, answer: answerTo(note, asked) }))
  return before.findLast(({ answer }) => answer === 'stop') ?? before.at(-1)
}

const MAY_STAND: ReadonlySet<WrittenNote['state']> = new Set([
  'inserted',
  'posting',
  'posted',
  'unclear',
])

function answerTo({ state, noteKind }: Known, asked: WriteAsked): AlreadyThere['answer'] {
  if (state === 'posting') return 'stop'
  // Trying it again looks first; another post would not.
  const isItsOwn = asked.way === 'post' && noteKind === asked.noteKind
  return isItsOwn && (state === 'posted' || state === 'unclear') ? 'stop' : 'ask'
}

const isSameText = (a: string, b: string): boolean => oneLine(a) === oneLine(b)

/**
 * In a sentence or two: what is, and what writing it once more would do. `clock` tells a time of
 * day in the reader's zone, or with its zone where the reader's is not known.
 */
export function sayAlreadyThere(
  { answer, note }: AlreadyThere,
  name: string,
  clock: (at: string) => string,
): string {
  const at = clock(note.at)
  switch (note.state) {
    case 'posting':
      return `This text is on its way into ${name}.`
    case 'unclear':
      return answer === 'stop'
        ? `This text may be in ${name} already. Look there, then use “Try again”.`
        : `This text was sent into ${name} at ${at}, and may be there. Look there first: if it is, this makes a second copy.`
    case 'posted':
      return answer === 'stop'
        ? `This text is in ${name}. Change it to write another.`
        : `This text was posted into ${name} at ${at}. Written once more, it stands there twice.`
    default:
      return `This text was put into the editor of ${name} at ${at}. If it was saved there, writing it once more makes a second copy.`
  }
}

/**
 * The entry of the ticket that a person has saved with this text since then: what was put into
 * the editor, or pasted by hand. Our own writes carry their mark and are known by it.
 */
export const findSavedByHand = (
  thread: readonly ThreadEntry[],
  text: string,
  since: string,
): ThreadEntry | undefined =>
  thread.findLast(
    (entry) =>
      entry.at !== null &&
      Date.parse(entry.at) >= Date.parse(since) - CLOCKS_APART_MS &&
      !hasMark(entry.text) &&
      isSameText(entry.text, text),
  )

/** Clocks of two machines agree so well. */
const CLOCKS_APART_MS = 5 * 60_000

export const saySavedByHand = (
  { key, author, at }: ThreadEntry,
  name: string,
  clock: (at: string) => string,
): string => {
  const [, number] = key.split(':')
  const when = at ? ` at ${clock(at)}` : ''
  return `This text stands in ${name} already: ${author || 'somebody'} saved it there${when} (${number}). Change it to write another.`
}
