import { expect, test } from 'vitest'
import { createTextKeeper } from './kept-text.ts'
import type { DraftRow } from './local-store.ts'

/** A shelf, and a keyboard whose pauses are made by hand. */
function makeKeeper() {
  const rows = new Map<string, DraftRow>()
  const drafts = {
    get: async (key: [string, string]) => rows.get(key.join()),
    put: async (row: DraftRow) => void rows.set([row.sessionId, row.field].join(), row),
    delete: async (key: [string, string]) => void rows.delete(key.join()),
  }
  let waiting: (() => void) | undefined
  const keeper = createTextKeeper(
    {
      db: { drafts: drafts as never },
      mask: async (text) => text.replace('Hunter2', '[password]'),
      now: () => '2026-06-01T08:00:00Z',
      later: (run) => {
        waiting = run
        return () => {
          waiting = undefined
        }
      },
    },
    's1',
    'own note',
  )
  const pause = () => {
    waiting?.()
    return keeper.flush()
  }
  return { keeper, rows, pause }
}

test('a text is kept at a pause, the last one only, and read again', async () => {
  const { keeper, rows, pause } = makeKeeper()
  keeper.keep('The')
  keeper.keep('The card reader')
  expect(rows.size).toBe(0)
  await pause()
  expect(await keeper.read()).toBe('The card reader')
})

test('a secret is masked before it is kept', async () => {
  const { keeper, pause } = makeKeeper()
  keeper.keep('signs in with Hunter2')
  await pause()
  expect(await keeper.read()).toBe('signs in with [password]')
})

test('what was forgotten stays so, also when keeping it had just begun', async () => {
  const { keeper, rows, pause } = makeKeeper()
  keeper.keep('half a sentence')
  const keeping = pause()
  await keeper.forget()
  await keeping
  expect(rows.size).toBe(0)
})

test('an emptied text is kept no more', async () => {
  const { keeper, rows, pause } = makeKeeper()
  keeper.keep('a')
  await pause()
  keeper.keep(' ')
  await pause()
  expect(rows.size).toBe(0)
})
