import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tidyText } from './tidy-text.ts'

test.each([
  ['a\r\nb\rc', 'a\nb\nc'],
  ['a\u2028b\u2029c\u0085d', 'a\nb\nc\nd'],
  ['a\n\n\n\nb', 'a\n\nb'],
  ['a\n \t \n\nb', 'a\n\nb'],
  ['\n\na\n\n', 'a'],
  ['\tdone', '  done'],
  ['  - indented', '  - indented'],
  ['a\u0000b\u0007c\u009bd', 'abcd'],
  ['broken \ud83d half', 'broken  half'],
  ['whole 😀', 'whole 😀'],
  ['ends in blanks   \nnext', 'ends in blanks\nnext'],
  [' \n\t', ''],
])('%j becomes %j', (text, tidy) => expect(tidyText(text)).toBe(tidy))

const anyText = fc.array(
  fc.constantFrom('a', ' ', '\n', '\r', '\t', '\u0000', '\ud800', '😀', '\u2028'),
)

test('tidying twice changes nothing more, and leaves no blank line to double', () => {
  fc.assert(
    fc.property(anyText, (parts) => {
      const tidy = tidyText(parts.join(''))
      expect(tidyText(tidy)).toBe(tidy)
      expect(tidy).not.toMatch(/\n{3}|^\n|\n$|\r|\t/)
    }),
  )
})

test('no visible character is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const visible = (all: string) => all.replaceAll(/[\s\p{Cc}\p{Cs}\uFFFD]/gu, '')
      expect(visible(tidyText(text))).toBe(visible(text))
    }),
  )
})
