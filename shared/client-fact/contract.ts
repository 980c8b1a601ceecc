/**
 * What is known of a client from earlier work: asked once, kept with who told it and when, and
 * filled in next time. Asked again once it is old, or where two people told two things.
 */
import * as z from 'zod/mini'
import { Instant } from '../ids.ts'
import { route } from '../route.ts'
import { FactValue, Knew } from './knew.ts'

const Told = {
  value: FactValue,
  setAt: Instant,
  setBy: z.string(),
}

export const ClientFact = z
  .object({
    name: z.string(),
    ...Told,
    /** The ticket it was told on, by its number; null where that is not known. */
    ticket: z.nullable(z.string()),
    /** What somebody else told without knowing of this value, and nobody has settled since. */
    other: z.nullable(z.object(Told)),
  })
  .check(z.meta({ id: 'ClientFact' }))
export type ClientFact = z.infer<typeof ClientFact>

const client = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
/** Written as a variable of a flow is. */
const name = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/))

export const ListClientFacts = route({
  method: 'GET',
  path: '/client-facts',
  summary: 'Values kept for a client of the team, by the client’s name as the ticket gives it',
  may: 'readTickets',
  request: z.object({ client }),
  response: z.object({ facts: z.array(ClientFact) }),
})

export const SettleClientFact = route({
  method: 'PUT',
  path: '/client-facts',
  summary: 'Say which value of a client holds from now on',
  may: 'workOnSessions',
  request: z.object({
    client,
    name,
    value: FactValue.check(z.trim(), z.minLength(1)),
    knew: Knew,
  }),
  response: z.object({ facts: z.array(ClientFact) }),
})

export const ForgetClientFact = route({
  method: 'DELETE',
  path: '/client-facts',
  summary: 'Forget a value of a client, as it was seen; one that was told meanwhile stays',
  may: 'workOnSessions',
  request: z.object({ client, name, value: FactValue }),
  response: z.object({}),
})
