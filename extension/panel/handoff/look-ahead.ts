/**
 * What a hand-off as it is said now comes to: the record as it will be, what is lacking for whoever
 * takes over, and the text for the ticket with what the checks say stops it.
 */
import { lackingOf } from '#shared/handoff/completeness.ts'
import type { Finding } from '#shared/note/finding.ts'
import { applyEvent } from '#shared/session/apply-event.ts'
import type { EventData } from '#shared/session/event.ts'
import type { HandoffNeed } from '#shared/session/handoff-event.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Author } from '#shared/session/statement.ts'
import type { TicketStamp } from '#shared/ticket/ticket.ts'
import type { Beside } from '../note/read-beside.ts'
import { checkEscalation, composeText } from './escalation-text.ts'
import { type HandoffDraft, recordOf, sayHandoff, wordsOf } from './handoff-draft.ts'

export interface Ahead {
  lacking: readonly HandoffNeed[]
  text: string
  /** Only what stops the note. */
  stopping: readonly Finding[]
}

export function lookAhead(
  draft: HandoffDraft,
  of: {
    session: Session
    sessionId: string
    me: { id: string; name: string }
    beside: Beside
    /** The ticket as it was seen. */
    seen: TicketStamp | undefined
  },
): Ahead {
  const { sessionId, beside, seen } = of
  const session = foldAhead(of.session, recordOf(draft, of.session), of.me)
  const lacking = lackingOf(session, wordsOf(draft))
  const composed = composeText(session, sessionId, sayHandoff(draft, lacking, maskIn(session)))
  const findings = checkEscalation({ session, sessionId, ...composed, beside, seen })
  const stopping = findings.filter(({ severity }) => severity === 'block')
  return { lacking, text: composed.text, stopping }
}

/** As the record will be once what is typed here stands in it. */
function foldAhead(
  session: Session,
  data: readonly EventData[],
  me: { id: string; name: string },
): Session {
  const by: Author = { kind: 'person', id: me.id, name: me.name }
  const at = new Date().toISOString()
  return data.reduce((now, one) => {
    const applied = applyEvent(now, { id: crypto.randomUUID(), at, by, data: one })
    return applied.ok ? applied.session : now
  }, session)
}
