import { expect, test } from 'vitest'
import { summariseByRules } from './summarise-by-rules.ts'
import type { Ticket } from './ticket.ts'

type Entry = Ticket['thread'][number]
const entry = (n: number, more: Partial<Entry> = {}) =>
  ({
    ...{ key: `note ${n}`, author: 'Robin', authorKind: 'member', text: `Note ${n}` },
    ...more,
  }) as Entry // what a summary looks at

const ASKED = entry(2, { author: 'Lena', authorKind: 'contact', text: 'M: is gone since lunch.' })
const DONE = entry(12, { text: 'Restarted the file service, asked Lena to try.' })
const TWELVE = [
  entry(1, { text: 'Created from a mail' }),
  ASKED,
  ...Array.from({ length: 9 }, (_, i) => entry(i + 3)),
  DONE,
]
const ticket = {
  ...{ summary: 'Network drive M: gone', contact: { name: 'Lena' } },
  ...{ configurations: [{ id: 1, name: 'LT031' }] },
} as unknown as Pick<Ticket, 'summary' | 'contact' | 'configurations'> // the same

test('of twelve notes it tells what the reporter said, and what was done last', () => {
  expect(summariseByRules({ ...ticket, thread: TWELVE })).toEqual({
    problem: 'Network drive M: gone: M: is gone since lunch.',
    lastAction: 'Robin: Restarted the file service, asked Lena to try.',
    missing: [],
  })
})

test('an empty entry is no action, and a report alone is none', () => {
  const empty = entry(13, { text: '  ' })
  expect(summariseByRules({ ...ticket, thread: [...TWELVE, empty] }).lastAction).toMatch(/^Robin/)
  expect(summariseByRules({ ...ticket, thread: [ASKED] }).lastAction).toBe('')
})

test('what is missing is asked', () => {
  const bare = { ...ticket, contact: null, configurations: [], thread: [entry(1)] }
  expect(summariseByRules(bare).missing).toEqual([
    'Who has reported it?',
    'Which device is it about?',
    'Since when?',
  ])
})
