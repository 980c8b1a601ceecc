/**
 * Sends what waits of one session's record, in order, one sender per browser profile.
 *
 * Works from what is on disk, whoever wrote it, so that a panel also sends what another left.
 * What fails for a while is tried again, later each time and never before the server says, whatever
 * is recorded meanwhile; what the server cannot read is found and told, so that it does not hold up the rest. Sending twice is harmless: events are
 * known by their ids.
 */
import type { StoredEvent } from '#shared/session/event.ts'
import { waitMs } from './backoff.ts'
import type { EventRow } from './local-store.ts'
import { readSince } from './record-shelf.ts'
import type { SessionDeps } from './session-deps.ts'
import { isPassing, type Trouble } from './trouble.ts'

export interface RefusedAnswer {
  id: string
  code: string
  message: string
}

/** What the sender needs of the store it works for. */
export interface Sent {
  /** The last number known here. */
  version(): number
  /** Reads what others have written to disk meanwhile. */
  refresh(): Promise<void>
  takeIn(events: readonly StoredEvent[], refused?: readonly RefusedAnswer[]): Promise<void>
  tell(state: { sync?: 'idle' | 'sending' | 'waiting'; trouble?: Trouble | null }): void
}

const BATCH = 500
/**
 * Characters of one question. A proxy that takes no more may answer without a word that a browser
 * lets us read, which looks like no answer at all; the common ones take a megabyte.
 */
const MOST_CHARACTERS = 256 * 1024

/** As many as go in one question, and one at least. */
function firstOf(rows: readonly EventRow[]): readonly EventRow[] {
  let characters = 0
  const end = rows.slice(0, BATCH).findIndex(({ event }) => {
    characters += JSON.stringify(event).length
    return characters > MOST_CHARACTERS
  })
  return rows.slice(0, end === -1 ? BATCH : Math.max(1, end))
}

/** What came of it; a trouble is one that passes by itself. */
type Came = 'done' | 'stuck' | Trouble

export function createRecordSender(
  deps: SessionDeps,
  sessionId: string,
  sent: Sent,
  closed: AbortSignal,
): () => Promise<void> {
  const { db } = deps
  let sending: Promise<void> | undefined
  let isSendWanted = false
  let wake = new AbortController()

  const send = (): Promise<void> => {
    isSendWanted = true
    wake.abort()
    wake = new AbortController()
    sending ??= run().finally(() => {
      sending = undefined
      if (isSendWanted && !closed.aborted) void send()
    })
    return sending
  }

  const run = async () => {
    await deps.locks.request(`resolutionflow:send:${db.name}:${sessionId}`, {}, async () => {
      for (let failures = 0; !closed.aborted; ) {
        isSendWanted = false
        const came = await sendOnce()
        if (came === 'done') {
          failures = 0
          if (!isSendWanted) break
        } else if (came !== 'stuck') {
          failures += 1
          if (!deps.online.is()) break
          // What is recorded meanwhile may end a wait of our own, but not one the server asks for.
          const early = came.retryAfterMs === undefined ? [wake.signal, closed] : [closed]
          await deps.wait(waitMs(came, failures, deps.random), AbortSignal.any(early))
        } else break
      }
    })
  }

  const sendOnce = async (): Promise<Came> => {
    const { pending, stored } = await readSince(db, sessionId, sent.version())
    if (stored.length > 0) await sent.refresh()
    if (pending.length === 0) {
      sent.tell({ sync: 'idle', trouble: null })
      return 'done'
    }
    sent.tell({ sync: 'sending' })
    return sendBatch(firstOf(pending))
  }

  const sendBatch = async (rows: readonly EventRow[]): Promise<Came> => {
    const { AppendEvents } = await import('#shared/session/contract.ts')
    const version = sent.version()
    const events = rows.map((row) => row.event)
    const answer = await deps.client.ask(
      AppendEvents,
      { sessionId, after: version, events },
      { signal: closed },
    )
    if (closed.aborted) return 'stuck'
    if (answer.ok) {
      await sent.takeIn(answer.value.events, answer.value.refused)
      isSendWanted = true
      sent.tell({ trouble: null })
      return 'done'
    }
    const { trouble } = answer
    if (isAboutContent(trouble)) {
      // One event cannot be taken as it is: find it, so that it does not hold up the others.
      if (rows.length > 1) return sendBatch(rows.slice(0, Math.ceil(rows.length / 2)))
      const [only] = rows
      if (only)
        await sent.takeIn([], [{ id: only.id, code: 'badRequest', message: trouble.message }])
      isSendWanted = true
      return 'done'
    }
    sent.tell({ sync: 'waiting', trouble })
    return isPassing(trouble) ? trouble : 'stuck'
  }

  return send
}

const isAboutContent = (trouble: Trouble): boolean =>
  trouble.kind === 'refused' && (trouble.code === 'badRequest' || trouble.code === 'tooLarge')
