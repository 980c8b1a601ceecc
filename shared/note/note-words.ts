/**
 * The question how good the proposed words of notes are: how much of them technicians change
 * before a note is written, and how many doubtful sentences they take.
 */
import * as z from 'zod/mini'
import { route } from '../route.ts'
import { NoteKind } from '../session/event.ts'
import { ReplyMode } from '../session/lane-event.ts'

export const NoteWords = z
  .object({
    noteKind: NoteKind,
    /** Whose words were proposed. */
    mode: ReplyMode,
    notes: z.int(),
    /** Notes that were written just as they were proposed. */
    unchanged: z.int(),
    words: z.int(),
    changedWords: z.int(),
    flagged: z.int(),
    taken: z.int(),
  })
  .check(z.meta({ id: 'NoteWords' }))
export type NoteWords = z.infer<typeof NoteWords>

/** So far back it looks. */
export const NOTE_WORDS_DAYS = 90

export const ReadNoteWords = route({
  method: 'GET',
  path: '/assistant/note-words',
  summary: 'How much of the proposed words of notes is changed by hand, in the last 90 days',
  may: 'readSpending',
  request: z.object({}),
  response: z.object({ kinds: z.array(NoteWords) }),
})
