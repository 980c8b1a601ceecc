/** The questions one may ask about the team's connection to ConnectWise. */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { SiteOrigin } from '../ticket/ticket-ref.ts'

/** What a team tells us to reach its ConnectWise. Keys go in and never come out again. */
export const NewConnection = z.object({
  site: SiteOrigin,
  companyId: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  publicKey: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  privateKey: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
})
export type NewConnection = z.infer<typeof NewConnection>

export const Connection = z
  .object({
    site: SiteOrigin,
    companyId: z.string(),
    keysSetAt: Instant,
    keysSetBy: z.string(),
    /** As of the last test: what works and what does not, feature by feature. */
    lastTest: z.nullable(z.lazy(() => ConnectionTest)),
  })
  .check(z.meta({ id: 'PsaConnection' }))
export type Connection = z.infer<typeof Connection>

export const ConnectionTest = z
  .object({
    at: Instant,
    ok: z.boolean(),
    version: z.nullable(z.string()),
    findings: z.array(
      z.object({
        /** What was tried, in the words of the screen: "Read tickets". */
        what: z.string(),
        state: z.enum(['works', 'fails', 'unknown']),
        /** What is wrong and what to do about it. */
        message: z.string(),
      }),
    ),
  })
  .check(z.meta({ id: 'PsaConnectionTest' }))
export type ConnectionTest = z.infer<typeof ConnectionTest>

export const Member = z
  .object({
    memberId: z.int(),
    identifier: z.string(),
    name: z.string(),
    email: z.nullable(z.string()),
    isInactive: z.boolean(),
    /** The person who writes as this member. */
    personId: z.nullable(Id),
    matchedBy: z.nullable(z.enum(['email', 'name', 'hand'])),
  })
  .check(z.meta({ id: 'PsaMember' }))
export type Member = z.infer<typeof Member>

export const GetConnection = route({
  method: 'GET',
  path: '/psa/connection',
  summary: 'The team’s connection to ConnectWise, without its keys',
  may: 'managePsa',
  request: z.object({}),
  response: z.object({ connection: z.nullable(Connection) }),
})

export const SaveConnection = route({
  method: 'PUT',
  path: '/psa/connection',
  summary: 'Set the connection; keys are kept encrypted and are never shown again',
  may: 'managePsa',
  needsProof: true,
  request: NewConnection,
  response: z.object({ connection: Connection }),
})

export const TestConnection = route({
  method: 'POST',
  path: '/psa/connection/test',
  summary: 'Try the stored connection, or one that is not stored yet, feature by feature',
  may: 'managePsa',
  pace: 'reachOut',
  request: z.object({ connection: z.optional(NewConnection) }),
  response: ConnectionTest,
})

export const RemoveConnection = route({
  method: 'DELETE',
  path: '/psa/connection',
  summary: 'Forget the connection and its keys',
  may: 'managePsa',
  needsProof: true,
  request: z.object({}),
  response: z.object({}),
})

export const ListMembers = route({
  method: 'GET',
  path: '/psa/members',
  summary: 'ConnectWise members and who writes as them',
  may: 'readPeople',
  request: z.object({ refresh: z.optional(z.stringbool()) }),
  response: z.object({ members: z.array(Member), readAt: z.nullable(Instant) }),
})

export const MapMember = route({
  method: 'PUT',
  path: '/psa/members/:memberId',
  summary: 'Say who writes as a member; nobody else may claim the same one',
  may: 'mapMembers',
  request: z.object({
    memberId: z.coerce.number().check(z.int(), z.positive()),
    personId: z.nullable(Id),
  }),
  response: Member,
})

export const ListClientConfigurations = route({
  method: 'GET',
  path: '/psa/configurations',
  summary: 'What a client has in use according to ConnectWise, by name',
  may: 'readTickets',
  pace: 'search',
  request: z.object({ client: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)) }),
  response: z.object({
    configurations: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        type: z.string(),
        ipAddress: z.optional(z.string()),
      }),
    ),
  }),
})

export const ListWorkTypes = route({
  method: 'GET',
  path: '/psa/work-types',
  summary: 'Work types a time entry can carry',
  may: 'readTickets',
  request: z.object({}),
  response: z.object({ workTypes: z.array(z.object({ id: z.int(), name: z.string() })) }),
})
