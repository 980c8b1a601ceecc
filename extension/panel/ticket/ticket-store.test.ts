import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { type LocalStore, openLocalStore } from '../../client/local-store.ts'
import { ticketKeyOf } from '../../client/ticket-key.ts'
import { readAgain } from '../note/read-again.ts'
import { ref } from '../testing/make-profile.ts'
import { makeTicket } from '../testing/make-ticket.ts'
import { createTicketStore } from './ticket-store.ts'

const KNOWN = makeTicket({ summary: 'As it was' })
const NOW = makeTicket({ summary: 'As it is' })

async function makeStore(put?: LocalStore['tickets']['put']) {
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  await db.tickets.put({ key: ticketKeyOf(ref(1)), ticket: KNOWN })
  if (put) db.tickets.put = put
  const client = { ask: async () => ({ ok: true as const, value: NOW as never }) }
  return { db, store: createTicketStore(db, client, ref(1)) }
}

test('what the server says is shown, and kept for the next time', async () => {
  const { db, store } = await makeStore()
  expect(await store.load()).toBe(NOW)
  expect(store.getState()).toMatchObject({ ticket: NOW, isLoading: false, trouble: null })
  expect(await db.tickets.get(ticketKeyOf(ref(1)))).toMatchObject({ ticket: NOW })
})

test('in a browser without room it is shown all the same, and a note is held against it', async () => {
  const { store } = await makeStore(() => Promise.reject(new Error('QuotaExceededError')))
  expect(await readAgain(store, ref(1), () => undefined)).toBe(NOW)
  expect(store.getState()).toMatchObject({ ticket: NOW, isLoading: false, trouble: null })
})

test('a browser that takes its time to keep it shows it at once', async () => {
  const { store } = await makeStore(() => new Promise(() => undefined))
  void store.load()
  await expect.poll(() => store.getState()).toMatchObject({ ticket: NOW, isLoading: false })
})
