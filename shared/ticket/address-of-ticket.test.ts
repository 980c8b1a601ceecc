import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOfTicket } from './address-of-ticket.ts'

const SITE = 'https://na.myconnectwise.net'

test('leads to the site it names, whatever the page called its release', () => {
  const odd = fc.oneof(
    fc.string(),
    fc.constantFrom('/evil.example', '/[', '/:99999', '..', 'v2025_1'),
  )
  fc.assert(
    fc.property(odd, (codeBase) => {
      const url = new URL(addressOfTicket({ origin: SITE, codeBase, ticketId: 48211 }))
      expect(url.origin).toBe(SITE)
      expect(url.searchParams.get('service_recid')).toBe('48211')
    }),
  )
  expect(addressOfTicket({ origin: SITE, codeBase: 'v2025_1', ticketId: 7 })).toContain('/v2025_1/')
})
