/**
 * A batch as a document for the client, and as a note for a ticket: what was looked after, what was
 * out of the ordinary, what remains. What is out of the ordinary comes first, since that is what
 * one reads such a report for.
 */
import type { Block } from '../note/tell-session.ts'
import { clockTime, dayOf, OUTCOME_WORDS } from '../note/wording.ts'
import type { Batch } from './batch.ts'
import type { TargetResult } from './contract.ts'

export function tellBatch(
  batch: Batch,
  results: readonly TargetResult[],
  settings: { timeZone: string },
): Block[] {
  const due = results.filter(({ state }) => state !== 'left_out')
  const complete = due.filter(({ state }) => state === 'complete')
  const odd = results.filter(({ exceptions }) => exceptions.length > 0)
  const remains = results.flatMap(({ name, nextSteps }) =>
    nextSteps.map((text) => `${name}: ${text}`),
  )
  const facts: [string, string][] = [
    ['Client', batch.client],
    ['By the flow', batch.flowName],
    [batch.due ? 'Due' : 'Begun', dayOf(batch.due ?? batch.startedAt, settings)],
    ['Targets', `${complete.length} of ${due.length} complete`],
    ['Out of the ordinary', String(odd.length)],
    ['Time zone', settings.timeZone],
  ]
  return [
    { kind: 'title', text: batch.name },
    { kind: 'facts', facts },
    ...(odd.length === 0 ? [] : [heading('Out of the ordinary')]),
    ...odd.flatMap(({ name, exceptions }) =>
      exceptions.map((one) => text(`${name}: ${one.title}. ${one.text}`)),
    ),
    ...(remains.length === 0 ? [] : [heading('What remains to be done'), ...remains.map(text)]),
    heading('Each target'),
    ...results.map((result) => entryOf(result, settings)),
  ]
}

const STATES = {
  not_started: 'Not started',
  in_progress: 'In progress',
  complete: 'Complete',
  left_out: 'Left out',
}
const stateOf = ({ outcome, state, notDone }: TargetResult): string =>
  `${outcome ? OUTCOME_WORDS[outcome] : STATES[state]}${notDone ? `, ${notDone}` : ''}`

const heading = (words: string): Block => ({ kind: 'heading', text: words })
const text = (words: string): Block => ({ kind: 'text', text: words })

function entryOf(result: TargetResult, settings: { timeZone: string }): Block {
  const { name, detail, finishedAt, done, steps } = result
  return {
    kind: 'entry',
    time: finishedAt ? `${dayOf(finishedAt, settings)} ${clockTime(finishedAt, settings)}` : '',
    text: `${name}${detail ? ` (${detail})` : ''}: ${stateOf(result)}`,
    tags: steps > 0 ? [`${done} of ${steps} steps`] : [],
    details: [
      ...result.exceptions.map((one) => `Exception at ${one.title}: ${one.text}`),
      ...result.leftOut.map((one) => `Left out ${one.title}: ${one.text}`),
      ...(result.remark ? [result.remark] : []),
      ...(result.workedBy.length > 0 ? [`Worked on by ${result.workedBy.join(', ')}`] : []),
    ],
  }
}

/** The same in lines, as it is put into a ticket. */
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
      results.flatMap(({ name, exceptions }) =>
        exceptions.map((one) => `${name}: ${one.title}. ${one.text}`),
      ),
    ),
    ...lines(
      'What remains to be done',
      results.flatMap(({ name, nextSteps }) => nextSteps.map((next) => `${name}: ${next}`)),
    ),
    ...lines(
      'Targets',
      results.map((result) => `${result.name}: ${stateOf(result)}`),
    ),
  ].join('\n')
}
