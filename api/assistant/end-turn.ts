/**
 * Ends a turn in one transaction: its proposals, then its reply, then the turn itself.
 *
 * What is proposed is decided while the session is held, against the record as it stands now.
 * Every event is tried before anything is stored, so that the reply can tell what the record did
 * not take. Whoever is not the turn's keeper any more changes nothing and gets nothing.
 */

import type * as z from 'zod/mini'
import type { Exchange } from '#shared/assistant/exchange.ts'
import { applyEvent } from '#shared/session/apply-event.ts'
import type { EventData, SessionEvent } from '#shared/session/event.ts'
import type { laneMembers } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import { cutText } from '#shared/text/cut-text.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { admitEvent } from '../session/admit-event.ts'
import { appendEvents } from '../session/append-events.ts'
import { holdSession } from '../session/queries.ts'
import { endTurnRow, holdTurn, type ShownTurn } from './queries.ts'

type Reply = Omit<z.infer<typeof laneMembers.replied>, 'type' | 'turnId'>

/** What a turn yields. */
export interface Yielded {
  proposals: readonly EventData[]
  reply: Reply
  retryAfterSeconds?: number | undefined
  reasons?: readonly string[]
  exchange?: Exchange
}

const MOST_DROPPED = 40
const ASSISTANT = { kind: 'assistant' } as const

/** `yieldFor` is asked with the session as it stands now, inside the transaction. */
export function endTurn(
  deps: Deps,
  turn: ShownTurn,
  state: 'done' | 'stopped',
  yieldFor: (tx: Tx, session: Session) => Promise<Yielded>,
): Promise<ShownTurn | undefined> {
  const { teamId, sessionId } = turn
  return inTeam(deps.db, teamId, async (tx) => {
    const held = await holdSession(tx, teamId, sessionId)
    const running = held && (await holdTurn(tx, turn))
    if (!held || !running) return undefined
    const at = deps.now()
    const append = (events: SessionEvent[]) =>
      appendEvents(tx, { teamId, by: ASSISTANT, sessionId, after: held.version, events, now: at })
    const { session } = await append([])
    if (!session) throw new Error(`The turn ${turn.id} is about a session without a beginning.`)

    const yielded = await yieldFor(tx, session)
    const { events, reply } = fitRecord(deps, session, turn, yielded)
    const { version } = await append(events)
    const ended = await endTurnRow(tx, turn, {
      state,
      version,
      mode: reply.mode,
      tier: reply.tier,
      failure: reply.failure ?? null,
      retryAfterSeconds: yielded.retryAfterSeconds ?? null,
      text: reply.text,
      reasons: [...(yielded.reasons ?? running.reasons)],
      exchange: yielded.exchange ?? null,
      endedAt: at,
    })
    await tell(tx, { about: 'turn', team: teamId, id: sessionId })
    return ended
  })
}

/** The proposals that the record takes, and the reply, which tells of those it does not. */
function fitRecord(
  { now, newId }: Deps,
  session: Session,
  turn: ShownTurn,
  { proposals, reply }: Yielded,
): { events: SessionEvent[]; reply: Reply } {
  const at = now()
  const eventOf = (data: EventData): SessionEvent => ({
    id: newId(),
    at: at.toISOString(),
    by: ASSISTANT,
    data,
  })
  let folded = session
  const events: SessionEvent[] = []
  const dropped = [...reply.dropped]
  for (const data of proposals) {
    const event = eventOf(data)
    const admitted = admitEvent(event, ASSISTANT, at, folded)
    const applied = 'code' in admitted ? undefined : applyEvent(folded, admitted)
    if (applied?.ok) {
      folded = applied.session
      events.push(event)
      continue
    }
    const why = 'code' in admitted ? admitted.message : applied?.ok ? '' : applied?.refusal.message
    dropped.push({ what: tellProposal(data), why: cutText(why ?? '', 200) })
  }
  const full = { ...reply, dropped: dropped.slice(0, MOST_DROPPED) }
  const replied: EventData = { type: 'replied', turnId: turn.id, ...full }
  return { events: [...events, eventOf(replied)], reply: full }
}

/** A proposal in a line. */
function tellProposal(data: EventData): string {
  const words =
    'title' in data && data.title
      ? data.title
      : 'cause' in data
        ? data.cause
        : 'text' in data
          ? data.text
          : data.type
  return cutText(words, 300) || data.type
}
