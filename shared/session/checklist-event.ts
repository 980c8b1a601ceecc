/**
 * Session events of a checklist: a step opened, ticked, and its tick taken back.
 *
 * The steps themselves are told when the flow is entered (`Checklist` in `flow_entered`), so that
 * the record says what is still open without the flow it came from. A step of one's own has a
 * place in the list and is ticked like any other: its node is the id of the event that added it.
 */
import * as z from 'zod/mini'
import { NodeId, Says } from '../flow/flow.ts'
import { Id, Line } from '../ids.ts'
import { Place } from './place.ts'

/** A step as the list shows it. Its texts are those of the flow, with `{variable}` in them. */
const ListedStep = z.object({
  id: NodeId,
  title: Line,
  group: z.optional(Line),
  /** Done, or said why not, before the whole is finished. */
  isMandatory: z.optional(z.boolean()),
  /** Steps to be settled first. */
  waitsFor: z.optional(z.array(NodeId).check(z.maxLength(40))),
  /** What it makes ready, in words for the client. */
  ready: z.optional(Line),
})
export type ListedStep = z.infer<typeof ListedStep>

/** More than anybody ticks; the whole list stands in the record. */
export const MOST_STEPS = 500

export const Checklist = z.object({
  kind: z.enum(['procedure', 'maintenance']),
  steps: z.array(ListedStep).check(z.minLength(1), z.maxLength(MOST_STEPS)),
})
export type Checklist = z.infer<typeof Checklist>

const Reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(400))

/** How a step was settled. Leaving one out, and an exception, are told in words. */
export const Tick = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('not_applicable'), text: Reason }),
  z.object({ kind: z.literal('exception'), text: Reason }),
])
export type Tick = z.infer<typeof Tick>

/** Where a step of one's own stands: right behind another, or first. */
export const CustomPlace = z.object({ runId: Id, after: z.nullable(NodeId) })
export type CustomPlace = z.infer<typeof CustomPlace>

export const checklistMembers = {
  step_opened: z.object({ type: z.literal('step_opened'), place: Place }),
  step_ticked: z.object({
    type: z.literal('step_ticked'),
    place: Place,
    title: Line,
    group: z.optional(Line),
    tick: Tick,
    says: Says,
    /** The step one stands at next. */
    leadsTo: Place,
  }),
  /** The step is open again, and what its tick has said is said no more. */
  step_unticked: z.object({ type: z.literal('step_unticked'), stepId: Id }),
} as const
