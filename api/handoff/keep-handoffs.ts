/**
 * Keeps the queue's rows in the transaction that tells the record: there is never a hand-off in the
 * one and not in the other, whichever door it came through.
 */
import { composeNote } from '#shared/note/compose-note.ts'
import type { EventType, StoredEvent } from '#shared/session/event.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Author } from '#shared/session/statement.ts'
import type { Tx } from '../db.ts'
import { tell } from '../live.ts'
import { dropWaiting } from '../notice/delivery-queries.ts'
import { endNotices, maskNotices } from '../notice/put-notices.ts'
import { endHandoff, insertHandoff, rewordReason } from './queries.ts'

export async function keepHandoffs(
  tx: Tx,
  { teamId, sessionId, timeZone = 'UTC' }: { teamId: string; sessionId: string; timeZone?: string },
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  const mask = maskIn(session)
  if (stored.some(({ event }) => MARKS.has(event.data.type))) {
    await maskHandoffs(tx, teamId, session, mask)
  }
  const told = stored.filter(({ event }) => TELLS.has(event.data.type))
  if (told.length === 0) return
  // The old one makes room for the new one: a session has one that waits, so one that ended now.
  for (const handoff of session.handoffs.slice(-2)) {
    if (!handoff.end) continue
    const { how, at, by } = handoff.end
    const end = { endedHow: how, endedAt: at, endedBy: personOf(by) }
    const isNews = await endHandoff(tx, teamId, handoff.id, end)
    if (!isNews) continue
    await tell(tx, { about: 'handoffs', team: teamId, id: teamId, handoff: handoff.id })
    // Nobody goes on being told of what is over by then; what takes its place is told anew.
    const about = { kinds: SAYS_IT_WAITS, subject: handoff.id }
    await endNotices(tx, teamId, about)
    const ways = how === 'replaced' ? EVERY_WAY : MAIL
    await dropWaiting(tx, teamId, { ...about, ways })
  }
  for (const { event, receivedAt } of told) {
    const handoff = session.handoffs.find(({ id }) => id === event.id)
    if (!handoff) continue
    const { sections } = composeNote(session, 'escalation', { timeZone, sessionId })
    await insertHandoff(tx, {
      ...{ teamId, id: handoff.id, sessionId, intent: handoff.intent },
      reason: mask(handoff.reason),
      ...{ byId: personOf(handoff.by), toId: handoff.to?.id ?? null },
      priority: handoff.priority ?? null,
      lacking: [...(handoff.overridden?.lacking ?? [])],
      at: receivedAt,
      timeZone,
      briefing: sections.map((section) => ({
        ...section,
        sentences: section.sentences.map(({ text, evidence }) => ({
          text,
          evidence: [...evidence],
        })),
      })),
    })
    await tell(tx, { about: 'handoffs', team: teamId, id: teamId, handoff: handoff.id })
  }
}

/** What was marked since goes out of the queue and the bell, live, and comes back unmarked. */
async function maskHandoffs(
  tx: Tx,
  teamId: string,
  session: Session,
  mask: (text: string) => string,
): Promise<void> {
  for (const { id, reason } of session.handoffs) {
    const isNews = await rewordReason(tx, teamId, id, mask(reason))
    if (!isNews) continue
    const news = { about: 'handoffs', team: teamId, id: teamId } as const
    await tell(tx, { ...news, handoff: id, isChanged: true })
  }
  await maskNotices(
    tx,
    teamId,
    session.handoffs.map(({ id }) => id),
    mask,
  )
}

const MARKS: ReadonlySet<EventType> = new Set(['words_marked', 'words_unmarked'])

const SAYS_IT_WAITS = ['handed_off', 'handed_back'] as const
const MAIL = ['mail'] as const
const EVERY_WAY = ['mail', 'slack', 'teams'] as const

const TELLS: ReadonlySet<EventType> = new Set(['handed_off', 'picked_up', 'session_finished'])

const personOf = (by: Author): string | null => (by.kind === 'person' ? by.id : null)
