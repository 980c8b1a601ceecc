/**
 * A batch as a note for a ticket: what was looked after, what was out of the ordinary, what
 * remains. What is out of the ordinary comes first, since that is what one reads it for.
 */
import { dayOf, OUTCOME_WORDS } from '../note/wording.ts'
import type { Batch } from './batch.ts'
import type { TargetResult } from './contract.ts'

export function tellBatchNote(
  batch: Batch,
  results: readonly TargetResult[],
  settings: { timeZone: string },
): string {
  const due = results.filter(({ state }) => state !== 'left_out')
  const complete = due.filter(({ state }) => state === 'complete')
  const lines = (title: string, told: readonly string[]) =>
    told.length > 0 ? ['', title, ...told.map((line) => `- ${line}`)] : []
  return [
    `${batch.name}, ${dayOf(batch.due ?? batch.startedAt, settings)}`,
    `${complete.length} of ${due.length} targets complete, by the flow “${batch.flowName}”.`,
    ...lines(
      'Out of the ordinary',
      results.flatMap(({ name, settled }) =>
        settled
          .filter(({ how }) => how === 'exception')
          .map(({ title, text }) => `${name}: ${title}. ${text}`),
      ),
    ),
    ...lines(
      'Not checked',
      complete.flatMap(({ name, open }) =>
        open.length > 0 ? [`${name}: ${open.map(({ title }) => title).join(', ')}`] : [],
      ),
    ),
    ...lines(
      'What remains to be done',
      results.flatMap(({ name, nextSteps }) =>
        nextSteps.map(
          ({ text, owner, due: by }) =>
            `${name}: ${text}${owner ? ` (${owner})` : ''}${by ? `, by ${by}` : ''}`,
        ),
      ),
    ),
    ...lines(
      'Targets',
      results.map((result) => `${result.name}: ${stateOf(result)}`),
    ),
  ].join('\n')
}

const STATES = {
  not_started: 'Not started',
  in_progress: 'In progress',
  complete: 'Complete',
  left_out: 'Left out',
}
const stateOf = ({ outcome, state, notDone }: TargetResult): string =>
  `${outcome ? OUTCOME_WORDS[outcome] : STATES[state]}${notDone ? `, ${notDone}` : ''}`
