/**
 * Who is asking, and whether they may.
 *
 * The token says who; name, role and whether they still belong to the team are read from the
 * database with each request, in one round trip. So a removal, a change of role and a sign-in
 * that was ended elsewhere count with the very next request, on every process.
 */
import { ACTS, mayDo, type Role } from '#shared/person/rights.ts'
import { Refused, type Route } from '#shared/route.ts'
import type { Deps } from './deps.ts'
import { makeTokenReader } from './sign-in/access-token.ts'
import { readWhoAsks } from './sign-in/queries.ts'

/** Somebody signed in. */
export interface Who {
  personId: string
  email: string
  name: string
  role: Role
  isLead: boolean
  createdAt: string
  teamId: string
  teamName: string
  /** The sign-in through which they ask. */
  signInId: string
}

export type FindWho = (authorization: string | undefined) => Promise<Who | undefined>

/** Finds out who asks from the `Authorization` header; nobody when it does not hold. */
export function makeFindWho({ db, secrets, now }: Deps): FindWho {
  const readToken = makeTokenReader(secrets, now)
  return async (authorization) => {
    const [, token] = /^Bearer ([\w.~+/-]{1,4000}=*)$/i.exec(authorization ?? '') ?? []
    const claims = token ? await readToken(token) : undefined
    if (!claims) return undefined
    const person = await readWhoAsks(db, claims, now())
    return person && { ...person, ...claims }
  }
}

const RULES: ReadonlySet<string> = new Set([...ACTS, 'signedIn', 'anyone'])

/** A route without a rule must not start: nobody would ask it whether they may. */
export function refuseWithoutRule(route: Route): void {
  if (!RULES.has(route.may)) {
    throw new Error(`${route.method} ${route.path} does not say who may ask. Give it a rule.`)
  }
}

/** Lets those pass who may ask this route. */
export function demandRight(route: Route, who: Who | undefined): void {
  if (route.may === 'anyone') return
  if (!who) throw new Refused('notSignedIn', 'Sign in again to go on.')
  if (route.may === 'signedIn' || mayDo(who, route.may)) return
  throw new Refused(
    'notAllowed',
    'Your role does not allow this. Ask an admin of your team to do it or to change your role.',
  )
}
