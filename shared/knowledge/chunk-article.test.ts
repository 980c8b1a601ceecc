import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCharacters } from '../testing/any-text.ts'
import { chunkArticle } from './chunk-article.ts'

const words = (n: number, word = 'word') => Array.from({ length: n }, () => word).join(' ')
const chunk = (text: string) => chunkArticle({ id: 'a', title: 'Printers', text })

test('each heading begins a chunk of its own where it says enough', () => {
  const text = `# Queue\n${words(260, 'queue')}\n\n# Driver\n${words(260, 'driver')}`
  expect(chunk(text).map(({ citation, header }) => [citation.title, header])).toEqual([
    ['Printers: Queue', 'Printers › Queue'],
    ['Printers: Driver', 'Printers › Driver'],
  ])
  expect(new Set(chunk(text).map(({ citation }) => citation.articleId))).toEqual(new Set(['a']))
})

test('short sections under one heading are told together', () => {
  const [only, ...more] = chunk('# Queue\nStop it.\n## Clear\nDelete files.\n## Start\nStart it.')
  expect(more).toEqual([])
  expect(only?.body).toBe('Queue\nStop it.\n\nClear\nDelete files.\n\nStart\nStart it.')
})

test('a comment within code is no heading', () => {
  const [only] = chunk('# Queue\n```\n# not a heading\nnet stop spooler\n```')
  expect(only?.header).toBe('Printers › Queue')
  expect(only?.body).toContain('# not a heading')
})

test('whatever the text, no chunk is longer than 500 tokens and no word is lost', () => {
  const line = fc.oneof(
    anyCharacters(40),
    fc.constantFrom('# One', '## Two', '```', ''),
    fc.nat(900).map((n) => words(n)),
  )
  const wordsIn = (texts: string[]) => texts.flatMap((text) => text.match(/word/g) ?? []).length
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const bodies = chunk(lines.join('\n')).map(({ body }) => body)
      for (const body of bodies) expect(body.length).toBeLessThanOrEqual(2_000)
      expect(wordsIn(bodies)).toBe(wordsIn([lines.join('\n')]))
    }),
  )
})
