/** How sure a share is, and when a branch is told as failing: never more false alarms than said. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeRandom } from '../testing/make-random.ts'
import { intervalOf, percentOf, type Share } from './interval.ts'
import { chanceOfSoFew, hasStartedFailing, RARER_THAN } from './started-failing.ts'

const share = (most = 200) => fc.nat(most).chain((of) => fc.nat(of).map((good) => ({ good, of })))

describe('an interval', () => {
  test('lies within 0 and 1 and holds the share', () => {
    fc.assert(
      fc.property(share(), ({ good, of }) => {
        const { low, high } = intervalOf({ good, of })
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        if (of > 0) expect(good / of).toBeGreaterThanOrEqual(low)
        if (of > 0) expect(good / of).toBeLessThanOrEqual(high)
      }),
    )
  })
  test('is narrower the more there is, and as published', () => {
    const few = intervalOf({ good: 7, of: 10 })
    expect(few.low).toBeCloseTo(0.397, 3)
    expect(few.high).toBeCloseTo(0.892, 3)
    const many = intervalOf({ good: 700, of: 1000 })
    expect(many.high - many.low).toBeLessThan(few.high - few.low)
    expect(percentOf({ good: 7, of: 10 })).toBe(70)
    expect(percentOf({ good: 0, of: 0 })).toBeNull()
  })
})

describe('a branch that started failing', () => {
  test('is told where it helped before and does not now', () => {
    expect(hasStartedFailing({ good: 18, of: 20 }, { good: 1, of: 6 })).toBe(true)
  })
  test.each<[string, Share, Share]>([
    ['nothing changed', { good: 18, of: 20 }, { good: 9, of: 10 }],
    ['it never helped', { good: 1, of: 20 }, { good: 0, of: 10 }],
    ['there are few cases since', { good: 20, of: 20 }, { good: 0, of: 3 }],
    ['there were few before', { good: 7, of: 7 }, { good: 0, of: 10 }],
    ['the drop is small, though certain', { good: 990, of: 1000 }, { good: 900, of: 1000 }],
    ['nothing is known', { good: 0, of: 0 }, { good: 0, of: 0 }],
  ])('is not told where %s', (_, before, since) => {
    expect(hasStartedFailing(before, since)).toBe(false)
  })
  test('the chance is one of a table that can be counted by hand', () => {
    // 3 of 6 good: none of the 3 since in 1 of 20 ways.
    expect(chanceOfSoFew({ good: 3, of: 3 }, { good: 0, of: 3 })).toBeCloseTo(1 / 20, 12)
  })
  test('one more good end never makes an alarm', () => {
    fc.assert(
      fc.property(share(60), share(30), (before, since) => {
        fc.pre(since.good < since.of)
        const better = { ...since, good: since.good + 1 }
        if (hasStartedFailing(before, better)) expect(hasStartedFailing(before, since)).toBe(true)
        expect(chanceOfSoFew(before, better)).toBeGreaterThanOrEqual(
          chanceOfSoFew(before, since) - 1e-9,
        )
      }),
    )
  })
  test('where nothing changed, no more than 1 alarm in 100 is raised, at any size', () => {
    const random = makeRandom(20_261)
    const draw = (of: number, truth: number): Share => {
      let good = 0
      for (let n = 0; n < of; n += 1) if (random() < truth) good += 1
      return { good, of }
    }
    for (const truth of [0.3, 0.6, 0.8, 0.95]) {
      for (const [before, since] of [
        [8, 4],
        [20, 6],
        [60, 12],
        [200, 50],
      ] as const) {
        let alarms = 0
        const rounds = 2000
        for (let n = 0; n < rounds; n += 1) {
          if (hasStartedFailing(draw(before, truth), draw(since, truth))) alarms += 1
        }
        // What chance adds to a true rate of 1 in 100, five standard deviations of it.
        expect(alarms).toBeLessThanOrEqual(RARER_THAN * rounds + 5 * Math.sqrt(RARER_THAN * rounds))
      }
    }
  })
  test('a branch that goes from 9 in 10 to 2 in 10 is found in most cases from 8 on', () => {
    const random = makeRandom(7)
    const draw = (of: number, truth: number): Share => ({
      good: Array.from({ length: of }, () => random() < truth).filter(Boolean).length,
      of,
    })
    const found = Array.from({ length: 500 }, () =>
      hasStartedFailing(draw(30, 0.9), draw(8, 0.2)),
    ).filter(Boolean).length
    expect(found).toBeGreaterThan(450)
  })
})
