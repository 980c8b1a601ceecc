import { describe, expect, test } from 'vitest'
import { codeBaseOf, readAddress } from './read-address.ts'
import { ADDRESSES, type Expected, GRANTED, TOKEN } from './testing/addresses.ts'

const page = 'https://na.myconnectwise.net/v2025_1/connectwise.aspx?fullscreen=false'

describe('from the address alone', () => {
  test.each(ADDRESSES)('%s %s', (_, address, expected) => {
    expect(inWords(address, GRANTED)).toEqual(expected)
  })

  test.each([
    [
      'a path in other case, a double slash',
      '//Services/System_IO/service/FV_SR100_Request.rails?SERVICE_RECID=71',
      71,
    ],
    ['an old page name', '/ConnectWise.html?routeTo=servicefv&recid=71', 71],
    ['a parameter given twice', '/connectwise.aspx?routeTo=ServiceFV&recid=71&recid=72', 71],
  ])('reads %s', (_, rest, ticketId) => {
    expect(readAddress(`https://na.myconnectwise.net/v2024_1${rest}`, [])).toMatchObject({
      ticketId,
    })
  })

  test.each(['0', '-5', '1e3', '12x', '', '9'.repeat(16)])('takes %j for no number', (id) => {
    const address = `https://na.myconnectwise.net/v2025_1/services/system_io/Service/fv_sr100_request.rails?service_recid=${id}`
    expect(inWords(address)).toBe('no ticket')
  })

  test('a ticket on a site nobody granted is none', () => {
    const [, address = ''] = ADDRESSES.find(([name]) => name === 'U03') ?? []
    expect(inWords(address, [])).toBe('no ticket')
    expect(inWords(address, ['https://cw.example.org'])).toBe('no ticket')
  })

  test('a REST-only host is no site even when somebody grants it', () => {
    const origin = 'https://api-na.myconnectwise.net'
    expect(inWords(`${origin}/v4_6_release/ConnectWise.aspx#${TOKEN.T6}`, [origin])).toBe(
      'no ticket',
    )
  })

  test('a ticket that is not saved yet is new, not a ticket', () => {
    expect(readAddress(`${page}#??ServiceTicketNew`, []).kind).toBe('new')
    expect(readAddress(`${page}#${TOKEN.T7}??ServiceTicketNew`, []).kind).toBe('new')
  })

  test('a token needs neither its padding nor the name of its screen', () => {
    const bare = TOKEN.T2.replace(/=+$/, '')
    expect(inWords(`${page}#${bare}`)).toEqual({ ticketId: 29668, isProvisional: false })
  })

  test('the card in front decides, not the first one with a ticket', () => {
    const state = (i: number) =>
      startLink({ p: 'sr200', s: { p: { i, p_0: {}, p_1: { rd: 11 }, p_2: { rd: 22 } } } })
    expect(inWords(state(0))).toBe('no ticket')
    expect(inWords(state(1))).toMatchObject({ ticketId: 11 })
    expect(inWords(state(2))).toMatchObject({ ticketId: 22 })
    expect(inWords(state(3))).toBe('no ticket')
  })

  test.each([
    [
      'a set-up screen of the same shape',
      { p: 'setup_tables', s: { p: { i: 1, p_1: { rd: 44 } } } },
    ],
    ['a company', { p: 'company', s: { p: { rd: 44 } } }],
    ['a record number that is text', { p: 'sr150', s: { p: { rd: '44' } } }],
    ['a record number that is true', { p: 'sr150', s: { p: { rd: true } } }],
    ['a board without cards', { p: 'sr200' }],
    ['a card by the name of a property', { p: 'sr200', s: { p: { i: Number.NaN } } }],
  ])('%s is no ticket', (_, state) => {
    expect(inWords(startLink(state))).toBe('no ticket')
  })

  test('a path with another ticket in the fragment behind it is history, and to be confirmed', () => {
    const path =
      'https://na.myconnectwise.net/v2025_1/services/system_io/Service/fv_sr100_request.rails'
    expect(inWords(`${path}?service_recid=5#${TOKEN.T6}??ServiceTicket`)).toEqual({
      ticketId: 123456,
      isProvisional: true,
    })
    expect(inWords(`${path}?service_recid=5#${TOKEN.T7}??ServiceBoard`)).toBe('no ticket')
  })

  test('what is no address is no ticket', () => {
    for (const address of ['', 'about:blank', 'data:text/html,x', 'chrome://newtab', 'https://']) {
      expect(inWords(address)).toBe('no ticket')
    }
  })
})

test('the release is read from the path', () => {
  expect(codeBaseOf(page)).toBe('v2025_1')
  expect(codeBaseOf('https://cw.example.com/v4_6_release//ConnectWise.aspx')).toBe('v4_6_release')
  expect(codeBaseOf('https://na.myconnectwise.net/')).toBeUndefined()
})

function startLink(state: object): string {
  return `${page}#startscreen=x&state=${encodeURIComponent(JSON.stringify(state))}`
}

function inWords(address: string, granted: string[] = []): Expected {
  const reading = readAddress(address, granted)
  switch (reading.kind) {
    case 'ticket':
      return { ticketId: reading.ticketId, isProvisional: reading.isProvisional }
    case 'unreadable':
      return 'a ticket, number unreadable'
    case 'time':
      return 'time'
    default:
      return 'no ticket'
  }
}
