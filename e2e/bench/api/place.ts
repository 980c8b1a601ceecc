/**
 * Where the API is measured: a real Postgres of its own, the API as a process on it, a team
 * with people who are signed in, and the same application once more in this process, to see
 * which statements a request sends.
 *
 * Made when first asked for and shared by all measures of a run. Undefined where there is no
 * Postgres.
 */
import type { Hono } from 'hono'
import pg from 'pg'
import { v7 } from 'uuid'
import type { Env } from '#api/answer.ts'
import { createApp } from '#api/app.ts'
import { readConfig } from '#api/config.ts'
import type { Deps } from '#api/deps.ts'
import { makeLog } from '#api/log.ts'
import { openDeps } from '#api/open-deps.ts'
import { createTeam } from '#api/person/create-team.ts'
import { findServer } from '#api/testing/databases.ts'
import { signInDirectly } from '#api/testing/make-team.ts'
import type { Given } from '../given.ts'
import { type Served, startProduct } from './processes.ts'

export interface Person {
  id: string
  name: string
  token: string
}

type People<P> = readonly [P, ...P[]]

export interface Place {
  deps: Deps
  app: Hono<Env>
  product: Served
  databaseUrl: string
  teamId: string
  /** The first does the work; the others listen. */
  people: People<Person>
  /** "Postgres 15". */
  postgres: string
}

export const NO_POSTGRES =
  'no Postgres here. Set TEST_DATABASE_URL or install the Postgres server; nothing else says how the API does.'

/** As many as a thousand listeners need, of whom each may have two dozen windows. */
const PEOPLE = 44

type Made = Omit<Place, 'people'> & { people: People<Omit<Person, 'token'>> }

let place: Promise<Made | undefined> | undefined

/** With everybody signed in anew: a whole run takes longer than a token holds. */
export async function openPlace(given: Given): Promise<Place | undefined> {
  place ??= makePlace(given)
  const made = await place
  return made && { ...made, people: await signIn(made.deps, made.teamId, made.people) }
}

async function signIn(
  deps: Deps,
  teamId: string,
  [first, ...others]: People<Omit<Person, 'token'>>,
): Promise<People<Person>> {
  const signInOne = async ({ id, name }: Omit<Person, 'token'>) => ({
    ...{ id, name },
    token: await signInDirectly(deps, teamId, id),
  })
  return [await signInOne(first), ...(await Promise.all(others.map(signInOne)))]
}

async function makePlace({ atEnd }: Given): Promise<Made | undefined> {
  const server = await findServer()
  if (!server) return undefined
  atEnd(() => server.stop())
  const { databaseUrl, postgres } = await makeDatabase(server.url)
  const env = {
    DATABASE_URL: databaseUrl,
    SECRETS_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    JOBS: 'elsewhere',
    PERSON_LIMITS: 'off',
  }
  const { deps, close } = await openDeps(readConfig(env), makeLog('warn'))
  atEnd(close)
  const { teamId, people } = await makeTeam(deps)
  const product = await startProduct(env)
  atEnd(product.stop)
  // News is for those who follow; here it would only take time from who asks.
  await deps.live.close()
  return { deps, app: createApp(deps), product, databaseUrl, teamId, people, postgres }
}

async function makeDatabase(serverUrl: string) {
  const name = `rf_file_bench_${process.pid}`
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const { rows } = await admin.query<{ version: string }>(
    "select current_setting('server_version') as version",
  )
  await admin.end()
  const at = new URL(serverUrl)
  at.pathname = `/${name}`
  return {
    databaseUrl: at.href,
    postgres: `Postgres ${Number.parseInt(rows[0]?.version ?? '', 10)}`,
  }
}

async function makeTeam(deps: Deps) {
  const teamId = v7()
  const makeOne = (at: number) => ({
    id: v7(),
    email: `tech-${at}@bench.example`,
    name: `Technician ${at}`,
    role: 'engineer' as const,
    isLead: at === 0,
    password: `slow river under bridge ${at}`,
  })
  const plan = [
    makeOne(0),
    ...Array.from({ length: PEOPLE - 1 }, (_, n) => makeOne(n + 1)),
  ] as const
  const cheap = { ...deps, passwordCost: { memoryKiB: 64, passes: 1 } }
  await createTeam(cheap, { id: teamId, name: 'Bench', people: [...plan] })
  return { teamId, people: plan }
}

/** As the server does by itself sooner or later: what was filled in at once is known to the planner. */
export async function settleTables({ databaseUrl }: Place): Promise<void> {
  const admin = new pg.Client({ connectionString: databaseUrl })
  await admin.connect()
  await admin.query('vacuum analyze')
  await admin.end()
}

/** As the first person of the place; throws with what was refused. */
export async function askPlace(
  place: Place,
  method: string,
  path: string,
  body?: object,
): Promise<void> {
  const answer = await fetch(place.product.url + path, {
    method,
    headers: {
      authorization: `Bearer ${place.people[0].token}`,
      'content-type': 'application/json',
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
}
