/**
 * What comes of putting a note into the editor of the page.
 *
 * A refusal says what happened, what to do next, and whether text of ours may still stand in
 * the editor; only then does anybody have to clean up.
 */
import * as z from 'zod/mini'
import { BoxesVerdict, TickedBoxes } from '#shared/note/boxes.ts'
import { NoteEditor, TicketRef } from '#shared/ticket/ticket-ref.ts'

/** Longer texts are posted, not pasted. */
export const MAX_NOTE_CHARACTERS = 100_000

export const InsertionRefusal = z.enum([
  /** The page shows another ticket, none, or nobody can say which. */
  'otherTicket',
  'noTicket',
  'uncertain',
  /** The page changed a moment ago. */
  'moving',
  /** No notes on this screen; the New Note dialog is closed; several editors are open. */
  'noEditor',
  'closed',
  'several',
  'emptyText',
  /** A ticked box would show the text to somebody it is not meant for. */
  'boxes',
  /** The same text already ends the note. */
  'alreadyThere',
  /** Another insertion is under way. */
  'busy',
  /** The page hung; whoever asked does not wait any more. */
  'late',
  /** The technician moved the caret while we were about to paste. */
  'caretMoved',
  /** The editor did not take the text, or made something else of it. */
  'notTaken',
  'garbled',
  /** The page went to another ticket while the text went in. */
  'moved',
])
export type InsertionRefusal = z.infer<typeof InsertionRefusal>

export const RefusedInsertion = z.object({
  outcome: z.literal('refused'),
  code: InsertionRefusal,
  why: z.string(),
  next: z.string(),
  /** True when text of ours may still be in the editor. */
  isTextLeft: z.boolean(),
  /** With 'boxes': which are ticked. */
  ticked: z.optional(TickedBoxes),
  /** With 'alreadyThere': exactly what stands in the editor. */
  text: z.optional(z.string()),
})
export type RefusedInsertion = z.infer<typeof RefusedInsertion>

export const InsertionResult = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('inserted'),
    ref: TicketRef,
    /** Exactly what now stands in the editor, which may differ in blank lines and tabs. */
    text: z.string(),
    insertedAt: z.iso.datetime(),
    into: z.enum(['ticket', 'time entry']),
    /** The boxes as they stood when the text was in; absent where none were asked for. */
    boxes: z.optional(BoxesVerdict),
    ticked: z.optional(TickedBoxes),
  }),
  RefusedInsertion,
])
export type InsertionResult = z.infer<typeof InsertionResult>

export const OpenNewNoteResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('open'), noteEditor: NoteEditor }),
  RefusedInsertion,
])
export type OpenNewNoteResult = z.infer<typeof OpenNewNoteResult>
