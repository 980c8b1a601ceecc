/**
 * The documentation of a session as it stood when its work was ended: kept with the event that
 * ended it, never made anew. What is exported from the record may be worded better later; this
 * is what there was to read on that day.
 */
import * as z from 'zod/mini'
import { Id, Instant, Sha256 } from '../ids.ts'
import { route } from '../route.ts'

/** What it was kept for: the session was finished, or handed over. */
export const DocumentCause = z.enum(['finished', 'handed_off'])
export type DocumentCause = z.infer<typeof DocumentCause>

const document = {
  /** The event that ended the work. */
  id: Id,
  cause: DocumentCause,
  /** The version of the session that it tells. */
  version: z.int(),
  madeAt: Instant,
}

export const DocumentSummary = z.object(document).check(z.meta({ id: 'DocumentSummary' }))
export type DocumentSummary = z.infer<typeof DocumentSummary>

export const ListDocuments = route({
  method: 'GET',
  path: '/sessions/:sessionId/documents',
  summary:
    'The documentation that was kept each time the session was finished or handed over, newest first',
  may: 'readSessions',
  request: z.object({ sessionId: Id }),
  response: z.object({ documents: z.array(DocumentSummary) }),
})

export const ReadDocument = route({
  method: 'GET',
  path: '/sessions/:sessionId/documents/:documentId',
  summary:
    'One documentation as it was kept, with the hash it had then; words marked since are masked in it',
  may: 'readSessions',
  request: z.object({ sessionId: Id, documentId: Id }),
  response: z
    .object({
      ...document,
      text: z.string(),
      /** Of the text as it is kept. */
      hash: Sha256,
      /** Words were marked since: what is shown is not what was hashed. */
      isMasked: z.boolean(),
    })
    .check(z.meta({ id: 'Document' })),
})
