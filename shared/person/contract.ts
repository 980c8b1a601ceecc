/** The questions one may ask about signing in and about the people of one's team. */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { Email, NewPassword, Person, PersonName, Team } from './person.ts'
import { Role } from './rights.ts'

export const SignedIn = z
  .object({
    accessToken: z.string(),
    accessTokenEndsAt: Instant,
    /** One use; the answer to its use holds the next one. */
    refreshToken: z.string(),
    person: Person,
    team: Team,
    /** The password was given by an admin: nothing is answered until there is one of their own. */
    mustChangePassword: z._default(z.boolean(), false),
  })
  .check(z.meta({ id: 'SignedIn' }))
export type SignedIn = z.infer<typeof SignedIn>

const Nothing = z.object({})
const personId = Id

export const SignIn = route({
  method: 'POST',
  path: '/sign-in',
  summary: 'Sign in with e-mail and password',
  may: 'anyone',
  request: z.object({
    email: Email,
    password: z.string().check(z.minLength(1), z.maxLength(200)),
    device: z.optional(z.string().check(z.maxLength(120))),
  }),
  response: SignedIn,
})

export const RefreshSignIn = route({
  method: 'POST',
  path: '/sign-in/refresh',
  summary: 'Trade a refresh token for the next pair of tokens',
  may: 'anyone',
  request: z.object({ refreshToken: z.string().check(z.minLength(20), z.maxLength(200)) }),
  response: SignedIn,
})

export const SignOut = route({
  method: 'POST',
  path: '/sign-out',
  summary: 'End this sign-in on every surface that shares it',
  may: 'anyone',
  request: z.object({ refreshToken: z.string().check(z.minLength(20), z.maxLength(200)) }),
  response: Nothing,
})

export const WhoAmI = route({
  method: 'GET',
  path: '/me',
  summary: 'Who is asking, and for which team',
  may: 'signedIn',
  beforeOwnPassword: true,
  request: z.object({}),
  response: z
    .object({
      person: Person,
      team: Team,
      psa: z.object({
        /** The ConnectWise site of the team; none while no connection is set up. */
        siteOrigin: z.nullable(z.string()),
        /** The ConnectWise member one writes as; none while not matched. */
        member: z.nullable(
          z.object({ memberId: z.int(), identifier: z.string(), name: z.string() }),
        ),
      }),
    })
    .check(z.meta({ id: 'Me' })),
})

export const ChangeOwnPassword = route({
  method: 'POST',
  path: '/me/password',
  summary: 'Change one’s own password; every other sign-in ends',
  may: 'signedIn',
  beforeOwnPassword: true,
  request: z.object({
    current: z.string().check(z.minLength(1), z.maxLength(200)),
    next: NewPassword,
  }),
  response: Nothing,
})

export const ProveSelf = route({
  method: 'POST',
  path: '/me/proof',
  summary: 'Type one’s own password once more; what gives power over the team asks for it',
  may: 'signedIn',
  request: z.object({ password: z.string().check(z.minLength(1), z.maxLength(200)) }),
  /** Until when it counts. */
  response: z.object({ provenUntil: Instant }),
})

const SignInFamily = z.object({
  id: Id,
  device: z.string(),
  startedAt: Instant,
  lastUsedAt: Instant,
  isThisOne: z.boolean(),
})

export const ListSignIns = route({
  method: 'GET',
  path: '/me/sign-ins',
  summary: 'Where one is signed in',
  may: 'signedIn',
  request: z.object({}),
  response: z.object({ signIns: z.array(SignInFamily) }),
})

export const EndSignIn = route({
  method: 'DELETE',
  path: '/me/sign-ins/:signInId',
  summary: 'End one of one’s sign-ins',
  may: 'signedIn',
  request: z.object({ signInId: Id }),
  response: Nothing,
})

export const ListPeople = route({
  method: 'GET',
  path: '/people',
  summary: 'The people of the team',
  may: 'readPeople',
  request: z.object({}),
  response: z.object({ people: z.array(Person) }),
})

export const AddPerson = route({
  method: 'POST',
  path: '/people',
  summary: 'Add somebody to the team',
  may: 'managePeople',
  needsProof: true,
  request: z.object({
    email: Email,
    name: PersonName,
    role: Role,
    isLead: z._default(z.boolean(), false),
    password: NewPassword,
  }),
  response: Person,
})

export const ChangePerson = route({
  method: 'PATCH',
  path: '/people/:personId',
  summary: 'Change name, role or lead mark; counts with the next request',
  may: 'managePeople',
  needsProof: true,
  request: z.object({
    personId,
    name: z.optional(PersonName),
    role: z.optional(Role),
    isLead: z.optional(z.boolean()),
  }),
  response: Person,
})

export const GivePassword = route({
  method: 'POST',
  path: '/people/:personId/password',
  summary: 'Give somebody a new password; every sign-in of theirs ends at once',
  may: 'managePeople',
  needsProof: true,
  request: z.object({ personId, password: NewPassword }),
  response: Person,
})

export const RemovePerson = route({
  method: 'DELETE',
  path: '/people/:personId',
  summary: 'Remove somebody; their access ends at once, their records stay',
  may: 'managePeople',
  needsProof: true,
  request: z.object({ personId }),
  response: Person,
})
