import { expect, test } from 'vitest'
import { withMark } from '../note/mark.ts'
import { testId } from '../testing/make-session.ts'
import type { ThreadEntry, Ticket } from './ticket.ts'
import { ticketNews } from './ticket-news.ts'

const entry = (key: string, more: Partial<ThreadEntry> = {}): ThreadEntry => ({
  ...{ key, source: 'note', text: 'It works again.', discussion: true, internal: false },
  ...{ resolution: false, author: 'Ines Adler', authorKind: 'contact', minutes: null },
  ...{ at: '2026-06-10T14:00:00Z', isMerged: false, ...more },
})
const ticket = (thread: ThreadEntry[], more: Partial<Ticket> = {}): Ticket => ({
  ...{ origin: 'https://na.myconnectwise.net', ticketId: 1, recordType: 'service', summary: 'X' },
  ...{ board: null, status: { id: 1, name: 'New', isClosed: false }, priority: null },
  ...{ company: null, contact: null, owner: null, resources: [], configurations: [] },
  ...{ mergedInto: null, thread, missing: [], fetchedAt: '2026-06-10T13:57:00Z' },
  stamp: { lastUpdated: null, status: '', owner: '', newest: [] },
  ...more,
})
const OLD = entry('note 1')
const before = ticket([OLD])

test('nothing new is nothing to say', () => {
  expect(ticketNews(before, ticket([OLD]))).toEqual({ entries: [], says: [] })
})

test('what others wrote is told by kind and name', () => {
  const [note, time] = [
    entry('note 2', { author: '' }),
    entry('time 3', { source: 'time_entry', author: 'Ada' }),
  ]
  expect(ticketNews(before, ticket([OLD, note, time]))).toEqual({
    entries: [note, time],
    says: ['A note.', 'A time entry by Ada.'],
  })
})

test('what this session has posted is none, and what another has posted is', () => {
  const [own, theirs] = [7, 8].map((n) =>
    entry(`note ${n}`, { text: withMark('STATUS: done', testId(n)), author: 'rflow' }),
  ) as [ThreadEntry, ThreadEntry]
  const { entries } = ticketNews(before, ticket([OLD, own, theirs]), [testId(7)])
  expect(entries).toEqual([theirs])
})

test('another status and another owner are told, with what they are now', () => {
  const now = {
    status: { id: 2, name: 'Closed', isClosed: true },
    owner: { identifier: 'ada', name: 'Ada' },
  }
  expect(ticketNews(before, ticket([OLD], now)).says).toEqual([
    'The status is now “Closed”.',
    'The owner is now Ada.',
  ])
  expect(ticketNews(ticket([OLD], now), before).says).toContain('The ticket has no owner any more.')
})

test('an entry that could not be read this time, and is there the next, is not new twice', () => {
  const less = ticket([], { missing: ['The notes could not be read.'] })
  expect(ticketNews(before, less).entries).toEqual([])
  expect(ticketNews(before, ticket([OLD])).entries).toEqual([])
})
