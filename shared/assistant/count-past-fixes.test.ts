import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventData } from '../session/event.ts'
import { activeFix } from '../session/lane.ts'
import { makeRecord, testId } from '../testing/make-session.ts'
import { runsOf } from '../testing/runs-of.ts'
import {
  type ComparedFix,
  compareFix,
  FIX_SOURCES,
  likenessTo,
  pastOf,
  pastOfFlow,
  type TriedFix,
} from './count-past-fixes.ts'
import { PastFixes } from './past-fixes.ts'

const FIX: ComparedFix = {
  ...{ source: 'standard', flow: 'dns', title: 'Restart the DNS service', scriptTemplate: null },
}
const tried = (more: Partial<TriedFix> = {}): TriedFix => ({
  ...FIX,
  ...{ confidence: 80, worked: true },
  ...more,
})
const times = (n: number, more: Partial<TriedFix>) => Array.from({ length: n }, () => tried(more))

describe('a number counts', () => {
  test('only where the same was sure of it: no tier answers for another', () => {
    const past = [tried({ source: 'fast' }), tried({ source: 'demo' }), tried({ source: null })]
    expect(pastOf(FIX, past).outcomes).toEqual([])
    expect(pastOf({ ...FIX, source: null }, past).outcomes).toEqual([])
  })

  test('those of the same flow alone, once they are enough', () => {
    const others = times(30, { flow: 'share', worked: false })
    const few = [...others, ...times(19, {})]
    expect(pastOf(FIX, few).outcomes).toEqual([{ confidence: 80, worked: 19, of: 49 }])
    expect(pastOf(FIX, [...few, tried()]).outcomes).toEqual([
      { confidence: 80, worked: 20, of: 20 },
    ])
  })
})

describe('a fix is like another', () => {
  test.each<[string, string, boolean]>([
    ['Restart the DNS service', 'Restart DNS services', true],
    ['Restart the DNS service', 'Restart the DNS service on the server', true],
    ['Restart the DNS service', 'Restart the print service', false],
    ['Restart the DNS service', 'Clear the DNS cache', false],
    ['', '', false],
  ])('%s / %s: %s', (a, b, isLike) => {
    expect(likenessTo({ title: a, scriptTemplate: null })({ title: b, scriptTemplate: null })).toBe(
      isLike,
    )
  })

  test('by its script, whatever it is called', () => {
    const script = { scriptTemplate: testId(7) }
    const isLike = likenessTo({ ...script, title: 'One' })
    expect(isLike({ ...script, title: 'Another' })).toBe(true)
    expect(isLike({ scriptTemplate: testId(8), title: 'Another' })).toBe(false)
  })

  test('whoever proposed it: what failed counts as much', () => {
    const past = [tried({ source: 'rules' }), tried({ source: 'deep', worked: false })]
    expect(pastOf(FIX, past).similar).toEqual({ worked: 1, of: 2 })
    expect(pastOf({ ...FIX, title: 'Replace the cable' }, past).similar).toBeNull()
  })
})

const anyTried: fc.Arbitrary<TriedFix[]> = fc.array(
  fc.record({
    source: fc.constantFrom(...FIX_SOURCES, null),
    flow: fc.constantFrom('dns', 'share', null),
    title: fc.constantFrom(FIX.title, 'Restart DNS', 'Clear the cache', '???', ''),
    scriptTemplate: fc.constantFrom(null, testId(1)),
    confidence: fc.nat({ max: 100 }),
    worked: fc.boolean(),
  }),
  { maxLength: 120, size: 'max' },
)

test('in whatever order they come, no outcome is counted twice and none is made up', () => {
  fc.assert(
    fc.property(anyTried, fc.constantFrom(...FIX_SOURCES, null), (all, source) => {
      const past = PastFixes.parse(pastOf({ ...FIX, source }, all))
      expect(pastOf({ ...FIX, source }, all.toReversed())).toEqual(past)
      const same = all.filter((one) => source !== null && one.source === source)
      for (const { confidence, worked, of } of past.outcomes) {
        const stated = same.filter((one) => one.confidence === confidence)
        expect(of).toBeLessThanOrEqual(stated.length)
        expect(worked).toBeLessThanOrEqual(stated.filter((one) => one.worked).length)
        expect(of - worked).toBeLessThanOrEqual(stated.filter((one) => !one.worked).length)
      }
      const { similar } = past
      expect(similar === null || (similar.of > 0 && similar.worked <= similar.of)).toBe(true)
    }),
    { seed: 128383, numRuns: runsOf(200) },
  )
})

test('likeness is mutual', () => {
  const anyFix = fc.record({
    title: fc
      .array(fc.constantFrom('restart', 'dns', 'the', 'cache', 'x1'), { maxLength: 5 })
      .map((words) => words.join(' ')),
    scriptTemplate: fc.constantFrom(null, testId(1), testId(2)),
  })
  fc.assert(
    fc.property(anyFix, anyFix, (a, b) => likenessTo(a)(b) === likenessTo(b)(a)),
    { seed: 128383 },
  )
})

test('of a flow, all of its fixes are told', () => {
  expect(pastOfFlow('dns', [tried(), tried({ flow: 'share' }), tried({ worked: false })])).toEqual({
    worked: 1,
    of: 2,
  })
  expect(pastOfFlow('share', [tried()])).toBeNull()
})

describe('who was sure of a fix is read from the reply of its turn', () => {
  const of = (reply: Partial<Extract<EventData, { type: 'replied' }>> | null) => {
    const record = makeRecord()
    const turnId = testId(0xabc)
    const by = { by: { kind: 'assistant' } } as const
    record.add(
      {
        ...{ type: 'fix_proposed', turnId, title: 'Start DNS', hypothesis: null, steps: [] },
        ...{ confidence: 80, evidence: [], wouldConfirm: '', safety: 'changes' },
        scriptTemplate: null,
      },
      by,
    )
    if (reply) {
      record.add(
        {
          ...{ type: 'replied', turnId, text: 'Start it.', mode: 'model', tier: 'deep' },
          ...{ isPartial: false, citations: [], dropped: [] },
          ...reply,
        },
        by,
      )
    }
    const session = record.session()
    const fix = activeFix(session.lane)
    if (!fix) throw new Error('There is no fix.')
    return compareFix(session, fix).source
  }
  test.each([
    ['a model', {}, 'deep'],
    ['rules', { mode: 'rules', tier: null }, 'rules'],
    ['a demonstration', { mode: 'demo', tier: 'standard' }, 'demo'],
    ['nobody that is known', null, null],
  ] as const)('%s', (_, reply, source) => expect(of(reply)).toBe(source))
})
