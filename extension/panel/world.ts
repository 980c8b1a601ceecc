/**
 * Everything a signed-in person works with in one panel: what this browser keeps, the flows,
 * the clock, and a store for each session that is open. Made at sign-in, closed at sign-out.
 */
import type { EventData } from '#shared/session/event.ts'
import type { Ahead } from '../client/ahead.ts'
import type { Surroundings } from '../client/browser.ts'
import { createFileQueue, type FileQueue } from '../client/file-queue.ts'
import { createHandovers, type Handovers } from '../client/handovers.ts'
import { type LastState, readLastState } from '../client/last-state.ts'
import type { LocalStore } from '../client/local-store.ts'
import { createPostQueue, type PostQueue } from '../client/post-queue.ts'
import type { ShelvedRecord } from '../client/record-shelf.ts'
import type { SessionDeps } from '../client/session-deps.ts'
import { createSessionStore, type SessionStore } from '../client/session-store.ts'
import type { Account } from '../client/tokens.ts'
import { createNews, type News } from './news-store.ts'
import { createProposals, type Proposals } from './proposal/proposals.ts'
import { type ClientFacts, createClientFacts } from './session/client-facts.ts'
import { createFlowLibrary, type FlowLibrary } from './session/flow-library.ts'
import { createWorkClock, type WorkClock } from './session/work-clock.ts'

/** How long others wait for a session that is being sent. */
const TURN_MS = 5_000

export interface PsaLink {
  siteOrigin: string | null
  member: { memberId: number; identifier: string; name: string } | null
}

export interface World {
  account: Account
  db: LocalStore
  client: Surroundings['client']
  library: FlowLibrary
  clock: WorkClock
  facts: ClientFacts
  /** Notes on their way to the server. */
  posts: PostQueue
  /** Attached files on their way there. */
  files: FileQueue
  /** Sessions on their way to somebody else. */
  handovers: Handovers
  /** What waits for this person to be picked up, and what they are told. */
  news: News
  /** What waits for this person's decision, where they lead. */
  proposals: Proposals
  newId: () => string
  /** Words that were marked in this panel, by their digest; no record and no disk holds them. */
  ownMarks: Map<string, string>
  /** What further stores of a session need. */
  sessionDeps: SessionDeps
  /** What this browser keeps of a ticket. */
  lastState(ticketKey: string): Promise<LastState>
  /** The store of a session, loaded; the same one as long as it is open. */
  open(sessionId: string, record?: ShelvedRecord): Promise<SessionStore>
  /** Brings a session that was begun elsewhere into this browser. */
  fetchRecord(sessionId: string): Promise<boolean>
  /** Ends following for all but this one. */
  keepOnly(sessionId: string | null): void
  /** Sends what other sessions still have waiting. */
  sendWaiting(): Promise<void>
  /** Throws away what is kept here and can no longer be read; what follows reads anew. */
  mend(): Promise<void>
  /** The team's ConnectWise and the member one writes as, as last known. */
  findPsa(): Promise<PsaLink | undefined>
  close(): void
}

export function createWorld(
  around: Surroundings,
  account: Account,
  deps: SessionDeps,
  clockChannel: { post(message: 'stop'): void; hear(tell: () => void): () => void },
  ahead?: Pick<Ahead, 'lastState'>,
): World {
  const { db } = deps
  const closing = new AbortController()
  const opened = new Map<string, Promise<SessionStore>>()
  let isMended = false
  const library = createFlowLibrary(db, around.client)
  // Back at this panel, or back in the network: flows may have been published meanwhile.
  const endWatch = deps.online.watch(() => deps.online.is() && void library.refresh())

  /** Those that somebody has opened and goes on with; others are only sent. */
  const inUse = new Set<string>()

  const open: World['open'] = (sessionId, record) => {
    inUse.add(sessionId)
    return openStore(sessionId, record).catch(async () => {
      await mend()
      await fetchRecord(sessionId)
      return openStore(sessionId)
    })
  }

  const openStore: World['open'] = (sessionId, record) => {
    const already = opened.get(sessionId)
    if (already) return already
    const store = createSessionStore(deps, sessionId)
    const loading = store.load(record).then(() => {
      store.follow()
      void store.send()
      return store
    })
    opened.set(sessionId, loading)
    // One that could not be read is tried anew by the next who asks.
    loading.catch(() => opened.get(sessionId) === loading && opened.delete(sessionId))
    return loading
  }

  const fetchRecord: World['fetchRecord'] = async (sessionId) => {
    const { bringRecord } = await import('../client/bring-record.ts')
    const isBrought = await bringRecord(db, around.client, sessionId)
    // Whoever has it open has what came, too.
    const store = await opened.get(sessionId)?.catch(() => undefined)
    await store?.load()
    store?.follow()
    return isBrought
  }

  const mend: World['mend'] = async () => {
    isMended = true
    const { dropUnreadable } = await import('../client/drop-unreadable.ts')
    await dropUnreadable(db, deps.now)
    const flows = await db.flows.toArray()
    library.setState({ held: new Map(flows.map((flow) => [flow.version, flow])) })
  }

  const close = (sessionId: string) => {
    void opened.get(sessionId)?.then((store) => store.close())
    opened.delete(sessionId)
    inUse.delete(sessionId)
  }

  const clock = createWorkClock({
    db,
    locks: deps.locks,
    now: Date.now,
    newId: deps.newId,
    channel: clockChannel,
    async tell(sessionId, { id, from, to }) {
      const store = await open(sessionId)
      if (!store.getState().session) await fetchRecord(sessionId)
      if (!store.getState().session) throw new Error('What was worked on is not here yet.')
      const worked: EventData = { type: 'worked', from, to }
      const recorded = store.record([worked], [id])
      if (recorded.ok) await recorded.kept
    },
  })

  const onTheWay = {
    db,
    client: around.client,
    locks: deps.locks,
    open,
    isOnline: around.isOnline,
    wait: deps.wait,
    random: deps.random,
    now: deps.now,
    signal: closing.signal,
  }
  const posts = createPostQueue(onTheWay)
  const files = createFileQueue(onTheWay)
  const handovers = createHandovers({
    ...onTheWay,
    onHandedOver(sessionId) {
      if (clock.getState().sessionId === sessionId) void clock.stop()
    },
  })
  const news = createNews({
    open: around.client.open,
    ask: around.client.ask,
    wait: deps.wait,
    random: deps.random,
    online: deps.online,
    now: deps.now,
  })

  /** Something of it is on its way to the server. */
  const isBusy = (sessionId: string) =>
    files.getState().waitingIn.has(sessionId) ||
    posts.getState().rows.some((row) => row.sessionId === sessionId) ||
    handovers.getState().acts.has(sessionId)

  return {
    account,
    posts,
    files,
    handovers,
    news,
    proposals: createProposals(around.client),
    db,
    client: around.client,
    library,
    facts: createClientFacts({ db, client: around.client, me: account.person.name, now: deps.now }),
    clock,
    newId: deps.newId,
    ownMarks: new Map(),
    sessionDeps: deps,
    async lastState(ticketKey) {
      // What was read ahead may be the very thing that was thrown away since.
      const early = isMended ? undefined : await ahead?.lastState(db.name, ticketKey)
      const last = early ?? (await readLastState(db, account.person.id, ticketKey))
      if (last.session) library.take(last.session.flows)
      return last
    },
    open,
    fetchRecord,
    keepOnly(sessionId) {
      for (const id of opened.keys()) if (id !== sessionId && !isBusy(id)) close(id)
    },
    async sendWaiting() {
      await posts.load()
      void posts.flush()
      await files.load()
      void files.flush()
      await handovers.load()
      void handovers.flush()
      const waiting = await db.events.by('state', 'pending')
      for (const id of new Set(waiting.map((row) => row.sessionId))) {
        if (opened.has(id)) continue
        const store = await openStore(id).catch(() => undefined)
        // One that cannot be read holds up no other.
        if (!store) continue
        // Without a server this takes until it is back: the session may be in front by then.
        const sent = store.send().then(() => !inUse.has(id) && !isBusy(id) && close(id))
        // One that is not taken, or slowly, goes on by itself, and holds up no other.
        await Promise.race([sent, deps.wait(TURN_MS, closing.signal)])
      }
    },
    mend,
    async findPsa() {
      const { WhoAmI } = await import('#shared/person/contract.ts')
      const answer = await around.client.ask(WhoAmI, {})
      return answer.ok ? answer.value.psa : undefined
    },
    close() {
      closing.abort()
      endWatch()
      news.close()
      void clock.stop()
      for (const id of opened.keys()) close(id)
    },
  }
}
