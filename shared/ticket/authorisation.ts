/**
 * Whose changes somebody must have agreed to: a lead says it once for the team, and the ticket
 * tells it on (check N18). A client is named as ConnectWise names it, or by its short name there.
 */
import * as z from 'zod/mini'
import { BasedOn, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { foldText } from '../text/fold-text.ts'

/** No client's, those of the clients that are named, or every client's. */
export const Whose = z.enum(['none', 'named', 'all'])
export type Whose = z.infer<typeof Whose>

const ClientName = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))

export const AuthorisationRule = z
  .object({
    /** Rises with each save; 0 before the first. */
    version: z.int(),
    whose: Whose,
    clients: z.array(z.string()),
    savedAt: z.nullable(Instant),
    savedBy: z.nullable(z.string()),
  })
  .check(z.meta({ id: 'AuthorisationRule' }))
export type AuthorisationRule = z.infer<typeof AuthorisationRule>

export const ReadAuthorisationRule = route({
  method: 'GET',
  path: '/authorisation-rule',
  summary: 'Whose changes somebody must have agreed to',
  may: 'readTickets',
  request: z.object({}),
  response: AuthorisationRule,
})

export const SaveAuthorisationRule = route({
  method: 'PUT',
  path: '/authorisation-rule',
  summary: 'Say whose changes somebody must have agreed to',
  may: 'setTeamRules',
  request: z.object({
    /** The version that was changed; 0 for the first. */
    basedOn: BasedOn,
    whose: Whose,
    clients: z.array(ClientName).check(z.maxLength(500)),
  }),
  response: AuthorisationRule,
})

/** Whether the client that goes by these names wants its changes agreed to. */
export function wantsAuthorisation(
  { whose, clients }: Pick<AuthorisationRule, 'whose' | 'clients'>,
  names: readonly string[],
): boolean {
  if (whose !== 'named') return whose === 'all'
  const own = new Set(names.map(foldText))
  return clients.some((client) => own.has(foldText(client)))
}
