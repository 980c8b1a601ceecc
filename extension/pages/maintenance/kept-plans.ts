/** A maintenance plan that is being written, as this browser keeps it until it is saved. */
import * as z from 'zod/mini'
import { Rule } from '#shared/maintenance/schedule.ts'
import { keepDrafts } from '../keep-drafts.ts'

/** As it stands in the form: whatever has been typed so far. */
const PlanForm = z.object({
  flowId: z.string(),
  name: z.string(),
  client: z.string(),
  targets: z.string(),
  /** None: by hand only. */
  rule: z.nullable(Rule),
  at: z.string(),
  timeZone: z.string(),
  from: z.string(),
  isPaused: z.boolean(),
})
export type PlanForm = z.infer<typeof PlanForm>

const Kept = z.object({ basedOn: z.int(), form: PlanForm })
export type KeptPlan = z.infer<typeof Kept>

export const { readKept, listKept, keep, forget } = keepDrafts('maintenance plan', Kept)
