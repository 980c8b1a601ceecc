/**
 * Where one stood on a ticket, as far as this browser keeps it: one's own session with its
 * record and the flows it has gone through, and what was last read of the ticket. It is always
 * read for one ticket, by its key, so that it can never be another's.
 */
import type { Flow } from '#shared/flow/flow.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import type { LocalStore } from './local-store.ts'
import { readRecord, type ShelvedRecord } from './record-shelf.ts'
import { isWorkOf } from './summarise-session.ts'

export interface LastState {
  ticket: Ticket | undefined
  session: { id: string; record: ShelvedRecord; flows: Flow[] } | undefined
}

export async function readLastState(
  db: LocalStore,
  personId: string,
  ticketKey: string,
): Promise<LastState> {
  const [kept, id] = await Promise.all([
    db.tickets.get(ticketKey),
    findSession(db, personId, ticketKey),
  ])
  if (!id) return { ticket: kept?.ticket, session: undefined }
  const record = await readRecord(db, id)
  const flows = await Promise.all(versionsIn(record).map((version) => db.flows.get(version)))
  return {
    ticket: kept?.ticket,
    session: { id, record, flows: flows.filter((flow) => flow !== undefined) },
  }
}

/** What one works on, alone or with colleagues: the open one, or the last that was finished. */
export async function findSession(
  db: LocalStore,
  personId: string,
  ticketKey: string,
): Promise<string | undefined> {
  const mine = (await db.sessions.by('ticketKey', ticketKey))
    .filter((row) => isWorkOf(row, personId))
    .toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1))
  return (mine.find((row) => row.status !== 'finished') ?? mine[0])?.id
}

function versionsIn({ stored, pending }: ShelvedRecord): string[] {
  const entered = [...stored, ...pending].flatMap(({ event: { data } }) =>
    data.type === 'flow_entered' ? [data.flow.version] : [],
  )
  return [...new Set(entered)]
}
