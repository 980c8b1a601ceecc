import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GrowingList } from './growing-list.ts'

const anySize = fc.nat(150)
const numbers = (size: number) => Array.from({ length: size }, (_, n) => n)

test('reads as the array of the same items, however it came about', () => {
  fc.assert(
    fc.property(anySize, fc.integer({ min: -160, max: 160 }), (size, at) => {
      const array = numbers(size)
      let list = GrowingList.of<number>([])
      for (const n of array) list = list.append(n)
      expect(list.toArray()).toEqual(array)
      expect(GrowingList.of(array)).toEqual(list)
      expect(JSON.stringify(list)).toBe(JSON.stringify(array))
      expect([...list]).toEqual(array)
      expect(list.length).toBe(size)
      expect(list.at(at)).toBe(array.at(at))
      expect(list.findLast((n) => n <= at)).toBe(array.findLast((n) => n <= at))
    }),
  )
})

test('another list grows or changes; the one it came from stays as it was', () => {
  fc.assert(
    fc.property(anySize, fc.nat(150), (size, at) => {
      const array = numbers(size)
      const list = GrowingList.of(array)
      const [one, two] = [list.append(-1), list.append(-2)]
      const changed = list.change(
        (n) => n === at,
        () => -3,
      )
      expect(one.append(-4).toArray()).toEqual([...array, -1, -4])
      expect(two.toArray()).toEqual([...array, -2])
      expect(changed?.toArray()).toEqual(at < size ? array.with(at, -3) : undefined)
      expect(list.toArray()).toEqual(array)
    }),
  )
})

test('what is not as it was in an earlier one is told, with what it was', () => {
  fc.assert(
    fc.property(anySize, anySize, anySize, (size, more, at) => {
      const earlier = GrowingList.of(numbers(size))
      let list = earlier
      for (const n of numbers(more)) list = list.append(1_000 + n)
      const added = numbers(more).map((n) => ({ item: 1_000 + n, was: undefined }))
      expect(list.changedSince(earlier)).toEqual(added)
      const changed = list.change(
        (n) => n === at && at < size,
        () => -1,
      )
      if (!changed) return
      expect(changed.changedSince(earlier)).toEqual([{ item: -1, was: at }, ...added])
      expect(GrowingList.of(changed.toArray()).changedSince(list)).toEqual([{ item: -1, was: at }])
    }),
  )
})
