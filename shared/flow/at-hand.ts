/**
 * Flows that are at hand without looking for them: those somebody has marked for themselves, and those
 * that the sessions of a client were mostly begun on. Told by id; the library knows the rest.
 */
import * as z from 'zod/mini'
import { Id } from '../ids.ts'
import { route } from '../route.ts'

export const ReadFlowsAtHand = route({
  method: 'GET',
  path: '/flows-at-hand',
  summary: 'One’s favourite flows, and those used most in the finished sessions of a client',
  may: 'readFlows',
  request: z.object({ client: z.optional(z.string().check(z.minLength(1), z.maxLength(200))) }),
  response: z.object({
    favourites: z.array(Id),
    /** Most used first; of the last sessions of the client that were finished. */
    ofClient: z.array(z.object({ flowId: Id, sessions: z.int() })),
  }),
})

export const SetFavourite = route({
  method: 'PUT',
  path: '/flows/:flowId/favourite',
  summary: 'Mark a flow as one’s favourite, or not any more',
  may: 'readFlows',
  request: z.object({ flowId: Id, isFavourite: z.boolean() }),
  response: z.object({ isFavourite: z.boolean() }),
})
