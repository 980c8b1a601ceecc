import { expect, it } from 'vitest'
import { createPace } from './pace.ts'

/** A clock that moves only when somebody sleeps. */
function makeClock() {
  let t = 1_000_000
  return {
    now: () => t,
    sleep: async (ms: number) => {
      t += ms
    },
    pass: (ms: number) => {
      t += ms
    },
  }
}

it('no more than so many at once, in the order they came', async () => {
  const pace = createPace({ ...makeClock(), atOnce: 3 })
  const begun: number[] = []
  const ends: (() => void)[] = []
  const calls = Array.from({ length: 7 }, (_, i) =>
    pace.run(() => {
      begun.push(i)
      return new Promise<void>((end) => ends.push(end))
    }),
  )
  const settle = () => new Promise((done) => setImmediate(done))
  await settle()
  expect(begun).toEqual([0, 1, 2])
  ends[1]?.()
  await settle()
  expect(begun).toEqual([0, 1, 2, 3])
  while (begun.length < 7) {
    for (const end of ends) end()
    await settle()
  }
  for (const end of ends) end()
  await Promise.all(calls)
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6])
})

it('no more than so many in any minute', async () => {
  const clock = makeClock()
  const pace = createPace({ ...clock, perMinute: 10 })
  const at: number[] = []
  for (let i = 0; i < 35; i++) await pace.run(async () => void at.push(clock.now()))
  for (const [i, t] of at.entries()) {
    expect(at.filter((u) => u > t - 60_000 && u <= t).length, `call ${i}`).toBeLessThanOrEqual(10)
  }
})

it('pauses when told to', async () => {
  const clock = makeClock()
  const pace = createPace(clock)
  const before = clock.now()
  pace.pauseFor(30_000)
  await pace.run(async () => {})
  expect(clock.now() - before).toBe(30_000)
})

it('a call that fails gives its turn on', async () => {
  const pace = createPace({ ...makeClock(), atOnce: 1 })
  await expect(pace.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await pace.run(async () => 'yes')).toBe('yes')
})

it('rests after many silences, tries once, and is well after an answer', () => {
  const clock = makeClock()
  const pace = createPace({ ...clock, silences: 3, restMs: 20_000 })
  for (let i = 0; i < 2; i++) pace.heard(false)
  expect(pace.restMs()).toBe(0)
  pace.heard(false)
  expect(pace.restMs()).toBe(20_000)
  clock.pass(20_000)
  expect(pace.restMs()).toBe(0)
  pace.heard(false)
  expect(pace.restMs()).toBe(20_000)
  clock.pass(20_000)
  pace.heard(true)
  pace.heard(false)
  expect(pace.restMs()).toBe(0)
})
