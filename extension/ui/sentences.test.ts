import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Part, readMarkdown } from './read-markdown.ts'
import { piecesOf, restsOn, sentencesOf } from './sentences.ts'

const inlineOf = (text: string): readonly Part[] => {
  const [part] = readMarkdown(text)
  return part && 'children' in part ? part.children : []
}
const wordsOf = (parts: readonly Part[]): string =>
  parts
    .map((part) =>
      'value' in part ? part.value : 'children' in part ? wordsOf(part.children) : '',
    )
    .join('')

describe('a paragraph is read as sentences', () => {
  test.each([
    ['One rests on it [F3]. Another does not.', ['One rests on it [F3]. ', 'Another does not.']],
    ['It is down. [F3, S2] So wait!', ['It is down. [F3, S2] ', 'So wait!']],
    ['Ask 10.0.4.7 now. Then **restart it**, slowly.', 2],
    ['**All of it. Really.** Then go.', ['All of it. Really. Then go.']],
    ['No stop at its end', ['No stop at its end']],
    ['He said “no.” Then yes.', 2],
  ])('%s', (text, expected) => {
    const sentences = sentencesOf(inlineOf(text)).map(wordsOf)
    if (typeof expected === 'number') expect(sentences).toHaveLength(expected)
    else expect(sentences).toEqual(expected)
  })

  test('and no word of it is lost or moved', () => {
    const anyWords = fc
      .array(fc.constantFrom('a', '. ', '! ', '[F1]', ' [F1, S2]', '**b**', '`c.d`', '.', ' '), {
        maxLength: 30,
      })
      .map((words) => words.join(''))
    fc.assert(
      fc.property(anyWords, (text) => {
        const parts = inlineOf(text)
        expect(sentencesOf(parts).map(wordsOf).join('')).toBe(wordsOf(parts))
        for (const part of parts) {
          if (part.type !== 'text') continue
          const told = piecesOf(part.value).map((piece) =>
            typeof piece === 'string' ? piece : `[${piece.labels.join(', ')}]`,
          )
          expect(told.join('')).toBe(part.value)
        }
      }),
      { seed: 128383, numRuns: 300 },
    )
  })
})

test('only what is known counts as something to rest on', () => {
  const isKnown = (label: string) => label === 'F3'
  expect(restsOn(inlineOf('It **is so [F3]**.'), isKnown)).toBe(true)
  expect(restsOn(inlineOf('It is so [F9].'), isKnown)).toBe(false)
  expect(restsOn(inlineOf('It is `a[F3]`.'), isKnown)).toBe(false)
})
