import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseConditions } from '#e2e/connectwise/rest/conditions.ts'
import { and, contains, is, isAfter, isBefore, isOneOf, wholeSeconds } from './conditions.ts'

/** What the language gives back for a text: control characters have no way of being written. */
const readable = (text: string) => text.toWellFormed().replace(/\p{Cc}/gu, ' ')

/** In a text `[[]` stands for one opening bracket. */
const unbracketed = (text: string) => text.replaceAll('[[]', '[')

it('no text becomes part of the language: it is read back as the one value it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const tree = parseConditions(is('member/identifier', text))
      expect(tree).toMatchObject({ op: 'compare', path: 'member/identifier', by: '=' })
      if (tree?.op !== 'compare' || tree.value.is !== 'text') throw new Error('not a text')
      expect(unbracketed(tree.value.text)).toBe(readable(text))
    }),
  )
})

it.each([
  '" or id>0 or summary="',
  '\\" or id>0 --',
  '\\',
  '\\\\"',
  '[2026-01-01]',
  '"]) or (1=1',
  'x\u0000"y',
])('%j stays a value', (text) => {
  const tree = parseConditions(and(contains('summary', text), is('closedFlag', false)))
  expect(tree).toMatchObject({
    op: 'and',
    left: { op: 'contains', path: 'summary' },
    right: { op: 'compare', path: 'closedFlag', value: { is: 'flag', flag: false } },
  })
})

it('dates go in whole seconds, numbers bare', () => {
  expect(isAfter('timeStart', '2026-03-02T14:05:09.987Z')).toBe('timeStart>[2026-03-02T14:05:09Z]')
  expect(isBefore('timeEnd', '2026-03-02T15:05:09+01:00')).toBe('timeEnd<[2026-03-02T14:05:09Z]')
  expect(isOneOf('id', [1, 2])).toBe('id in (1,2)')
  expect(is('owner', null)).toBe('owner=null')
  expect(wholeSeconds('2026-03-02T14:05:09.987Z')).toBe('2026-03-02T14:05:09Z')
})

it('a field name is never taken from outside', () => {
  expect(() => is('id=1 or id', 1)).toThrow('Not a field name')
  expect(() => isOneOf('id', [1.5])).toThrow('Not a whole number')
})
