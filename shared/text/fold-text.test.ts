import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCharacters } from '../testing/any-text.ts'
import { foldText } from './fold-text.ts'

test.each([
  ['', ''],
  [' \r\n\t\u00a0', ''],
  ['Restarted\n  the Spooler. ', 'restarted the spooler.'],
  ['Größe  STRASSE', 'größe strasse'],
])('%j reads %j', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

test('a folded text stays as it is, whatever white space stood in it', () => {
  fc.assert(
    fc.property(anyCharacters(40), fc.constantFrom(' ', '\n', '\t\t', '\r\n '), (text, blank) => {
      const folded = foldText(text)
      expect(foldText(folded)).toBe(folded)
      expect(foldText(blank + text.replaceAll(' ', blank) + blank)).toBe(folded)
    }),
  )
})
