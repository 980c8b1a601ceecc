import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { openLocalStore } from './local-store.ts'
import { recordStretches } from './record-stretches.ts'

const from = '2026-06-10T13:00:00.000Z'
const to = '2026-06-10T13:40:00.000Z'

test('a stretch that cannot be told waits, and holds up no other', async () => {
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  await db.stretches.put({ id: '1', sessionId: 'away', from, to })
  await db.stretches.put({ id: '2', sessionId: 'here', from, to })
  await db.stretches.put({ id: '3', sessionId: 'away', from, to: from })
  const told: string[] = []
  await recordStretches(db, async (sessionId, { id }) => {
    if (sessionId === 'away') throw new Error('not here yet')
    told.push(id)
  })
  expect(told).toEqual(['2'])
  expect((await db.stretches.toArray()).map(({ id }) => id)).toEqual(['1'])
})
