/** What somebody is told at the bell: who did what, and where it leads. */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'

export const NOTICE_KINDS = [
  'handed_off',
  'handed_back',
  'picked_up',
  'proposal_raised',
  'proposal_decided',
  'walk_to_validate',
  'walk_validated',
] as const
export const NoticeKind = z.enum(NOTICE_KINDS)
export type NoticeKind = z.infer<typeof NoticeKind>

/** Where a notice leads; what it is about is the first of hand-off, proposal, session. */
export const NoticeOpens = z.object({
  sessionId: z.optional(Id),
  handoffId: z.optional(Id),
  proposalId: z.optional(Id),
})
export type NoticeOpens = z.infer<typeof NoticeOpens>

export const Notice = z
  .object({
    id: Id,
    kind: NoticeKind,
    at: Instant,
    /** Who did it; none where no person did. */
    byId: z.nullable(Id),
    byName: z.string(),
    /** One line: who, what, ticket and client. */
    text: z.string(),
    opens: NoticeOpens,
    readAt: z.nullable(Instant),
  })
  .check(z.meta({ id: 'Notice' }))
export type Notice = z.infer<typeof Notice>

/** The line of a mail, which has room for all that a person has said. */
export const LONGEST_MAIL = 2500

/** Longer than a line of a bell is shown; what is longer is cut at a word. */
export const LONGEST_NOTICE = 300
