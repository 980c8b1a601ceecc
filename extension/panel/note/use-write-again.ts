/**
 * What of a text is in its ticket already, and what is asked before it is written once more.
 *
 * The question stands for one text and one way; another text takes it back, and so does whatever
 * is written meanwhile. Saying yes is an act of its own: the first press, or a key held down too
 * long, only asks.
 */
import { useState } from 'react'
import {
  type AlreadyThere,
  findAlreadyThere,
  findSavedByHand,
  sayAlreadyThere,
  saySavedByHand,
} from '#shared/note/already-there.ts'
import type { NoteKind } from '#shared/session/event.ts'
import type { Session, WrittenNote } from '#shared/session/session.ts'
import type { ThreadEntry, Ticket } from '#shared/ticket/ticket.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import { whenAt } from '../../ui/time-words.ts'
import type { Way } from './target.ts'

export interface There {
  answer: AlreadyThere['answer']
  said: string
}

export interface WriteAgain {
  /** Undefined where the text is new to the ticket. */
  there(way: Way): There | undefined
  /** What a person is asked now. */
  question: { way: Way; said: string } | null
  /** Whether a write has to be asked about first; then it is. */
  mustAsk(way: Way): boolean
  leave(): void
  /** What trying a note again has to be asked about: it was put into the editor since. */
  copyOf(note: WrittenNote): string | undefined
  /** Where a person has saved what was put into the editor, as far as the ticket was read. */
  savedAs(note: WrittenNote): ThreadEntry | undefined
}

export function useWriteAgain(of: {
  session: Session | null
  /** As it is now. */
  ticket: Ticket | null
  ref: TicketRef | null
  name: string
  noteKind: NoteKind
  text: string
}): WriteAgain {
  const { session, ticket, ref, name, noteKind, text } = of
  const [asked, setAsked] = useState<{ way: Way; text: string; written: number } | null>(null)
  const notes = session?.notes ?? []
  const thread = ticket?.thread ?? []
  const when = (at: string) => whenAt(at, Date.now())

  const there: WriteAgain['there'] = (way) => {
    if (!ref || !session) return undefined
    const saved = findSavedByHand(thread, text, session.startedAt)
    if (saved) {
      return { answer: way === 'post' ? 'stop' : 'ask', said: saySavedByHand(saved, name, when) }
    }
    const found = findAlreadyThere(notes, { way, noteKind, text, ticket: ref })
    return found && { answer: found.answer, said: sayAlreadyThere(found, name, when) }
  }
  const isStanding = asked?.text === text && asked.written === notes.length
  const open = isStanding ? there(asked.way) : undefined

  return {
    there,
    question: asked && open?.answer === 'ask' ? { way: asked.way, said: open.said } : null,
    mustAsk(way) {
      if (there(way)?.answer !== 'ask') return false
      setAsked({ way, text, written: notes.length })
      return true
    },
    leave: () => setAsked(null),
    copyOf(note) {
      const others = notes.filter(({ id }) => id !== note.id)
      const found = findAlreadyThere(others, { ...note, way: 'post' })
      return found && sayAlreadyThere(found, name, when)
    },
    savedAs: (note) => findSavedByHand(thread, note.text, note.at),
  }
}
