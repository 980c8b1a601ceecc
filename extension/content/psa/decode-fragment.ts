/**
 * What screen the part of the address after `#` describes.
 *
 * ConnectWise keeps the state of its screen there: `#<token>??<ScreenName>`. The token is
 * base64 (with `$` for `+` and `_` for `/`) of an LZMA stream of strict JSON. A start link
 * carries the same as plain text: `#startscreen=sr150&state=<JSON>`.
 * Seen in captured addresses of releases v4_6 (2021, 2022), v2024_1 and v2025_1.
 *
 * The address is under the control of whoever made the link, so nothing is believed: the
 * lengths and the dictionary are read and refused before the decoder allocates anything
 * (real states have 90 to 970 bytes), and each error ends in `undefined`.
 */

import lzma from 'lzma/src/lzma-d.js'
import * as z from 'zod/mini'

export interface Fragment {
  /** The word after `??`, such as `ServiceTicket`; it can be absent on a ticket. */
  screenName?: string
  /** The decoded state, or undefined when there is none or it cannot be read. */
  state?: ScreenState
  /** A start link names a screen to open; the page then replaces it by a token. */
  isStartLink: boolean
}

/** The part of a state that tells tickets from other screens; the rest is not ours to know. */
export interface ScreenState {
  /** `sr200` service board with its cards, `sr150` ticket opened directly, and others. */
  screen: string
  /** Which card is in front; 0 is the list. */
  activeCard?: number
  /** The ticket of the card in front, or of the whole screen for `sr150`. */
  ticketId?: number
}

const MAX_TOKEN_CHARACTERS = 16 * 1024
const MAX_STATE_BYTES = 16 * 1024
const MAX_DICTIONARY_BYTES = 1024 * 1024
const HEADER_BYTES = 13
/** lc=3, lp=0, pb=2: the one setting that every captured token uses. */
const LZMA_PROPERTIES = 0x5d

/** `fragment` without the `#`, as it stands in the address. */
export function decodeFragment(fragment: string): Fragment {
  const [head = '', name = ''] = splitOnce(fragment, '??')
  const named = /^[A-Za-z]{1,60}$/.test(name) ? { screenName: name } : {}
  if (/^startscreen=/i.test(head)) {
    return { ...named, ...readStartLink(head), isStartLink: true }
  }
  const json = decodeToken(head)
  return { ...named, ...(json === undefined ? {} : readState(json)), isStartLink: false }
}

/** The text inside a token, or undefined when it is none that we can or want to read. */
export function decodeToken(token: string): string | undefined {
  if (token === '' || token.length > MAX_TOKEN_CHARACTERS) return undefined
  const bytes = bytesOfToken(token)
  if (!bytes || !isAcceptableHeader(bytes)) return undefined
  try {
    const decoded = lzma.LZMA.decompress(bytes)
    return typeof decoded === 'string' && decoded.length <= MAX_STATE_BYTES ? decoded : undefined
  } catch {
    return undefined // not a stream that the decoder knows; the page itself is asked instead
  }
}

function bytesOfToken(token: string): number[] | undefined {
  const base64 = token.replaceAll('$', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (!/^[A-Za-z0-9+/]+$/.test(base64)) return undefined
  try {
    return Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return undefined // a length that no base64 text has
  }
}

function isAcceptableHeader(bytes: number[]): boolean {
  if (bytes.length <= HEADER_BYTES || bytes[0] !== LZMA_PROPERTIES) return false
  const dictionaryBytes = littleEndian(bytes.slice(1, 5))
  const stateBytes = littleEndian(bytes.slice(5, 13))
  return (
    dictionaryBytes > 0 &&
    dictionaryBytes <= MAX_DICTIONARY_BYTES &&
    stateBytes > 0 &&
    stateBytes <= MAX_STATE_BYTES
  )
}

function littleEndian(bytes: number[]): number {
  return bytes.reduceRight((sum, byte) => sum * 256 + byte, 0)
}

function readStartLink(head: string): { state?: ScreenState } {
  const values = new URLSearchParams(head)
  const json = values.get('state')
  if (json !== null && json.length <= MAX_STATE_BYTES) return readState(json)
  const screen = values.get('startscreen') ?? ''
  return /^\w{1,60}$/.test(screen) ? { state: { screen } } : {}
}

const RecordNumber = z.int().check(z.positive())
const Card = z.looseObject({ rd: RecordNumber })
const State = z.looseObject({
  p: z.string().check(z.maxLength(60)),
  s: z.optional(z.looseObject({ p: z.optional(z.looseObject({ i: z.optional(z.number()) })) })),
})

function readState(json: string): { state?: ScreenState } {
  const parsed = State.safeParse(parseJson(json))
  if (!parsed.success) return {}
  const { p: screen, s } = parsed.data
  const cards = s?.p
  const state: ScreenState = { screen }
  if (!cards) return { state }
  if (cards.i !== undefined) state.activeCard = cards.i
  const ticketId = ticketOf(screen === 'sr200' ? cards[`p_${cards.i}`] : cards)
  if (ticketId !== undefined) state.ticketId = ticketId
  return { state }
}

/** `rd` of a card: the number of the record it shows, 0 for none. */
function ticketOf(card: unknown): number | undefined {
  const parsed = Card.safeParse(card)
  return parsed.success ? parsed.data.rd : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // not a state
  }
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)]
}
