/** A flow that is being written, as this browser keeps it until it is saved. */
import * as z from 'zod/mini'
import { DraftOf } from '#shared/flow/drafts.ts'
import { DraftContent } from '#shared/flow/edit/draft-content.ts'
import { keepDrafts } from '../../keep-drafts.ts'

const Kept = z.object({ basedOn: z.int(), of: z.nullable(DraftOf), content: DraftContent })
export type KeptDraft = z.infer<typeof Kept>

export const { readKept, listKept, keep, forget } = keepDrafts('flow', Kept)
