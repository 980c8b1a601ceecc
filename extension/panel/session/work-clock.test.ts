import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { openLocalStore } from '../../client/local-store.ts'
import { fakeLocks } from '../../client/testing/fake-browser.ts'
import { createWorkClock, IDLE_MS } from './work-clock.ts'

const MINUTE = 60_000
const START = Date.parse('2026-06-10T13:00:00Z')

/** Panels of one profile: one database, one lock, one channel, one time. */
function makeProfile() {
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  const locks = fakeLocks()
  const ears: { panel: number; tell: () => void }[] = []
  const time = { now: START }
  const told = new Map<string, { sessionId: string; minutes: number }>()
  let panels = 0
  const openPanel = () => {
    const panel = panels++
    return createWorkClock({
      db,
      locks,
      now: () => time.now,
      newId: () => v7(),
      channel: {
        post: () => {
          for (const ear of ears) if (ear.panel !== panel) ear.tell()
        },
        hear: (tell) => {
          ears.push({ panel, tell })
          return () => undefined
        },
      },
      tell: async (sessionId, { id, from, to }) => {
        told.set(id, { sessionId, minutes: (Date.parse(to) - Date.parse(from)) / MINUTE })
      },
    })
  }
  return { db, time, told, openPanel, minutes: () => [...told.values()] }
}

const running = (clock: ReturnType<typeof createWorkClock>, sessionId: string) =>
  expect.poll(() => clock.getState().sessionId).toBe(sessionId)

test('a stretch runs from the first act to the stop', async () => {
  const { time, openPanel, minutes } = makeProfile()
  const clock = openPanel()
  clock.touch('a')
  await running(clock, 'a')
  time.now += 4 * MINUTE
  await clock.stop()
  expect(minutes()).toEqual([{ sessionId: 'a', minutes: 4 }])
})

test('work on another ticket ends the first stretch: never two at once', async () => {
  const { time, openPanel, minutes } = makeProfile()
  const clock = openPanel()
  clock.touch('a')
  await running(clock, 'a')
  time.now += 2 * MINUTE
  clock.touch('b')
  await running(clock, 'b')
  time.now += 3 * MINUTE
  await clock.stop()
  expect(minutes()).toEqual([
    { sessionId: 'a', minutes: 2 },
    { sessionId: 'b', minutes: 3 },
  ])
})

test('a second panel that begins to work stops the first', async () => {
  const { time, openPanel, minutes } = makeProfile()
  const left = openPanel()
  const right = openPanel()
  left.touch('a')
  await running(left, 'a')
  time.now += 2 * MINUTE
  right.touch('b')
  await running(right, 'b')
  expect(left.getState().sessionId).toBeNull()
  time.now += MINUTE
  await right.stop()
  expect(minutes()).toEqual([
    { sessionId: 'a', minutes: 2 },
    { sessionId: 'b', minutes: 1 },
  ])
})

test('idle time is not counted, and can be counted by one click', async () => {
  const { time, openPanel, minutes } = makeProfile()
  const clock = openPanel()
  clock.touch('a')
  await running(clock, 'a')
  time.now += MINUTE
  clock.touch('a')
  time.now += IDLE_MS
  await clock.tick()
  expect(minutes()).toEqual([{ sessionId: 'a', minutes: 1 }])
  expect(clock.getState().idle).toMatchObject({ sessionId: 'a', from: START + MINUTE })
  // Going on with the work does not take the offer away, and is no part of it.
  clock.touch('a')
  await running(clock, 'a')
  time.now += MINUTE
  await clock.countIdle()
  await clock.countIdle()
  expect(minutes()).toEqual([
    { sessionId: 'a', minutes: 1 },
    { sessionId: 'a', minutes: 5 },
  ])
})

test('a killed panel loses what came after its last checkpoint, and nothing counts twice', async () => {
  const { time, openPanel, minutes, db } = makeProfile()
  // A stretch as a killed panel leaves it: on disk, its lock gone with it.
  const killed = {
    id: v7(),
    sessionId: 'a',
    from: '2026-06-10T12:00:00Z',
    to: '2026-06-10T12:07:00Z',
  }
  await db.stretches.put(killed)
  const clock = openPanel()
  await clock.recover()
  await clock.recover()
  expect(minutes()).toEqual([{ sessionId: 'a', minutes: 7 }])
  clock.touch('b')
  await running(clock, 'b')
  time.now += MINUTE
  await clock.tick()
  expect(await db.stretches.toArray()).toMatchObject([{ sessionId: 'b' }])
  // What runs is nobody's to recover.
  await openPanel().recover()
  expect(minutes()).toHaveLength(1)
})

test('idle time grows no further while another session is in front, and goes on in its own', async () => {
  const { time, openPanel, minutes } = makeProfile()
  const clock = openPanel()
  clock.touch('a')
  await running(clock, 'a')
  time.now += IDLE_MS
  await clock.tick()
  await clock.leave('a')
  expect(clock.getState().idle).toMatchObject({ to: null })
  await clock.leave('b')
  const left = time.now
  time.now += 30 * MINUTE
  await clock.leave()
  expect(clock.getState().idle).toMatchObject({ sessionId: 'a', to: left })
  await clock.countIdle()
  expect(minutes()).toEqual([{ sessionId: 'a', minutes: IDLE_MS / MINUTE }])
})

test('idle time ends where work begins in another panel: nothing counts for two tickets', async () => {
  const { time, openPanel, minutes } = makeProfile()
  const [one, other] = [openPanel(), openPanel()]
  one.touch('a')
  await running(one, 'a')
  time.now += IDLE_MS
  await one.tick()
  time.now += 2 * MINUTE
  other.touch('b')
  await running(other, 'b')
  time.now += 30 * MINUTE
  await one.countIdle()
  await other.stop()
  const of = (id: string) =>
    minutes().reduce((sum, { sessionId, minutes: n }) => sum + (sessionId === id ? n : 0), 0)
  expect([of('a'), of('b')]).toEqual([IDLE_MS / MINUTE + 2, 30])
})
