/**
 * The time of a person that is spoken for, as this browser knows it: their entries on any ticket,
 * and what they worked in other sessions, entered yet or not. Rounding reaches into none of it.
 */
import type { TakenTime } from '#shared/note/round-time.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { isBy, listEntries, readRecent } from './read-beside.ts'

export interface WhoseTime {
  personId: string
  sessionId: string
  /** The act that is being prepared: its own entry takes nothing from it. */
  writeId: string
  now: number
}

export async function readTaken(db: LocalStore, whose: WhoseTime): Promise<TakenTime[]> {
  const [recent, posts] = await Promise.all([readRecent(db, whose.now), db.posts.toArray()])
  const names = new Map(recent.sessions.map(({ id, ticketName }) => [id, ticketName]))
  const entries = listEntries(recent.events, posts, whose).map(({ from, to, ticketId }) => ({
    ...{ from, to },
    name: `#${ticketId}`,
  }))
  const worked = recent.events.flatMap(({ sessionId, event }) =>
    event.data.type === 'worked' && sessionId !== whose.sessionId && isBy(event, whose.personId)
      ? { from: event.data.from, to: event.data.to, name: nameOf(names.get(sessionId)) }
      : [],
  )
  return [...entries, ...worked]
}

/** Work without a ticket has words in the place of a number. */
const nameOf = (ticketName = ''): string => (ticketName.startsWith('#') ? ticketName : '')
