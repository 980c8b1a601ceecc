import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import { Unfinished } from './Unfinished.tsx'

const TICKET: Session['ticket'] = {
  ref: {
    origin: 'https://na.myconnectwise.net',
    ticketId: 48213,
    recordType: 'service',
    readAt: '2026-01-05T09:00:00.000Z',
    readFrom: 'query',
  },
  summary: 'Recalls cannot be opened',
}

let box: HTMLElement
let close: () => void
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})
afterEach(() => close())

test.each([
  ['active', 'In progress'],
  ['paused', 'Paused'],
] as const)('a session that is %s says so in amber and leads to its ticket', (status, title) => {
  let shown = 0
  draw({ status, ticket: TICKET }, () => (shown += 1))
  expect(banner()?.className).toContain('amber')
  expect(banner()?.textContent).toContain(title)
  const button = box.querySelector('button')
  expect(button?.textContent).toBe('Complete session')
  act(() => button?.click())
  expect(shown).toBe(1)
})

test('a colleague’s says who works on it, and where one sees it live', () => {
  let shown = 0
  draw({ status: 'active', ticket: TICKET }, () => (shown += 1), ['Sam Ode'])
  expect(box.textContent).toContain('Sam Ode works on it')
  act(() => box.querySelector('button')?.click())
  expect(shown).toBe(1)
})

test.each([
  ['none', null],
  ['one that was typed', { ref: null, number: '77', summary: '' }],
] as const)('without a ticket to show (%s) it says where to finish it', (_, ticket) => {
  draw({ status: 'active', ticket })
  expect(banner()?.className).toContain('amber')
  expect(banner()?.textContent).toContain('choose it under “Your open sessions”')
  expect(box.querySelector('button')).toBeNull()
})

test.each([TICKET, null])('once finished nothing is left of it', (ticket) => {
  draw({ status: 'finished', ticket })
  expect(box.textContent).toBe('')
})

const banner = () => box.querySelector('[role="status"]')

function draw(
  session: Pick<Session, 'status' | 'ticket'>,
  onShowTicket = () => {},
  colleagues?: string[],
): void {
  box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  close = () => {
    act(() => root.unmount())
    box.remove()
  }
  act(() =>
    root.render(
      <Unfinished session={session} colleagues={colleagues} onShowTicket={onShowTicket} />,
    ),
  )
}
