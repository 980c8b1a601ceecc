/**
 * What one takes along of a session, masked: its note for the ticket, and the whole of it as a
 * file. A person's own wording of the note comes first, and is masked like the rest.
 */
import type { Attachment } from '#shared/attachment/attachment.ts'
import { composeNote } from '#shared/note/compose-note.ts'
import {
  EXPORT_FORMS,
  type ExportForm,
  exportName,
  exportSession,
  picturesToShow,
} from '#shared/note/export-session.ts'
import { renderPlain } from '#shared/note/render.ts'
import { tellSession } from '#shared/note/tell-session.ts'
import type { Block } from '#shared/note/told-block.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import { addressOf } from '../files/address-of.ts'

const settings = (sessionId: string) => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  sessionId,
})

export function noteForTicket(session: Session, sessionId: string): string {
  const kind = session.outcome ? 'resolution' : 'working'
  const own = session.drafts[kind]?.text
  return maskIn(session)(own ?? renderPlain(composeNote(session, kind, settings(sessionId))))
}

export async function exportFile(
  session: Session,
  sessionId: string,
  form: ExportForm,
  load: (file: Attachment) => Promise<Blob | string>,
): Promise<{ name: string; text: string; type: string }> {
  const blocks = tellSession(session, settings(sessionId), maskIn(session))
  const pictures = form === 'html' ? await loadPictures(blocks, load) : new Map<string, string>()
  return {
    name: exportName(session.ticket?.ref?.ticketId, session.startedAt, form),
    text: exportSession(blocks, form, pictures),
    type: EXPORT_FORMS[form].type,
  }
}

/** A picture that cannot be had now is told by its name, like any other file. */
async function loadPictures(
  blocks: readonly Block[],
  load: (file: Attachment) => Promise<Blob | string>,
): Promise<Map<string, string>> {
  const pictures = new Map<string, string>()
  for (const file of picturesToShow(blocks)) {
    const loaded = await load(file)
    if (typeof loaded !== 'string') pictures.set(file.id, await addressOf(loaded))
  }
  return pictures
}
