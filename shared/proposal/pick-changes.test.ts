import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pickChange, stillPicked } from './pick-changes.ts'

/** Changes of which each builds on some of the earlier ones. */
const changes = fc
  .array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 10 })
  .map((all) =>
    all.map((needs, n) => ({
      id: `c${n}`,
      needs: [...new Set(needs.filter((m) => m < n))].map((m) => `c${m}`),
    })),
  )
const clicks = fc.array(fc.tuple(fc.nat(9), fc.boolean()), { maxLength: 20 })

test('whatever is clicked, what is picked has all that it builds on', () => {
  fc.assert(
    fc.property(changes, clicks, (all, clicked) => {
      let picked: ReadonlySet<string> = new Set()
      for (const [n, isOn] of clicked) {
        const id = `c${n % all.length}`
        picked = pickChange(all, picked, id, isOn)
        expect(picked.has(id)).toBe(isOn)
      }
      for (const { id, needs } of all) {
        if (picked.has(id)) for (const needed of needs) expect(picked).toContain(needed)
      }
    }),
  )
})

test('what does not build on it stays when one is left out', () => {
  const three = [
    { id: 'a', needs: [] },
    { id: 'b', needs: ['a'] },
    { id: 'c', needs: [] },
  ]
  const all = new Set(['a', 'b', 'c'])
  expect([...pickChange(three, all, 'a', false)]).toEqual(['c'])
  expect([...pickChange(three, new Set(), 'b', true)].sort()).toEqual(['a', 'b'])
})

test('of what was picked before, only what is still proposed', () => {
  const now = [
    { id: 'a', needs: [] },
    { id: 'b', needs: ['a'] },
  ]
  expect([...stillPicked(now, new Set(['b', 'gone']))].sort()).toEqual(['a', 'b'])
})
