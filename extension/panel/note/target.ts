/**
 * Where a note may go now: into the page's editor, by the server, or nowhere, and why.
 *
 * Pure. The ticket is the one the session is about; the page counts only while it certainly
 * shows that very ticket. What the big button does follows the person's setting; where that
 * way is closed and the other is open, `auto` takes the other, a fixed setting says why not.
 * As whom a person writes is the server's to find out, which looks once more when they post: what
 * was known when the panel opened bars nothing, but `auto` then takes the page where it can.
 */
import { sameTicket, type TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { TicketView } from '../../bridge/messages.ts'
import type { Settings } from '../../client/settings.ts'
import type { PsaLink } from '../world.ts'

export type Way = 'insert' | 'post'

export interface Target {
  ref: TicketRef | null
  /** Undefined where it can be used; otherwise the reason. */
  whyNoInsert: string | undefined
  whyNoPost: string | undefined
  /** What the big button does. */
  way: Way
}

export function findTarget(
  ref: TicketRef | null,
  view: TicketView | undefined,
  psa: PsaLink | null,
  setting: Settings['bigButton'],
): Target {
  const whyNoInsert = ref ? whyNotInserted(ref, view) : NO_TICKET
  const whyNoPost = ref ? whyNotPosted(ref, psa) : NO_TICKET
  const isEditorOpen =
    view?.sighting.noteEditor === 'visible' || view?.sighting.noteEditor === 'textarea'
  const isPageFirst = isEditorOpen || whyNoPost || psa?.member === null
  const auto: Way = !whyNoInsert && isPageFirst ? 'insert' : !whyNoPost ? 'post' : 'insert'
  return { ref, whyNoInsert, whyNoPost, way: setting === 'auto' ? auto : setting }
}

const NO_TICKET =
  'This session is about no ticket in ConnectWise. Copy the note, or open the ticket and start there.'

function whyNotInserted(ref: TicketRef, view: TicketView | undefined): string | undefined {
  const name = `#${ref.ticketId}`
  const { sighting } = view ?? {}
  switch (sighting?.state) {
    case 'ticket':
      return sameTicket(sighting.ref, ref)
        ? undefined
        : `The page shows #${sighting.ref.ticketId}, this note is for ${name}. Go to ${name} first.`
    case 'uncertain':
      return `It is not certain which ticket the page shows. ${sighting.why}`
    case 'time':
      return sighting.ticketId === ref.ticketId
        ? undefined
        : `The open time entry is not certainly one of ${name}. Close it or open the one of ${name}.`
    case 'new':
      return `The page shows a ticket that is not saved yet. Go to ${name} first.`
    default:
      return `The page does not show ${name}. Open it in this window.`
  }
}

function whyNotPosted(ref: TicketRef, psa: PsaLink | null): string | undefined {
  if (!psa) return undefined
  if (!psa.siteOrigin) {
    return 'Your team has no ConnectWise connection, so notes cannot be posted. Insert or copy it.'
  }
  if (psa.siteOrigin !== ref.origin) {
    return `Your team is connected to ${psa.siteOrigin}, this ticket is on ${ref.origin}. Insert or copy the note.`
  }
  return undefined
}
