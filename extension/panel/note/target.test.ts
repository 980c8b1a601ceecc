import { describe, expect, test } from 'vitest'
import type { Sighting, TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { TicketView } from '../../bridge/messages.ts'
import type { PsaLink } from '../world.ts'
import { findTarget } from './target.ts'
import { whyNotWritten } from './why-not-written.ts'

const ref = (ticketId = 48211): TicketRef => ({
  origin: 'https://na.myconnectwise.net',
  ticketId,
  recordType: 'service',
  readAt: '2026-06-10T13:57:00Z',
  readFrom: 'fragment',
})
const view = (sighting: Sighting): TicketView => ({
  tabId: 1,
  windowId: 1,
  sighting,
  seenAt: '2026-06-10T13:57:00Z',
})
const onTicket = (ticketId = 48211, noteEditor: Sighting['noteEditor'] = 'visible') =>
  view({ state: 'ticket', ref: ref(ticketId), noteEditor })
const PSA: PsaLink = {
  siteOrigin: 'https://na.myconnectwise.net',
  member: { memberId: 7, identifier: 'ada', name: 'Ada' },
}

describe('the big button', () => {
  test('inserts when the ticket is certain and its editor is open', () => {
    expect(findTarget(ref(), onTicket(), PSA, 'auto').way).toBe('insert')
  })

  test('posts when the editor is not in view', () => {
    expect(findTarget(ref(), onTicket(48211, 'closed'), PSA, 'auto').way).toBe('post')
  })

  test('inserts where nothing can be posted, even into a dialog still to be opened', () => {
    const notConnected = { siteOrigin: null, member: null }
    const target = findTarget(ref(), onTicket(48211, 'closed'), notConnected, 'auto')
    expect(target).toMatchObject({
      way: 'insert',
      whyNoPost: expect.stringMatching(/no ConnectWise/),
    })
  })

  test('bars nobody who has just joined: takes the page where it can, and posts where it cannot', () => {
    const joined = { ...PSA, member: null }
    const onPage = findTarget(ref(), onTicket(48211, 'closed'), joined, 'auto')
    expect(onPage).toMatchObject({ way: 'insert', whyNoPost: undefined })
    expect(findTarget(ref(), undefined, joined, 'auto').way).toBe('post')
    expect(findTarget(ref(), onTicket(), joined, 'post').way).toBe('post')
  })

  test('does what the person has set, and says why not', () => {
    const target = findTarget(ref(), onTicket(48299), PSA, 'insert')
    expect(target.way).toBe('insert')
    expect(target.whyNoInsert).toMatch(/#48299.*#48211/)
  })
})

describe('nothing is inserted', () => {
  test.each<[string, TicketView | undefined, RegExp]>([
    ['on another ticket', onTicket(48299), /Go to #48211/],
    ['without a page', undefined, /does not show #48211/],
    ['into an unsaved ticket', view({ state: 'new', noteEditor: 'visible' }), /not saved yet/],
    [
      'while it is uncertain',
      view({
        state: 'uncertain',
        why: 'Address and heading differ.',
        candidates: [],
        noteEditor: 'visible',
      }),
      /not certain.*differ/,
    ],
    [
      'into the time entry of nobody knows which ticket',
      view({ state: 'time', origin: ref().origin, noteEditor: 'visible' }),
      /time entry/,
    ],
  ])('%s', (_, seen, why) => {
    expect(findTarget(ref(), seen, PSA, 'auto').whyNoInsert).toMatch(why)
  })

  test('on the same number of another site', () => {
    const elsewhere = view({
      state: 'ticket',
      ref: { ...ref(), origin: 'https://eu.myconnectwise.net' },
      noteEditor: 'visible',
    })
    expect(findTarget(ref(), elsewhere, PSA, 'auto').whyNoInsert).toBeDefined()
  })
})

test('nothing is posted for a site the team is not connected to', () => {
  const other = { ...PSA, siteOrigin: 'https://cw.other.example' }
  expect(findTarget(ref(), onTicket(), other, 'auto').whyNoPost).toMatch(/cw\.other\.example/)
})

describe('the same text is not written twice', () => {
  const asked = {
    text: 'Resolved.',
    name: '#48211',
    waiting: [],
    there: undefined,
    stop: undefined,
    isReading: false,
    needsTime: false,
    isTimeAsked: false,
    whyNoWay: undefined,
  }
  test('what is certainly there stops it, what may be there does not', () => {
    const there = { answer: 'stop', said: 'It is there.' } as const
    expect(whyNotWritten({ ...asked, there })).toBe('It is there.')
    expect(whyNotWritten({ ...asked, there: { ...there, answer: 'ask' } })).toBeUndefined()
  })

  test('nothing is posted before the ticket was read, and it says so only where nothing else stops it', () => {
    expect(whyNotWritten({ ...asked, isReading: true })).toMatch(/being read/)
    expect(whyNotWritten({ ...asked, isReading: true, whyNoWay: 'Closed.' })).toBe('Closed.')
  })

  test('what waits for its minutes says so, not that somebody has to set them', () => {
    expect(whyNotWritten({ ...asked, isTimeAsked: true, needsTime: true })).toMatch(/looked up/)
  })

  test('an empty text is not written anywhere', () => {
    expect(whyNotWritten({ ...asked, text: ' \n' })).toMatch(/no text/)
  })
})
