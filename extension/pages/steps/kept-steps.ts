/** A step of the library that is being written, as this browser keeps it until it is saved. */
import * as z from 'zod/mini'
import { halfWritten } from '#shared/flow/edit/half-written.ts'
import { StepContent, Visibility } from '#shared/step-library/step-content.ts'
import { keepDrafts } from '../keep-drafts.ts'

const Kept = z.object({
  basedOn: z.int(),
  visibility: Visibility,
  content: halfWritten(StepContent),
})
export type KeptStep = z.infer<typeof Kept>

export const { readKept, listKept, keep, forget } = keepDrafts('library step', Kept)
