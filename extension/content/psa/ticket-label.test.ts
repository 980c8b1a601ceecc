import { expect, test } from 'vitest'
import { parseTicketLabel, readTicketLabel } from './ticket-label.ts'

test.each([
  ['Service Ticket #123456 - Printer offline', 123456, 'service', 'Printer offline'],
  ['Service Ticket #123456', 123456, 'service', undefined],
  ['Ticket #7256', 7256, 'unknown', undefined],
  ['Project Ticket #88 - Roll-out - phase 2', 88, 'project', 'Roll-out - phase 2'],
  ['service ticket#9 - 12 PCs   slow', 9, 'service', '12 PCs slow'],
  ['Service Ticket # 41 – Überlauf 😀', 41, 'service', 'Überlauf 😀'],
  ['\n  Closed Service Ticket #5 - x', 5, 'service', 'x'],
])('%j names its ticket', (text, ticketId, recordType, summary) => {
  expect(parseTicketLabel(text)).toEqual({ ticketId, recordType, ...(summary ? { summary } : {}) })
})

test.each([
  'Service Board',
  'My Calendar - Ticket #77',
  'Calendar Ticket #77',
  'Acme Ltd, about ticket #77',
  'Company: ticket #77',
  'Copy ticket # to clipboard',
  'Ticket #0',
  'Tickets #77',
  'Service Ticket 77',
  'Ticket #1234567890123456',
])('%j names none', (text) => {
  expect(parseTicketLabel(text)).toBeUndefined()
})

test.each([
  ['a button inside', 'Service Ticket #12 - Mail<button>Ticket #99</button>'],
  ['a button in front', '<button>Ticket #99</button>Service Ticket #12 - Mail'],
  ['a span of another extension behind', 'Service Ticket #12 - Mail<span>Ticket #99</span>'],
  [
    'its text in a plain child',
    '<button>Ticket #99</button><span>Service Ticket #12 - Mail</span>',
  ],
  ['a link in a plain child', '<span>Service Ticket #12 - Mail<a>Ticket #99</a></span>'],
])('a label with %s still names its own ticket', (_, html) => {
  const label = document.createElement('div')
  label.innerHTML = html
  expect(readTicketLabel(label)).toMatchObject({ ticketId: 12, summary: 'Mail' })
})

test('a summary of any length is cut to what a reference may carry', () => {
  expect(parseTicketLabel(`Ticket #1 - ${'x'.repeat(9_000)}`)?.summary).toHaveLength(500)
})
