import { expect, test } from 'vitest'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { ref } from '../testing/make-profile.ts'
import { makeTicket } from '../testing/make-ticket.ts'
import { READ_WITHIN_MS, readAgain } from './read-again.ts'

const KNOWN = makeTicket({ summary: 'As it was' })
const NOW = makeTicket({ summary: 'As it is' })
const never = () => undefined
const atOnce = (run: () => void, ms: number) => {
  expect(ms).toBe(READ_WITHIN_MS)
  run()
}

const storeThat = (load: () => Promise<Ticket | null>) => {
  const state = { ticket: KNOWN, known: KNOWN, isLoading: false, trouble: null }
  return { ref: ref(1), load, getState: () => state }
}

test('it is what the server says now', async () => {
  expect(
    await readAgain(
      storeThat(async () => NOW),
      ref(1),
      never,
    ),
  ).toBe(NOW)
})

test('what takes too long, or cannot be kept here, is as it was known', async () => {
  const slow = storeThat(() => new Promise(() => undefined))
  expect(await readAgain(slow, ref(1), atOnce)).toBe(KNOWN)
  const full = storeThat(() => Promise.reject(new Error('QuotaExceededError')))
  expect(await readAgain(full, ref(1), never)).toBe(KNOWN)
})

test('another ticket in front is none of this note', async () => {
  const other = storeThat(() => expect.fail('It is not asked'))
  expect(await readAgain(other, ref(2), never)).toBeNull()
  expect(await readAgain(null, ref(1), never)).toBeNull()
})
