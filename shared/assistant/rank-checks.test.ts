import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Check, Lane } from '../session/lane.ts'
import { Likelihood } from '../session/lane-event.ts'
import { runsOf } from '../testing/runs-of.ts'
import { bitsOf, rankChecks } from './rank-checks.ts'
import { makeCause, makeLane, makeLaneCheck } from './testing/make-lane.ts'
import { likelihoodOf, weighCauses } from './weigh-causes.ts'

const dnsOrLink = [
  makeCause('dns', 'likely', 'The DNS server is down'),
  makeCause('link', 'likely', 'The cable is out.'),
]
const splitting = { 'It answers': ['dns'], 'No answer': ['link'] }
const chance = (lane: Lane, key: string | null) =>
  weighCauses(lane).find((cause) => cause.key === key)?.probability ?? Number.NaN

describe('what is suspected', () => {
  test('weighs as its word says, with something else beside it', () => {
    const lane = makeLane([makeCause('a', 'very_likely'), makeCause('b', 'unlikely')], [])
    expect(weighCauses(lane).map((c) => c.probability)).toEqual([0.8, 0.05, 0.15])
    expect(weighCauses(makeLane([], []))).toEqual([
      { key: null, cause: 'Something else', probability: 1 },
    ])
  })

  test('moves with the result of a check, and not with one that is not possible', () => {
    const done = makeLaneCheck(1, splitting, { state: 'done', outcome: 0 })
    const lane = makeLane(dnsOrLink, [done])
    expect(chance(lane, 'dns')).toBeGreaterThan(0.7)
    expect(chance(lane, 'link')).toBeLessThan(0.05)
    for (const other of [
      { state: 'done', outcome: null },
      { state: 'not_possible', outcome: 0 },
      { state: 'open', outcome: null },
    ] as const) {
      const untouched = makeLane(dnsOrLink, [makeLaneCheck(1, splitting, other)])
      expect(chance(untouched, 'dns')).toBe(chance(makeLane(dnsOrLink, []), 'dns'))
    }
  })

  test('does not move twice with a result that its word rests on', () => {
    const done = makeLaneCheck(1, splitting, { state: 'done', outcome: 0, stepId: 's' })
    const [dns, link] = dnsOrLink.map((cause) => ({ ...cause, for: ['s'] }))
    const lane = makeLane([dns!, { ...link!, for: [], against: ['s'] }], [done])
    expect(chance(lane, 'dns')).toBe(chance(makeLane(dnsOrLink, []), 'dns'))
  })

  test('falls with a fix that did not help, and rises with one that did', () => {
    const tried = (outcome: 'worked' | 'failed'): Lane => ({
      ...makeLane(dnsOrLink, []),
      fixes: [{ ...fix, tried: { outcome, text: 'x', at: fix.at } }],
    })
    const before = chance(makeLane(dnsOrLink, []), 'dns')
    expect(chance(tried('failed'), 'dns')).toBeLessThan(before / 3)
    expect(chance(tried('worked'), 'dns')).toBeGreaterThan(before)
  })
})

describe('of two checks', () => {
  const first = (checks: Check[]) => rankChecks(makeLane(dnsOrLink, checks)).checks[0]?.checkId
  const [one, two] = [makeLaneCheck(1, splitting), makeLaneCheck(2, splitting)]

  test.each<[string, Check]>([
    ['the quicker comes first', { ...two, minutes: 2 }],
    ['the harmless comes first', { ...two, minutes: 5 }],
    ['one that tells something comes first', { ...two, minutes: 15 }],
  ])('%s', (why, second) => {
    const other = why.includes('harmless') ? { ...one, safety: 'changes' as const } : one
    const dull = why.includes('tells') ? { ...one, minutes: 1, outcomes: [] } : other
    expect(first([dull, second])).toBe(second.id)
  })

  test('that are alike the one proposed first stays first', () => {
    expect(first([two, one])).toBe(two.id)
  })
})

describe('the reason', () => {
  test.each<[Record<string, string[]>, Partial<Check>, string]>([
    [splitting, {}, 'Tells “The DNS server is down” from “The cable is out”, in about 5 minutes.'],
    [
      { yes: ['link'], no: [] },
      { minutes: 1, safety: 'disrupts' },
      'Shows whether it is “The cable is out”, in about a minute; it disrupts work.',
    ],
    [
      { yes: ['link', 'dns'], no: [] },
      { safety: 'changes' },
      'Shows whether it is “The DNS server is down” or “The cable is out”, in about 5 minutes; it changes something.',
    ],
    [{}, { minutes: 0 }, 'Shows more of what is going on, in about a minute.'],
  ])('of %j', (results, more, reason) => {
    const ranking = rankChecks(makeLane(dnsOrLink, [makeLaneCheck(1, results, more)]))
    expect(ranking.checks[0]?.reason).toBe(reason)
  })
})

const keys = ['a', 'b', 'c', 'd']
const anyOutcomes = fc.array(
  fc.record({
    result: fc.constant('r'),
    pointsTo: fc.uniqueArray(fc.constantFrom(...keys, 'gone')),
  }),
  { maxLength: 5 },
)
const anyLane: fc.Arbitrary<Lane> = fc
  .record({
    words: fc.array(fc.constantFrom(...Likelihood.options), { maxLength: 4 }),
    checks: fc.array(
      fc.record({
        outcomes: anyOutcomes,
        minutes: fc.nat(480),
        safety: fc.constantFrom('reads', 'changes', 'disrupts'),
        state: fc.constantFrom('open', 'open', 'done', 'not_possible', 'dropped'),
        outcome: fc.option(fc.nat(7)),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ words, checks }) =>
    makeLane(
      words.map((word, n) => makeCause(keys[n]!, word)),
      checks.map((check, n) => makeLaneCheck(n, {}, check)),
    ),
  )
const runs = { seed: 128383, numRuns: runsOf(500) }

describe('in any lane', () => {
  test('probabilities sum to 1, and the results of a check as well', () => {
    fc.assert(
      fc.property(anyLane, (lane) => {
        const probabilities = weighCauses(lane).map((c) => c.probability)
        expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
        expect(probabilities.every((p) => p > 0 && p <= 1)).toBe(true)
        for (const { outcomes } of lane.checks.filter((c) => c.outcomes.length > 0)) {
          const sum = outcomes.reduce((all, _, seen) => all + likelihoodOf(outcomes, 'a', seen), 0)
          expect(sum).toBeCloseTo(1, 9)
        }
      }),
      runs,
    )
  })

  test('a check tells something between nothing and all there is to know', () => {
    fc.assert(
      fc.property(anyLane, anyOutcomes, (lane, outcomes) => {
        const causes = weighCauses(lane)
        const bits = bitsOf(outcomes, causes)
        expect(bits).toBeGreaterThanOrEqual(0)
        expect(bits).toBeLessThanOrEqual(Math.log2(causes.length) + 1e-9)
      }),
      runs,
    )
  })

  test('a result never speaks against the only cause it points to, nor for one that it alone leaves out', () => {
    fc.assert(
      fc.property(anyLane, (lane) => {
        const [cause, ...others] = lane.hypotheses.map((h) => h.key)
        if (!cause) return
        const outcomes = [
          { result: 'a', pointsTo: [cause] },
          { result: 'b', pointsTo: others },
        ]
        const seen = (outcome: number): Lane => ({
          ...lane,
          checks: [...lane.checks, makeLaneCheck(99, {}, { outcomes, state: 'done', outcome })],
        })
        expect(chance(seen(0), cause)).toBeGreaterThanOrEqual(chance(lane, cause) - 1e-9)
        expect(chance(seen(1), cause)).toBeLessThanOrEqual(chance(lane, cause) + 1e-9)
      }),
      runs,
    )
  })

  test('every open check is ranked once, by falling score, the same each time', () => {
    fc.assert(
      fc.property(anyLane, (lane) => {
        const { checks } = rankChecks(lane)
        const open = lane.checks.filter((c) => c.state === 'open').map((c) => c.id)
        expect(checks.map((c) => c.checkId).toSorted()).toEqual(open.toSorted())
        expect(checks.every((c, n) => n === 0 || c.score <= checks[n - 1]!.score)).toBe(true)
        expect(rankChecks(structuredClone(lane))).toEqual(rankChecks(lane))
      }),
      runs,
    )
  })

  test('a check that takes longer or risks more never scores higher', () => {
    fc.assert(
      fc.property(anyLane, fc.nat(60), fc.boolean(), (lane, minutes, isRiskier) => {
        const dearer = lane.checks.map((check) => ({
          ...check,
          minutes: check.minutes + minutes,
          safety: isRiskier ? ('disrupts' as const) : check.safety,
        }))
        const scores = new Map(rankChecks(lane).checks.map((c) => [c.checkId, c.score]))
        for (const { checkId, score } of rankChecks({ ...lane, checks: dearer }).checks) {
          expect(score).toBeLessThanOrEqual(scores.get(checkId) ?? 0)
        }
      }),
      runs,
    )
  })
})

const fix: Lane['fixes'][number] = {
  ...{ id: 'f', title: 'Restart DNS', hypothesis: 'dns', steps: [], confidence: 60, evidence: [] },
  ...{ wouldConfirm: '', safety: 'changes', scriptTemplate: null, supersededAt: null },
  draftId: null,
  ...{ at: '2026-06-10T08:00:00Z', by: { kind: 'assistant' }, decision: null, tried: null },
}
