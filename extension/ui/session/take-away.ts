/**
 * What one takes along of a session, masked: its note for the ticket, and the whole of it as a
 * file. A person's own wording of the note comes first, and is masked like the rest.
 */
import { composeNote } from '#shared/note/compose-note.ts'
import {
  EXPORT_FORMS,
  type ExportForm,
  exportName,
  exportSession,
} from '#shared/note/export-session.ts'
import { renderPlain } from '#shared/note/render.ts'
import { tellSession } from '#shared/note/tell-session.ts'
import { redact } from '#shared/redact/redact.ts'
import type { Session } from '#shared/session/session.ts'

const settings = (sessionId: string) => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  sessionId,
})

const mask = (text: string): string => redact(text).text

export function noteForTicket(session: Session, sessionId: string): string {
  const kind = session.outcome ? 'resolution' : 'working'
  const own = session.drafts[kind]?.text
  return mask(own ?? renderPlain(composeNote(session, kind, settings(sessionId))))
}

export function exportFile(
  session: Session,
  sessionId: string,
  form: ExportForm,
): { name: string; text: string; type: string } {
  const blocks = tellSession(session, settings(sessionId), mask)
  return {
    name: exportName(session.ticket?.ref?.ticketId, session.startedAt, form),
    text: exportSession(blocks, form),
    type: EXPORT_FORMS[form].type,
  }
}
