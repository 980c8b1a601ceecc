/**
 * What the same target has shown the last time it was looked after: the values of each step and what
 * was out of the ordinary. It is put down with the session when that begins, masked as it was told
 * then, so that it is there without a network and stays what the work was held against.
 */
import * as z from 'zod/mini'
import { NodeId } from '../flow/flow.ts'
import { Id, Instant, Line } from '../ids.ts'
import { MOST_STEPS } from './checklist-event.ts'

const LastStep = z.object({
  node: NodeId,
  /** What was out of the ordinary there. */
  text: z.optional(z.string().check(z.maxLength(2000))),
  values: z
    .array(z.object({ label: Line, value: z.string().check(z.maxLength(2000)) }))
    .check(z.maxLength(100)),
})
export type LastStep = z.infer<typeof LastStep>

export const LastTime = z.object({
  /** When it was finished. */
  at: Instant,
  flowId: Id,
  steps: z.array(LastStep).check(z.maxLength(MOST_STEPS)),
})
export type LastTime = z.infer<typeof LastTime>
