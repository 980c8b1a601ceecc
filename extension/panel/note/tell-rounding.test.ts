import { expect, test } from 'vitest'
import { tellRounding } from './tell-rounding.ts'

const of = { worked: 7, entered: 0, rounded: 15, minutes: 15, gaveWayTo: null }
const other = { from: '2026-06-10T13:00:00Z', to: '2026-06-10T13:15:00Z', name: '#48199' }

test.each([
  [of, 15, '7 min worked, rounded up to 15 (your team’s setting).'],
  [of, 20, '7 min worked. The minutes stay as you left them.'],
  [
    { ...of, entered: 15, minutes: 0 },
    8,
    '7 min worked, 15 entered already. The minutes stay as you left them.',
  ],
  [{ ...of, worked: 15 }, 15, '15 min worked.'],
  [
    { ...of, worked: 25, entered: 15, rounded: 30 },
    15,
    '25 min worked, rounded up to 30 (your team’s setting), less 15 entered already.',
  ],
  [{ ...of, entered: 15, minutes: 0 }, 1, '7 min worked, and 15 entered already: nothing is left.'],
  [{ ...of, worked: 0, rounded: 0, minutes: 0 }, 1, 'Less than a minute worked.'],
  [
    { ...of, minutes: 7, gaveWayTo: other },
    7,
    '7 min worked. Not rounded up to 15 (your team’s setting): it would overlap your time on #48199.',
  ],
  [
    { ...of, worked: 20, entered: 15, rounded: 30, minutes: 5, gaveWayTo: { ...other, name: '' } },
    5,
    '20 min worked, less 15 entered already. Not rounded up to 30 (your team’s setting): it would overlap other time of yours.',
  ],
])('%o with %i minutes: %s', (rounding, minutes, told) => {
  expect(tellRounding(rounding, minutes)).toBe(told)
})
