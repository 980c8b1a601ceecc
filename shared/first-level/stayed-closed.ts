/**
 * When the ticket itself shows that a first-level walk holds: it was found closed at every look for
 * this long. A ticket opened again in between begins anew.
 */
import { msOf } from '../ids.ts'

export const STAYS_CLOSED_HOURS = 72

/** With more between two looks, nobody knows that it was closed all the time. */
export const MOST_HOURS_UNSEEN = 6

export const hasStayedClosed = (closedSince: string | null, now: Date): boolean =>
  closedSince !== null && now.getTime() - msOf(closedSince) >= STAYS_CLOSED_HOURS * 3_600_000
