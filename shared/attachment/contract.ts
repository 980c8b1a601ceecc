/**
 * The bytes of attachments: sent for what a record names, and read again.
 *
 * What the file is stands in the record (`file_attached`), so nothing is said here but which
 * one it is. Sent again it is the same file; other bytes are refused.
 */
import * as z from 'zod/mini'
import { Id } from '../ids.ts'
import { route } from '../route.ts'

const Asked = z.object({ sessionId: Id, attachmentId: Id })

export const PutAttachment = route({
  method: 'PUT',
  path: '/sessions/:sessionId/attachments/:attachmentId',
  summary: 'Send the bytes of a file that the session’s record names; sent again it stays one file',
  may: 'workOnSessions',
  pace: 'attach',
  sends: 'bytes',
  request: Asked,
  response: z
    .object({
      /** What the files of the team take now, and what they may take. */
      teamBytes: z.int(),
      teamLimit: z.int(),
    })
    .check(z.meta({ id: 'AttachmentRoom' })),
})

export const ReadAttachment = route({
  method: 'GET',
  path: '/sessions/:sessionId/attachments/:attachmentId',
  summary: 'The bytes of an attached file, to be saved and never shown as a page',
  may: 'readSessions',
  answers: 'bytes',
  request: Asked,
  response: z.unknown(),
})
