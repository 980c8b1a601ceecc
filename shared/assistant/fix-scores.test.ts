import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsOf } from '../testing/runs-of.ts'
import { FIX_SOURCES, type TriedFix } from './count-past-fixes.ts'
import { ReadFixScores, scoreFixes } from './fix-scores.ts'

const FIX: TriedFix = {
  ...{ source: 'standard', flow: null, title: 'Start DNS', scriptTemplate: null },
  ...{ confidence: 80, worked: true },
}

test('who was surer than right shows as that', () => {
  const tried = [FIX, FIX, { ...FIX, worked: false }, { ...FIX, worked: false }]
  expect(scoreFixes([...tried, { ...FIX, source: 'rules', confidence: 100 }])).toEqual([
    {
      ...{ source: 'standard', of: 4, worked: 2 },
      stated: expect.closeTo(0.8),
      calibrationError: expect.closeTo(0.3),
      brierScore: expect.closeTo((0.04 + 0.64) / 2),
    },
    { source: 'rules', of: 1, worked: 1, stated: 1, calibrationError: 0, brierScore: 0 },
  ])
})

test('whatever was tried, the scores add up and fit the answer', () => {
  const anyFix = fc.record({
    source: fc.constantFrom(...FIX_SOURCES, null),
    flow: fc.constant(null),
    title: fc.constant('Start DNS'),
    scriptTemplate: fc.constant(null),
    confidence: fc.nat({ max: 100 }),
    worked: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(anyFix, { maxLength: 80 }), (tried) => {
      const { scores } = ReadFixScores.response.parse({ scores: scoreFixes(tried) })
      const known = tried.filter(({ source }) => source !== null)
      expect(scores.reduce((sum, { of }) => sum + of, 0)).toBe(known.length)
      for (const { of, worked } of scores) expect(worked).toBeLessThanOrEqual(of)
    }),
    { seed: 128383, numRuns: runsOf(200) },
  )
})
