import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runsOf } from '../testing/runs-of.ts'
import { isQuiet, QuietHours, quietEnd } from './quiet-hours.ts'

const NIGHT = { from: '22:00', until: '07:00', timeZone: 'Europe/Berlin' }
const ends = (hours: QuietHours, at: string) => quietEnd(hours, new Date(at)).toISOString()

describe('quiet hours', () => {
  test('go over midnight, from the first minute up to the last', () => {
    const at = (time: string) => isQuiet(NIGHT, new Date(`2026-06-10T${time}Z`))
    expect(at('19:59:59')).toBe(false)
    expect(at('20:00:00')).toBe(true)
    expect(at('04:59:59')).toBe(true)
    expect(at('05:00:00')).toBe(false)
  })

  test('end where the clock of the person says so', () => {
    expect(ends(NIGHT, '2026-06-10T21:30:17Z')).toBe('2026-06-11T05:00:00.000Z')
    expect(ends({ ...NIGHT, from: '12:00', until: '13:00' }, '2026-06-10T10:30:00Z')).toBe(
      '2026-06-10T11:00:00.000Z',
    )
    expect(ends(NIGHT, '2026-06-10T12:00:00.123Z')).toBe('2026-06-10T12:00:00.123Z')
  })

  test('are an hour shorter or longer in the nights in which the clock is changed', () => {
    expect(ends(NIGHT, '2026-03-28T21:00:00Z')).toBe('2026-03-29T05:00:00.000Z')
    expect(ends(NIGHT, '2026-10-24T20:00:00Z')).toBe('2026-10-25T06:00:00.000Z')
    // They would end in the hour that is left out.
    expect(ends({ ...NIGHT, until: '02:30' }, '2026-03-28T22:00:00Z')).toBe(
      '2026-03-29T01:00:00.000Z',
    )
  })

  test('of the same time twice are none', () => {
    expect(isQuiet({ ...NIGHT, until: '22:00' }, new Date('2026-06-10T20:00:00Z'))).toBe(false)
  })

  test('no time and no zone that does not exist', () => {
    for (const bad of [{ from: '24:00' }, { until: '7:00' }, { timeZone: 'Europe/Atlantis' }]) {
      expect(QuietHours.safeParse({ ...NIGHT, ...bad }).success).toBe(false)
    }
  })

  const time = fc
    .integer({ min: 0, max: 24 * 60 - 1 })
    .map((n) => new Date(n * 60_000).toISOString().slice(11, 16))
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  ]
  const hours = fc.record({ from: time, until: time, timeZone: fc.constantFrom(...zones) })
  // Around the changes of the clock as well as far from them.
  const moment = fc
    .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-31') })
    .map((ms) => new Date(ms))

  test('end at the first moment that is not quiet, and never before now', () => {
    fc.assert(
      fc.property(hours, moment, fc.double({ min: 0, max: 1, noNaN: true }), (own, at, part) => {
        const end = quietEnd(own, at)
        expect(isQuiet(own, end)).toBe(false)
        expect(end.getTime()).toBeGreaterThanOrEqual(at.getTime())
        const waitsMs = end.getTime() - at.getTime()
        expect(waitsMs).toBeLessThanOrEqual(25 * 3_600_000)
        if (waitsMs === 0) return
        // Quiet all the way, and in the last minute too.
        expect(isQuiet(own, new Date(at.getTime() + part * (waitsMs - 1)))).toBe(true)
        expect(isQuiet(own, new Date(end.getTime() - 1))).toBe(true)
        // Waited for once it is over.
        expect(quietEnd(own, end)).toEqual(end)
      }),
      { numRuns: runsOf(300) },
    )
  })
})
