/**
 * Session events of files: attached at a step, and taken back.
 *
 * The event says what the file is; its bytes are sent beside the record (`attachment/`), and
 * only for an event that the record holds.
 */
import * as z from 'zod/mini'
import { Attachment } from '../attachment/attachment.ts'
import { Id, Line } from '../ids.ts'

export const fileMembers = {
  file_attached: z.object({
    type: z.literal('file_attached'),
    file: Attachment,
    /** The step one stood at, in its own words. */
    title: z.optional(Line),
  }),
  /** The bytes are deleted with it; that there was a file stays in the record. */
  file_detached: z.object({ type: z.literal('file_detached'), attachmentId: Id }),
} as const
