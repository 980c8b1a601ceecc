/**
 * Keeps the queue's rows in the transaction that tells the record: there is never a hand-off in the
 * one and not in the other, whichever door it came through.
 */
import { composeNote } from '#shared/note/compose-note.ts'
import type { EventType, StoredEvent } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Author } from '#shared/session/statement.ts'
import type { Tx } from '../db.ts'
import { tell } from '../live.ts'
import { endHandoff, insertHandoff } from './queries.ts'

export async function keepHandoffs(
  tx: Tx,
  { teamId, sessionId, timeZone = 'UTC' }: { teamId: string; sessionId: string; timeZone?: string },
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  const told = stored.filter(({ event }) => TELLS.has(event.data.type))
  if (told.length === 0) return
  // The old one makes room for the new one: a session has one that waits, so one that ended now.
  for (const handoff of session.handoffs.slice(-2)) {
    if (!handoff.end) continue
    const { how, at, by } = handoff.end
    const end = { endedHow: how, endedAt: at, endedBy: personOf(by) }
    const isNews = await endHandoff(tx, teamId, handoff.id, end)
    if (isNews) await tell(tx, { about: 'handoffs', team: teamId, id: teamId, handoff: handoff.id })
  }
  for (const { event, receivedAt } of told) {
    const handoff = session.handoffs.find(({ id }) => id === event.id)
    if (!handoff) continue
    const { sections } = composeNote(session, 'escalation', { timeZone, sessionId })
    await insertHandoff(tx, {
      ...{ teamId, id: handoff.id, sessionId, intent: handoff.intent, reason: handoff.reason },
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

const TELLS: ReadonlySet<EventType> = new Set(['handed_off', 'picked_up', 'session_finished'])

const personOf = (by: Author): string | null => (by.kind === 'person' ? by.id : null)
