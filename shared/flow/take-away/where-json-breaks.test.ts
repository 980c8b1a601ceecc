import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsOf } from '../../testing/runs-of.ts'
import { whereJsonBreaks } from './where-json-breaks.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test.each([
  ['[1,2,\n3,]', 8],
  ['{"a": 1,}', 8],
  ['{a: 1}', 1],
  ['{"a" 1}', 5],
  ['[1 2]', 3],
  ['tru', 0],
  ['"open', 0],
  ['["\\x"]', 1],
  ['[01]', 2],
  ['{"a": [1, 2}', 11],
  ['[1] 2', 4],
  ['[1', 2],
  ['', 0],
])('%j breaks at %i', (text, at) => expect(whereJsonBreaks(text)).toBe(at))

/** What hands and cut files do to JSON. */
const damaged = fc
  .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', ']', '}', '"', ':', '0', '\\', '\n', 'tru'))
  .map(([text, n, piece]) => {
    const at = n % (text.length + 1)
    return text.slice(0, at) + piece + text.slice(piece === '' ? at + 1 : at)
  })

test('a text is JSON to it where it is to the engine, and nowhere else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), damaged, fc.string()), (text) => {
      expect(whereJsonBreaks(text) === undefined, text).toBe(isJson(text))
    }),
    { seed: 128383, numRuns: runsOf(2000) },
  )
})

test('what stands before the place is no mistake yet: something makes JSON of it', () => {
  const goOn = ['', '1', ':1', ',1', '"b":1', ',"b":1']
  fc.assert(
    fc.property(damaged, (text) => {
      const before = text.slice(0, whereJsonBreaks(text))
      const left: string[] = []
      for (const char of before.replace(/"(?:[^"\\]|\\.)*"/g, '')) {
        if (char === '{' || char === '[') left.unshift(char === '{' ? '}' : ']')
        else if (char === '}' || char === ']') left.shift()
      }
      const isViable = goOn.some((more) => isJson(before + more + left.join('')))
      expect(isViable, JSON.stringify([text, before])).toBe(true)
    }),
    { seed: 128383, numRuns: runsOf(1000) },
  )
})

test('depth and size are no matter', () => {
  expect(whereJsonBreaks('['.repeat(1_000_000))).toBe(1_000_000)
  expect(whereJsonBreaks(`"${'a'.repeat(1_000_000)}"`)).toBeUndefined()
})
