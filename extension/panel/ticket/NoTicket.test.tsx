import 'fake-indexeddb/auto'
import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import type { Sighting } from '#shared/ticket/ticket-ref.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { view } from '../testing/make-profile.ts'
import { type Shown, showInPanel } from '../testing/show-in-panel.tsx'
import { NoTicket } from './NoTicket.tsx'

const away = async () => ({ ok: false as const, trouble: OFFLINE })

let shown: Shown | undefined
afterEach(() => shown?.close())

async function said(sighting: Sighting | undefined): Promise<string> {
  shown = await showInPanel(<NoTicket />, away)
  const { store, box } = shown
  await act(() => store.see(sighting && view(sighting)))
  return box.textContent ?? ''
}

const none = (why: Extract<Sighting, { state: 'none' }>['why']): Sighting => ({
  ...{ state: 'none', why, noteEditor: 'absent' },
})

test.each<[what: string, Sighting | undefined, title: string, next: string]>([
  ['a board', none('board'), 'No ticket in view', 'Open a ticket from it'],
  ['the calendar', none('calendar'), 'No ticket in view', 'Open a ticket from it'],
  ['a time sheet', none('time sheet'), 'No ticket in view', 'Open a ticket'],
  ['the sign-in', none('sign-in'), 'No ticket in view', 'Sign in there'],
  ['another screen', none('other screen'), 'No ticket in view', 'Open one'],
  ['another site', none('not ConnectWise'), 'No ticket in view', 'Go to a ticket'],
  [
    'a ticket that is not saved',
    { state: 'new', noteEditor: 'absent' },
    'This ticket is not saved yet',
    'Save it in ConnectWise',
  ],
  [
    'a time entry',
    { state: 'time', origin: 'https://na.myconnectwise.net', ticketId: 7, noteEditor: 'visible' },
    'A time entry is open',
    'It belongs to #7. Open that ticket',
  ],
  [
    'a time entry of no ticket',
    { state: 'time', origin: 'https://na.myconnectwise.net', noteEditor: 'visible' },
    'A time entry is open',
    'Open the ticket itself',
  ],
  ['a tab of something else', undefined, 'No ConnectWise in this tab', 'Open a ticket'],
])('%s is named, with what to do, and one may work all the same', async (_, see, title, next) => {
  const text = await said(see)
  expect(text).toContain(title)
  expect(text).toContain(next)
  expect(text).toContain('Work without a ticket in view')
})

const uncertain = (why: string): Sighting => ({
  ...{ state: 'uncertain', why, noteEditor: 'visible' },
  candidates: [
    { source: 'fragment', ticketId: 7 },
    { source: 'label', ticketId: 8 },
    { source: 'label', ticketId: 8 },
  ],
})

test('which tickets it could be is said once', async () => {
  const text = await said(uncertain('The address says ticket #7, the header says ticket #8.'))
  expect(text.match(/#7/g)).toHaveLength(1)
  expect(text.match(/#8/g)).toHaveLength(1)
  expect(text).toContain('Nothing is inserted until it is certain.')
})

test('and is said where the reason does not name them', async () => {
  expect(await said(uncertain('The two disagree.'))).toContain('It could be #7 or #8.')
})
