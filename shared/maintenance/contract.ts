/**
 * The questions one may ask about maintenance: plans, their batches, and the targets of a batch.
 *
 * A plan says what is looked after by which flow and when. A batch is one round of it, begun by
 * the schedule or by hand, under an id that whoever asks has chosen, so that asking again begins no
 * second one. Each target is worked on in a session like any other.
 */
import * as z from 'zod/mini'
import { BasedOn, Id, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { SessionOutcome } from '../session/event.ts'
import { foldText } from '../text/fold-text.ts'
import { Batch, BatchHead, MOST_TARGETS, Target, TargetState } from './batch.ts'
import { Schedule } from './schedule.ts'

export function isEachOnce(targets: readonly Target[]): boolean {
  return new Set(targets.map(({ name }) => foldText(name))).size === targets.length
}

const PlanWords = z.object({
  flowId: Id,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  client: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  targets: z
    .array(Target)
    .check(
      z.minLength(1, 'Name one target at least'),
      z.maxLength(MOST_TARGETS),
      z.refine(isEachOnce, 'Each target once'),
    ),
  /** None: it is begun by hand only. */
  schedule: z.nullable(Schedule),
  /** The schedule begins nothing while it is paused. */
  isPaused: z.boolean(),
})

export const MaintenancePlan = z
  .extend(PlanWords, {
    name: z.string(),
    client: z.string(),
    targets: z.array(z.object({ name: z.string(), detail: z.optional(z.string()) })),
    id: Id,
    /** Rises with each change; sent back so that nobody overwrites another's work. */
    revision: z.int(),
    flowName: z.string(),
    nextDue: z.nullable(Instant),
    savedBy: z.string(),
    savedAt: Instant,
  })
  .check(z.meta({ id: 'MaintenancePlan' }))
export type MaintenancePlan = z.infer<typeof MaintenancePlan>

export const ListMaintenancePlans = route({
  method: 'GET',
  path: '/maintenance-plans',
  summary: 'Every maintenance plan of the team, what is due first foremost',
  may: 'readSessions',
  request: z.object({ flowId: z.optional(Id) }),
  response: z.object({ plans: z.array(MaintenancePlan) }),
})

export const SaveMaintenancePlan = route({
  method: 'PUT',
  path: '/maintenance-plans/:planId',
  summary: 'Make a maintenance plan or change it; batches that have begun stay as they are',
  may: 'authorFlows',
  pace: 'author',
  request: z.extend(PlanWords, {
    planId: Id,
    /** The revision that was changed; 0 for a new one. */
    basedOn: BasedOn,
  }),
  response: MaintenancePlan,
})

export const RemoveMaintenancePlan = route({
  method: 'DELETE',
  path: '/maintenance-plans/:planId',
  summary: 'Take a plan away: nothing is due any more; its batches stay',
  may: 'authorFlows',
  pace: 'author',
  request: z.object({ planId: Id }),
  response: z.object({}),
})

export const BeginBatch = route({
  method: 'POST',
  path: '/maintenance-plans/:planId/batches',
  summary: 'Begin a batch now; asked again with the same id it is answered with the same batch',
  may: 'workOnSessions',
  pace: 'author',
  request: z.object({ planId: Id, batchId: Id }),
  response: Batch,
})

export const ListBatches = route({
  method: 'GET',
  path: '/maintenance-batches',
  summary: 'Batches, newest first: of a plan, of a flow, or of the team',
  may: 'readSessions',
  request: z.object({
    planId: z.optional(Id),
    flowId: z.optional(Id),
    /** Only those with targets that are not complete. */
    isOpen: z.optional(z.stringbool()),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 12),
    offset: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(100_000)), 0),
  }),
  response: z.object({
    batches: z.array(BatchHead),
    /** Older ones come after these. */
    isMore: z.boolean(),
  }),
})

export const ReadBatch = route({
  method: 'GET',
  path: '/maintenance-batches/:batchId',
  summary: 'A batch with every target and how far it is',
  may: 'readSessions',
  request: z.object({ batchId: Id }),
  response: Batch,
})

const position = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(MOST_TARGETS))

export const StartTarget = route({
  method: 'POST',
  path: '/maintenance-batches/:batchId/targets/:position/start',
  summary: 'Begin the session of a target; where it is begun, whoever began it, that session',
  may: 'workOnSessions',
  pace: 'append',
  request: z.object({ batchId: Id, position }),
  response: z.object({ sessionId: Id }),
})

export const LeaveOutTarget = route({
  method: 'POST',
  path: '/maintenance-batches/:batchId/targets/:position/leave-out',
  summary: 'Leave a target that has not begun out of its batch, with the reason',
  may: 'workOnSessions',
  pace: 'author',
  request: z.object({
    batchId: Id,
    position,
    reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(400)),
  }),
  response: Batch,
})

/** A step of the list that was settled: what it was about, how it went, what was found. */
const SettledStep = z.object({
  title: z.string(),
  /** What it is about in words for the client, where the flow has such. */
  ready: z.nullable(z.string()),
  /** A step of somebody's own, worded while working. */
  isCustom: z.boolean(),
  how: z.enum(['done', 'exception', 'not_applicable']),
  /** Of an exception, and of what was left out: what a person has said. */
  text: z.nullable(z.string()),
  /** What the step asks for, as it was found. */
  values: z.array(z.object({ label: z.string(), value: z.string() })),
})
export type SettledStep = z.infer<typeof SettledStep>

const OpenStep = z.object({
  title: z.string(),
  ready: z.nullable(z.string()),
  isRequired: z.boolean(),
})
export type OpenStep = z.infer<typeof OpenStep>

/** What is told of a target to whoever was not there; masked. */
export const TargetResult = z.object({
  name: z.string(),
  detail: z.nullable(z.string()),
  state: TargetState,
  workedBy: z.array(z.string()),
  finishedAt: z.nullable(Instant),
  outcome: z.nullable(SessionOutcome),
  done: z.int(),
  steps: z.int(),
  /** In the order of the list. */
  settled: z.array(SettledStep),
  /** Steps of the flow that nobody has settled, in the order of the list. */
  open: z.array(OpenStep),
  nextSteps: z.array(
    z.object({ text: z.string(), owner: z.nullable(z.string()), due: z.nullable(z.string()) }),
  ),
  /** Why it is left out of this batch as a whole. */
  notDone: z.nullable(z.string()),
})
export type TargetResult = z.infer<typeof TargetResult>

export const ReadBatchResults = route({
  method: 'GET',
  path: '/maintenance-batches/:batchId/results',
  summary: 'What each target of a batch has shown: what was found, what was left out, what remains',
  may: 'readSessions',
  pace: 'compose',
  request: z.object({ batchId: Id }),
  response: z.object({ batch: Batch, results: z.array(TargetResult) }),
})
