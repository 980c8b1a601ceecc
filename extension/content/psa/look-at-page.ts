/**
 * One look at the page: address and document, weighed.
 *
 * Keeps what one look must know of the one before: the address it has already read, since
 * when the two disagree, and when anything last changed. Reads only.
 */
import type { Sighting } from '#shared/ticket/ticket-ref.ts'
import { type Decision, decideTicket, type Memory } from './decide-ticket.ts'
import type { IsShown } from './is-shown.ts'
import { type AddressReading, codeBaseOf, readAddress } from './read-address.ts'
import { type PageReading, readPage } from './read-page.ts'

export interface Seen {
  sighting: Sighting
  page: PageReading
  isSettled: boolean
  /** When address or labels were last seen to be others than the look before. */
  changedAtMs: number
}

export function createLooker(page: Document, isShown: IsShown, now: () => number): () => Seen {
  let address: { href: string; reading: AddressReading } | undefined
  let memory: Memory = {}
  let before: { mark: string; sighting: Sighting } | undefined
  let changedAtMs = Number.NEGATIVE_INFINITY

  return () => {
    const { href, origin } = page.location
    // Reading an address unpacks its token, so each is read once. That a script of ours runs
    // here means that the person has granted the site, or that it is a cloud site.
    if (address?.href !== href) address = { href, reading: readAddress(href, [origin]) }
    const { reading } = address
    const shown = readPage(page, reading.kind === 'time', isShown)
    const nowMs = now()
    const site = { origin, ...codeBase(href) }
    const decision = decideTicket({ address: reading, page: shown, site, nowMs }, memory)
    memory = decision.memory
    const mark = markOf(href, shown)
    // The first look has seen no change: the page may have stood like this for hours.
    if (before && before.mark !== mark) changedAtMs = nowMs
    const sighting = before ? firstOf(before.sighting, decision) : decision.sighting
    before = { mark, sighting }
    return { sighting, page: shown, isSettled: decision.isSettled, changedAtMs }
  }
}

function codeBase(href: string): { codeBase?: string } {
  const found = codeBaseOf(href)
  return found === undefined ? {} : { codeBase: found }
}

function markOf(href: string, { labels, screensShown }: PageReading): string {
  return `${href} ${screensShown} ${labels.map(({ ticketId }) => ticketId).join(' ')}`
}

/** A sighting that says nothing new keeps the time of its first reading. */
function firstOf(before: Sighting, { sighting }: Decision): Sighting {
  return saysTheSame(before, sighting) ? before : sighting
}

export function saysTheSame(a: Sighting, b: Sighting): boolean {
  return JSON.stringify(a, withoutTime) === JSON.stringify(b, withoutTime)
}

function withoutTime(key: string, value: unknown): unknown {
  return key === 'readAt' ? undefined : value
}
