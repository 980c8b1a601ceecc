/**
 * What an address alone says about the ticket on the screen.
 *
 * Pure. Expects the whole address; addresses outside ConnectWise's cloud count only when
 * their origin is among those granted by the person. Names and values of parameters vary in
 * case, ids may be short.
 *
 * The order in which sources are believed, and why: the fragment follows the screen, path
 * and query do not. ConnectWise swaps screens without loading a page and changes nothing but
 * the fragment, so as soon as there is a readable fragment it decides, also when it says
 * "no ticket"; a number in the path or the query is then history.
 */
import {
  isKnownHost,
  isRestHost,
  type NoTicketReason,
  originOf,
} from '#shared/ticket/ticket-ref.ts'
import { decodeFragment, type Fragment } from './decode-fragment.ts'

export type AddressReading =
  /** `isProvisional`: the page must show the same ticket before it counts. */
  | {
      kind: 'ticket'
      ticketId: number
      readFrom: 'path' | 'fragment' | 'query'
      isProvisional: boolean
    }
  /** A ticket is shown, its number cannot be read here. */
  | { kind: 'unreadable' }
  /** A ticket that is not saved yet. */
  | { kind: 'new' }
  /** The window for time and expenses. */
  | { kind: 'time' }
  /** `isDecided`: the fragment itself says so. Otherwise the address is merely silent. */
  | { kind: 'none'; why: NoTicketReason; isDecided: boolean }

export function readAddress(address: string, grantedOrigins: readonly string[]): AddressReading {
  if (!isSite(address, grantedOrigins)) {
    return { kind: 'none', why: 'not ConnectWise', isDecided: true }
  }
  const url = new URL(address)
  const path = url.pathname.replaceAll(/\/+/g, '/').toLowerCase()
  if (path.endsWith('/timeexpensemodule.html')) return { kind: 'time' }

  const fragment = readFragment(decodeFragment(url.hash.slice(1)))
  const fromPath = readPath(path, lowerCaseKeys(url.searchParams))
  // A path with a ticket and, behind it, the state of a screen: the page has moved on since.
  if (fragment && fromPath?.kind === 'ticket' && fragment.kind === 'ticket') {
    return { ...fragment, isProvisional: fragment.ticketId !== fromPath.ticketId }
  }
  if (fragment) return fragment
  if (fromPath) return fromPath
  return isMainPage(path) ? readQuery(lowerCaseKeys(url.searchParams)) : silent
}

/** A ConnectWise site with pages: known, or granted by the person; never a REST-only host. */
export function isSite(address: string, grantedOrigins: readonly string[]): boolean {
  const origin = originOf(address)
  if (origin === undefined || isRestHost(address)) return false
  return isKnownHost(address) || grantedOrigins.includes(origin)
}

const silent: AddressReading = { kind: 'none', why: 'other screen', isDecided: false }

/** The release in the first part of the path: `v2025_1`, `v4_6_release`. */
export function codeBaseOf(address: string): string | undefined {
  return /^\/+(v\d+(?:_\d+)+(?:_[a-z]+)?)\//i.exec(new URL(address).pathname)?.[1]
}

/** Undefined when there is no fragment, or none that says anything. */
function readFragment({ screenName, state, isStartLink }: Fragment): AddressReading | undefined {
  if (state?.ticketId !== undefined && isTicketCard(state)) {
    return { kind: 'ticket', ticketId: state.ticketId, readFrom: 'fragment', isProvisional: false }
  }
  if (screenName === 'ServiceTicketNew') return { kind: 'new' }
  if (state) {
    // A start link is only a wish, so it says nothing about what is shown later.
    return { kind: 'none', why: screenWhy(screenName, state.screen), isDecided: !isStartLink }
  }
  if (screenName === 'ServiceTicket') return { kind: 'unreadable' }
  if (screenName) return { kind: 'none', why: screenWhy(screenName, ''), isDecided: true }
  return undefined
}

/** Only service screens; set-up screens use the same containers for other records. */
function isTicketCard({ screen, activeCard }: NonNullable<Fragment['state']>): boolean {
  if (screen === 'sr200') return activeCard !== undefined && activeCard > 0
  return screen === 'sr150' || screen === 'sr100'
}

function screenWhy(screenName: string | undefined, screen: string): NoTicketReason {
  const name = screenName ?? screen
  if (name === 'ServiceBoard' || name === 'ServiceSearchList' || name === 'sr200') return 'board'
  if (/calendar|dispatch|schedule/i.test(name)) return 'calendar'
  if (/time(sheet|entry)/i.test(name)) return 'time sheet'
  return 'other screen'
}

/** Links that open one record; undefined for every other path. */
function readPath(path: string, query: Map<string, string>): AddressReading | undefined {
  if (path.endsWith('/services/system_io/service/fv_sr100_request.rails')) {
    return ticketIn(query, ['service_recid'], 'path')
  }
  if (path.endsWith('/services/system_io/router/openrecord.rails')) {
    return isServiceTicket(query.get('recordtype')) ? ticketIn(query, ['recid'], 'path') : silent
  }
  return undefined
}

function readQuery(query: Map<string, string>): AddressReading {
  return isServiceTicket(query.get('routeto'))
    ? ticketIn(query, ['srrecid', 'recid'], 'query')
    : silent
}

/** Every other record type, a project header too, carries `recid` without being a ticket. */
function isServiceTicket(recordType: string | undefined): boolean {
  return recordType?.toLowerCase() === 'servicefv'
}

function isMainPage(path: string): boolean {
  return /\/connectwise\.(aspx|html)$/.test(path)
}

function ticketIn(
  query: Map<string, string>,
  names: string[],
  readFrom: 'path' | 'query',
): AddressReading {
  const text = names.map((name) => query.get(name)).find((value) => value !== undefined) ?? ''
  const ticketId = /^\d{1,15}$/.test(text) ? Number(text) : 0
  if (ticketId === 0) return silent
  return { kind: 'ticket', ticketId, readFrom, isProvisional: readFrom === 'query' }
}

/** The first value of each parameter, its name in lower case; links repeat some of them. */
function lowerCaseKeys(query: URLSearchParams): Map<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of query) {
    const key = name.toLowerCase()
    if (!values.has(key)) values.set(key, value.trim())
  }
  return values
}
