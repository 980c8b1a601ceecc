/**
 * Who is asking, and whether they may.
 *
 * The token says who; name, role and whether they still belong to the team are read from the
 * database with each request, in one round trip. So a removal, a change of role and a sign-in
 * that was ended elsewhere count with the very next request, on every process.
 */
import { isProven } from '#shared/person/proof.ts'
import { ACTS, mayDo, type Role } from '#shared/person/rights.ts'
import { Refused, type Route } from '#shared/route.ts'
import type { Db, Tx } from './db.ts'
import type { Deps } from './deps.ts'
import { type Claims, makeTokenReader } from './sign-in/access-token.ts'
import { readWhoAsks, sendWhoAsks } from './sign-in/asker-queries.ts'

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
  /** When they last typed their password in this sign-in. */
  provedAt: string
  /** Their password was given to them; only few questions are answered until they have changed it. */
  mustChangePassword: boolean
  /** The sign-in through which they ask. */
  signInId: string
}

/** In whose name something is done that only counts for whom it is done. */
export type Asker = Pick<Who, 'teamId' | 'personId'>

/** Reads the `Authorization` header: what a token that holds says of its bearer. */
export type ReadClaims = (authorization: string | undefined) => Promise<Claims | undefined>

export function makeReadClaims({ secrets, now }: Deps): ReadClaims {
  const readToken = makeTokenReader(secrets, now)
  return async (authorization) => {
    const [, token] = /^Bearer ([\w.~+/-]{1,4000}=*)$/i.exec(authorization ?? '') ?? []
    return token ? readToken(token) : undefined
  }
}

/** Who stands behind these claims now; nobody when they were removed or signed out. */
export async function findWho({ now }: Deps, db: Db, claims: Claims): Promise<Who | undefined> {
  const person = await readWhoAsks(db, claims, now())
  return person && { ...person, ...claims }
}

/** The same inside a transaction of their team: what comes next in it is not kept waiting. */
export async function beginFindingWho({ now }: Deps, tx: Tx, claims: Claims) {
  const { asker } = await sendWhoAsks(tx, claims, now())
  return { who: asker.then((person) => person && { ...person, ...claims }) }
}

const RULES: ReadonlySet<string> = new Set([...ACTS, 'signedIn', 'anyone'])

/** A route without a rule must not start: nobody would ask it whether they may. */
export function refuseWithoutRule(route: Route): void {
  if (!RULES.has(route.may)) {
    throw new Error(`${route.method} ${route.path} does not say who may ask. Give it a rule.`)
  }
}

/** Lets those pass who may ask this route, one where somebody has to be known. */
export function demandRight(route: Route, who: Who | undefined, now: Date): Who {
  if (!who) throw notSignedIn()
  if (who.mustChangePassword && !route.beforeOwnPassword) {
    throw new Refused(
      'ownPasswordNeeded',
      'Your password was given to you by an admin. Choose one of your own, then everything goes on.',
    )
  }
  if (route.may !== 'signedIn' && (route.may === 'anyone' || !mayDo(who, route.may))) {
    throw new Refused(
      'notAllowed',
      'Your role does not allow this. Ask an admin of your team to do it or to change your role.',
    )
  }
  if (route.needsProof && !isProven(new Date(who.provedAt), now)) {
    throw new Refused('proofNeeded', 'Type your own password once more to go on.')
  }
  return who
}

export const notSignedIn = () => new Refused('notSignedIn', 'Sign in again to go on.')
