/**
 * Whether what is on the screen right now is the ticket a note is meant for.
 *
 * Stricter than what the panel shows: the header must name the ticket, alone, on the same
 * site; one screen only may be in view; and nothing may have changed a moment ago, since the
 * parts of the page change one after the other. Everything else is a refusal with words.
 */
import { sameTicket, type TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { InsertionRefusal, RefusedInsertion } from '../../bridge/insertion.ts'
import type { Seen } from './look-at-page.ts'

/** Longer than the pieces of the page were seen to take from one to the next in one swap. */
export const STILL_MS = 300

export function checkTarget(
  ref: TicketRef,
  seen: Seen,
  nowMs: number,
): RefusedInsertion | undefined {
  const { sighting, page, changedAtMs } = seen
  if (sighting.state === 'time') return checkTimeEntry(ref, sighting)
  if (sighting.state === 'uncertain') return refuse('uncertain', sighting.why, insteadPost)
  if (sighting.state !== 'ticket') {
    return refuse('noTicket', 'This page shows no ticket.', `Open ticket #${ref.ticketId} in it.`)
  }
  if (!sameTicket(sighting.ref, ref)) {
    return refuse(
      'otherTicket',
      `This page shows ticket #${sighting.ref.ticketId}.`,
      openFirst(ref),
    )
  }
  const [label] = page.labels
  if (label?.ticketId !== ref.ticketId || page.labels.length > 1) {
    const why = 'The header of the page does not name this ticket alone.'
    return refuse('uncertain', why, 'Wait until the ticket has loaded, then insert again.')
  }
  if (page.screensShown > 1) {
    const why = 'Two screens are in view at once, so an editor could belong to either.'
    return refuse('uncertain', why, 'Close the other one, then insert again.')
  }
  if (nowMs - changedAtMs < STILL_MS) {
    const why = 'The page changed a moment ago.'
    return refuse('moving', why, 'Look at the ticket, then insert again.')
  }
  return undefined
}

function checkTimeEntry(
  ref: TicketRef,
  entry: { origin: string; ticketId?: number | undefined },
): RefusedInsertion | undefined {
  if (entry.ticketId === undefined) {
    const why = 'This time entry does not say which ticket it is for.'
    return refuse('uncertain', why, 'Copy the text and paste it yourself.')
  }
  const { origin, ticketId } = entry
  if (sameTicket({ origin, ticketId }, ref)) return undefined
  return refuse('otherTicket', `This time entry is for ticket #${ticketId}.`, openFirst(ref))
}

const insteadPost = 'Or post the note instead: posting names the ticket itself.'

function openFirst(ref: TicketRef): string {
  return `Open ticket #${ref.ticketId}, then insert again, or post the note instead.`
}

export function refuse(
  code: InsertionRefusal,
  why: string,
  next: string,
  isTextLeft = false,
): RefusedInsertion {
  return { outcome: 'refused', code, why, next, isTextLeft }
}
