import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { openLocalStore } from './local-store.ts'
import { sendInTurn, type Waiting } from './send-in-turn.ts'
import { fakeLocks, fakeNetwork } from './testing/fake-browser.ts'
import { OFFLINE, SIGNED_OUT, type Trouble, unreachable } from './trouble.ts'

const BROKE: Trouble = { kind: 'broke', message: 'Something broke.' }
const FORBIDDEN: Trouble = { kind: 'refused', code: 'notAllowed', message: 'Not yours.' }
const BUSY: Trouble = {
  ...{ kind: 'refused', code: 'tooMany', message: 'Slowly.' },
  retryAfterMs: 7000,
}
const AWAY = unreachable('https://rf.example')

/** A line in memory: each id is `lane/n`, and its troubles come one after the other, then none. */
function makeLine(ids: string[], troubles: Record<string, Trouble[]> = {}) {
  const network = fakeNetwork()
  let waiting: Waiting[] = ids.map((id) => ({ id, lane: id.split('/')[0] ?? id }))
  const asked: string[] = []
  const waits: number[] = []
  const told: (Trouble | null)[] = []
  const flush = sendInTurn(
    {
      db: openLocalStore('https://rf.example', v7(), async () => true),
      locks: fakeLocks(),
      open: () => expect.fail('no session is asked for'),
      isOnline: network.is,
      wait: async (ms) => void waits.push(ms),
      random: () => 0,
      now: () => new Date().toISOString(),
      signal: new AbortController().signal,
    },
    {
      name: 'test',
      waiting: async () => waiting,
      send: async (id) => {
        asked.push(id)
        const trouble = troubles[id]?.shift()
        if (trouble) return trouble
        waiting = waiting.filter((one) => one.id !== id)
        return null
      },
      tell: (trouble) => told.push(trouble),
      rest: () => undefined,
    },
  )
  const left = () => waiting.map(({ id }) => id)
  return { network, asked, waits, told, left, flush }
}

test('what breaks for itself holds up its own lane, in its order, and no other', async () => {
  const { asked, left, told, flush } = makeLine(['a/1', 'a/2', 'b/1'], { 'a/1': [BROKE, BROKE] })
  await flush()
  expect(asked).toEqual(['a/1', 'b/1', 'a/1', 'a/1', 'a/2'])
  expect(left()).toEqual([])
  expect(told).toEqual([BROKE, BROKE, null])
})

test('what only a person can mend is left where it is until sending is asked for again', async () => {
  const { asked, waits, told, left, flush } = makeLine(['a/1', 'b/1'], { 'a/1': [FORBIDDEN] })
  await flush()
  expect(asked).toEqual(['a/1', 'b/1'])
  expect(left()).toEqual(['a/1'])
  expect(waits).toEqual([])
  expect(told).toEqual([FORBIDDEN])
  await flush()
  expect(left()).toEqual([])
  expect(told.at(-1)).toBeNull()
})

test('it waits as long as the server says, and its own while otherwise', async () => {
  const { waits, flush } = makeLine(['a/1'], { 'a/1': [BROKE, BUSY] })
  await flush()
  expect(waits).toEqual([250, 7000])
})

test('when the server seems away each is tried in its turn, so that one that never gets through holds up nobody', async () => {
  const { asked, left, flush } = makeLine(['a/1', 'b/1', 'c/1'], {
    'a/1': Array.from({ length: 3 }, () => AWAY),
  })
  await flush()
  expect(asked.slice(0, 3)).toEqual(['a/1', 'b/1', 'c/1'])
  expect(left()).toEqual([])
})

test.each([
  ['offline', OFFLINE],
  ['signed out', SIGNED_OUT],
])('%s, nothing else is tried', async (_, trouble) => {
  const { network, asked, waits, flush } = makeLine(['a/1', 'b/1'], { 'a/1': [trouble] })
  network.set(false)
  await flush()
  expect(asked).toEqual(['a/1'])
  expect(waits).toEqual([])
})
