/**
 * Sessions on their way to somebody else.
 *
 * What was confirmed is kept in this browser with its id until the server has answered: a second
 * click, a second panel and an answer that was lost are the same one act. The record goes first,
 * since whoever takes over reads it. What the server refuses comes back as it was typed, and that it
 * was refused stays known, whatever is in front and however often the panel is opened, until it was
 * read; what it did not answer is asked again, unchanged, a little later each time and as soon as
 * there is a network.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { HandOff } from '#shared/handoff/contract.ts'
import type { RequestOf } from '#shared/route.ts'
import type { Client } from '../client.ts'
import { waitMs } from './backoff.ts'
import { DRAFT, REFUSED, SENDING } from './handover-fields.ts'
import type { DraftRow, LocalStore } from './local-store.ts'
import { PATIENCE_MS } from './post-queue.ts'
import { whenSent } from './send-in-turn.ts'
import type { SessionState, SessionStore } from './session-store.ts'
import type { Locks } from './tokens.ts'
import { isPassing, OFFLINE, type Trouble } from './trouble.ts'

export type AskedHandoff = RequestOf<typeof HandOff>

export interface Handover {
  request: AskedHandoff
  /** As lists name its ticket; empty where this browser does not know it. */
  ticketName: string
  /** `done`: stored, and about to be seen in the record. */
  state: 'sending' | 'waiting' | 'refused' | 'done'
  /** It has left this browser, so that the server may have it. */
  isOut: boolean
  trouble: Trouble | null
}

export interface Handovers extends StoreApi<{ acts: ReadonlyMap<string, Handover> }> {
  /** `draft` is what was typed, given back where it is refused. */
  handOver(request: AskedHandoff, draft: string): Promise<void>
  /** Asks again what waits: all, or of one session. */
  flush(sessionId?: string): Promise<void>
  /** Back to what was typed; not where the server may have it already. */
  takeBack(sessionId: string): Promise<void>
  /** The refusal was read. */
  forget(sessionId: string): Promise<void>
  load(): Promise<void>
}

export interface HandoversDeps {
  db: LocalStore
  client: Pick<Client, 'ask'>
  locks: Locks
  open: (sessionId: string) => Promise<SessionStore>
  isOnline: () => boolean
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
  now: () => string
  signal: AbortSignal
  onHandedOver: (sessionId: string) => void
}

interface Kept {
  request: AskedHandoff
  draft: string
  isOut: boolean
}

export function createHandovers(deps: HandoversDeps): Handovers {
  const { db, client, locks, signal } = deps
  const store = createStore<{ acts: ReadonlyMap<string, Handover> }>(() => ({ acts: new Map() }))

  const tell = (sessionId: string, act: Handover | null) => {
    const acts = new Map(store.getState().acts)
    if (act) acts.set(sessionId, act)
    else acts.delete(sessionId)
    store.setState({ acts })
  }

  const rowOf = (sessionId: string, field: string, text: string): DraftRow => ({
    ...{ sessionId, field, text, from: '', at: deps.now() },
  })

  const keep = (kept: Kept) =>
    db.drafts.put(rowOf(kept.request.sessionId, SENDING, JSON.stringify(kept)))

  const ticketNameOf = async (sessionId: string) =>
    (await db.sessions.get(sessionId))?.ticketName ?? ''

  const read = async (sessionId: string): Promise<Kept | undefined> => {
    const row = await db.drafts.get([sessionId, SENDING])
    return row && readKept(row.text)
  }

  /** As it stands where it was refused and nobody has read that yet. */
  const readRefused = async (sessionId: string): Promise<Handover | null> => {
    const row = await db.drafts.get([sessionId, REFUSED])
    const refused = row && (await readRefusal(row.text))
    if (!refused) return null
    const { request, message } = refused
    const ticketName = await ticketNameOf(sessionId)
    return {
      request,
      ticketName,
      ...{ state: 'refused', isOut: true, trouble: asTrouble(message) },
    }
  }

  /** Back into the field it was typed in; with why, where it was refused. */
  const giveBack = ({ request, draft }: Kept, refusal?: Trouble) =>
    db.change('drafts', async (rows) => {
      const { sessionId } = request
      if (draft) await rows.put(rowOf(sessionId, DRAFT, draft))
      if (refusal) {
        const text = JSON.stringify({ request, message: refusal.message })
        await rows.put(rowOf(sessionId, REFUSED, text))
      }
      await rows.delete([sessionId, SENDING])
    })

  const settle = async (session: SessionStore, { request, isOut }: Kept, ticketName: string) => {
    const { sessionId, handoffId } = request
    await db.drafts.delete([sessionId, SENDING])
    failures.delete(sessionId)
    tell(sessionId, { request, ticketName, isOut, state: 'done', trouble: null })
    deps.onHandedOver(sessionId)
    if (!isTold(session.getState(), handoffId)) await session.catchUp()
    if (isTold(session.getState(), handoffId)) return tell(sessionId, null)
    // The live record tells it as soon as it can.
    const end = session.subscribe((state) => {
      if (!isTold(state, handoffId)) return
      end()
      tell(sessionId, null)
    })
  }

  const failures = new Map<string, number>()

  /** What only a person can mend, and what waits for the network, is not asked by itself. */
  const askLater = async (sessionId: string, trouble: Trouble) => {
    if (!isPassing(trouble) || !deps.isOnline()) return
    const times = (failures.get(sessionId) ?? 0) + 1
    failures.set(sessionId, times)
    await deps.wait(waitMs(trouble, times, deps.random), signal)
    if (!signal.aborted && failures.get(sessionId) === times) await flush(sessionId)
  }

  const send = async (sessionId: string): Promise<void> => {
    let kept = await read(sessionId)
    // Another panel has settled it meanwhile.
    if (!kept) return tell(sessionId, await readRefused(sessionId))
    const { request } = kept
    const session = await deps.open(sessionId)
    const ticketName = await ticketNameOf(sessionId)
    if (isTold(session.getState(), request.handoffId)) return settle(session, kept, ticketName)
    const show = (state: Handover['state'], trouble: Trouble | null = null) => {
      tell(sessionId, { request, ticketName, isOut: kept?.isOut ?? false, state, trouble })
      if (state === 'waiting' && trouble) void askLater(sessionId, trouble)
    }
    show('sending')
    const sent = await whenSent(session, isAllSent, signal)
    if (sent === null) return
    if (sent !== 'sent') return show('waiting', sent)
    if (!deps.isOnline()) return show('waiting', OFFLINE)
    kept = { ...kept, isOut: true }
    await keep(kept)
    const { HandOff } = await import('#shared/handoff/contract.ts')
    // With a note, as whom it is written is looked up first.
    const patience = request.note ? { patienceMs: PATIENCE_MS } : {}
    const answer = await client.ask(HandOff, request, { signal, ...patience })
    if (answer.ok) return settle(session, kept, ticketName)
    const { trouble } = answer
    if (trouble.kind !== 'refused' || isPassing(trouble)) return show('waiting', trouble)
    await giveBack(kept, trouble)
    show('refused', trouble)
  }

  const flush: Handovers['flush'] = async (sessionId) => {
    const rows = (await db.drafts.toArray()).filter(
      (row) => row.field === SENDING && (!sessionId || row.sessionId === sessionId),
    )
    for (const row of rows) {
      const lock = `resolutionflow:handoff:${db.name}:${row.sessionId}`
      await locks.request(lock, {}, () => send(row.sessionId))
    }
  }

  return Object.assign(store, {
    flush,
    async handOver(request: AskedHandoff, draft: string) {
      const { sessionId } = request
      const mine: Kept = { request, draft, isOut: false }
      const ticketName = await ticketNameOf(sessionId)
      // Of two clicks, or two panels, the first counts.
      const isFirst = await db.change('drafts', async (rows) => {
        if (await rows.get([sessionId, SENDING])) return false
        await rows.put(rowOf(sessionId, SENDING, JSON.stringify(mine)))
        await rows.delete([sessionId, DRAFT])
        await rows.delete([sessionId, REFUSED])
        return true
      })
      if (isFirst) {
        tell(sessionId, { request, ticketName, state: 'sending', isOut: false, trouble: null })
      }
      await flush(sessionId)
    },
    async takeBack(sessionId: string) {
      const kept = await read(sessionId)
      if (kept?.isOut) return
      if (kept) await giveBack(kept)
      tell(sessionId, null)
    },
    async forget(sessionId: string) {
      tell(sessionId, null)
      await db.drafts.delete([sessionId, REFUSED])
    },
    async load() {
      for (const { sessionId, field, text } of await db.drafts.toArray()) {
        if (field === REFUSED) tell(sessionId, await readRefused(sessionId))
        const kept = field === SENDING ? await readKept(text) : undefined
        if (!kept) continue
        const { request, isOut } = kept
        const ticketName = await ticketNameOf(sessionId)
        tell(sessionId, { request, ticketName, isOut, state: 'waiting', trouble: null })
      }
    },
  })
}

const isAllSent = ({ pending }: SessionState) => (pending.length === 0 ? 'sent' : undefined)

const isTold = ({ session }: SessionState, handoffId: string): boolean =>
  session?.handoffs.some(({ id }) => id === handoffId) ?? false

const asTrouble = (message: string): Trouble => ({ kind: 'refused', message })

/** As an older panel may have left it. */
async function readKept(text: string): Promise<Kept | undefined> {
  const { readKeptHandoff } = await import('./kept-handoff.ts')
  return readKeptHandoff(text)
}

async function readRefusal(text: string) {
  const { readKeptRefusal } = await import('./kept-handoff.ts')
  return readKeptRefusal(text)
}
