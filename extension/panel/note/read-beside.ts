/**
 * What this browser knows beside one note: names of other clients, which must not stand in
 * it, the person's other time entries, which its own must not overlap, and how hard the team
 * takes the checks.
 *
 * Only what is kept here; nothing is asked of the server, so it is known offline as well.
 */
import type { SessionEvent } from '#shared/session/event.ts'
import { foldText } from '#shared/text/fold-text.ts'
import type { EventRow, LocalStore, PostRow, SessionRow } from '../../client/local-store.ts'
import { readTeamRules, type TeamRules } from './team-rules.ts'

export interface Beside extends Pick<TeamRules, 'levels'> {
  otherClients: readonly string[]
  otherEntries: readonly { from: string; to: string; ticketId: number; text: string }[]
}

export const NOTHING_BESIDE: Beside = { otherClients: [], otherEntries: [], levels: {} }

export interface BesideWhat {
  /** The client of the note, under each name it goes by. */
  ownNames: readonly string[]
  personId: string
  /** The act that is being prepared: its own entry is no other one. */
  writeId: string
  now: number
}

/** Entries are looked for in what was worked on so recently. */
const RECENT_MS = 48 * 60 * 60_000

export async function readBeside(db: LocalStore, what: BesideWhat): Promise<Beside> {
  const [seenHere, otherEntries, { levels, clients }] = await Promise.all([
    listClientsSeen(db),
    readOtherEntries(db, what),
    readTeamRules(db),
  ])
  return { otherClients: otherClients([...clients, ...seenHere], what), otherEntries, levels }
}

/** In this browser, whatever the server knew when it was asked last. */
async function listClientsSeen(db: LocalStore): Promise<string[]> {
  const [sessions, tickets] = await Promise.all([db.sessions.toArray(), db.tickets.toArray()])
  return [
    ...sessions.map((row) => row.client),
    ...tickets.map((row) => row.ticket.company?.name ?? ''),
  ]
}

function otherClients(names: readonly string[], { ownNames }: BesideWhat): string[] {
  const own = new Set(ownNames.map(foldText))
  const others = new Map(names.map((name) => [foldText(name), name.trim()]))
  return [...others].flatMap(([folded, name]) => (folded && !own.has(folded) ? name : []))
}

async function readOtherEntries(db: LocalStore, what: BesideWhat): Promise<Beside['otherEntries']> {
  const [{ events }, rows] = await Promise.all([readRecent(db, what.now), db.posts.toArray()])
  return listEntries(events, rows, what)
}

/** What was worked on of late, with its records. */
export async function readRecent(
  db: LocalStore,
  now: number,
): Promise<{ sessions: SessionRow[]; events: EventRow[] }> {
  const since = new Date(now - RECENT_MS).toISOString()
  const sessions = await db.sessions.by('lastAt', IDBKeyRange.lowerBound(since, true))
  const records = await Promise.all(sessions.map(({ id }) => db.events.by('sessionId', id)))
  return { sessions, events: records.flat() }
}

/** One's own that stand in a ticket, may stand there, or wait; all but that of one act. */
export function listEntries(
  events: readonly EventRow[],
  rows: readonly PostRow[],
  { personId, writeId }: Pick<BesideWhat, 'personId' | 'writeId'>,
): Beside['otherEntries'] {
  const asked = new Map(rows.map(({ request }) => [request.writeId, request]))
  const authors = new Map<string, SessionEvent['by']>()
  // In their order: what failed and is tried again stands again, for whoever wrote it first.
  for (const { event } of events) {
    const { by, data } = event
    if (data.type === 'note_posting') {
      const author = authors.get(data.writeId) ?? by
      authors.set(data.writeId, author)
      if (isBy({ by: author }, personId)) {
        asked.set(data.writeId, { ...data, sessionId: '', seen: null, overridden: [] })
      }
    }
    const isNowhere = data.type === 'note_post_failed' && data.state !== 'unclear'
    if (isNowhere) asked.delete(data.writeId)
  }
  asked.delete(writeId)
  return [...asked.values()].flatMap(({ time, ticket: { ticketId } }) =>
    time ? { from: time.from, to: time.to, ticketId, text: time.text } : [],
  )
}

export const isBy = ({ by }: Pick<SessionEvent, 'by'>, personId: string): boolean =>
  by.kind === 'person' && by.id === personId
