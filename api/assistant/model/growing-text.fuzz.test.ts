import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { growText } from './growing-text.ts'

/** Cuts a text at the given places. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((from, i) => text.slice(from, at[i] ?? text.length))
}

/** Every sign may be written as itself or as an escape; both are JSON. */
const spelled = (text: string, choices: readonly number[]) =>
  [...text]
    .map((sign, i) => {
      const plain = JSON.stringify(sign).slice(1, -1)
      if ((choices[i % choices.length] ?? 0) % 3 !== 0) return plain
      return [...sign.split('')]
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join('')
    })
    .join('')

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('\\', '"', 'u', 'n', '\n', '/', '🖨', 'é', '\u2028', 'd'),
    maxLength: 40,
  }),
)

describe('text that grows out of JSON in pieces', () => {
  test('is what JSON.parse makes of the whole, whatever the pieces: 20,000 of them', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
        fc.constantFrom('', ' ', '\n  '),
        (text, places, choices, space) => {
          const json = `${space}{${space}"reply_md"${space}:${space}"${spelled(text, choices)}", "facts": [{"text": "\\"no\\""}]}`
          const growing = growText('reply_md')
          const grown = cut(json, places).map((piece) => growing.push(piece))
          expect(grown.join('')).toBe(JSON.parse(json).reply_md)
          expect(growing.text).toBe(text)
          // What is shown at any moment is a text of whole characters where the whole is one.
          if (text.isWellFormed()) for (const part of grown) expect(part.isWellFormed()).toBe(true)
        },
      ),
      { numRuns: 20_000 },
    )
  })

  test('what breaks off anywhere has grown to a beginning of it, nearly to the end', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, place) => {
        const json = JSON.stringify({ reply_md: text, rest: 1 })
        const growing = growText('reply_md')
        growing.push(json.slice(0, place % json.length))
        expect(text.startsWith(growing.text)).toBe(true)
      }),
    )
  })

  test.each([
    ['{"other": "reply", "reply_md": "no"}', ''],
    ['[1, 2]', ''],
    ['{"reply_md": 7}', ''],
    ['{"reply_md": ""}', ''],
    ['{"reply_md": "a\\u00', 'a'],
    ['{"reply_md": "a\\', 'a'],
    ['{"reply_md": "\\ud83d', ''],
    ['{"reply_md": "\\ud83d\\', ''],
    ['{"reply_md": "\\ud83dx', '\ud83dx'],
    ['{"reply_md": "done"} and "more"', 'done'],
  ])('%s grows to %j', (json, grown) => {
    const growing = growText('reply_md')
    for (const sign of json) growing.push(sign)
    expect(growing.text).toBe(grown)
  })

  test('an answer that never begins so is not kept for ever', () => {
    const growing = growText('reply_md')
    for (let i = 0; i < 10_000; i++) growing.push('nothing of the kind ')
    expect(growing.push('{"reply_md": "late"}')).toBe('')
  })
})
