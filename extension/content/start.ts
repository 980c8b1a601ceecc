/**
 * Our part of a ConnectWise page: says what it shows, and inserts a note when told to.
 *
 * Holds no secret and decides nothing; all it hears comes from the extension's own pages and
 * is checked by the bridge. It stops when the browser has given the page to a newer version
 * of itself, or has none of us any more.
 */

import type { Sighting } from '#shared/ticket/ticket-ref.ts'
import type { InsertionResult } from '../bridge/insertion.ts'
import { receive } from '../bridge/receive.ts'
import { ask } from '../bridge/send.ts'
import { refuse } from './psa/check-target.ts'
import { insertNote } from './psa/insert-note.ts'
import { isShown } from './psa/is-shown.ts'
import { createLooker, type Seen } from './psa/look-at-page.ts'
import { openNewNote } from './psa/open-new-note.ts'
import type { PageHands } from './psa/page-hands.ts'
import { isSite } from './psa/read-address.ts'
import { watchPage } from './psa/watch.ts'
import { tellWork } from './tell-work.ts'

export interface Life {
  signal: AbortSignal
  /** False once the extension that this script belongs to is gone; that also ends `signal`. */
  isAlive: () => boolean
}

export function startContent(page: Document, { signal, isAlive }: Life): void {
  if (!isSite(page.location.href, [page.location.origin])) return
  const report = createReport(page, signal)
  const lookOnly = createLooker(page, isShown, Date.now)
  const look = (): Seen => {
    const seen = lookOnly()
    report(seen.sighting)
    return seen
  }
  const hands: PageHands = { page, look, isShown, now: Date.now, pause }
  const insertOne = oneAtATime((order: Parameters<typeof insertNote>[0]) =>
    insertNote(order, hands),
  )
  receive(
    {
      lookAgain: () => ({ sighting: look().sighting }),
      insertNote: insertOne,
      openNewNote: (order) => openNewNote(order, hands),
    },
    { isGranted: async () => false },
    signal,
  )
  tellWork(page, Date.now, () => void ask('workSeen', {}), signal)
  watchPage(() => !isAlive() || look().isSettled, signal)
}

/**
 * Reports what is new. What did not arrive is reported again with the next look; so is
 * everything on a page that the browser had put aside and shows again, since its tab was
 * forgotten meanwhile.
 */
function createReport(page: Document, signal: AbortSignal): (sighting: Sighting) => void {
  let reported: Sighting | undefined
  const forget = () => {
    reported = undefined
  }
  page.defaultView?.addEventListener('pageshow', forget, { signal, capture: true })
  return (sighting) => {
    if (reported === sighting) return // a look that finds nothing new gives the same object
    reported = sighting
    void ask('ticketSeen', { sighting }).then((said) => {
      if (!said.ok && reported === sighting) reported = undefined
    })
  }
}

function oneAtATime<Order>(
  work: (order: Order) => Promise<InsertionResult>,
): (order: Order) => Promise<InsertionResult> {
  let isBusy = false
  return async (order) => {
    if (isBusy) return refuse('busy', 'A note is going in already.', 'Wait until it is there.')
    isBusy = true
    try {
      return await work(order)
    } finally {
      isBusy = false
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
