/**
 * Which screen is shown, and how the page writes that into the fragment.
 *
 * The shapes are those of captured addresses: the service board and its two ticket cards are one
 * screen `sr200` whose `i` names the active card (0 is the list), a ticket opened from elsewhere
 * is `sr150`. Cards that are not active keep their old ticket id: a reader who takes any `rd`
 * it meets names the wrong ticket.
 */
import * as z from 'zod/mini'
import { readToken } from './token.ts'

export type Screen =
  | {
      name:
        | 'board'
        | 'projectTickets'
        | 'newTicket'
        | 'calendar'
        | 'timeSheets'
        | 'today'
        | 'products'
        | 'setup'
    }
  | { name: 'ticket'; id: number; opened: 'fromList' | 'fromTicket' | 'directly' }
  | { name: 'company' | 'contact' | 'record'; id: number }

/** What the board screen remembers between navigations, and the numbers of one page load. */
export type Cards = { first: number; second: number; pid: number }
export type Numbers = { random: () => number; now: () => number }

/** Moves the board's cards for a screen, as opening it does. */
export function dealCards(cards: Cards, screen: Screen): Cards {
  const pid = cards.pid + 4
  if (screen.name === 'newTicket') return { ...cards, pid, first: 0 }
  if (screen.name !== 'ticket') return { ...cards, pid }
  if (screen.opened === 'fromTicket') return { ...cards, pid, second: screen.id }
  return { ...cards, pid, first: screen.id }
}

export function stateOf(screen: Screen, cards: Cards, { random, now }: Numbers): unknown {
  const { pid } = cards
  const rnd = random()
  const card = (offset: number, rd: number) => ({
    pid: pid + offset,
    slk: null,
    rt: 's',
    rd,
    br: 0,
    ar: 0,
    fr: 0,
    pr: 0,
    hr: 0,
    tot: String(now()),
    fhe: false,
  })
  const onBoard = (i: number) => ({
    pid: 46,
    p: 'sr200',
    s: {
      p: {
        i,
        pid,
        p_0: i === 0 ? { pid: pid + 1, slk: null } : { pid: pid + 1, idxk: 'board', slk: null },
        p_1: card(2, cards.first),
        p_2: card(3, cards.second),
        bn: { sncr: -1, cx: 'Service', o: 113, b: 50, s: [] },
      },
    },
    rnd,
  })
  const plain = (p: string, more: object = {}) => ({
    pid: 6,
    p,
    s: { p: { pid, slk: null, ...more } },
    rnd,
  })
  switch (screen.name) {
    case 'board':
    case 'projectTickets':
      return onBoard(0)
    case 'newTicket':
      return onBoard(1)
    case 'ticket':
      if (screen.opened === 'directly') return directState(screen.id, pid)
      return onBoard(screen.opened === 'fromTicket' ? 2 : 1)
    case 'calendar':
      return plain('my_calendar', {
        sn: { pid: pid + 1, caldt: String(now()), calmd: 1, dsp: 3, bb: true, calmbr: 101 },
        os: false,
        rh: 0,
      })
    case 'timeSheets':
      return plain('my_timesheets')
    case 'today':
      return plain('today')
    case 'products':
      return plain('product_setup')
    case 'setup':
      return plain('setup_tables', { i: 1, p_0: { pid: pid + 1 }, p_1: { pid: pid + 2, rd: 44 } })
    case 'company':
    case 'contact':
    case 'record':
      return plain(screen.name, { rd: screen.id })
  }
}

/** The state of a ticket opened by itself; the old `startscreen` form holds the same. */
export function directState(id: number, pid: number): unknown {
  return { p: 'sr150', s: { p: { pid, rd: id, screenid: 'sr100' } } }
}

/** The word after `??`. */
export function suffixOf(screen: Screen): string {
  const suffixes = {
    board: 'ServiceBoard',
    projectTickets: 'ServiceSearchList',
    newTicket: 'ServiceTicketNew',
    ticket: 'ServiceTicket',
    calendar: 'CalendarSchedule',
    timeSheets: 'TimeSheet',
    today: 'Today',
    products: 'ProductList',
    setup: 'SetupTables',
    company: 'CompanyDetail',
    contact: 'ContactServiceList',
    record: 'ActivityDetail',
  } as const
  return suffixes[screen.name]
}

/** The screen a fragment names (without its `#`), or undefined when it cannot be read. */
export function readFragment(fragment: string): Screen | undefined {
  const old = new URLSearchParams(fragment)
  if (old.get('startscreen') === 'sr200') return { name: 'board' }
  const [token = '', suffix] = fragment.split('??')
  const text = old.get('state') ?? readToken(token)
  return text === undefined ? undefined : readState(text, suffix)
}

type PlainName = 'calendar' | 'timeSheets' | 'today' | 'products' | 'setup'

const plainScreens = new Map<string, PlainName>([
  ['my_calendar', 'calendar'],
  ['my_timesheets', 'timeSheets'],
  ['today', 'today'],
  ['product_setup', 'products'],
  ['setup_tables', 'setup'],
])

const State = z.looseObject({
  p: z.string(),
  s: z.object({ p: z.looseObject({ i: z.optional(z.number()), rd: z.optional(z.number()) }) }),
})
const Card = z.looseObject({ rd: z.number() })

function readState(text: string, suffix: string | undefined): Screen | undefined {
  const parsed = State.safeParse(parseJson(text))
  if (!parsed.success) return undefined
  const { p } = parsed.data
  const inner = parsed.data.s.p
  if (p === 'sr150' && inner.rd) return { name: 'ticket', id: inner.rd, opened: 'directly' }
  if (p === 'sr200') {
    if (!inner.i) return { name: suffix === 'ServiceSearchList' ? 'projectTickets' : 'board' }
    const card = Card.safeParse(inner[`p_${inner.i}`])
    if (!card.success || card.data.rd === 0) return { name: 'newTicket' }
    return { name: 'ticket', id: card.data.rd, opened: inner.i === 2 ? 'fromTicket' : 'fromList' }
  }
  const plain = plainScreens.get(p)
  if (plain) return { name: plain }
  if ((p === 'company' || p === 'contact' || p === 'record') && inner.rd) {
    return { name: p, id: inner.rd }
  }
  return undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
