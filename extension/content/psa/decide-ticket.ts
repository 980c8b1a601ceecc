/**
 * One answer from what the address and the page say.
 *
 * Pure: the clock is handed in, and what must be remembered between two looks is returned.
 * The fragment leads, because it changes first and the header follows up to some seconds
 * later. A header that has not appeared yet contradicts nothing. One that names something
 * else is waited for; after two seconds of disagreement the answer is 'uncertain' with both
 * sides named, because then one of them is wrong and nobody knows which.
 * A number that only the query gives is never certain before the page shows it.
 */
import type { Candidate, NoTicketReason, Sighting, TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { AddressReading } from './read-address.ts'
import type { PageReading } from './read-page.ts'
import type { TicketLabel } from './ticket-label.ts'

export const PATIENCE_MS = 2_000

export interface Look {
  address: AddressReading
  page: PageReading
  site: { origin: string; codeBase?: string }
  nowMs: number
}

/** Carried from one look to the next. */
export interface Memory {
  /** What the address said when the page began to disagree, and since when; else absent. */
  disagreement?: { address: string; sinceMs: number }
}

export interface Decision {
  sighting: Sighting
  memory: Memory
  /** Nothing more is expected to change by itself: the looking may stop. */
  isSettled: boolean
}

export function decideTicket(look: Look, before: Memory): Decision {
  const { address, page } = look
  if (address.kind === 'none' && address.why === 'not ConnectWise') {
    return agreed(none(look, address.why))
  }
  if (address.kind === 'time') return decideTimeEntry(look)
  const [label, ...otherLabels] = page.labels
  if (otherLabels.length > 0) return disagreement(look, before, severalWhy(page.labels))
  switch (address.kind) {
    case 'ticket':
      return decideNumber(look, before, address, label)
    case 'unreadable':
      return label ? confirmed(look, label, 'label') : waiting(look, unreadWhy)
    case 'new':
      if (label) return disagreement(look, before, againstWhy('a ticket not saved yet', label))
      return agreed({ state: 'new', noteEditor: page.noteEditor })
    case 'none':
      if (!address.isDecided && label) return confirmed(look, label, 'label')
      if (label) return disagreement(look, before, againstWhy('no ticket', label))
      return {
        sighting: none(look, page.otherScreen ?? address.why),
        memory: {},
        isSettled: address.isDecided || page.otherScreen !== undefined,
      }
  }
}

function decideNumber(
  look: Look,
  before: Memory,
  address: AddressReading & { kind: 'ticket' },
  label: TicketLabel | undefined,
): Decision {
  if (label?.ticketId === address.ticketId) {
    return confirmed(look, label, address.readFrom)
  }
  if (label) {
    return disagreement(look, before, againstWhy(`ticket #${address.ticketId}`, label))
  }
  if (look.page.otherScreen) {
    const why = `The address names ticket #${address.ticketId}, but the page shows another screen (${look.page.otherScreen}). Open the ticket again.`
    return disagreement(look, before, why)
  }
  if (address.isProvisional) return waiting(look, unconfirmedWhy(address.ticketId))
  return { sighting: byAddress(look), memory: {}, isSettled: false }
}

function decideTimeEntry({ page, site }: Look): Decision {
  const { timeTicketId: ticketId, noteEditor } = page
  return {
    sighting: {
      state: 'time',
      origin: site.origin,
      ...(ticketId === undefined ? {} : { ticketId }),
      noteEditor,
    },
    memory: {},
    isSettled: ticketId !== undefined,
  }
}

function agreed(sighting: Sighting): Decision {
  return { sighting, memory: {}, isSettled: true }
}

/** The ticket's own pod has its number at once; the header brings the summary some time later. */
function confirmed(look: Look, label: TicketLabel, readFrom: TicketRef['readFrom']): Decision {
  const sighting = ticket(look, label, readFrom)
  return { sighting, memory: {}, isSettled: label.summary !== undefined }
}

/** Nothing contradicts, but what is there is not enough to be sure. */
function waiting(look: Look, why: string): Decision {
  return { sighting: uncertain(look, why), memory: {}, isSettled: false }
}

/** For two seconds the address is believed, which changes first; then nobody is. */
function disagreement(look: Look, before: Memory, why: string): Decision {
  const address = JSON.stringify(look.address)
  // A new address starts a new disagreement: the technician has gone on to another screen.
  const isSame = before.disagreement?.address === address
  const sinceMs = isSame ? (before.disagreement?.sinceMs ?? look.nowMs) : look.nowMs
  const isPatient = look.nowMs - sinceMs < PATIENCE_MS
  return {
    sighting: isPatient ? byAddress(look, why) : uncertain(look, why),
    memory: { disagreement: { address, sinceMs } },
    isSettled: false,
  }
}

/** What the address says by itself, where it says enough. */
function byAddress(look: Look, why = unreadWhy): Sighting {
  const { address, page } = look
  if (address.kind === 'ticket' && !address.isProvisional) {
    const { ticketId, readFrom } = address
    return ticket(look, { ticketId, recordType: 'unknown' }, readFrom)
  }
  if (address.kind === 'new') return { state: 'new', noteEditor: page.noteEditor }
  if (address.kind === 'none' && address.isDecided) return none(look, address.why)
  return uncertain(look, why)
}

function ticket(look: Look, label: TicketLabel, readFrom: TicketRef['readFrom']): Sighting {
  const readAt = new Date(look.nowMs).toISOString()
  const ref: TicketRef = { ...look.site, ...label, readAt, readFrom }
  return { state: 'ticket', ref, noteEditor: look.page.noteEditor }
}

function none(look: Look, why: NoTicketReason): Sighting {
  return { state: 'none', why, noteEditor: look.page.noteEditor }
}

function uncertain(look: Look, why: string): Sighting {
  return { state: 'uncertain', candidates: candidates(look), why, noteEditor: look.page.noteEditor }
}

const MAX_CANDIDATES = 20

function candidates({ address, page }: Look): Candidate[] {
  const labels = page.labels.map(({ ticketId }) => ({ source: 'label' as const, ticketId }))
  return [...addressCandidates(address), ...labels].slice(0, MAX_CANDIDATES)
}

function addressCandidates(address: AddressReading): Candidate[] {
  if (address.kind === 'ticket') return [{ source: address.readFrom, ticketId: address.ticketId }]
  const isSilent = address.kind === 'none' && !address.isDecided
  return isSilent ? [] : [{ source: 'fragment' }]
}

const unreadWhy =
  'The page shows a ticket, but its number is not in the header yet. Wait a moment, or open the ticket again.'

function unconfirmedWhy(ticketId: number): string {
  return `The address names ticket #${ticketId}, but the page has not shown it yet. Wait until the ticket is on the screen.`
}

function againstWhy(address: string, label: TicketLabel): string {
  return `The address says ${address}, the header says ticket #${label.ticketId}. Open the ticket again so that both agree.`
}

function severalWhy(labels: TicketLabel[]): string {
  const numbers = labels.slice(0, 5).map(({ ticketId }) => `#${ticketId}`)
  return `The page shows several tickets at once: ${numbers.join(', ')}. Open the one you work on again.`
}
