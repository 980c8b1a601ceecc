import { expect, test } from 'vitest'
import type { Sighting, TicketRef } from '#shared/ticket/ticket-ref.ts'
import { checkTarget, STILL_MS } from './check-target.ts'
import type { Seen } from './look-at-page.ts'

const ORIGIN = 'https://na.myconnectwise.net'
const NOW_MS = Date.parse('2026-03-02T10:00:00Z')
const ref = (ticketId: number, origin = ORIGIN): TicketRef => ({
  origin,
  ticketId,
  recordType: 'service',
  readAt: '2026-03-02T09:00:00Z',
  readFrom: 'fragment',
})
const sees = (
  sighting: Sighting,
  labels: number[] = [7],
  more: Partial<Seen['page']> = {},
): Seen => ({
  sighting,
  isSettled: true,
  changedAtMs: NOW_MS - STILL_MS,
  page: {
    labels: labels.map((ticketId) => ({ ticketId, recordType: 'service' })),
    screensShown: 1,
    noteEditor: 'visible',
    ...more,
  },
})
const ticket = (ticketId: number, origin = ORIGIN): Sighting => ({
  state: 'ticket',
  ref: ref(ticketId, origin),
  noteEditor: 'visible',
})
const time = (ticketId?: number): Sighting => ({
  state: 'time',
  origin: ORIGIN,
  ...(ticketId ? { ticketId } : {}),
  noteEditor: 'visible',
})

test.each<[string, Seen]>([
  ['the ticket, named by its header', sees(ticket(7))],
  ['a time entry for the ticket', sees(time(7), [])],
])('%s may be written to', (_, seen) => {
  expect(checkTarget(ref(7), seen, NOW_MS)).toBeUndefined()
})

test.each<[string, Seen, string]>([
  ['another ticket', sees(ticket(8), [8]), 'otherTicket'],
  ['the same number elsewhere', sees(ticket(7, 'https://eu.myconnectwise.net')), 'otherTicket'],
  ['the ticket before its header is there', sees(ticket(7), []), 'uncertain'],
  ['the ticket while the header names another', sees(ticket(7), [8]), 'uncertain'],
  ['the ticket beside another', sees(ticket(7), [7, 8]), 'uncertain'],
  ['the ticket beside a second screen', sees(ticket(7), [7], { screensShown: 2 }), 'uncertain'],
  ['the ticket just now changed', { ...sees(ticket(7)), changedAtMs: NOW_MS - 1 }, 'moving'],
  ['a board', sees({ state: 'none', why: 'board', noteEditor: 'absent' }, []), 'noTicket'],
  ['a ticket not saved yet', sees({ state: 'new', noteEditor: 'visible' }, []), 'noTicket'],
  ['a time entry for another', sees(time(8), []), 'otherTicket'],
  ['a time entry for nobody knows what', sees(time(), []), 'uncertain'],
  [
    'doubt',
    sees({ state: 'uncertain', candidates: [], why: 'Both.', noteEditor: 'visible' }),
    'uncertain',
  ],
])('%s is refused, with what to do next', (_, seen, code) => {
  expect(checkTarget(ref(7), seen, NOW_MS)).toEqual({
    outcome: 'refused',
    code,
    why: expect.stringMatching(/\.$/),
    next: expect.stringMatching(/\.$/),
    isTextLeft: false,
  })
})
