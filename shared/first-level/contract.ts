/** First-level walks: those whose outcome waits for a lead, and the way that a session has gone. */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { SessionOutcome, SessionTicket } from '../session/event.ts'

/** A walk that has ended and of which nobody has said yet that it holds. */
export const WalkToValidate = z
  .object({
    sessionId: Id,
    ticket: z.nullable(SessionTicket),
    walkedById: Id,
    walkedByName: z.string(),
    flowName: z.nullable(z.string()),
    outcome: z.nullable(SessionOutcome),
    /** When it ended, by the clock of whoever ended it. */
    endedAt: Instant,
  })
  .check(z.meta({ id: 'WalkToValidate' }))
export type WalkToValidate = z.infer<typeof WalkToValidate>

export const ListWalksToValidate = route({
  method: 'GET',
  path: '/first-level-walks/to-validate',
  summary: 'First-level walks that have ended and wait to be validated, longest first',
  may: 'workOnOthersSessions',
  request: z.object({}),
  response: z.object({ walks: z.array(WalkToValidate) }),
})

export const WayStep = z.object({
  id: Id,
  /** None for a step of one's own outside of a flow. */
  flowName: z.nullable(z.string()),
  title: z.string(),
  answer: z.string(),
  /** What was said of it, in sentences. */
  said: z.array(z.string()),
  at: Instant,
  byName: z.string(),
})
export type WayStep = z.infer<typeof WayStep>

export const ReadWay = route({
  method: 'GET',
  path: '/sessions/:sessionId/way',
  summary:
    'The steps that a session has gone, in order with their answers; not what was taken back',
  may: 'readSessions',
  request: z.object({ sessionId: Id }),
  response: z.object({ steps: z.array(WayStep) }).check(z.meta({ id: 'Way' })),
})
