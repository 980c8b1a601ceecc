/**
 * Attached files on their way to the server: kept in this browser at once, sent when their event
 * is, network or not.
 *
 * A file is held before the record names it, so that no record ever names bytes that nobody has;
 * then it waits on disk until the server has taken it. The server knows it by its id and hash,
 * which makes sending again harmless. What the server refuses stays here with the reason, until
 * the person has saved it elsewhere or is done with it. What was taken back is not sent, and goes
 * from here only when the server's record does not name it any more.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Attachment, sizeWords } from '#shared/attachment/attachment.ts'
import { PutAttachment } from '#shared/attachment/contract.ts'
import type { ResponseOf } from '#shared/route.ts'
import type { EventData } from '#shared/session/event.ts'
import { filesOf } from '#shared/session/files-of.ts'
import type { Client } from '../client.ts'
import { type FileRow, inState } from './local-store.ts'
import { FILE_PATIENCE_MS } from './read-file.ts'
import { readAnswer } from './send.ts'
import { type InTurnDeps, sendInTurn, whenSent } from './send-in-turn.ts'
import type { SessionState } from './session-store.ts'
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
  /** Why those that wait still wait. */
  trouble: Trouble | null
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
  /** The record is to name it no more: it goes from here once the server's does not. */
  takeBack(id: string): Promise<void>
  /** Deletes it here. */
  drop(id: string): Promise<void>
  retry(id: string): Promise<void>
  flush(): Promise<void>
  load(): Promise<void>
}

export interface FileQueueDeps extends InTurnDeps {
  client: Pick<Client, 'open'>
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
    trouble: null,
    storageTrouble: null,
    room: null,
  }))

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

  const send = async (id: string): Promise<Trouble | null> => {
    const { sessionId } = (await db.files.get(id)) ?? {}
    if (!sessionId) return null
    store.setState({ waitingIn: new Set([sessionId]) })
    const session = await deps.open(sessionId)
    const place = await whenSent(session, (state) => placeOf(state, id), deps.signal)
    if (place === 'gone') await db.files.delete(id)
    else if (place === 'refused') {
      const message = 'The server did not take the entry that this file belongs to.'
      await turnAway(id, { code: 'refused', message })
    } else if (place !== 'named') return place
    else {
      const refusal = await put(sessionId, id)
      if (refusal && (refusal.kind !== 'refused' || isPassing(refusal))) return refusal
      // It may have been taken back meanwhile, here or by somebody else: then it is its turn again.
      if (refusal?.code === 'notFound') await session.catchUp()
      if (placeOf(session.getState(), id) !== 'named') return null
      if (!refusal) await change(id, { state: 'stored' })
      else await turnAway(id, { code: refusal.code ?? 'refused', message: refusal.message })
      await letOldOnesGo()
    }
    return null
  }

  const put = async (sessionId: string, id: string): Promise<Trouble | null> => {
    const row = await db.files.get(id)
    if (!row) return null
    const asked = { sessionId, attachmentId: id }
    const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(FILE_PATIENCE_MS)])
    const headers = { accept: 'application/json' }
    const opened = await deps.client.open(PutAttachment, asked, headers, signal, row.bytes)
    const answer = opened.ok ? await readAnswer(PutAttachment, opened.value) : opened
    if (!answer.ok) return answer.trouble
    store.setState({ room: answer.value })
    return null
  }

  const turnAway = async (id: string, refusal: FileRow['refusal'] & {}) => {
    await change(id, { state: 'refused', refusal })
    await tell()
  }

  const letOldOnesGo = async () => {
    const ids = await db.files.keysBy('[state+at]', inState('stored'))
    for (const id of ids.slice(0, -KEPT)) await db.files.delete(id)
  }

  const flush = sendInTurn(deps, {
    name: 'files',
    waiting: async () =>
      (await db.files.keysBy('[state+at]', inState('waiting'))).map((id) => ({ id, lane: id })),
    send,
    tell: (trouble) => store.setState({ trouble }),
    rest: () => store.setState({ waitingIn: new Set() }),
  })

  /** In the line, whatever became of it before. */
  const goAgain = async (id: string) => {
    await change(id, { state: 'waiting' })
    await tell()
    void flush()
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
    release: goAgain,
    takeBack: goAgain,
    async drop(id: string) {
      await db.files.delete(id)
      await tell()
    },
    retry: goAgain,
  })
}

/** Where a file stands in its session's record; undefined while an event of it is on its way. */
function placeOf(
  { isLoaded, stored, pending, refused }: SessionState,
  id: string,
): 'named' | 'refused' | 'gone' | undefined {
  if (!isLoaded || pending.some(({ data }) => isAbout(data, id))) return undefined
  if (stored && filesOf(stored).some((file) => file.id === id)) return 'named'
  const isRefused = refused.some(({ event: { data } }) => attaches(data, id))
  return isRefused ? 'refused' : 'gone'
}

const isAbout = (data: EventData, id: string): boolean =>
  attaches(data, id) || (data.type === 'file_detached' && data.attachmentId === id)

const attaches = (data: EventData, id: string): boolean =>
  data.type === 'file_attached' && data.file.id === id
