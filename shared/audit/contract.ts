/** The question one may ask about the audit trail: who did what to what, when and from where. */
import * as z from 'zod/mini'
import { Id, Instant, Sha256 } from '../ids.ts'
import { route } from '../route.ts'

export const AuditLine = z
  .object({
    /** Counts from 1 without a gap; the next page begins before the last one seen. */
    seq: z.int(),
    at: Instant,
    /** None for what the program did, and where nobody is known. */
    personId: z.nullable(Id),
    personName: z.nullable(z.string()),
    /** The concept, then what happened to it: `person.removed`. */
    act: z.string(),
    object: z.nullable(z.string()),
    address: z.nullable(z.string()),
    result: z.enum(['done', 'refused']),
    /** Over the line before and this one, so that a line taken out or changed shows. */
    hash: Sha256,
  })
  .check(z.meta({ id: 'AuditLine' }))
export type AuditLine = z.infer<typeof AuditLine>

export const ReadAudit = route({
  method: 'GET',
  path: '/audit',
  summary: 'The audit trail of the team, newest first',
  may: 'readAudit',
  request: z.object({
    before: z.optional(z.coerce.number().check(z.int(), z.positive())),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
  }),
  response: z.object({ lines: z.array(AuditLine) }),
})
