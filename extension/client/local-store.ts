/**
 * What this browser keeps, so that work goes on without a server: one IndexedDB database
 * per server and person, so that two people on one machine never see each other's work.
 *
 * Events are the truth; the row of a session is a summary for lists. Everything is written
 * here before it counts, and what waits to be sent is whatever is `pending` here, whoever
 * wrote it: panels, tabs and the worker may die at any time.
 *
 * Signing out deletes it while other surfaces have it open: they let go at once, and whoever has
 * it made anew by a late write finds nobody signed in, and takes it away again.
 */
import {
  type DBSchema,
  deleteDB,
  type IDBPDatabase,
  type IDBPObjectStore,
  type IDBPTransaction,
  type IndexKey,
  type IndexNames,
  openDB,
  type StoreKey,
  type StoreNames,
  type StoreValue,
} from 'idb'
import type { Attachment } from '#shared/attachment/attachment.ts'
import type { ClientFact } from '#shared/client-fact/contract.ts'
import type { FlowSummary } from '#shared/flow/contract.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { PostNote } from '#shared/note/contract.ts'
import type { Levels } from '#shared/note/level.ts'
import type { RoundingStep } from '#shared/note/round-time.ts'
import type { RequestOf } from '#shared/route.ts'
import type { Script } from '#shared/script/contract.ts'
import type { SessionEvent } from '#shared/session/event.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { localStoreName } from './local-store-name.ts'

export interface EventRow {
  /** The order in which this browser came to know it, given by it; the order of sending. */
  n?: number
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
  /** Everybody who works on it; rows of before name only the owner. */
  workerIds?: readonly string[]
  /** Whoever handed it over, where a colleague has taken it. */
  givenAwayBy?: readonly string[]
  status: 'active' | 'paused' | 'escalated' | 'finished'
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
  /** The state of the record that it was written for, where it is a note. */
  asOf?: number
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

/** An attached file with its bytes; once the server has it, it is only kept to be shown. */
export interface FileRow {
  id: string
  sessionId: string
  /** Held until the record names it, then waiting to be sent. */
  state: 'held' | 'waiting' | 'stored' | 'refused'
  at: string
  file: Attachment
  bytes: ArrayBuffer
  refusal?: { code: string; message: string }
}

interface Stores extends DBSchema {
  events: {
    key: number
    value: EventRow
    indexes: {
      id: string
      sessionId: string
      state: EventRow['state']
      '[sessionId+state]': [sessionId: string, state: EventRow['state']]
      '[sessionId+seq]': [sessionId: string, seq: number]
    }
  }
  sessions: { key: string; value: SessionRow; indexes: { ticketKey: string; lastAt: string } }
  flows: { key: string; value: Flow }
  lists: {
    key: string
    value: {
      name: string
      flows?: FlowSummary[]
      scripts?: Script[]
      levels?: Levels
      roundUpTo?: RoundingStep
      clients?: string[]
      /** The version of the extension that can read all that is kept here. */
      readBy?: string
      at: string
    }
  }
  clientFacts: { key: string; value: { client: string; facts: ClientFact[] } }
  tickets: { key: string; value: { key: string; ticket: Ticket } }
  drafts: { key: [sessionId: string, field: string]; value: DraftRow }
  stretches: { key: string; value: StretchRow }
  posts: { key: string; value: PostRow; indexes: { sessionId: string; at: string } }
  files: {
    key: string
    value: FileRow
    indexes: { '[state+at]': [state: FileRow['state'], at: string] }
  }
}

type Name = StoreNames<Stores>

export interface Table<N extends Name> {
  get(key: StoreKey<Stores, N>): Promise<StoreValue<Stores, N> | undefined>
  put(row: StoreValue<Stores, N>): Promise<void>
  delete(key: StoreKey<Stores, N>): Promise<void>
  toArray(): Promise<StoreValue<Stores, N>[]>
  count(): Promise<number>
  /** In the order of an index; all, or what a key or a range of keys names. */
  by<I extends IndexNames<Stores, N>>(
    index: I,
    query?: IndexKey<Stores, N, I> | IDBKeyRange,
  ): Promise<StoreValue<Stores, N>[]>
  /** Only the keys of the same. */
  keysBy<I extends IndexNames<Stores, N>>(
    index: I,
    query?: IndexKey<Stores, N, I> | IDBKeyRange,
  ): Promise<StoreKey<Stores, N>[]>
}

export type LocalStore = { [N in Name]: Table<N> } & {
  name: string
  /** Reads and writes of one table that hold together; nothing else may be waited for inside. */
  change<N extends Name, Result>(
    table: N,
    run: (rows: IDBPObjectStore<Stores, N[], N, 'readwrite'>) => Promise<Result>,
  ): Promise<Result>
  /** The sessions that changed last, newest first. */
  newestSessions(most: number): Promise<SessionRow[]>
}

/** Ten is what the first release called its first version; it lives on in people's browsers. */
const FIRST = 10
const WITH_STATE = 11
const WITH_FILES = 12

/** `isSignedIn`: whether its owner is, in this browser; asked when it had to be made. */
export function openLocalStore(
  server: string,
  personId: string,
  isSignedIn: () => Promise<boolean>,
): LocalStore {
  const name = localStoreName(server, personId)
  let opened: Promise<IDBPDatabase<Stores>> | undefined
  const forget = () => {
    opened = undefined
  }
  /** Opened again by the next one who asks, when the browser or a newer version of us closed it. */
  const open = () => {
    opened ??= openOnce().catch((error: unknown) => {
      forget()
      throw error
    })
    return opened
  }
  const openOnce = async () => {
    let isNew = false
    const db = await openDB<Stores>(name, WITH_FILES, {
      upgrade(db, from, _to, change) {
        isNew = from < FIRST
        layOut(db, from, change)
      },
      blocking(_now, _then, { target }) {
        forget()
        if (target instanceof IDBDatabase) target.close()
      },
      terminated: forget,
    })
    if (!isNew || (await isSignedIn())) return db
    db.close()
    await deleteDB(name)
    throw new Error('Nothing is kept here for somebody who has signed out.')
  }
  const table = <N extends Name>(of: N): Table<N> => ({
    get: async (key) => (await open()).get(of, key),
    put: async (row) => void (await (await open()).put(of, row)),
    delete: async (key) => (await open()).delete(of, key),
    toArray: async () => (await open()).getAll(of),
    count: async () => (await open()).count(of),
    by: async (index, query) => (await open()).getAllFromIndex(of, index, query),
    keysBy: async (index, query) => (await open()).getAllKeysFromIndex(of, index, query),
  })
  return {
    name,
    events: table('events'),
    sessions: table('sessions'),
    flows: table('flows'),
    lists: table('lists'),
    clientFacts: table('clientFacts'),
    tickets: table('tickets'),
    drafts: table('drafts'),
    stretches: table('stretches'),
    posts: table('posts'),
    files: table('files'),
    async change(of, run) {
      const change = (await open()).transaction([of], 'readwrite')
      const [result] = await Promise.all([run(change.objectStore(of)), change.done])
      return result
    },
    async newestSessions(most) {
      const rows: SessionRow[] = []
      const { store } = (await open()).transaction('sessions')
      let cursor = await store.index('lastAt').openCursor(null, 'prev')
      while (cursor && rows.length < most) {
        rows.push(cursor.value)
        cursor = await cursor.continue()
      }
      return rows
    },
  }
}

function layOut(
  db: IDBPDatabase<Stores>,
  from: number,
  change: IDBPTransaction<Stores, Name[], 'versionchange'>,
): void {
  if (from < FIRST) {
    const rows = db.createObjectStore('events', { keyPath: 'n', autoIncrement: true })
    rows.createIndex('id', 'id', { unique: true })
    rows.createIndex('sessionId', 'sessionId')
    rows.createIndex('[sessionId+state]', ['sessionId', 'state'])
    rows.createIndex('[sessionId+seq]', ['sessionId', 'seq'])
    const sessions = db.createObjectStore('sessions', { keyPath: 'id' })
    sessions.createIndex('ticketKey', 'ticketKey')
    sessions.createIndex('lastAt', 'lastAt')
    db.createObjectStore('flows', { keyPath: 'version' })
    db.createObjectStore('lists', { keyPath: 'name' })
    db.createObjectStore('clientFacts', { keyPath: 'client' })
    db.createObjectStore('tickets', { keyPath: 'key' })
    db.createObjectStore('drafts', { keyPath: ['sessionId', 'field'] })
    db.createObjectStore('stretches', { keyPath: 'id' })
    const posts = db.createObjectStore('posts', { keyPath: 'writeId' })
    posts.createIndex('sessionId', 'sessionId')
    posts.createIndex('at', 'at')
  }
  // What waits is found without reading all that was ever stored.
  if (from < WITH_STATE) change.objectStore('events').createIndex('state', 'state')
  if (from < WITH_FILES) {
    db.createObjectStore('files', { keyPath: 'id' }).createIndex('[state+at]', ['state', 'at'])
  }
}

/** Every file in a state, the oldest first. */
export const inState = (state: FileRow['state']): IDBKeyRange =>
  IDBKeyRange.bound([state, ''], [state, '\uffff'])
