import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OUTCOME_WORDS } from '../note/wording.ts'
import { SessionOutcome } from '../session/event.ts'
import { type BatchTarget, isComplete, percentOf, TargetState, tallyOf, totalOf } from './batch.ts'
import { dotsOf, tellTally } from './tell-tally.ts'

type Standing = Pick<BatchTarget, 'state' | 'outcome'>

const complete = (outcome: SessionOutcome): Standing => ({ state: 'complete', outcome })
const open = (state: TargetState): Standing => ({ state, outcome: null })

test('once all are complete each way of ending is told with its number', () => {
  const tally = tallyOf([
    ...Array.from({ length: 3 }, () => complete('resolved')),
    complete('escalate'),
    complete('no_contact'),
  ])
  expect(tellTally(tally)).toBe('All 5 complete: 3 Resolved, 1 To be escalated, 1 User not reached')
  expect(dotsOf(tally)).toEqual([
    ...Array.from({ length: 3 }, () => 'ended_well'),
    ...Array.from({ length: 2 }, () => 'out_of_ordinary'),
  ])
})

test('until then what is still to do is told behind it', () => {
  const tally = tallyOf([
    open('not_started'),
    complete('done'),
    open('in_progress'),
    complete('workaround'),
    open('left_out'),
    complete('security'),
  ])
  expect(tellTally(tally)).toBe(
    '3 of 5 complete: 1 Done, 1 Workaround in place, 1 Handed to the security process; 1 in progress; 1 not started; 1 left out',
  )
  expect(dotsOf(tally)).toEqual([
    ...['ended_well', 'ended_well', 'out_of_ordinary', 'in_progress', 'not_started', 'left_out'],
  ])
})

test('of a batch that has just begun only its number of targets is told', () => {
  expect(tellTally(tallyOf([open('not_started'), open('not_started')]))).toBe(
    '0 of 2 complete; 2 not started',
  )
})

test('2 of 5 are 40 %, and it is never 100 before all are complete', () => {
  const tally = tallyOf([
    ...[complete('done'), complete('escalate')],
    ...Array.from({ length: 3 }, () => open('not_started')),
  ])
  expect(percentOf(tally)).toBe(40)
  const nearly = { ...tallyOf([open('in_progress')]), complete: 999 }
  expect(percentOf(nearly)).toBe(99)
})

const standing: fc.Arbitrary<Standing> = fc.oneof(
  fc.constantFrom(...SessionOutcome.options).map(complete),
  fc.constantFrom(...TargetState.options.filter((state) => state !== 'complete')).map(open),
)

test('each target has exactly one dot, of the look of its state, whatever their order', () => {
  fc.assert(
    fc.property(fc.array(standing, { maxLength: 60 }), (targets) => {
      const tally = tallyOf(targets)
      const dots = dotsOf(tally)
      expect(dots).toHaveLength(targets.length)
      for (const state of ['in_progress', 'not_started', 'left_out'] as const) {
        expect(dots.filter((dot) => dot === state)).toHaveLength(
          targets.filter((target) => target.state === state).length,
        )
      }
      expect(dotsOf(tallyOf(targets.toReversed()))).toEqual(dots)
    }),
  )
})

test('every ending that occurs is named, and “All” is said only of those that are complete', () => {
  fc.assert(
    fc.property(fc.array(standing, { maxLength: 60 }), (targets) => {
      const tally = tallyOf(targets)
      const told = tellTally(tally)
      for (const outcome of SessionOutcome.options) {
        const count = targets.filter((target) => target.outcome === outcome).length
        expect(told.includes(`${count} ${OUTCOME_WORDS[outcome]}`)).toBe(count > 0)
      }
      const total = totalOf(tally)
      expect(told.startsWith('None was done')).toBe(isComplete(tally) && total === 0)
      expect(told.startsWith(`All ${total} complete`)).toBe(isComplete(tally) && total > 0)
    }),
  )
})
