/**
 * A batch as a document for the client: each target once, what was checked there and what was
 * found, what was out of the ordinary and what happens next.
 *
 * It is read by people who were not there and know none of us: what was checked stands in the words
 * that the flow has for the client, how it ended in words that say nothing of queues and levels, and
 * nobody of the team is named. Commands, remarks and steps that somebody worded for themselves
 * stay in the record, but for what was out of the ordinary at one of those.
 */
import type { Block } from '../note/told-block.ts'
import { clockTime, dayOf, withoutStop } from '../note/wording.ts'
import type { SessionOutcome } from '../session/event.ts'
import { saysDone } from '../session/finish-list.ts'
import type { Batch } from './batch.ts'
import type { OpenStep, SettledStep, TargetResult } from './contract.ts'
import { hideNames } from './hide-names.ts'

export function tellClient(
  batch: Batch,
  shown: readonly TargetResult[],
  settings: { timeZone: string },
): Block[] {
  const hide = hideNames(namesIn(batch, shown))
  const results = shown.map((result) => withoutNames(result, hide))
  const odd = results.flatMap((result) =>
    oddOf(result).map((step) => text(`${result.name}: ${tellOdd(step)}`)),
  )
  const next = results.flatMap((result) =>
    nextOf(result, batch.client).map((words) => text(`${result.name}: ${words}`)),
  )
  return [
    { kind: 'title', text: batch.name },
    {
      kind: 'facts',
      facts: [
        ['Client', batch.client],
        ['List of checks', batch.flowName],
        [batch.due ? 'Due' : 'Begun', dayOf(batch.due ?? batch.startedAt, settings)],
        ['Looked after', tellCounts(results)],
        ['Out of the ordinary', String(odd.length)],
        ['Time zone', settings.timeZone],
      ],
    },
    ...(odd.length > 0 ? [heading('Out of the ordinary'), ...odd] : []),
    ...(next.length > 0 ? [heading('What happens next'), ...next] : []),
    heading('Each target'),
    ...results.map((result) => entryOf(result, settings)),
  ]
}

const heading = (words: string): Block => ({ kind: 'heading', text: words })
const text = (words: string): Block => ({ kind: 'text', text: words })

const namesIn = (batch: Batch, results: readonly TargetResult[]): string[] =>
  [
    batch.startedBy,
    ...batch.targets.flatMap(({ ownerName, leftOut }) => [ownerName, leftOut?.by]),
    ...results.flatMap(({ workedBy }) => workedBy),
  ].filter((name) => typeof name === 'string')

/** Whatever was typed while working; what the team has planned stays as it is. */
const withoutNames = (result: TargetResult, hide: (text: string) => string): TargetResult => ({
  ...result,
  notDone: result.notDone && hide(result.notDone),
  nextSteps: result.nextSteps.map((step) => ({ ...step, text: hide(step.text) })),
  settled: result.settled.map((step) => ({
    ...step,
    title: hide(step.title),
    text: step.text && hide(step.text),
    values: step.values.map(({ label, value }) => ({ label, value: hide(value) })),
  })),
  open: result.open.map((step) => ({ ...step, title: hide(step.title) })),
})

const ENDED: Readonly<Record<SessionOutcome, string>> = {
  resolved: 'Done',
  done: 'Done',
  workaround: 'Done, with a provisional solution',
  escalate: 'Being followed up',
  vendor: 'With the vendor',
  not_reproduced: 'Nothing found',
  security: 'Being followed up',
  no_contact: 'Nobody was reached',
  refused: 'Not carried out',
}
const STATES = {
  not_started: 'Not begun yet',
  in_progress: 'Not finished yet',
  complete: 'Done',
  left_out: 'Left out',
}
/** Done is what was checked: ended so with what must be checked left open, it is done in part. */
function stateOf({ state, outcome, open }: TargetResult): string {
  if (state !== 'complete' || !outcome) return STATES[state]
  return saysDone(outcome) && open.some(({ isRequired }) => isRequired)
    ? 'Done in part'
    : ENDED[outcome]
}

/** “5: 4 Done, 1 Being followed up”: the parts are the whole. */
function tellCounts(results: readonly TargetResult[]): string {
  const counts = [...Map.groupBy(results, stateOf)].map(([state, of]) => `${of.length} ${state}`)
  return [results.length, ...(counts.length > 0 ? [counts.join(', ')] : [])].join(': ')
}

const oddOf = ({ settled }: TargetResult) => settled.filter(({ how }) => how === 'exception')

const wordsOf = ({ ready, title }: SettledStep | OpenStep): string => withoutStop(ready ?? title)

const tellValues = ({ values }: SettledStep): string =>
  values.map(({ label, value }) => `${label}: ${withoutStop(value)}`).join('; ')

function tellOdd(step: SettledStep): string {
  const found = tellValues(step)
  return `${wordsOf(step)}. ${withoutStop(step.text ?? '')}.${found ? ` Found: ${found}.` : ''}`
}

/** Whom of us it falls to is ours; what falls to the client or to a vendor is told. */
function nextOf(result: TargetResult, client: string): string[] {
  const told = result.nextSteps.map(({ text: words, owner, due }) => {
    const by = owner && isOutside(owner, client) ? ` (${owner})` : ''
    return `${withoutStop(words)}${by}${due ? `, by ${due}` : ''}.`
  })
  if (told.length > 0 || oddOf(result).length === 0) return told
  return ['No further step is recorded so far.']
}

const isOutside = (owner: string, client: string): boolean =>
  owner.trim().toLowerCase() === client.trim().toLowerCase() ||
  /^(?:the )?(?:client|customer|user|vendor|supplier|manufacturer|kunde|hersteller|lieferant)$/i.test(
    owner.trim(),
  )

function entryOf(result: TargetResult, settings: { timeZone: string }): Block {
  const { name, detail, finishedAt, done, steps, notDone } = result
  const ours = result.settled.filter(({ isCustom, how }) => !isCustom || how === 'exception')
  const plain = ours.filter(({ how, values }) => how === 'done' && values.length === 0)
  return {
    kind: 'entry',
    time: finishedAt ? `${dayOf(finishedAt, settings)} ${clockTime(finishedAt, settings)}` : '',
    text: `${name}${detail ? ` (${detail})` : ''}: ${stateOf(result)}${notDone ? `, ${notDone}` : ''}`,
    tags: steps > 0 ? [`${done} of ${steps} checks`] : [],
    details: [
      ...ours.flatMap((step) => {
        if (step.how === 'exception') return [`Out of the ordinary: ${tellOdd(step)}`]
        return step.how === 'done' && step.values.length > 0 ? [tellFound(step)] : []
      }),
      ...tellLeftOut(ours),
      ...tellOpen(result),
      ...(plain.length > 0 ? [`Checked: ${plain.map(wordsOf).join(', ')}.`] : []),
    ],
  }
}

const tellFound = (step: SettledStep): string => `Checked: ${wordsOf(step)}. ${tellValues(step)}.`

/** What was left out for one reason is told with it once. */
const tellLeftOut = (steps: readonly SettledStep[]): string[] =>
  [
    ...Map.groupBy(
      steps.filter(({ how }) => how === 'not_applicable'),
      ({ text: why }) => withoutStop(why ?? ''),
    ),
  ].map(([why, of]) => `Not checked: ${of.map(wordsOf).join(', ')}. ${why ? `${why}.` : ''}`.trim())

/** Of what is under way the rest is still to come. */
function tellOpen({ state, open }: TargetResult): string[] {
  if (open.length === 0) return []
  const lead = state === 'complete' ? 'Not checked' : 'Still to be checked'
  return [`${lead}: ${open.map(wordsOf).join(', ')}.`]
}
