import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextLookAt, PATIENCE, planNext, waitMs } from './plan-write.ts'

it.each([
  ['to_do', 'none', { do: 'write', half: 'note' }],
  ['sent', 'to_do', { do: 'look', half: 'note' }],
  ['done', 'to_do', { do: 'write', half: 'time' }],
  ['done', 'sent', { do: 'look', half: 'time' }],
  ['none', 'to_do', { do: 'write', half: 'time' }],
  ['failed', 'to_do', { do: 'end' }],
  ['done', 'failed', { do: 'end' }],
  ['done', 'done', { do: 'end' }],
  ['done', 'none', { do: 'end' }],
] as const)('note %s, time %s: %j', (noteHalf, timeHalf, plan) => {
  expect(planNext({ noteHalf, timeHalf })).toEqual(plan)
})

it('it is looked for at the times set, and at none after the last', () => {
  const looks: number[] = []
  for (let at: number | undefined = 0; at !== undefined; ) {
    at = nextLookAt(PATIENCE, 0, at)
    if (at !== undefined) looks.push(at)
  }
  expect(looks).toEqual(PATIENCE.looksMs)
  // A write may take the client's whole timeout, so it is looked for longer than that.
  expect(PATIENCE.looksMs.at(-1)).toBeGreaterThan(60_000)
})

it('pauses grow, are spread, and stay in their bounds', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
      const ms = waitMs(PATIENCE, attempts, random)
      expect(ms).toBeGreaterThanOrEqual(PATIENCE.firstWaitMs / 2)
      expect(ms).toBeLessThanOrEqual(PATIENCE.longestWaitMs)
      expect(waitMs(PATIENCE, attempts + 1, random)).toBeGreaterThanOrEqual(ms)
    }),
  )
})
