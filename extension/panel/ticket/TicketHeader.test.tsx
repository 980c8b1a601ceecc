import 'fake-indexeddb/auto'
import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { minutesWorked } from '#shared/session/work-time.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { PERSON } from '../testing/make-profile.ts'
import { type Shown, showInPanel } from '../testing/show-in-panel.tsx'
import { TicketHeader } from './TicketHeader.tsx'

const MINUTE = 60_000
const away = async () => ({ ok: false as const, trouble: OFFLINE })

let shown: Shown | undefined
afterEach(() => shown?.close())

/** The heading over work that stood still from so many minutes ago. */
async function idleSince(minutes: number, until: number | null) {
  shown = await showInPanel(<TicketHeader />, away)
  const { store } = shown
  await act(() => store.act([{ type: 'statement_added', kind: 'action', text: 'Called the user' }]))
  const opened = store.getState().session
  const world = store.getState().world
  if (!opened || !world) throw new Error('Nothing was begun')
  const now = Date.now()
  await act(async () =>
    world.clock.setState({
      idle: {
        sessionId: opened.sessionId,
        from: now - minutes * MINUTE,
        to: until && now - until * MINUTE,
      },
    }),
  )
  const worked = () => {
    const { session } = opened.getState()
    return session ? minutesWorked(session, PERSON.id) : 0
  }
  return { ...shown, worked }
}

test('time in which nothing was done here is counted by one press, once', async () => {
  const { box, click, until, worked } = await idleSince(12, null)
  await click('Count 12 min')
  await until(() => expect(worked()).toBeCloseTo(12, 0))
  expect(box.textContent).not.toContain('Count')
  expect(box.textContent).toContain('0:12')
})

test('it is offered for a while after one has gone on, and then no longer', async () => {
  const { box } = await idleSince(30, 5)
  expect(box.textContent).toContain('Count 25 min')
  shown?.close()
  const later = await idleSince(30, 15)
  expect(later.box.textContent).not.toContain('Count')
})
