import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsOf } from '../testing/runs-of.ts'
import { keepPlaces } from './keep-places.ts'

const offersOf = (ids: readonly string[]) => ids.map((id) => ({ flow: { id } }))
const keep = (shown: readonly string[], called: readonly string[], most: number) =>
  keepPlaces(shown, offersOf(called), most).map(({ flow }) => flow.id)

test('what is shown first is the best, as far as there is room', () => {
  expect(keep([], ['a', 'b', 'c'], 2)).toEqual(['a', 'b'])
})

test('a better one that is known later stands below what is shown', () => {
  expect(keep(['a', 'b'], ['c', 'b', 'a'], 2)).toEqual(['a', 'b', 'c'])
})

test('what is no longer offered makes room', () => {
  expect(keep(['a', 'b'], ['b', 'c'], 2)).toEqual(['b', 'c'])
})

test('no digit comes to mean another flow while all that is shown is still offered', () => {
  const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 0, maxLength: 8 })
  fc.assert(
    fc.property(ids, ids, fc.nat(6), (shown, called, most) => {
      const all = [...called, ...shown.filter((id) => !called.includes(id))]
      const now = keep(shown, all, most)
      expect(now.slice(0, shown.length)).toEqual(shown)
      expect(now).toEqual(expect.arrayContaining(all.slice(0, most)))
      expect(new Set(now).size).toBe(now.length)
    }),
    { numRuns: runsOf(200) },
  )
})
