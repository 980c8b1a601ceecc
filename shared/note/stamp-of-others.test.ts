import { expect, test } from 'vitest'
import type { ThreadEntry } from '../ticket/ticket.ts'
import { withMark } from './mark.ts'
import { changesByOthers, stampOfOthers } from './stamp-of-others.ts'

const AT = '2026-06-10T14:03:00Z'
const ID = '0197a000-0000-7000-8000-0123456789ab'

const entry = (key: string, text: string): ThreadEntry => ({
  ...{ key, text, source: 'note', author: 'Jude', authorKind: 'member', at: AT },
  ...{ discussion: false, internal: true, resolution: false, minutes: null, isMerged: false },
})
const ticketWith = (...thread: ThreadEntry[]) => ({
  thread,
  stamp: { lastUpdated: AT, status: 'New', owner: 'Jude', newest: thread.map(({ key }) => key) },
})
const note = { id: ID, text: 'It works again.', at: AT }

test.each([
  ['posted, by its mark', { way: 'posted' }, entry('note:7', withMark('It works again.', ID))],
  ['posted, by its number', { way: 'posted', psaNoteId: 7 }, entry('note:7', 'Reworded there.')],
  ['the time that went with it', { way: 'posted', psaTimeEntryId: 7 }, entry('time_entry:7', 'x')],
  ['saved by hand, by its words', { way: 'inserted' }, entry('note:7', 'It works  again.\n')],
] as const)('what is our own is no news: %s', (_, more, own) => {
  const ticket = ticketWith(own, entry('note:8', 'Thank you.'))
  expect(stampOfOthers(ticket, [{ ...note, ...more }]).newest).toEqual(['note:8'])
})

test.each([
  ['another text', { way: 'inserted' }, entry('note:7', 'It does not work.')],
  [
    'a time entry with the number of a note',
    { way: 'posted', psaNoteId: 7 },
    entry('time_entry:7', 'x'),
  ],
  [
    'the mark of another session',
    { way: 'posted' },
    entry('note:7', 'It works. [rf:ffffffffffff]'),
  ],
] as const)('what is not is: %s', (_, more, other) => {
  expect(stampOfOthers(ticketWith(other), [{ ...note, ...more }]).newest).toEqual([other.key])
})

test('where nobody looked, what came since the work began is new, but for our own', () => {
  const at = (key: string, when: string, text = key) => ({ ...entry(key, text), at: when })
  const ticket = ticketWith(
    at('note:9', '2026-06-10T14:05:00Z', 'Thank you.'),
    at('note:8', '2026-06-10T14:04:00Z', 'It works again.'),
    at('note:7', '2026-06-10T14:00:00Z'),
  )
  const own = [{ ...note, way: 'inserted' }] as const
  const unseen = { seen: null, startedAt: AT }
  expect(changesByOthers(unseen, ticket, own)).toEqual(['There is a new note.'])
  expect(changesByOthers(unseen, ticket, [])).toEqual(['There are 2 new notes.'])
  expect(changesByOthers({ ...unseen, seen: ticket.stamp }, ticket, own)).toEqual([])
})

test('one of ours among the newest does not pull an old one in', () => {
  const keys = Array.from({ length: 50 }, (_, n) => `note:${n + 1}`)
  const { stamp } = ticketWith(...keys.map((key) => entry(key, key)))
  const older = [...keys, 'note:51'].map((key) => entry(key, key))
  const own = [{ id: ID, way: 'posted', psaNoteId: 3 }] as const
  const ticket = { stamp, thread: older }
  expect(changesByOthers({ seen: stamp, startedAt: AT }, ticket, own)).toEqual([])
})
