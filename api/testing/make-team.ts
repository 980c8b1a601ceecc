/**
 * A team with one person per role, signed in, and a short way to ask as one of them:
 * `team.as('engineer')('GET', '/people')`.
 */
import type { Hono } from 'hono'
import type { Env } from '../answer.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { createTeam } from '../person/create-team.ts'
import { makeAccessToken } from '../sign-in/access-token.ts'
import { insertFamily } from '../sign-in/queries.ts'

export const KINDS = ['super_admin', 'team_admin', 'lead', 'engineer', 'viewer'] as const
export type Kind = (typeof KINDS)[number]

export interface Answered {
  status: number
  body: unknown
  headers: Headers
}
export type Ask = (method: string, path: string, body?: unknown) => Promise<Answered>

export interface TestTeam {
  id: string
  people: Record<Kind, { id: string; name: string; email: string; password: string; token: string }>
  as(kind: Kind): Ask
}

let count = 0

export async function makeTeam(deps: Deps, hono: Hono<Env>): Promise<TestTeam> {
  const number = ++count
  const id = deps.newId()
  const plan = KINDS.map((kind) => ({
    kind,
    id: deps.newId(),
    email: `${kind}-${number}@team.example`,
    name: `${kind} of ${number}`,
    role: kind === 'lead' ? ('engineer' as const) : kind,
    isLead: kind === 'lead',
    password: `slow river under ${kind} bridge`,
  }))
  await createTeam(deps, { id, name: `Team ${number}`, people: plan.map(({ kind: _, ...p }) => p) })
  const signedIn = await Promise.all(
    plan.map(async (person) => ({ ...person, token: await signInDirectly(deps, id, person.id) })),
  )
  const pick = (kind: Kind) => {
    const person = signedIn.find((one) => one.kind === kind)
    if (!person) throw new Error(`no ${kind}`)
    return person
  }
  return {
    id,
    people: {
      super_admin: pick('super_admin'),
      team_admin: pick('team_admin'),
      lead: pick('lead'),
      engineer: pick('engineer'),
      viewer: pick('viewer'),
    },
    as: (kind) => askAs(hono, pick(kind).token),
  }
}

/** A token of a sign-in of its own, without the password's work. */
export async function signInDirectly(deps: Deps, teamId: string, personId: string) {
  const signInId = deps.newId()
  const at = deps.now()
  await inTeam(deps.db, teamId, (tx) =>
    insertFamily(tx, {
      teamId,
      id: signInId,
      personId,
      device: 'test',
      addressHash: 'test',
      startedAt: at,
      lastUsedAt: at,
      endsAt: new Date(at.getTime() + 30 * 24 * 3_600_000),
    }),
  )
  return (await makeAccessToken(deps.secrets, { teamId, personId, signInId }, at)).token
}

/** Asks with a token, or as nobody. The answer's body is parsed where it is JSON. */
export const askAs =
  (hono: Hono<Env>, token?: string): Ask =>
  async (method, path, body) => {
    const response = await hono.request(`/api${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: isJson(response) ? JSON.parse(text) : text,
    }
  }

const isJson = (response: Response) =>
  response.headers.get('content-type')?.includes('json') === true
