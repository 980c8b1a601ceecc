/**
 * The session that a log of events tells: everything shown is this.
 *
 * Expects the events in their order, as stored or as made. `fold` goes on from a session
 * already folded, so that a new event costs the same at 10 and at 2,000. Events that do not
 * fit are told apart, not thrown: the panel shows them, the server refuses them.
 */
import { applyEvent } from './apply-event.ts'
import type { SessionEvent } from './event.ts'
import type { EventRefusal } from './refusal.ts'
import type { Session } from './session.ts'

export interface Folded {
  session: Session | null
  refused: { event: SessionEvent; refusal: EventRefusal }[]
}

export function foldSession(events: Iterable<SessionEvent>, from: Session | null = null): Folded {
  let session = from
  const refused: Folded['refused'] = []
  for (const event of events) {
    const applied = applyEvent(session, event)
    if (applied.ok) session = applied.session
    else refused.push({ event, refusal: applied.refusal })
  }
  return { session, refused }
}
