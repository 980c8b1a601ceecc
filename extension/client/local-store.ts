/**
 * What this browser keeps, so that work goes on without a server: one IndexedDB database
 * per server and person, so that two people on one machine never see each other's work.
 *
 * Events are the truth; the row of a session is a summary for lists. Everything is written
 * here before it counts, and what waits to be sent is whatever is `pending` here, whoever
 * wrote it: panels, tabs and the worker may die at any time.
 */
import { Dexie, type EntityTable, type Table } from 'dexie'
import type * as z from 'zod/mini'
import type { ClientFact, FlowSummary } from '#shared/flow/contract.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { PostNote } from '#shared/note/contract.ts'
import type { RequestOf } from '#shared/route.ts'
import type { SessionEvent } from '#shared/session/event.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'

export interface EventRow {
  /** The order in which this browser came to know it; the order of sending. */
  n: number
  id: string
  sessionId: string
  state: 'pending' | 'stored' | 'refused'
  event: SessionEvent
  /** The server's number, once stored. */
  seq?: number
  refusal?: { code: string; message: string }
}

export interface SessionRow {
  id: string
  /** `origin#number`, or empty for work without a ticket. */
  ticketKey: string
  ticketName: string
  summary: string
  client: string
  ownerId: string
  status: 'active' | 'paused' | 'finished'
  lastAt: string
  startedAt: string
  flowName: string
  standing: string
  waitingFor: string
  minutesWorked: number
}

/** A text as it stood at the last pause of the keyboard. */
export interface DraftRow {
  sessionId: string
  field: string
  text: string
  /** What the record composed when it was begun. */
  from: string
  at: string
}

/** A stretch of work that is running; found after a crash, it is recorded as far as it got. */
export interface StretchRow {
  /** The id its event will have: recorded twice, it counts once. */
  id: string
  sessionId: string
  from: string
  to: string
}

/** A confirmed note that the server has not got yet. */
export interface PostRow {
  /** The key of the one act: sent again it stays one note. */
  writeId: string
  sessionId: string
  at: string
  state: 'waiting' | 'refused'
  request: RequestOf<typeof PostNote>
  /** Why the server did not take it, and under which code. */
  refusal?: { code: string; message: string }
}

export interface LocalStore extends Dexie {
  events: EntityTable<EventRow, 'n'>
  sessions: EntityTable<SessionRow, 'id'>
  flows: EntityTable<Flow, 'version'>
  lists: EntityTable<{ name: string; flows: FlowSummary[]; at: string }, 'name'>
  clientFacts: EntityTable<{ client: string; facts: z.infer<typeof ClientFact>[] }, 'client'>
  tickets: EntityTable<{ key: string; ticket: Ticket }, 'key'>
  drafts: Table<DraftRow, [sessionId: string, field: string]>
  stretches: EntityTable<StretchRow, 'id'>
  posts: EntityTable<PostRow, 'writeId'>
}

export function openLocalStore(
  server: string,
  personId: string,
  outside?: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange },
): LocalStore {
  const db = new Dexie(localStoreName(server, personId), { cache: 'disabled', ...outside })
  db.version(1).stores({
    events: '++n,&id,sessionId,[sessionId+state],[sessionId+seq]',
    sessions: 'id,ticketKey,lastAt',
    flows: 'version,content.slug',
    lists: 'name',
    clientFacts: 'client',
    tickets: 'key',
    drafts: '[sessionId+field],sessionId',
    stretches: 'id',
    posts: 'writeId,sessionId,at',
  })
  return asLocalStore(db)
}

export const localStoreName = (server: string, personId: string): string =>
  `resolutionflow ${server} ${personId}`

/** Dexie adds its tables while running; their shapes are those of the version above. */
const asLocalStore = (db: Dexie): LocalStore => db as LocalStore

/** How many events and notes wait to be sent, over all sessions: asked before signing out. */
export async function countWaiting(db: LocalStore): Promise<number> {
  const events = await db.events.filter((row) => row.state === 'pending').count()
  return events + (await db.posts.count())
}
