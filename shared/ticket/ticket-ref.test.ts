import { describe, expect, test } from 'vitest'
import { isKnownHost, isRestHost, Sighting, sameTicket, TicketRef } from './ticket-ref.ts'

const ref = {
  origin: 'https://na.myconnectwise.net',
  ticketId: 7256,
  recordType: 'service' as const,
  readAt: '2026-03-02T10:00:00.000Z',
  readFrom: 'fragment' as const,
}

describe('a ticket reference', () => {
  test.each([
    ['a path in the origin', { origin: 'https://na.myconnectwise.net/v2025_1' }],
    ['a closing slash', { origin: 'https://na.myconnectwise.net/' }],
    ['plain http elsewhere', { origin: 'http://cw.example.com' }],
    ['a script address', { origin: 'javascript:alert(1)' }],
    ['ticket 0', { ticketId: 0 }],
    ['half a ticket', { ticketId: 1.5 }],
    ['a number as text', { ticketId: '7256' }],
    ['a time that is none', { readAt: 'yesterday' }],
  ])('is refused with %s', (_, change) => {
    expect(TicketRef.safeParse({ ...ref, ...change }).success).toBe(false)
  })

  test.each(['https://cw.example.com', 'https://cw.example.com:8443', 'http://localhost:4100'])(
    'may name the site %s',
    (origin) => expect(TicketRef.safeParse({ ...ref, origin }).success).toBe(true),
  )

  test('names the same ticket when site and number agree, whatever else differs', () => {
    expect(sameTicket(ref, { ...ref, origin: 'https://NA.myconnectwise.net' })).toBe(true)
    expect(sameTicket(ref, { origin: ref.origin, ticketId: 7257 })).toBe(false)
    expect(sameTicket(ref, { origin: 'https://eu.myconnectwise.net', ticketId: 7256 })).toBe(false)
    expect(sameTicket(ref, { origin: 'http://na.myconnectwise.net', ticketId: 7256 })).toBe(false)
  })
})

test.each([
  ['https://na.myconnectwise.net/v2025_1/connectwise.aspx', true],
  ['https://sandbox-na.myconnectwise.net/', true],
  ['https://cloud.na.myconnectwise.net/', true],
  ['https://na.myconnectwise.net./', true],
  ['https://NA.MyConnectWise.NET/', true],
  ['https://staging.connectwisedev.com/', true],
  ['https://api-na.myconnectwise.net/', false],
  ['https://api-staging.connectwisedev.com/', false],
  ['https://api-newregion.myconnectwise.net/', false],
  ['https://myconnectwise.net/', false],
  ['https://evilmyconnectwise.net/', false],
  ['https://na.myconnectwise.net.example.org/', false],
  ['https://example.org/na.myconnectwise.net', false],
  ['https://na.myconnectwise.net@example.org/', false],
  ['http://na.myconnectwise.net/', false],
  ['https://auth.connectwise.com/', false],
  ['not an address', false],
])('%s is a known ConnectWise site: %s', (url, expected) => {
  expect(isKnownHost(url)).toBe(expected)
})

test('REST hosts are told apart from pages', () => {
  expect(isRestHost('https://api-eu.myconnectwise.net/')).toBe(true)
  expect(isRestHost('https://na.myconnectwise.net/')).toBe(false)
  expect(isRestHost('https://api-cw.example.com/')).toBe(false)
})

test('a sighting must be of a known state and say the state of the editor', () => {
  expect(Sighting.safeParse({ state: 'ticket', ref, noteEditor: 'visible' }).success).toBe(true)
  expect(Sighting.safeParse({ state: 'ticket', ref }).success).toBe(false)
  expect(Sighting.safeParse({ state: 'closed', noteEditor: 'visible' }).success).toBe(false)
})
