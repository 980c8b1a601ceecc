import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dealCards, readFragment, type Screen, stateOf, suffixOf } from './screen-state.ts'
import { mintToken, readToken, writeState } from './token.ts'

/** A service board without a ticket, as a real address bar showed it. */
const boardToken =
  'XQAACACcAQAAAAAAAAA9iIoG07$U9XZqpLgsNhRsI0O_rEHSzQCIbZUnpNMnJHh0NVQu8_9CNKe1j4TEYyVEdozpnPQYwn2gHajNKgAhBQ4qyXulgFoHPkqbF7cPfraUe46uW_k4OgSN159DL3G5fxtlMUXJDZKDNh2SwRdfedRXG0hAOkUKYzWib8MBD79p7v1Say1m82f4d9d_jr3kJNeiSsjWbqQF4KrfCnUdS6G$P7bjyHwTH$DzOFUxpwlaeAVL$dH8gw=='

const numbers = { random: () => 0.25, now: () => 1_750_000_000_001 }
const cards = { first: 11, second: 12, pid: 58 }

describe('a token', () => {
  it('is minted byte for byte as the imitated page mints it', () => {
    const text = readToken(boardToken) ?? ''
    expect(JSON.parse(text).p).toBe('sr200')
    expect(writeState(JSON.parse(text))).toBe(text)
    expect(mintToken(JSON.parse(text))).toBe(boardToken)
  })

  it('decodes back to any state, in letters that may stand in a fragment', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const token = mintToken({ p: value })
        expect(token).toMatch(/^XQAACA[A-Za-z0-9$_]+=*$/)
        expect(readToken(token)).toBe(writeState({ p: value }))
        expect(JSON.parse(writeState(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 50 },
    )
  })

  it('is refused quietly when it is none', () => {
    expect(readToken('XQAACAnotatoken')).toBeUndefined()
    expect(readToken('%%%')).toBeUndefined()
  })
})

describe('the state in a fragment', () => {
  const id = 123456
  const screens: [Screen, string, number | undefined][] = [
    [{ name: 'board' }, 'ServiceBoard', undefined],
    [{ name: 'projectTickets' }, 'ServiceSearchList', undefined],
    [{ name: 'ticket', id, opened: 'fromList' }, 'ServiceTicket', id],
    [{ name: 'ticket', id, opened: 'fromTicket' }, 'ServiceTicket', id],
    [{ name: 'ticket', id, opened: 'directly' }, 'ServiceTicket', id],
    [{ name: 'newTicket' }, 'ServiceTicketNew', undefined],
    [{ name: 'calendar' }, 'CalendarSchedule', undefined],
    [{ name: 'timeSheets' }, 'TimeSheet', undefined],
    [{ name: 'today' }, 'Today', undefined],
    [{ name: 'products' }, 'ProductList', undefined],
    [{ name: 'setup' }, 'SetupTables', undefined],
    [{ name: 'company', id: 44 }, 'CompanyDetail', undefined],
  ]

  it.each(screens)('of %o reads back as it was', (screen, suffix, ticket) => {
    const token = mintToken(stateOf(screen, dealCards(cards, screen), numbers))
    expect(suffixOf(screen)).toBe(suffix)
    expect(readFragment(`${token}??${suffix}`)).toEqual(screen)
    expect(activeTicket(readToken(token) ?? '')).toBe(ticket)
  })

  it('keeps the ticket that was open in the card of a list', () => {
    const state = writeState(stateOf({ name: 'board' }, cards, numbers))
    expect(state).toContain('"i":0')
    expect(state).toContain('"rd":11')
  })
})

/** The rule by which a reader finds the ticket: the active card, never just any id. */
function activeTicket(text: string): number | undefined {
  const { p, s } = JSON.parse(text)
  if (p === 'sr150') return s.p.rd
  if (p !== 'sr200' || s.p.i === 0) return undefined
  return s.p[`p_${s.p.i}`].rd || undefined
}
