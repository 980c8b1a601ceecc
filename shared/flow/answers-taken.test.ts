import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsOf } from '../testing/runs-of.ts'
import { type AnswerCount, FEWEST_ANSWERS, shareOut } from './answers-taken.ts'

const anyCount = fc.record({
  node: fc.constantFrom('a', 'b', 'c'),
  choice: fc.constantFrom('yes', 'no', 'unsure'),
  sessions: fc.integer({ min: 1, max: 50 }),
})
const anyCounts = fc.uniqueArray(anyCount, {
  selector: ({ node, choice }) => `${node} ${choice}`,
})

test('the shares of a step are those of its answers and make up the whole', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const shares = shareOut(counts)
      for (const node of new Set(shares.map((one) => one.node))) {
        const of = shares.filter((one) => one.node === node)
        expect(of.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
        expect(of.length).toBe(counts.filter((one) => one.node === node).length)
      }
    }),
    { seed: 128383, numRuns: runsOf(200) },
  )
})

test('where few have answered nothing is told', () => {
  const counts = (sessions: number): AnswerCount[] => [
    { node: 'a', choice: 'yes', sessions },
    { node: 'a', choice: 'no', sessions: 1 },
  ]
  expect(shareOut(counts(FEWEST_ANSWERS - 2))).toEqual([])
  expect(shareOut(counts(FEWEST_ANSWERS - 1))).toHaveLength(2)
})
