import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ROUNDING_STEPS,
  roundTime,
  roundUp,
  type TakenTime,
  type TimeToRound,
} from './round-time.ts'

const NOON = Date.UTC(2026, 5, 10, 12)
const at = (minute: number) => new Date(NOON + minute * 60_000).toISOString()
const taken = (from: number, to: number, name = '#1'): TakenTime => ({
  from: at(from),
  to: at(to),
  name,
})
const work = (more: Partial<TimeToRound> = {}): TimeToRound => ({
  ...{ workedMinutes: 7, enteredMinutes: 0, step: 15 },
  ...{ endMs: NOON, nowMs: NOON, taken: [] },
  ...more,
})

test.each([
  [{ workedMinutes: 7 }, 15],
  [{ workedMinutes: 7, step: 0 }, 7],
  [{ workedMinutes: 7, step: 6 }, 12],
  [{ workedMinutes: 15 }, 15],
  // What is shown as 15 is no second quarter.
  [{ workedMinutes: 15.3 }, 15],
  [{ workedMinutes: 0 }, 0],
  [{ workedMinutes: 0.3 }, 0],
  [{ workedMinutes: 15, enteredMinutes: 15 }, 0],
  [{ workedMinutes: 16, enteredMinutes: 15 }, 15],
  // Somebody entered more, or exactly what was worked: that is theirs to say.
  [{ workedMinutes: 10, enteredMinutes: 40 }, 0],
  [{ workedMinutes: 10, enteredMinutes: 10 }, 0],
  [{ workedMinutes: 15, enteredMinutes: 10 }, 5],
] as const)('%o leaves %i minutes', (of, minutes) => {
  expect(roundTime(work(of)).minutes).toBe(minutes)
})

describe('what is rounded up', () => {
  test('ends with the work, where that is free', () => {
    expect(roundTime(work({ nowMs: NOON + 60 * 60_000 })).endMs).toBe(NOON)
  })

  test('ends later where only that is free, but never after now', () => {
    const before = { taken: [taken(-40, -10)] }
    expect(roundTime(work({ ...before, nowMs: NOON + 5 * 60_000 }))).toMatchObject({
      ...{ minutes: 15, endMs: NOON + 5 * 60_000 },
      told: { gaveWayTo: null },
    })
    expect(roundTime(work({ ...before, nowMs: NOON + 4 * 60_000 }))).toEqual({
      ...{ minutes: 7, endMs: NOON },
      told: { worked: 7, entered: 0, rounded: 15, minutes: 7, gaveWayTo: taken(-40, -10) },
    })
  })

  test('gives way to the exact rest of what is entered in part', () => {
    const of = work({ workedMinutes: 20, enteredMinutes: 15, taken: [taken(-20, -5)] })
    expect(roundTime(of)).toMatchObject({ minutes: 5, told: { rounded: 30 } })
  })
})

const Step = fc.constantFrom(...ROUNDING_STEPS)
const Minutes = fc.integer({ min: 0, max: 300 })

test('however it is split, what is entered is together what one entry would have been', () => {
  fc.assert(
    fc.property(Step, fc.array(Minutes, { minLength: 1, maxLength: 12 }), (step, parts) => {
      let workedMinutes = 0
      let enteredMinutes = 0
      for (const part of parts) {
        workedMinutes += part
        enteredMinutes += roundTime(work({ workedMinutes, enteredMinutes, step })).minutes
      }
      expect(enteredMinutes).toBe(roundUp(workedMinutes, step))
    }),
  )
})

test('rounding adds less than a step, and what is rounded is not rounded again', () => {
  fc.assert(
    fc.property(Step, Minutes, (step, minutes) => {
      const rounded = roundUp(minutes, step)
      expect(rounded - minutes).toBeGreaterThanOrEqual(0)
      expect(rounded - minutes).toBeLessThan(step || 1)
      expect(roundUp(rounded, step)).toBe(rounded)
    }),
  )
})

test('what is rounded up overlaps nothing and ends between the work and now', () => {
  const Taken = fc
    .tuple(fc.integer({ min: -300, max: 100 }), fc.integer({ min: 1, max: 60 }))
    .map(([from, length]) => taken(from, from + length))
  const of = { step: Step, worked: Minutes, entered: Minutes, later: fc.nat(90) }
  fc.assert(
    fc.property(fc.record({ ...of, all: fc.array(Taken, { maxLength: 8 }) }), (given) => {
      const { step, worked, entered, later, all } = given
      const nowMs = NOON + later * 60_000
      const asked = work({
        step,
        workedMinutes: worked,
        enteredMinutes: entered,
        nowMs,
        taken: all,
      })
      const { minutes, endMs } = roundTime(asked)
      const exact = Math.max(0, worked - entered)
      expect(minutes).toBeGreaterThanOrEqual(exact)
      if (minutes === exact) {
        expect(endMs).toBe(NOON)
        return
      }
      expect(endMs).toBeGreaterThanOrEqual(NOON)
      expect(endMs).toBeLessThanOrEqual(nowMs)
      const fromMs = endMs - minutes * 60_000
      for (const { from, to } of all) {
        expect(Date.parse(to) <= fromMs || Date.parse(from) >= endMs).toBe(true)
      }
    }),
  )
})
