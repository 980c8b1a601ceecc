/**
 * Attached files on their way to the server: kept in this browser at once, sent when their event
 * is, network or not.
 *
 * A file is held before the record names it, so that no record ever names bytes that nobody has;
 * then it waits on disk until the server has taken it. The server knows it by its id and hash,
 * which makes sending again harmless. What the server refuses stays here with the reason, until
 * the person has saved it elsewhere or is done with it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Attachment, sizeWords } from '#shared/attachment/attachment.ts'
import { PutAttachment } from '#shared/attachment/contract.ts'
import type { ResponseOf } from '#shared/route.ts'
import { filesOf } from '#shared/session/files-of.ts'
import type { Client } from '../client.ts'
import { backoffMs } from './backoff.ts'
import { type FileRow, inState, type LocalStore } from './local-store.ts'
import { FILE_PATIENCE_MS } from './read-file.ts'
import { readAnswer } from './send.ts'
import type { SessionState, SessionStore } from './session-store.ts'
import type { Locks } from './tokens.ts'
import { isPassing, type Trouble } from './trouble.ts'

export interface RefusedFile {
  id: string
  sessionId: string
  file: Attachment
  message: string
}

export interface FileQueueState {
  refused: readonly RefusedFile[]
  /** Of which sessions files wait. */
  waitingIn: ReadonlySet<string>
  /** This browser could not store a file: shown in red, since it is nowhere else. */
  storageTrouble: string | null
  /** What the team's files take on the server, as it last said. */
  room: ResponseOf<typeof PutAttachment> | null
}

export interface FileQueue extends StoreApi<FileQueueState> {
  /** Keeps it in this browser; false, and told, when that could not be done. */
  hold(sessionId: string, file: Attachment, bytes: ArrayBuffer): Promise<boolean>
  /** The record names it now: it may go. */
  release(id: string): Promise<void>
  /** Deletes it here. */
  drop(id: string): Promise<void>
  retry(id: string): Promise<void>
  flush(): Promise<void>
  load(): Promise<void>
}

export interface FileQueueDeps {
  db: LocalStore
  client: Pick<Client, 'open'>
  locks: Locks
  open: (sessionId: string) => Promise<SessionStore>
  isOnline: () => boolean
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
  now: () => string
  signal: AbortSignal
}

/** So many that the server has are kept here too, to be looked at without waiting. */
const KEPT = 30
/** A held file that no record names by then was left by a panel that died. */
const HELD_MS = 3_600_000

export function createFileQueue(deps: FileQueueDeps): FileQueue {
  const { db } = deps
  const store = createStore<FileQueueState>(() => ({
    refused: [],
    waitingIn: new Set<string>(),
    storageTrouble: null,
    room: null,
  }))
  let flushing: Promise<void> | undefined
  let isWanted = false

  const tell = async () => {
    const refused = await db.files.by('[state+at]', inState('refused'))
    store.setState({
      refused: refused.map(({ id, sessionId, file, refusal }) => ({
        ...{ id, sessionId, file },
        message: refusal?.message ?? 'The server did not take this file.',
      })),
    })
  }

  const change = async (id: string, more: Partial<FileRow>): Promise<void> =>
    db.change('files', async (rows) => {
      const row = await rows.get(id)
      if (row) await rows.put({ ...row, ...more })
    })

  const load = async () => {
    for (const row of await db.files.by('[state+at]', inState('held'))) {
      const { session } = (await deps.open(row.sessionId)).getState()
      if (session && filesOf(session).some((file) => file.id === row.id)) {
        await change(row.id, { state: 'waiting' })
      } else if (Date.parse(deps.now()) - Date.parse(row.at) > HELD_MS) {
        await db.files.delete(row.id)
      }
    }
    await tell()
  }

  const flush = (): Promise<void> => {
    isWanted = true
    flushing ??= deps.locks.request(`resolutionflow:files:${db.name}`, {}, run).finally(() => {
      flushing = undefined
      store.setState({ waitingIn: new Set() })
    })
    return flushing
  }

  const run = async () => {
    for (let failures = 0; !deps.signal.aborted; ) {
      isWanted = false
      const [id] = await db.files.keysBy('[state+at]', inState('waiting'))
      const row = id && (await db.files.get(id))
      if (!row) {
        if (isWanted) continue
        return
      }
      store.setState({ waitingIn: new Set([row.sessionId]) })
      const trouble = await send(row)
      if (!trouble) failures = 0
      else {
        failures += 1
        if (!isPassing(trouble) || !deps.isOnline()) return
        await deps.wait(backoffMs(failures, deps.random), deps.signal)
      }
    }
  }

  /** What keeps it here for a while; null when it is settled. */
  const send = async ({ id, sessionId }: FileRow): Promise<Trouble | null> => {
    const session = await deps.open(sessionId)
    void session.send()
    const place = await whereNamed(session, id, deps.signal)
    if (place !== 'stored') return place
    const row = await db.files.get(id)
    if (!row) return null
    const asked = { sessionId, attachmentId: id }
    const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(FILE_PATIENCE_MS)])
    const headers = { accept: 'application/json' }
    const opened = await deps.client.open(PutAttachment, asked, headers, signal, row.bytes)
    const answer = opened.ok ? await readAnswer(PutAttachment, opened.value) : opened
    if (answer.ok) {
      await change(id, { state: 'stored' })
      store.setState({ room: answer.value })
      await letOldOnesGo()
      return null
    }
    const { trouble } = answer
    if (isPassing(trouble) || trouble.kind !== 'refused') return trouble
    if (trouble.code === 'notFound') await session.catchUp()
    await turnAway(session, id, { code: trouble.code ?? 'refused', message: trouble.message })
    return null
  }

  /** What was taken back meanwhile is wanted by nobody; anything else stays with its reason. */
  const turnAway = async (session: SessionStore, id: string, refusal: FileRow['refusal'] & {}) => {
    const { session: record, refused } = session.getState()
    const isRefused = refused.some(({ event: { data } }) => namesFile(data, id))
    const isNamed = record && filesOf(record).some((file) => file.id === id)
    if (isNamed || isRefused) await change(id, { state: 'refused', refusal })
    else await db.files.delete(id)
    await tell()
  }

  const whereNamed = (session: SessionStore, id: string, signal: AbortSignal) =>
    new Promise<'stored' | Trouble | null>((resolve) => {
      const look = (state: SessionState) => {
        const found = placeOf(state, id)
        if (found === undefined && !signal.aborted) return
        unsubscribe()
        if (found !== 'refused') return resolve(found ?? null)
        const message = 'The server did not take the entry that this file belongs to.'
        void turnAway(session, id, { code: 'refused', message }).then(() => resolve(null))
      }
      const unsubscribe = session.subscribe(look)
      signal.addEventListener('abort', () => look(session.getState()), { once: true })
      look(session.getState())
    })

  const letOldOnesGo = async () => {
    const ids = await db.files.keysBy('[state+at]', inState('stored'))
    for (const id of ids.slice(0, -KEPT)) await db.files.delete(id)
  }

  return Object.assign(store, {
    load,
    flush,
    async hold(sessionId: string, file: Attachment, bytes: ArrayBuffer) {
      try {
        await db.files.put({ id: file.id, sessionId, state: 'held', at: deps.now(), file, bytes })
        store.setState({ storageTrouble: null })
        return true
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        store.setState({
          storageTrouble: `This browser has no room for ${file.fileName} (${sizeWords(file.bytes)}; ${why}). Free some disk space and keep it again, or save it elsewhere.`,
        })
        return false
      }
    },
    async release(id: string) {
      await change(id, { state: 'waiting' })
      void flush()
    },
    async drop(id: string) {
      await db.files.delete(id)
      await tell()
    },
    async retry(id: string) {
      await change(id, { state: 'waiting' })
      await tell()
      void flush()
    },
  })
}

/** Where the event of a file stands; undefined while it is on its way. */
function placeOf(
  state: SessionState,
  id: string,
): 'stored' | 'refused' | Trouble | null | undefined {
  const { stored, session, refused, trouble, storageTrouble } = state
  if (stored && filesOf(stored).some((file) => file.id === id)) return 'stored'
  if (refused.some(({ event: { data } }) => namesFile(data, id))) return 'refused'
  if (trouble) return trouble
  if (storageTrouble) return { kind: 'broke', message: storageTrouble }
  // Nothing names it any more: it was taken back before it was sent.
  if (state.isLoaded && !(session && filesOf(session).some((file) => file.id === id)))
    return 'refused'
  return undefined
}

const namesFile = (data: { type: string; file?: { id: string } }, id: string): boolean =>
  data.type === 'file_attached' && data.file?.id === id
