import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCharacters } from '../testing/any-text.ts'
import { excerptOf } from './excerpt.ts'

test('words are marked from their beginning, whatever their ending', () => {
  const { text, marks } = excerptOf('The tunnels dropped at night.', ['tunnel', 'drop'])
  expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['tunnels', 'dropped'])
})

test('words of every sentence are not marked, nor what begins like them', () => {
  const { text, marks } = excerptOf('What they say of the tunnel.', ['what', 'the', 'tunnel'])
  expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['tunnel'])
})

test('a long passage is shown from where most of the words are', () => {
  const passage = `${'Something else. '.repeat(40)}\nRestart the spooler and clear the queue.`
  const { text } = excerptOf(passage, ['spooler', 'queue'])
  expect(text).toBe('… Restart the spooler and clear the queue.')
})

test('marks lie within the excerpt, in order and apart', () => {
  const text = fc
    .array(fc.oneof(anyCharacters(30), fc.constantFrom('spooler', 'queues. ', '\n')))
    .map((parts) => parts.join(' '))
  fc.assert(
    fc.property(text, fc.integer({ min: 20, max: 200 }), (passage, longest) => {
      const excerpt = excerptOf(passage, ['spooler', 'queue'], longest)
      let last = 0
      for (const { start, end } of excerpt.marks) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(excerpt.text.slice(start, end)).toMatch(/^(spooler|queue)/i)
        last = end
      }
      expect(excerpt.text.length).toBeLessThanOrEqual(longest + 4)
    }),
  )
})
