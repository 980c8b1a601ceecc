/**
 * What a team has tried before where the same client, device or symptom was in front, and what
 * came of it: told on opening a ticket, so that nobody walks into a dead end twice.
 */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { SiteOrigin } from '../ticket/ticket-ref.ts'

/** By what a session is like the ticket in front; nearest first. */
export const LIKENESSES = ['device', 'client_symptom', 'client', 'symptom'] as const
export const Likeness = z.enum(LIKENESSES)
export type Likeness = z.infer<typeof Likeness>

export const TriedBefore = z
  .object({
    /** As its nearest session words it, masked; of another client without names. */
    text: z.string(),
    hasHelped: z.boolean(),
    likeness: Likeness,
    /** In how many sessions. */
    times: z.int().check(z.minimum(1)),
    /** The nearest of them, and of those the newest. */
    sessions: z.array(
      z.object({
        sessionId: Id,
        at: Instant,
        /** The ticket's number; null where none is known. */
        ticket: z.nullable(z.string()),
      }),
    ),
  })
  .check(z.meta({ id: 'TriedBefore' }))
export type TriedBefore = z.infer<typeof TriedBefore>

export const ListTriedBefore = route({
  method: 'GET',
  path: '/tried-before',
  summary: 'What was tried for the same client, device or symptom: what did not help, and what did',
  may: 'readSessions',
  pace: 'search',
  request: z.object({
    client: z.optional(z.string().check(z.trim(), z.maxLength(200))),
    summary: z.optional(z.string().check(z.trim(), z.maxLength(500))),
    /** The ticket, whose devices are those that were read with it. */
    origin: z.optional(SiteOrigin),
    ticketId: z.optional(z.coerce.number().check(z.int(), z.positive())),
    /** The session in front: it knows itself what it has tried. */
    exceptSessionId: z.optional(Id),
  }),
  response: z.object({ tried: z.array(TriedBefore) }),
})
