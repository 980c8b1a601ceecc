import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeRecord, ROBIN, SAM } from '../testing/make-session.ts'
import { mergeStretches, minutesWorked } from './work-time.ts'

const minutes = Array.from({ length: 300 }, (_, m) =>
  new Date(Date.UTC(2026, 5, 10, 8, m)).toISOString(),
)
const at = (minute: number) => minutes[minute] ?? ''

test('stretches of one person that overlap count once, those of two people both', () => {
  const r = makeRecord()
  r.add({ type: 'worked', from: at(0), to: at(10) })
  r.add({ type: 'worked', from: at(5), to: at(15) })
  r.add({ type: 'worked', from: at(5), to: at(15) }, { by: SAM })
  expect(minutesWorked(r.session())).toBe(25)
  expect(minutesWorked(r.session(), ROBIN.kind === 'person' ? ROBIN.id : '')).toBe(15)
})

test('merged stretches cover the same minutes, in order and apart', () => {
  const anyStretch = fc
    .tuple(fc.nat(200), fc.integer({ min: 1, max: 40 }))
    .map(([from, length]) => ({ from: at(from), to: at(from + length) }))
  fc.assert(
    fc.property(fc.array(anyStretch, { maxLength: 20 }), (stretches) => {
      const covered = (list: typeof stretches) =>
        Array.from({ length: 240 }, (_, m) => list.some((s) => s.from <= at(m) && at(m) < s.to))
      const merged = mergeStretches(stretches)
      expect(covered(merged)).toEqual(covered(stretches))
      for (const [i, next] of merged.entries()) {
        const before = merged[i - 1]
        if (before) expect(before.to < next.from).toBe(true)
      }
    }),
    { seed: 128383 },
  )
})
