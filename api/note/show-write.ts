/** A write as people may see it. */
import type { PsaWrite } from '#shared/note/contract.ts'
import type { WriteRow } from './queries.ts'

export const showWrite = (row: WriteRow): PsaWrite => ({
  id: row.id,
  sessionId: row.sessionId,
  noteKind: row.noteKind,
  ticketId: row.ticketId,
  state: row.state,
  message: row.message,
  canRetry: row.canRetry,
  attempts: row.attempts,
  psaNoteId: row.psaNoteId,
  psaTimeEntryId: row.psaTimeEntryId,
  author: row.author,
  askedAt: row.askedAt,
  settledAt: row.settledAt,
})
