/**
 * A flow that is being written, as this browser keeps it until it is saved.
 *
 * What it was changed from is kept with it: a colleague may save the draft while this tab is closed,
 * and both can be put together only by whoever knows what both had.
 */
import * as z from 'zod/mini'
import { DraftOf } from '#shared/flow/drafts.ts'
import { DraftContent } from '#shared/flow/edit/draft-content.ts'
import { keepDrafts } from '../../keep-drafts.ts'

const Kept = z.object({
  basedOn: z.int(),
  of: z.nullable(DraftOf),
  content: DraftContent,
  /** As it was at that revision; none of a new flow, nor where an older version kept it. */
  saved: z._default(z.nullable(DraftContent), null),
  /** What of others' is not in it and has to be looked at, in words. */
  leftOut: z.optional(z.array(z.string())),
  /** What its writer has to know when it is opened. */
  told: z.optional(z.string()),
})
export type KeptDraft = z.infer<typeof Kept>

export const { readKept, listKept, keep, keepAnew, forget } = keepDrafts('flow', Kept)
