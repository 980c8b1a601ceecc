/**
 * Everything the hand-over dialog shows and does: what is said, what is lacking, the text that goes
 * into the ticket, and the one act. The dialog only draws it.
 */
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { lackingOf } from '#shared/handoff/completeness.ts'
import { suggestImpact } from '#shared/handoff/suggest-impact.ts'
import type { EventData } from '#shared/session/event.ts'
import { receivedHandoff, waitingHandoff } from '#shared/session/handoff.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import { takesPart } from '#shared/session/takes-part.ts'
import { DRAFT } from '../../client/handover-fields.ts'
import type { AskedHandoff } from '../../client/handovers.ts'
import { flagsOf } from '../note/note-state.ts'
import { findTarget } from '../note/target.ts'
import { useBeside } from '../note/use-beside.ts'
import { usePanel, usePanelState, useSession } from '../PanelContext.tsx'
import { useTicket } from '../ticket/use-ticket.ts'
import { useTextKeeper } from '../use-text-keeper.ts'
import { composeText } from './escalation-text.ts'
import {
  beginDraft,
  type HandoffDraft,
  MOST,
  readDraft,
  recordOf,
  sayHandoff,
  whoGave,
  wordsOf,
  writeDraft,
} from './handoff-draft.ts'
import { type Ahead, lookAhead } from './look-ahead.ts'
import { useHandover } from './use-handover.ts'

export type HandOverDesk = NonNullable<ReturnType<typeof useHandOver>>

export function useHandOver() {
  const { store: panel } = usePanel()
  const world = usePanelState((state) => state.world)
  const store = usePanelState((state) => state.session)
  const psa = usePanelState((state) => state.psa)
  const session = useSession()
  const { ticket } = useTicket()
  const handover = useHandover(store?.sessionId)
  const [draft, setDraft] = useState<HandoffDraft | null>(null)
  const [passedOver, setPassedOver] = useState<readonly string[]>([])
  const [isAsked, setAsked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const keeper = useTextKeeper(
    DRAFT,
    (kept) => {
      const now = store?.getState().session
      if (now) setDraft(readDraft(kept) ?? beginDraft(now, ticket))
    },
    async (text) => text, // its parts are masked one by one
  )
  const beside = useBeside(world, session?.ticket?.client, ticket?.company?.name, '', 0)

  const isRefused = handover?.state === 'refused'
  const ticketStore = usePanelState((state) => state.ticket)
  // What changed in the ticket is told with the refusal: from then on it was seen.
  useEffect(() => {
    if (isRefused) void ticketStore?.load({ refresh: true, isQuiet: true })
  }, [isRefused, ticketStore])

  const me = world?.account.person
  const said = useDeferredValue(draft)
  const sessionId = store?.sessionId ?? ''
  const seen = ticket?.stamp
  // What it comes to is looked up behind the keyboard; what is confirmed is looked up as it stands.
  const around = useMemo(
    () => (session && me ? { session, sessionId, me, beside, seen } : null),
    [session, sessionId, me, beside, seen],
  )
  const shown = useMemo(() => (around && said ? lookAhead(said, around) : null), [around, said])

  const impactRests = useMemo(() => session && suggestImpact(session, MOST)?.quotes, [session])

  if (!world || !store || !session || !draft || !me || !around) return null
  const mask = maskIn(session)
  const ref = session.ticket?.ref ?? null
  // Handed over anew, what matters stands in the ticket already.
  const isAnew = waitingHandoff(session) !== null
  const whyNoNote = ref ? findTarget(ref, undefined, psa, 'post').whyNoPost : NO_TICKET
  const isNoteWanted = !whyNoNote && (draft.isNoteWanted ?? !isAnew)
  const unpassed = (found: Ahead['stopping'] = []) =>
    found.filter(({ check }) => !passedOver.includes(check))
  const problemsIn = ({ lacking, stopping }: Pick<Ahead, 'lacking' | 'stopping'>) => ({
    reason: draft.reason.trim() === '' ? 'Say why you hand it over.' : undefined,
    why: lacking.length > 0 && draft.why.trim() === '',
    note: isNoteWanted && unpassed(stopping).length > 0,
  })

  const say = (change: Partial<HandoffDraft>) => {
    const next = { ...draft, ...change }
    setDraft(next)
    keeper.current?.keep(writeDraft(next, mask))
  }

  /** What the record is to hold goes there first, and is asked for no more. */
  const recordFirst = async (): Promise<Session | null> => {
    const data = recordOf(draft, session)
    if (data.length === 0) return store.getState().session
    const joins: EventData[] = takesPart(session, me.id) ? [] : [{ type: 'part_taken' }]
    if (joins.length > 0 && !(await panel.act(joins))) return null
    return (await panel.act(data)) ? store.getState().session : null
  }

  const handOver = async ({ isWithNote = isNoteWanted } = {}) => {
    if (isBusy) return
    setAsked(true)
    const problems = problemsIn(shown && said === draft ? shown : lookAhead(draft, around))
    if (problems.reason || problems.why || (isWithNote && problems.note)) return
    setBusy(true)
    const now = await recordFirst()
    if (!now) return setBusy(false)
    const rest = { ...draft, record: { problem: '', client: '', facts: '', tried: '' } }
    const maskNow = maskIn(now)
    const { intent, reason, words, overridden } = sayHandoff(
      rest,
      lackingOf(now, wordsOf(rest)),
      maskNow,
    )
    const { version, pending } = store.getState()
    const note: AskedHandoff['note'] =
      isWithNote && ref
        ? {
            writeId: world.newId(),
            ticket: ref,
            text: composeText(now, sessionId, {
              intent,
              reason,
              words,
              ...(overridden ? { overridden } : {}),
            }).text,
            flags: flagsOf({ kind: 'escalation', flagsAt: 0 }),
            seen: ticket?.stamp ?? null,
            overridden: [...passedOver] as NonNullable<AskedHandoff['note']>['overridden'],
            madeFrom: { version, ahead: pending.length },
          }
        : null
    const priority = ticket?.priority?.name
    await keeper.current?.forget()
    panel.ask(null)
    await world.handovers.handOver(
      {
        ...{ sessionId, handoffId: world.newId(), at: new Date().toISOString() },
        ...{ intent, reason, toId: draft.to?.id ?? null, words, note },
        ...(priority ? { priority } : {}),
        ...(overridden ? { overridden } : {}),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      writeDraft(rest, maskNow),
    )
  }

  return {
    session,
    draft,
    say,
    /** What the record does not say: asked for as long as the dialog is open. */
    asked: lackingOf(session, {}),
    /** Of that, what is lacking still. */
    lacking: shown?.lacking ?? [],
    /** The words of the record that what is said of the impact began with. */
    impactRests: impactRests ?? [],
    problems: isAsked && shown ? problemsIn(shown) : NO_PROBLEMS,
    isBusy,
    isAnew,
    mayReturn: receivedHandoff(session) !== null,
    whoGave: whoGave(session),
    text: shown?.text ?? '',
    whyNoNote,
    isNoteWanted,
    stopping: unpassed(shown?.stopping),
    passOver: (check: string) => setPassedOver([...passedOver, check]),
    refused: isRefused ? handover : null,
    handOver,
    close() {
      if (isRefused) void world.handovers.forget(sessionId)
      panel.ask(null)
    },
  }
}

const NO_TICKET = 'This session is about no ticket in ConnectWise.'
const NO_PROBLEMS = { reason: undefined, why: false, note: false }
