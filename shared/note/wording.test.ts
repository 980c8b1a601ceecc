import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsOf } from '../testing/runs-of.ts'
import { asSentence, clockTime } from './wording.ts'

test('a time is the one that the zone’s clocks show, summer time and half hours included', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
  ]
  // Around the nights in which clocks change, where a kept answer would be wrong longest.
  const night = fc.constantFrom(
    '2026-03-29',
    '2026-10-25',
    '2026-03-08',
    '2026-11-01',
    '2026-04-04',
  )
  fc.assert(
    fc.property(fc.constantFrom(...zones), night, fc.nat(36 * 60 * 60), (timeZone, day, second) => {
      const at = new Date(Date.parse(`${day}T00:00:00Z`) + second * 1000)
      const shown = at.toLocaleTimeString('en-GB', {
        ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      })
      expect(clockTime(at.toISOString(), { timeZone })).toBe(shown)
    }),
    { numRuns: runsOf(500) },
  )
})

test('a sentence is one line with single spaces, whatever was typed', () => {
  expect(asSentence('  it\twas \n\n off   again ')).toBe('it was off again.')
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', ' ', '\t', '\n', '\u00a0', '.')), (parts) => {
      const text = parts.join('')
      expect(asSentence(text).replace(/\.$/, '')).toBe(
        text.replace(/\s+/g, ' ').trim().replace(/\.$/, ''),
      )
    }),
  )
})
