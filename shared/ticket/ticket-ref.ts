/**
 * Which ticket is meant, and what the page says is open.
 *
 * A reference is a value: it names the ConnectWise site, the ticket and how and when it was
 * read. Every draft, message and write carries one, so that nothing depends on "the current
 * ticket". A sighting is what the content script reports of one page: a ticket, no ticket, a
 * ticket that is not saved yet, a time entry, or "uncertain" with the reason in words.
 *
 * Hosts are compared by whole labels. A test for the ending of a string would let
 * `na.myconnectwise.net.example.org` or `evilmyconnectwise.net` in.
 */
import * as z from 'zod/mini'
import { Instant } from '../ids.ts'

/** Scheme and host (and port) of a ConnectWise site. Plain http only on this computer itself. */
export const SiteOrigin = z
  .string()
  .check(
    z.maxLength(300),
    z.refine(isSiteOrigin, 'Must be the https address of a ConnectWise site, without a path'),
  )
export type SiteOrigin = z.infer<typeof SiteOrigin>

export const TicketNumber = z.int().check(z.positive())
export type TicketNumber = z.infer<typeof TicketNumber>

export const RecordType = z.enum(['service', 'project', 'unknown'])
export type RecordType = z.infer<typeof RecordType>

/** Where in the page a ticket number was read. */
export const ReadFrom = z.enum(['path', 'fragment', 'label', 'query'])
export type ReadFrom = z.infer<typeof ReadFrom>

export const TicketRef = z.object({
  origin: SiteOrigin,
  /** The release in the address, such as `v2025_1`; tells two installs on one host apart. */
  codeBase: z.optional(z.string().check(z.maxLength(60))),
  ticketId: TicketNumber,
  recordType: RecordType,
  summary: z.optional(z.string().check(z.maxLength(500))),
  readAt: Instant,
  readFrom: ReadFrom,
})
export type TicketRef = z.infer<typeof TicketRef>

/**
 * What can be said of a note editor on the page: one in view, several, the New Note dialog
 * closed, no notes pod docked at all, or the plain text box of an old build.
 */
export const NoteEditor = z.enum(['visible', 'several', 'closed', 'absent', 'textarea'])
export type NoteEditor = z.infer<typeof NoteEditor>

const Sentence = z.string().check(z.minLength(1), z.maxLength(600))

/** One source and the number it gives; without a number the source says "no ticket". */
export const Candidate = z.object({ source: ReadFrom, ticketId: z.optional(TicketNumber) })
export type Candidate = z.infer<typeof Candidate>

/** Why a page shows no ticket, for the words on the screen. */
export const NoTicketReason = z.enum([
  'board',
  'calendar',
  'time sheet',
  'sign-in',
  'other screen',
  'not ConnectWise',
])
export type NoTicketReason = z.infer<typeof NoTicketReason>

export const Sighting = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ticket'), ref: TicketRef, noteEditor: NoteEditor }),
  z.object({ state: z.literal('none'), why: NoTicketReason, noteEditor: NoteEditor }),
  z.object({
    state: z.literal('uncertain'),
    candidates: z.array(Candidate).check(z.maxLength(20)),
    why: Sentence,
    noteEditor: NoteEditor,
  }),
  z.object({ state: z.literal('new'), noteEditor: NoteEditor }),
  z.object({
    state: z.literal('time'),
    origin: SiteOrigin,
    ticketId: z.optional(TicketNumber),
    noteEditor: NoteEditor,
  }),
])
export type Sighting = z.infer<typeof Sighting>

/** True when both name the same ticket on the same site, however and whenever they were read. */
export function sameTicket(
  a: Pick<TicketRef, 'origin' | 'ticketId'>,
  b: Pick<TicketRef, 'origin' | 'ticketId'>,
): boolean {
  return a.ticketId === b.ticketId && originOf(a.origin) === originOf(b.origin)
}

/** True for an address on a ConnectWise cloud site with pages; REST-only hosts are not. */
export function isKnownHost(url: string): boolean {
  const at = parseUrl(url)
  if (at?.protocol !== 'https:' || isRestHost(url)) return false
  const labels = hostLabels(at)
  return (
    (labels.length > 2 && endsWith(labels, ['myconnectwise', 'net'])) ||
    labels.join('.') === 'staging.connectwisedev.com'
  )
}

/** True for a host of the vendor's that answers REST only: `api-na.myconnectwise.net`. */
export function isRestHost(url: string): boolean {
  const at = parseUrl(url)
  if (!at) return false
  const labels = hostLabels(at)
  return (
    labels[0]?.startsWith('api-') === true &&
    (endsWith(labels, ['myconnectwise', 'net']) || endsWith(labels, ['connectwisedev', 'com']))
  )
}

/** The origin of an address in the one spelling we compare, or undefined when it has none. */
export function originOf(url: string): string | undefined {
  const origin = parseUrl(url)?.origin
  return origin === 'null' ? undefined : origin
}

function isSiteOrigin(text: string): boolean {
  const at = parseUrl(text)
  if (!at || at.origin !== text) return false
  return at.protocol === 'https:' || (at.protocol === 'http:' && at.hostname === 'localhost')
}

function parseUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}

/** Lower-case labels of the host, without the dot that may end a full name. */
function hostLabels(at: URL): string[] {
  return at.hostname.replace(/\.$/, '').split('.')
}

function endsWith(labels: string[], tail: string[]): boolean {
  return labels.slice(-tail.length).join('.') === tail.join('.')
}
