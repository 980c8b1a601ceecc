/**
 * The bytes of attached files: taken in, and given out to be saved.
 *
 * Given out they are never a page: their type is one of a closed list, and browsers are told to
 * save them. Everything else of a file, its name included, is in the record.
 */
import { PutAttachment, ReadAttachment } from '#shared/attachment/contract.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { inTeam } from '../db.ts'
import { dispositionOf } from './disposition.ts'
import { readAttachment } from './queries.ts'
import { takeFile } from './take-file.ts'

export function attachmentRoutes(app: App): void {
  const { deps } = app

  answer(app, PutAttachment, (asked, who, { readBytes }) => takeFile(deps, who, asked, readBytes))

  answer(app, ReadAttachment, async ({ sessionId, attachmentId }, { teamId }) => {
    const row = await inTeam(deps.db, teamId, (tx) =>
      readAttachment(tx, teamId, sessionId, attachmentId),
    )
    if (!row) {
      return refuse(
        'notFound',
        'This file is not on the server. It may still wait in the browser where it was attached: open the side panel there.',
      )
    }
    const bytes = await deps.files.read(teamId, row.sha256)
    if (!bytes) {
      return refuse(
        'gone',
        'The bytes of this file are no longer where the server keeps files. Ask your admin to restore them from the backup.',
      )
    }
    return new Response(bytes, {
      headers: {
        'content-type': row.mediaType,
        'content-length': String(bytes.length),
        'content-disposition': dispositionOf(row.fileName),
      },
    })
  })
}
