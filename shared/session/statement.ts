/**
 * The small statements a record is made of, and from which every text is composed.
 *
 * Kinds follow what a reader must be able to tell apart: what somebody said, what was
 * seen, what was changed, what a test showed. A hypothesis is never worded as a finding,
 * because the two are different kinds here and stay so in every text.
 */
import * as z from 'zod/mini'
import { Id } from '../ids.ts'

export const StatementKind = z.enum([
  'report',
  'observation',
  'action',
  'test',
  'dead_end',
  'decision',
  'authorisation',
  'hypothesis',
  'cause',
  'next_step',
  'communication',
])
export type StatementKind = z.infer<typeof StatementKind>

/** What a statement was read from, and the words it rests on. */
export const StatementSource = z.object({
  kind: z.enum(['technician', 'ticket', 'step_result', 'device', 'client']),
  /** An id of the record, or `ticket:<note id>`. */
  ref: z.optional(z.string().check(z.maxLength(120))),
  quote: z.string().check(z.maxLength(1000)),
  /** Whether these words were found there; if not, it stays unverified until somebody confirms it. */
  isFound: z.boolean(),
})
export type StatementSource = z.infer<typeof StatementSource>

/** Somebody or something whose word or act this is. */
export const Author = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: Id, name: z.string() }),
  z.object({ kind: z.literal('assistant') }),
  z.object({ kind: z.literal('visitor'), name: z.string() }),
  z.object({ kind: z.literal('program') }),
])
export type Author = z.infer<typeof Author>

/** A statement in the folded session. Its id is that of the event that made it. */
export interface Statement {
  id: string
  /** 1, 2, 3 … in the order they were made; withdrawn ones keep theirs. `F3` names the third. */
  no: number
  kind: StatementKind
  text: string
  at: string
  by: Author
  /** The step it rests on, when a step made it. */
  stepId?: string
  /** For a machine's statement: nobody has confirmed it yet. */
  isConfirmed: boolean
  /** Who is to do it and by when, for a next step. */
  owner?: string
  due?: string
  source?: StatementSource
  /** The statement that it takes the place of once it is confirmed. */
  replaces?: string
}
