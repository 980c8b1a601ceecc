import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyValue } from '../flow/testing/nasty-values.ts'
import { hideValues } from './hide-values.ts'

test.each([
  ['Set to Hunter2! for anna', ['Hunter2!'], 'Set to [not kept] for anna'],
  ["-String 'O''Brien$1'", ["O'Brien$1"], "-String '[not kept]'"],
  ['PIN 12, port 123', ['12'], 'PIN [not kept], port 123'],
  ['nothing of it', ['', '  '], 'nothing of it'],
  ['Summer2026 and Summer', ['Summer', 'Summer2026'], '[not kept] and [not kept]'],
])('“%s” without %j', (text, values, left) => {
  expect(hideValues(text, values)).toBe(left)
})

test('whatever a value is, where a program prints it back it is gone', () => {
  fc.assert(
    fc.property(anyValue, fc.string(), fc.string(), (value, before, after) => {
      fc.pre(value.trim().length >= 4 && !'[not kept]'.includes(value.trim()))
      const left = hideValues(`${before} ${value} ${after}`, [value])
      expect(left).toContain('[not kept]')
      expect(left.includes(value.trim())).toBe(false)
    }),
  )
})
