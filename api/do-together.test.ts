import { expect, test } from 'vitest'
import { doTogether } from './do-together.ts'

/** Serves when told to, and remembers who was served together. */
function makeCounter() {
  const rounds: number[][] = []
  const gate = Promise.withResolvers<void>()
  const serve = doTogether(async (asked: readonly number[]) => {
    rounds.push([...asked])
    await gate.promise
    if (asked.includes(13)) throw new Error('no 13')
    return asked.map((one) => one * 2)
  })
  return { rounds, serve, open: gate.resolve }
}

test('the first is served at once; who came meanwhile, together; each gets its own', async () => {
  const { rounds, serve, open } = makeCounter()
  const asked = [1, 2, 3, 4].map((one) => serve('a', one))
  expect(rounds).toEqual([[1]])
  open()
  expect(await Promise.all(asked)).toEqual([2, 4, 6, 8])
  expect(rounds).toEqual([[1], [2, 3, 4]])
  expect(await serve('a', 5)).toBe(10)
})

test('other keys are not waited for', () => {
  const { rounds, serve } = makeCounter()
  void serve('a', 1)
  void serve('b', 2)
  expect(rounds).toEqual([[1], [2]])
})

test('one that cannot be served takes nothing from the others', async () => {
  const { rounds, serve, open } = makeCounter()
  const asked = Promise.allSettled([1, 2, 13, 4].map((one) => serve('a', one)))
  open()
  expect((await asked).map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  ])
  expect(rounds).toEqual([[1], [2, 13, 4], [2], [13], [4]])
})
