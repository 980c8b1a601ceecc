import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ToldPassage, tellAnswer } from './tell-answer.ts'

const passage = (id: string): ToldPassage => ({
  citation: { id, title: `About ${id}`, flow: { slug: 'vpn' } },
  kind: 'step',
  where: 'Network',
  text: 'Compare the proposals of both ends.',
})
const known = new Map(['flow:a', 'flow:b'].map((id) => [id, passage(id)]))

test('sources are numbered as the words first rest on them, each once', () => {
  const { parts, sources } = tellAnswer(
    [
      { text: 'First. ', sources: ['flow:b'] },
      { text: 'Between. ', sources: [] },
      { text: 'Then.', sources: ['flow:a', 'flow:b'] },
    ],
    known,
    ['proposals'],
  )
  expect(parts.map(({ cites }) => cites)).toEqual([[0], [], [1, 0]])
  expect(sources.map(({ citation }) => citation.id)).toEqual(['flow:b', 'flow:a'])
  expect(sources[0]?.excerpt.marks).toEqual([{ start: 12, end: 21 }])
})

test('what was not handed over is no source, whatever it is called', () => {
  const link = fc.string().map((path) => `https://example.com/${path}`)
  const id = fc.oneof(link, fc.string(), fc.constantFrom('flow:a', 'flow:b', 'session:x'))
  fc.assert(
    fc.property(fc.array(fc.record({ text: fc.string(), sources: fc.array(id) })), (said) => {
      const { parts, sources } = tellAnswer(said, known, [])
      expect(sources.every(({ citation }) => known.has(citation.id))).toBe(true)
      for (const { cites } of parts) {
        expect(cites.every((place) => sources[place] !== undefined)).toBe(true)
      }
      expect(parts.map(({ text }) => text).join('')).toBe(said.map(({ text }) => text).join(''))
    }),
  )
})
