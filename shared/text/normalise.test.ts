import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyCharacters } from '../testing/any-text.ts'
import { runsOf } from '../testing/runs-of.ts'
import { normaliseText, type TextLimits, toPlainNote } from './normalise.ts'

const anyText = fc.oneof(
  anyCharacters(200),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc
    .array(
      fc.constantFrom(
        '\r',
        '\n',
        '\r\n',
        '\t',
        ' ',
        '\0',
        '\u200b',
        '\u200d',
        '\u202e',
        'e\u0301',
        '\ud800',
        '\udc00',
        '👩',
        '💻',
        '\u{e0041}',
        'ab',
        '\ufeff',
        '\u2028',
        '\u0344',
        '\u1100',
        '\u1161',
        '\u00a0',
        '\ufe0f',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
)

describe('normaliseText', () => {
  test.each([
    ['line ends of every system become one', 'a\r\nb\rc\u2028d\u0085e', 'a\nb\nc\nd\ne'],
    ['letters built from parts become one letter', 'Mu\u0308ller', 'Müller'],
    ['NUL and other controls go', 'a\0b\u0007c\u001b[31md', 'abc[31md'],
    ['text cannot be turned around', 'invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['hidden tag characters go', 'ok\u{e0049}\u{e0067}', 'ok'],
    ['zero-width characters go', 'pass\u200bword\ufeff', 'password'],
    ['soft hyphens go', 'pass\u00adword', 'password'],
    ['halves of characters go', 'a\ud83db\udca9c', 'abc'],
    ['whole pictures stay', 'done 👩‍💻 👍', 'done 👩‍💻 👍'],
    ['a joiner between letters goes', 'pass\u200dword', 'password'],
    ['tabs stay', 'a\tb', 'a\tb'],
    ['right-to-left letters stay, only the marks go', '\u200fשלום', 'שלום'],
  ])('%s', (_rule, raw, wanted) => {
    expect(normaliseText(raw)).toBe(wanted)
  })

  test('tabs can become spaces', () => {
    expect(normaliseText('a\tb', { tabs: 4 })).toBe('a    b')
  })

  test.each<[string, string, TextLimits, string]>([
    ['parts of a letter meet when a tab between them goes', '\u1100\t\u1161', { tabs: 0 }, '가'],
    ['so do a letter and its mark', 'e\t\u0301', { tabs: 0 }, 'é'],
    ['a cut leaves no joiner without its second picture', 'ok 👩‍💻', { maxChars: 6 }, 'ok 👩'],
    ['nor one that comes to the end with marks cut off', '👩‍❤\ufe0f', { maxChars: 4 }, '👩'],
  ])('%s', (_rule, raw, limits, wanted) => {
    const once = normaliseText(raw, limits)
    expect(once).toBe(wanted)
    expect(normaliseText(once, limits)).toBe(once)
  })

  test('runs of blank lines can become one', () => {
    expect(normaliseText('a\n \n\t\n\nb\n\nc', { collapseBlankLines: true })).toBe('a\n\nb\n\nc')
  })

  test('lines and characters are limited without cutting a character in half', () => {
    expect(normaliseText('a\nb\nc', { maxLines: 2 })).toBe('a\nb')
    expect(normaliseText('ab👍', { maxChars: 3 })).toBe('ab')
    expect(normaliseText('abc', { maxChars: 0 })).toBe('')
  })

  test('a second run changes nothing, whatever the text and the limits', () => {
    const limits = fc.record(
      {
        maxChars: fc.nat(150),
        maxLines: fc.nat(8),
        tabs: fc.constantFrom<'keep' | number>('keep', 0, 2),
        collapseBlankLines: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(anyText, limits, (text, given) => {
        const once = normaliseText(text, given)
        expect(normaliseText(once, given)).toBe(once)
        expect(once.length).toBeLessThanOrEqual(given.maxChars ?? Infinity)
        expect(once.isWellFormed()).toBe(true)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
        expect(once).not.toMatch(/[\u0000-\u0008\r\u202a-\u202e\u200b]/)
      }),
      { numRuns: runsOf(1000) },
    )
  })
})

describe('toPlainNote', () => {
  test('gives what ConnectWise takes', () => {
    expect(toPlainNote('\n\nDONE:\r\n\t10:02 reboot  \r\n\r\n\r\n\r\nNEXT: none\r\n\r\n')).toBe(
      'DONE:\n  10:02 reboot\n\nNEXT: none',
    )
  })

  test('a second run changes nothing and nothing is left that a note may not hold', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const note = toPlainNote(text)
        expect(toPlainNote(note)).toBe(note)
        expect(note).not.toMatch(/\t|\r|\n{3}|\n$|^\n| \n/)
      }),
      { numRuns: runsOf(1000) },
    )
  })
})
