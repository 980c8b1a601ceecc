/**
 * What the panel shows: who is signed in, which ticket is in view, which session belongs to
 * it. The tab decides; a session picked by hand stays until the tab shows another ticket.
 *
 * A session begins with the first thing done on a ticket, never by looking at one.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TurnCause } from '#shared/assistant/contract.ts'
import type { EventData, SessionTicket } from '#shared/session/event.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { TicketView } from '../bridge/messages.ts'
import type { WorkOn } from '../bridge/work-on.ts'
import type { Surroundings } from '../client/browser.ts'
import type { SessionRow } from '../client/local-store.ts'
import type { Recorded, SessionStore } from '../client/session-store.ts'
import { isWorkOf } from '../client/summarise-session.ts'
import { ticketKeyOf } from '../client/ticket-key.ts'
import type { Account } from '../client/tokens.ts'
import {
  beginOn,
  fetchOpenSessions,
  fetchSession,
  holdFlowsOf,
  learnClient,
  whyNotWrite,
  withTicket,
} from './find-session.ts'
import { levelOf } from './first-level/begins-first.ts'
import type { Lens } from './lens.ts'
import { maskEvents } from './mask.ts'
import { openMended, UNREADABLE } from './open-mended.ts'
import {
  type Asked,
  EMPTY,
  OF_NO_TICKET,
  type PanelState,
  type Screen,
  type WantedScript,
} from './panel-state.ts'
import { createTicketStore, loadMended } from './ticket/ticket-store.ts'
import { isUncertain, keyOf, refOf } from './view-of.ts'
import type { World } from './world.ts'

export interface PanelStore extends StoreApi<PanelState> {
  /** Until all that this browser itself knows of the ticket in view is there to be drawn. */
  readonly firstLook: Promise<void>
  start(): Promise<void>
  see(view: TicketView | undefined): Promise<void>
  /**
   * Records in the session of the ticket in view, beginning one where there is none: without the
   * secrets in it, which the person is told.
   */
  act(data: readonly EventData[]): Promise<boolean>
  pick(sessionId: string): Promise<void>
  /** From looking at a colleague's session to one's own on the same ticket; it begins with the first act. */
  beginOwn(): void
  /** Work without a ticket, or with a number that was typed. */
  startWithout(ticket: SessionTicket | null): void
  show(screen: Screen): void
  /** Turns to the flow or to FlowPilot, and says what that is to be asked. */
  look(lens: Lens, wanted?: TurnCause | null): void
  ask(asked: Asked | null): void
  /** To a script; the session begins with it where there is none. */
  takeScript(wanted?: Partial<WantedScript>): Promise<void>
  /** To what waits to be picked up; with an id to that one, as a notice or a link names it. */
  openHandoff(handoffId?: string): void
  /** To what is proposed for the flows; with an id to that one. */
  openProposals(proposalId?: string): void
  helpIn(sessionId: string): void
  /** Whether what this person begins from now on along a flow is a first-level walk. */
  walkFirstLevel(isOn: boolean): Promise<void>
  /** As a page asks for it. */
  workOn(asked: WorkOn): Promise<void>
  takeUp(): void
  /** Somebody is at work here: keeps the clock of an active session going. */
  touch(): void
  /** Somebody is at work in the page: the same, where the page shows the ticket of the session. */
  touchInPage(): void
  tell(refusal: string | null): void
  refreshOpen(): Promise<void>
}

export interface PanelDeps {
  around: Surroundings
  makeWorld: (account: Account) => World
  /** Brings a ticket's tab to the front. */
  showTicket: (ref: TicketRef) => Promise<boolean>
  now: () => number
  /** Until the first look is drawn: whatever it does not need waits for that. */
  drawn?: Promise<void>
}

export function createPanelStore(deps: PanelDeps): PanelStore {
  const { around } = deps
  const store = createStore<PanelState>(() => ({
    ...EMPTY,
    phase: 'starting',
    settings: null,
    isOnline: around.isOnline(),
    view: undefined,
    isViewKnown: false,
  }))
  const { getState: get, setState: set } = store
  const firstLook = Promise.withResolvers<void>()
  let opening = 0
  /** Until it is known whether there is a session of the ticket in front already. */
  let shown: Promise<void> = Promise.resolve()

  const enter = async () => {
    const [settings, account] = await Promise.all([around.settings.read(), around.tokens.account()])
    const before = get().world
    const isSame =
      before !== null &&
      before.account.person.id === account?.person.id &&
      before.account.server === settings.server
    if (isSame) return set({ settings })
    before?.close()
    const phase = !settings.server ? 'noServer' : !account ? 'signedOut' : 'ready'
    if (phase !== 'ready' || !account || account.server !== settings.server) {
      firstLook.resolve()
      return set({ ...EMPTY, settings, phase: phase === 'ready' ? 'signedOut' : phase })
    }
    // The server would refuse whatever is asked and sent.
    if (account.mustChangePassword) {
      firstLook.resolve()
      return set({ ...EMPTY, settings, phase: 'givenPassword' })
    }
    const world = deps.makeWorld(account)
    set({ ...EMPTY, settings, world, phase })
    const following = get().isViewKnown ? follow(get().view) : undefined
    // What is shown first is read and drawn first; nothing here waits for the server.
    await deps.drawn
    if (get().world !== world) return
    world.news.follow()
    const rest = [following, world.clock.recover(), world.library.load(), refreshOpen()]
    void world.sendWaiting()
    void fetchOpenSessions(world).then(refreshOpen)
    void world.findPsa().then((psa) => psa && get().world === world && set({ psa }))
    await Promise.all(rest)
  }

  const refreshOpen = async () => {
    const { world } = get()
    if (!world) return
    const rows = await world.db.newestSessions(200)
    const me = world.account.person.id
    const isMine = (row: SessionRow) => isWorkOf(row, me) && !row.givenAwayBy?.includes(me)
    set({ openSessions: rows.filter((row) => row.status !== 'finished' && isMine(row)) })
  }

  const see: PanelStore['see'] = async (view) => {
    set({ view, isViewKnown: true })
    await follow(view)
  }

  /** To the session of the ticket in view; where no ticket is seen, what was shown stays off. */
  const follow = async (view: TicketView | undefined) => {
    const { world, subject, session, pickedWhile } = get()
    if (!world || pickedWhile === keyOf(view)) return
    const ref = refOf(view)
    if (!ref) {
      firstLook.resolve()
      if (!isUncertain(view)) await showSession(null, null)
      return
    }
    if (subject?.ref && ticketKeyOf(subject.ref) === ticketKeyOf(ref)) {
      set({ pickedWhile: null })
      if (!session && ref.summary && ref.summary !== subject.summary) {
        set({ subject: { ...subject, ref, summary: ref.summary } })
      }
      return
    }
    await showSession({ ref, summary: ref.summary ?? '' }, ref)
  }

  const showSession = (subject: SessionTicket | null, ref: TicketRef | null): Promise<void> => {
    shown = openMended(() => openSession(subject, ref), {
      mend: async () => get().world?.mend(),
      isWanted: () => turn === opening,
      giveUp() {
        set({ isOpening: false, refusal: UNREADABLE })
        firstLook.resolve()
      },
    })
    const turn = opening
    return shown
  }

  const openSession = async (subject: SessionTicket | null, ref: TicketRef | null) => {
    const turn = ++opening
    const { world } = get()
    if (!world) return
    // What one reads of another ticket is no work on this one.
    void world.clock.leave()
    set({
      subject,
      session: null,
      ticket: ref ? createTicketStore(world.db, world.client, ref) : null,
      isOpening: ref !== null,
      pickedWhile: null,
      // What belongs to no ticket may be read while going from one to another.
      screen: OF_NO_TICKET.has(get().screen) ? get().screen : 'work',
      lens: null,
      wanted: null,
      asked: null,
      refusal: null,
    })
    if (!ref) return
    const last = await world.lastState(ticketKeyOf(ref))
    if (turn !== opening) return firstLook.resolve()
    void loadMended(get().ticket, world, last.ticket)
    if (!last.session) firstLook.resolve()
    const id = last.session?.id ?? (await fetchSession(world, ref))
    const session = id ? await world.open(id, last.session?.record) : null
    if (!last.session) await holdFlowsOf(world, session)
    if (turn !== opening) return
    set({ session, isOpening: false, takenUp: stillTakenUp(id ?? null) })
    firstLook.resolve()
    world.keepOnly(id ?? null)
  }

  const act: PanelStore['act'] = async (asked) => {
    const turn = opening
    const masked = maskEvents(asked, get().session?.getState().session)
    const clean = masked instanceof Promise ? await masked : masked
    if (get().isOpening) await shown
    if (clean === 'tooLong') {
      set({ refusal: 'With its secrets masked this is too long. Make it shorter.' })
      return false
    }
    const { data } = clean
    const { world, subject, ticket, session, screen, settings } = get()
    if (!world || turn !== opening) return false
    const personId = world.account.person.id
    const shownNow = session?.getState().session ?? null
    const whyNot = whyNotWrite(shownNow, personId, data)
    if (whyNot) {
      set({ refusal: whyNot })
      return false
    }
    const record = (store: SessionStore): Recorded => {
      const before = store.getState().session
      const isNew = before === null
      const known = withTicket(subject, ticket)
      const first: EventData[] = isNew
        ? [{ type: 'session_started', ticket: known, ...levelOf(data, settings, personId) }]
        : screen === 'work' && data.length > 0
          ? learnClient(before, known)
          : []
      const done = store.record([...first, ...data])
      const refusal = done.ok ? toldOf(clean.summary) : done.refusal.message
      // Begun on a ticket that is not in front any more, it is kept there and shown there.
      if (turn === opening) set({ refusal, ...(done.ok || !isNew ? { session: store } : {}) })
      return done
    }
    const isInFront = () => (turn === opening ? get().session : null)
    const recorded = session
      ? record(session)
      : await beginOn(world, subject?.ref ?? null, record, isInFront)
    if (!recorded.ok) return false
    void recorded.kept.then(refreshOpen)
    const store = isInFront()
    if (!store) return true
    const { status } = store.getState().session ?? {}
    if (status === 'active') world.clock.touch(store.sessionId)
    else await world.clock.leave()
    takeUp()
    return true
  }

  const touch = () => {
    const { world, session, takenUp } = get()
    const isWorking = session?.getState().session?.status === 'active'
    if (isWorking && takenUp.has(session.sessionId)) world?.clock.touch(session.sessionId)
  }

  const takeUp = () => {
    const { session, takenUp } = get()
    if (session && !takenUp.has(session.sessionId)) {
      set({ takenUp: new Set(takenUp).add(session.sessionId) })
    }
  }

  /** Of all others one is told where one stood when one is back at them. */
  const stillTakenUp = (sessionId: string | null): ReadonlySet<string> =>
    new Set([...get().takenUp].filter((id) => id === sessionId))

  const pick: PanelStore['pick'] = async (sessionId) => {
    const { world } = get()
    if (!world) return
    const turn = ++opening
    const session = await world.open(sessionId).catch(() => null)
    if (!session) return set({ isOpening: false, refusal: UNREADABLE })
    void world.clock.leave(sessionId)
    const ticket = session.getState().session?.ticket ?? null
    // The tab follows where it can; the view it then reports is the same ticket.
    if (ticket?.ref) await deps.showTicket(ticket.ref)
    if (turn !== opening) return
    set({
      session,
      subject: ticket,
      ticket: ticket?.ref ? createTicketStore(world.db, world.client, ticket.ref) : null,
      pickedWhile: keyOf(get().view),
      isOpening: false,
      takenUp: stillTakenUp(sessionId),
      screen: 'work',
      lens: null,
      wanted: null,
      asked: null,
      refusal: null,
    })
    void loadMended(get().ticket, world)
    world.keepOnly(sessionId)
  }

  const openHandoff: PanelStore['openHandoff'] = (handoffId) =>
    set({ screen: handoffId ? 'pickup' : 'queue', handoffId: handoffId ?? null, asked: null })

  const openProposals: PanelStore['openProposals'] = (proposalId) =>
    set({
      screen: proposalId ? 'proposal' : 'proposals',
      proposalId: proposalId ?? null,
      asked: null,
    })

  return Object.assign(store, {
    firstLook: firstLook.promise,
    async start() {
      around.watchOnline(() => {
        const isOnline = around.isOnline()
        set({ isOnline })
        if (isOnline) void get().world?.sendWaiting()
      })
      around.tokens.watch(() => void enter())
      around.settings.watch(() => void enter())
      await enter()
    },
    see,
    act,
    pick,
    async workOn({ sessionId, handoffId, isToBeHandedOver }: WorkOn) {
      if (handoffId) return openHandoff(handoffId)
      await pick(sessionId)
      if (isToBeHandedOver) set({ asked: 'handOver' })
      await refreshOpen()
    },
    beginOwn() {
      opening += 1
      const { view } = get()
      const blank = { screen: 'work' as const, lens: null, wanted: null, refusal: null }
      set({ ...blank, session: null, pickedWhile: keyOf(view), isOpening: false })
    },
    startWithout(ticket: SessionTicket | null) {
      opening += 1
      void get().world?.clock.leave()
      set({
        subject: ticket,
        session: null,
        ticket: null,
        pickedWhile: keyOf(get().view),
        isOpening: false,
        screen: 'work',
        lens: null,
        wanted: null,
      })
    },
    show: (screen: Screen) => set({ screen }),
    look: (lens: Lens, wanted: TurnCause | null = null) => set({ lens, wanted, screen: 'work' }),
    ask: (asked: Asked | null) => set({ asked }),
    async takeScript(wanted: Partial<WantedScript> = {}) {
      if (!get().session && !(await act([]))) return
      const wantedScript = { templateId: null, values: {}, need: '', ...wanted }
      set({ wantedScript, screen: 'script' })
    },
    openHandoff,
    openProposals,
    helpIn: (id: string) => set({ helpsIn: new Set(get().helpsIn).add(id) }),
    async walkFirstLevel(isOn: boolean) {
      const firstLevelFor = isOn ? get().world?.account.person.id : undefined
      set({ settings: await around.settings.change({ firstLevelFor }) })
    },
    takeUp,
    touch,
    touchInPage() {
      const { view, session } = get()
      const shown = refOf(view)
      const ours = session?.getState().session?.ticket?.ref
      if (shown && ours && ticketKeyOf(shown) === ticketKeyOf(ours)) touch()
    },
    tell: (refusal: string | null) => set({ refusal }),
    refreshOpen,
  })
}

const toldOf = (summary: string) => (summary ? `Masked before it was stored: ${summary}.` : null)
