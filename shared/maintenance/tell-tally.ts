/**
 * How a batch stands, in one line of words and as one dot for each target. What did not end well is
 * told apart from what did, since that is what one looks for in a history of many batches.
 */
import { OUTCOME_WORDS } from '../note/wording.ts'
import type { SessionOutcome } from '../session/event.ts'
import { isComplete, type Tally, totalOf } from './batch.ts'

export type TargetDot =
  | 'ended_well'
  | 'out_of_ordinary'
  | 'in_progress'
  | 'not_started'
  | 'left_out'

const ENDED_WELL: ReadonlySet<SessionOutcome> = new Set(['done', 'resolved', 'workaround'])

/** One for each target, those that are over first. */
export function dotsOf(tally: Tally): TargetDot[] {
  const odd = outcomesOf(tally).reduce(
    (n, [one, count]) => n + (ENDED_WELL.has(one) ? 0 : count),
    0,
  )
  const dots = (look: TargetDot, count: number) => Array.from({ length: count }, () => look)
  return [
    ...dots('ended_well', tally.complete - odd),
    ...dots('out_of_ordinary', odd),
    ...dots('in_progress', tally.inProgress),
    ...dots('not_started', tally.notStarted),
    ...dots('left_out', tally.leftOut),
  ]
}

/** “3 of 5 complete: 2 Done, 1 To be escalated; 1 in progress; 1 not started”. */
export function tellTally(tally: Tally): string {
  const ended = outcomesOf(tally).map(([outcome, n]) => `${n} ${OUTCOME_WORDS[outcome]}`)
  const open = [
    ...(tally.inProgress > 0 ? [`${tally.inProgress} in progress`] : []),
    ...(tally.notStarted > 0 ? [`${tally.notStarted} not started`] : []),
    ...(tally.leftOut > 0 ? [`${tally.leftOut} left out`] : []),
  ]
  const head = isComplete(tally)
    ? totalOf(tally) === 0
      ? 'None was done'
      : `All ${totalOf(tally)} complete`
    : `${tally.complete} of ${totalOf(tally)} complete`
  return [`${head}${ended.length > 0 ? `: ${ended.join(', ')}` : ''}`, ...open].join('; ')
}

const outcomesOf = ({ outcomes }: Tally) => Object.entries(outcomes) as [SessionOutcome, number][] // its keys are outcomes
