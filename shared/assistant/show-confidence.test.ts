import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventData } from '../session/event.ts'
import { activeFix } from '../session/lane.ts'
import { makeRecord, type RecordMaker } from '../testing/make-session.ts'
import { runsOf } from '../testing/runs-of.ts'
import { brierScore, calibrate, calibrationError, type FixOutcomes } from './calibrate.ts'
import type { PastFixes } from './past-fixes.ts'
import { showConfidence } from './show-confidence.ts'

const FLOWPILOT = { by: { kind: 'assistant' } } as const
const nothingKnown: PastFixes = { outcomes: [], similar: null }

function propose(record: RecordMaker, more: Partial<EventData & { type: 'fix_proposed' }> = {}) {
  record.add(
    {
      ...{ type: 'fix_proposed', title: 'Start DNS', hypothesis: 'dns', steps: [], confidence: 95 },
      ...{ evidence: [], wouldConfirm: '', safety: 'changes', scriptTemplate: null },
      ...more,
    },
    FLOWPILOT,
  )
}
const suspect = (record: RecordMaker, against: string[] = []) =>
  record.add(
    {
      ...{ type: 'hypothesis_raised', key: 'dns', cause: 'DNS is down', likelihood: 'likely' },
      ...{ for: [], against },
    },
    FLOWPILOT,
  )
function check(record: RecordMaker, outcome: number) {
  const checkId = record.add(
    {
      ...{ type: 'check_proposed', title: 'Resolve a name', how: '', minutes: 1, safety: 'reads' },
      outcomes: [
        { result: 'No answer', pointsTo: ['dns'] },
        { result: 'An answer', pointsTo: [] },
      ],
    },
    FLOWPILOT,
  )
  record.add({ ...{ type: 'check_done', checkId, result: 'done', text: 'Seen' }, outcome })
}
function shown(record: RecordMaker, past = nothingKnown) {
  const session = record.session()
  const fix = activeFix(session.lane)
  if (!fix) throw new Error('There is no fix.')
  return showConfidence(session, fix, past)
}

describe('the evidence caps what is shown', () => {
  test('at 50 while nothing it rests on is confirmed', () => {
    const record = makeRecord()
    suspect(record)
    const claimed = record.add(
      { type: 'statement_added', kind: 'report', text: 'Names fail' },
      FLOWPILOT,
    )
    propose(record, { evidence: [claimed] })
    expect(shown(record)).toEqual({
      ...{ percent: 50, word: 'Likely', isEarned: false, outcomes: 0, similar: null },
      cappedBecause: 'Nothing that it rests on is confirmed yet.',
    })
    record.add({ type: 'statement_confirmed', statementId: claimed })
    expect(shown(record).percent).toBe(75)
  })

  test('at 90 once a check has told its cause from others', () => {
    const record = makeRecord()
    suspect(record)
    check(record, 0)
    propose(record)
    expect(shown(record).percent).toBe(90)
    const inFlow = makeRecord()
    suspect(inFlow)
    propose(inFlow, { evidence: [inFlow.step('Does the name resolve?', 'No')] })
    expect(shown(inFlow).percent).toBe(90)
  })

  test('at 30 when a result, a confirmed statement or its withdrawal speaks against its cause', () => {
    const byResult = makeRecord()
    suspect(byResult)
    check(byResult, 1)
    propose(byResult)
    const byStatement = makeRecord()
    suspect(byStatement, [byStatement.state('observation', 'Names resolve')])
    propose(byStatement)
    const givenUp = makeRecord()
    suspect(givenUp)
    propose(givenUp)
    givenUp.add({ type: 'hypothesis_dropped', key: 'dns' })
    for (const record of [byResult, byStatement, givenUp]) expect(shown(record).percent).toBe(30)
  })

  test('and never raises it', () => {
    const record = makeRecord()
    suspect(record)
    check(record, 0)
    propose(record, { confidence: 12 })
    expect(shown(record)).toMatchObject({ percent: 12, word: 'Unlikely', cappedBecause: null })
  })
})

test('what similar fixes came to is told', () => {
  const record = makeRecord()
  propose(record, { hypothesis: null })
  const told = (worked: number, of: number) =>
    shown(record, { outcomes: [], similar: { worked, of } }).similar
  expect(told(8, 10)).toBe('Worked in 8 of 10 similar cases')
  expect(told(0, 1)).toBe('Worked in 0 of 1 similar case')
  expect(told(0, 0)).toBe(null)
})

const times = (of: number, confidence: number, isGood: boolean): FixOutcomes[] => [
  { confidence, worked: isGood ? of : 0, of },
]

describe('a confidence is worth', () => {
  test('what was stated, while nothing is known', () => {
    expect(calibrate([])(73)).toBe(73)
  })

  test('less where it was too high, and the number is shown when it is earned', () => {
    const outcomes = [...times(5, 90, true), ...times(15, 90, false)]
    expect(calibrate(outcomes)(90)).toBe(39)
    const record = makeRecord()
    propose(record, { hypothesis: null, confidence: 90 })
    expect(shown(record, { outcomes, similar: null })).toMatchObject({
      percent: 39,
      isEarned: true,
      outcomes: 20,
    })
  })

  test('from 200 outcomes on what it came to', () => {
    const outcomes = [
      ...times(50, 40, false),
      ...times(50, 40, true),
      ...times(98, 80, true),
      ...times(2, 80, false),
    ]
    const worth = calibrate(outcomes)
    expect([worth(10), worth(40), worth(79), worth(80), worth(100)]).toEqual([10, 50, 79, 97, 100])
  })

  const anyOutcomes = fc.array(
    fc
      .tuple(fc.nat({ max: 100 }), fc.nat({ max: 12 }), fc.nat({ max: 12 }))
      .map(([confidence, worked, failed]) => ({ confidence, worked, of: worked + failed })),
    { maxLength: 60, size: 'max' },
  )
  test('never less than a lower one, and always between 0 and 100', () => {
    fc.assert(
      fc.property(anyOutcomes, (outcomes) => {
        const worth = Array.from({ length: 101 }, (_, n) => calibrate(outcomes)(n))
        expect(worth.every((w, n) => w >= (worth[n - 1] ?? 0) && w <= 100)).toBe(true)
      }),
      { seed: 128383, numRuns: runsOf(60) },
    )
  })
})

test('scores are 0 for a prophet and told only of something', () => {
  const prophet = [...times(3, 100, true), ...times(2, 0, false)]
  expect([brierScore(prophet), calibrationError(prophet)]).toEqual([0, 0])
  const guesser = [...times(5, 50, true), ...times(5, 50, false)]
  expect([brierScore(guesser), calibrationError(guesser)]).toEqual([0.25, 0])
  expect(calibrationError(times(4, 90, false))).toBeCloseTo(0.9)
  expect([brierScore([]), calibrationError([])]).toEqual([null, null])
})
