/**
 * One batch of maintenance: targets, each with a session of its own, and how far they are.
 *
 * A batch is fixed when it begins: which targets, which version of the flow. What has become of a
 * target is what its session's record says; nothing of it is kept twice.
 */
import * as z from 'zod/mini'
import { Id, Instant, Sha256 } from '../ids.ts'
import { SessionOutcome } from '../session/event.ts'

/** On a line of its own, and before the comma behind which a person says more of it. */
const Name = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(120), z.regex(/^[^,\r\n]*$/, 'No comma in a name'))

/** What is to be looked after: a server, a firewall, a site. */
export const Target = z.object({
  name: Name,
  /** What tells it from others at a glance: its kind, its address. */
  detail: z.optional(
    z.string().check(z.trim(), z.maxLength(120), z.regex(/^[^\r\n]*$/, 'One line')),
  ),
})
export type Target = z.infer<typeof Target>

/** More than anybody works through in one batch. */
export const MOST_TARGETS = 500

export const TargetState = z.enum(['not_started', 'in_progress', 'complete', 'left_out'])
export type TargetState = z.infer<typeof TargetState>

export const BatchTarget = z.object({
  /** Its place in the batch, from 1 on. */
  position: z.int(),
  name: z.string(),
  detail: z.nullable(z.string()),
  /** Of the session that works on it; the id is there before the session is begun. */
  sessionId: Id,
  state: TargetState,
  /** Why it is left out of this batch, and who said so. */
  leftOut: z.nullable(z.object({ reason: z.string(), by: z.string() })),
  /** Steps settled and steps in all, once begun. */
  settled: z.int(),
  steps: z.int(),
  ownerId: z.nullable(Id),
  ownerName: z.nullable(z.string()),
  outcome: z.nullable(SessionOutcome),
  lastAt: z.nullable(Instant),
})
export type BatchTarget = z.infer<typeof BatchTarget>

/** How the targets of a batch stand, in numbers. */
export const Tally = z.object({
  notStarted: z.int(),
  inProgress: z.int(),
  complete: z.int(),
  leftOut: z.int(),
  /** Of those that are complete, by how they ended. */
  outcomes: z.partialRecord(SessionOutcome, z.int()),
})
export type Tally = z.infer<typeof Tally>

const head = {
  id: Id,
  planId: Id,
  flowId: Id,
  name: z.string(),
  client: z.string(),
  /** When it was due; none where it was begun by hand. */
  due: z.nullable(Instant),
  /** Who began it by hand. */
  startedBy: z.nullable(z.string()),
  startedAt: Instant,
}

export const BatchHead = z.object({ ...head, tally: Tally }).check(z.meta({ id: 'BatchHead' }))
export type BatchHead = z.infer<typeof BatchHead>

export const Batch = z
  .object({
    ...head,
    flowName: z.string(),
    flowVersion: Sha256,
    targets: z.array(BatchTarget),
  })
  .check(z.meta({ id: 'Batch' }))
export type Batch = z.infer<typeof Batch>

/** Each counts once, or as many times as it says. */
export function tallyOf(
  targets: readonly (Pick<BatchTarget, 'state' | 'outcome'> & { count?: number })[],
): Tally {
  const tally: Tally = { notStarted: 0, inProgress: 0, complete: 0, leftOut: 0, outcomes: {} }
  for (const { state, outcome, count = 1 } of targets) {
    if (state === 'not_started') tally.notStarted += count
    else if (state === 'in_progress') tally.inProgress += count
    else if (state === 'left_out') tally.leftOut += count
    else {
      tally.complete += count
      if (outcome) tally.outcomes[outcome] = (tally.outcomes[outcome] ?? 0) + count
    }
  }
  return tally
}

/** All that are to be worked on: those left out are none of them. */
export const totalOf = ({ notStarted, inProgress, complete }: Tally): number =>
  notStarted + inProgress + complete

export const isComplete = ({ notStarted, inProgress }: Tally): boolean =>
  notStarted === 0 && inProgress === 0

/** In whole percent, and never 100 before all are complete. */
export const percentOf = (tally: Tally): number =>
  Math.floor((tally.complete / Math.max(1, totalOf(tally))) * 100)
