import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutText } from './cut-text.ts'

test.each([
  ['short', 10, 'short'],
  ['One is here. Two is there.', 20, 'One is here.'],
  ['One is here. Two is there.', 13, 'One is here.'],
  ['No end in this sentence at all', 20, 'No end in this…'],
  ['Oneverylongwordwithoutanyspace', 10, 'Oneverylo…'],
  ['Ok. Then a long sentence follows here', 20, 'Ok. Then a long…'],
  ['Version 1.2.3 is installed on it', 24, 'Version 1.2.3 is…'],
])('“%s” in %i characters is “%s”', (text, most, cut) => {
  expect(cutText(text, most)).toBe(cut)
})

const unit = fc.constantFrom('a', 'Z', ' ', '.', '!', '\n', 'é', '\u0301', '😀', '\ud800', '\u200d')

test('nothing is longer than asked for, and what fits stays', () => {
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), fc.nat(40), (text, most) => {
      const cut = cutText(text, most)
      expect(cut.length).toBeLessThanOrEqual(most)
      if (text.length <= most) expect(cut).toBe(text)
      expect(cutText(cut, most)).toBe(cut)
    }),
    { seed: 128383 },
  )
})
