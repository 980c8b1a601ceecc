/** The questions one may ask about what models have cost, in millionths of a dollar. */
import * as z from 'zod/mini'
import { Id } from '../ids.ts'
import { route } from '../route.ts'
import { Tier } from '../session/lane-event.ts'

const Spent = {
  calls: z.int(),
  /** Calls still running, or whose process died, count with what they could have cost at most. */
  costMicro: z.int(),
}

export const SessionCost = z
  .object({
    ...Spent,
    byPurpose: z.array(z.object({ purpose: z.string(), ...Spent })),
    byTier: z.array(z.object({ tier: Tier, ...Spent })),
    /** All sessions of the same ticket; the session alone where none is linked. */
    ticket: z.object(Spent),
  })
  .check(z.meta({ id: 'SessionCost' }))

export const ReadSessionCost = route({
  method: 'GET',
  path: '/sessions/:sessionId/cost',
  summary: 'What models have cost in a session and on its ticket',
  may: 'readSessions',
  request: z.object({ sessionId: Id }),
  response: SessionCost,
})

export const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/))

export const Spending = z
  .object({
    month: Month,
    ...Spent,
    /** What holds for this month; none is no limit. */
    limitMicro: z.nullable(z.int()),
    /** The latest twelve with any call, newest first. */
    months: z.array(z.object({ month: Month, ...Spent })),
    byPerson: z.array(z.object({ personId: z.nullable(Id), name: z.string(), ...Spent })),
    byPurpose: z.array(z.object({ purpose: z.string(), ...Spent })),
    byTier: z.array(z.object({ tier: Tier, ...Spent })),
  })
  .check(z.meta({ id: 'AssistantSpending' }))
export type Spending = z.infer<typeof Spending>

export const ReadSpending = route({
  method: 'GET',
  path: '/assistant/spending',
  summary: 'What models have cost the team in a month: by person, purpose and tier',
  may: 'readSpending',
  request: z.object({ month: z.optional(Month) }),
  response: Spending,
})
