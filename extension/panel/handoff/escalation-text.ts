/** The text that goes into the ticket with a hand-off, as it will stand there, and what the checks say of it. */
import { checkNote } from '#shared/note/check-note.ts'
import { composeNote } from '#shared/note/compose-note.ts'
import type { Finding } from '#shared/note/finding.ts'
import { maskNote } from '#shared/note/mask-note.ts'
import type { ComposedNote } from '#shared/note/note.ts'
import { renderPlain } from '#shared/note/render.ts'
import type { SaidAtHandoff } from '#shared/session/handoff.ts'
import { maskIn, redactIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { TicketStamp } from '#shared/ticket/ticket.ts'
import { flagsOf } from '../note/note-state.ts'
import type { Beside } from '../note/read-beside.ts'

export function composeText(
  session: Session,
  sessionId: string,
  handingOver: SaidAtHandoff,
): { note: ComposedNote; text: string } {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const mask = maskIn(session)
  const note = maskNote(
    composeNote(session, 'escalation', { timeZone, sessionId, handingOver }),
    mask,
  )
  return { note, text: mask(renderPlain(note)) }
}

export const checkEscalation = ({
  session,
  sessionId,
  note,
  text,
  beside,
  seen,
}: {
  session: Session
  sessionId: string
  note: ComposedNote
  text: string
  beside: Beside
  seen: TicketStamp | undefined
}): Finding[] =>
  checkNote({
    ...{ session, sessionId, text, composed: note },
    kind: 'escalation',
    flags: flagsOf({ kind: 'escalation', flagsAt: 0 }),
    mailContact: false,
    mailConfirmed: false,
    findSecrets: (words) => redactIn(session, words).masked,
    otherClients: beside.otherClients,
    levels: beside.levels,
    ...(seen ? { seen } : {}),
  })
