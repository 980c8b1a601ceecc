/**
 * Puts an entry of the contract on the server: `answer(app, Route, handler)`.
 *
 * In this order and for every route alike: who asks and may they (nothing else is looked at
 * before), what was asked, the handler, and, where answers are checked, whether the answer is
 * what the contract promises. The same entry is described for the OpenAPI document.
 */
import { type Context, Hono } from 'hono'
import { type DescribeRouteOptions, describeRoute } from 'hono-openapi'
import type * as z from 'zod/mini'
import type { Route } from '#shared/route.ts'
import { addressOf } from './address.ts'
import { inTeam, type Query, type Tx } from './db.ts'
import type { Deps } from './deps.ts'
import { type KeepPace, keepPace } from './keep-pace.ts'
import { describeForOpenApi, type Schemas } from './openapi.ts'
import { type Asked, readBytes, readRequest } from './read-request.ts'
import type { Claims } from './sign-in/access-token.ts'
import { askAs } from './sign-in/asker-queries.ts'
import {
  beginFindingWho,
  demandRight,
  findWho,
  makeReadClaims,
  notSignedIn,
  type ReadClaims,
  refuseWithoutRule,
  type Who,
} from './who.ts'

/** What is known of one request, for the log and for handlers that need it. */
export interface Call {
  requestId: string
  /** The network address it came from. */
  address: string
  /** Ends when whoever asked has gone. */
  signal: AbortSignal
  /** The body as it is, where a route is sent a file. */
  readBytes: () => Promise<Uint8Array<ArrayBuffer>>
}

export type Env = { Variables: { requestId: string; who?: Who } }

/** The server being put together: what rooms are handed to put their routes on. */
export interface App {
  hono: Hono<Env>
  deps: Deps
  readClaims: ReadClaims
  /** None where nobody is slowed down. */
  pace: KeepPace | undefined
  /** Named parts of the contract, for the document that describes it. */
  schemas: Schemas
  /** Describes one route each, when the document is first asked for: it takes long. */
  toDescribe: (() => void)[]
}

export const makeApp = (deps: Deps): App => ({
  hono: new Hono<Env>(),
  deps,
  readClaims: makeReadClaims(deps),
  pace: deps.config.limitsPersons ? keepPace(deps.now) : undefined,
  schemas: {},
  toDescribe: [],
})

export type AskerOf<R extends Route> = R['may'] extends 'anyone' ? undefined : Who

/** An answer that is JSON text already, as the database built it. */
export class JsonText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** A file goes out as the response that it is. */
type Answer<R extends Route> = z.input<R['response']> | JsonText

export function answer<const R extends Route>(
  app: App,
  route: R,
  handle: (asked: Asked<R>, who: AskerOf<R>, call: Call) => Promise<Answer<R>>,
): void {
  mount(app, route, async (c) => {
    const who = await admit(app, route, c)
    if (who) takePace(app, route, who)
    const asked = await readRequest(route, c)
    return handle(asked, who, callOf(app, c))
  })
}

/**
 * The same for what is asked most: who asks and what is asked go to the database together, in
 * one round trip. What came back is looked at only when whoever asked may.
 */
export function answerAtOnce<const R extends Route, Row extends object>(
  app: App,
  route: R,
  ask: (asked: Asked<R>, claims: Claims) => Query<Row>,
  tell: (rows: Row[], who: Who, asked: Asked<R>) => Answer<R> | Promise<Answer<R>>,
): void {
  mount(app, route, async (c) => {
    const { claims, asked } = await readAsked(app, route, c)
    const { database, now } = app.deps
    const { asker, rows } = await askAs<Row>(database, claims, now(), ask(asked, claims))
    const who = asker && { ...asker, ...claims }
    if (who) c.set('who', who)
    return tell(rows, demandRight(route, who, now()), asked)
  })
}

/** Works in the asker's team; nothing of it is kept unless it turns out that they may. */
type InTheirTeam = <T>(work: (tx: Tx, who: Promise<Who>) => Promise<T>) => Promise<T>

/** The same for what is written most: the work begins while it is found out who asks. */
export function answerMeanwhile<const R extends Route>(
  app: App,
  route: R,
  handle: (asked: Asked<R>, inTheirTeam: InTheirTeam, claims: Claims) => Promise<Answer<R>>,
): void {
  mount(app, route, async (c) => {
    const { claims, asked } = await readAsked(app, route, c)
    const { deps } = app
    const inTheirTeam: InTheirTeam = (work) =>
      inTeam(deps.db, claims.teamId, async (tx) => {
        const finding = await beginFindingWho(deps, tx, claims)
        const admitted = finding.who.then((who) => {
          if (who) c.set('who', who)
          return demandRight(route, who, deps.now())
        })
        const [who, done] = await Promise.allSettled([admitted, work(tx, admitted)])
        if (who.status === 'rejected') throw who.reason
        if (done.status === 'rejected') throw done.reason
        return done.value
      })
    return handle(asked, inTheirTeam, claims)
  })
}

function mount<R extends Route>(
  app: App,
  route: R,
  give: (c: Context<Env>) => Promise<Answer<R>>,
): void {
  refuseWithoutRule(route)
  const description: DescribeRouteOptions = {}
  app.toDescribe.push(() => Object.assign(description, describeForOpenApi(route, app.schemas)))
  app.hono.on(route.method, `/api${route.path}`, describeRoute(description), async (c) => {
    const given = await give(c)
    if (given instanceof Response) return given
    const text = given instanceof JsonText ? given.text : JSON.stringify(given)
    if (app.deps.checksAnswers) checkAnswer(route, JSON.parse(text))
    return c.body(text, 200, { 'content-type': 'application/json' })
  })
}

/** Before anything is done, so that what was asked too fast costs next to nothing. */
function takePace({ pace }: App, route: Route, { personId }: { personId: string }): void {
  if (route.pace) pace?.take(personId, route.pace)
}

/** What was asked by whoever holds a token. What cannot be read is told to those who may ask. */
async function readAsked<R extends Route>(
  app: App,
  route: R,
  c: Context<Env>,
): Promise<{ claims: Claims; asked: Asked<R> }> {
  const claims = await app.readClaims(c.req.header('authorization'))
  if (!claims) throw notSignedIn()
  takePace(app, route, claims)
  const asked = await readRequest(route, c).catch(async (problem: unknown) => {
    demandRight(route, await findWho(app.deps, app.deps.db, claims), app.deps.now())
    throw problem
  })
  return { claims, asked }
}

/** Finds out who asks and lets them pass or not. For `anyone` nobody is looked up. */
export async function admit<R extends Route>(
  app: App,
  route: R,
  c: Context<Env>,
): Promise<AskerOf<R>> {
  if (route.may === 'anyone') return undefined as AskerOf<R> // as its type says
  const claims = await app.readClaims(c.req.header('authorization'))
  const who = claims && (await findWho(app.deps, app.deps.db, claims))
  if (who) c.set('who', who)
  return demandRight(route, who, app.deps.now()) as AskerOf<R> // the rule is not `anyone`
}

export const callOf = (app: App, c: Context<Env>): Call => ({
  requestId: c.get('requestId'),
  address: addressOf(c, app.deps.config.trustedProxies),
  signal: c.req.raw.signal,
  readBytes: () => readBytes(c),
})

/** What differs from the contract is a mistake of ours, so it is thrown as one. */
function checkAnswer(route: Route, given: unknown): void {
  const parsed = route.response.safeParse(given)
  if (!parsed.success) {
    throw new Error(
      `The answer of ${route.method} ${route.path} is not what the contract says: ${JSON.stringify(parsed.error.issues.slice(0, 3))}`,
    )
  }
  const tooMuch = tellTooMuch(given, parsed.data)
  if (tooMuch) {
    throw new Error(`The answer of ${route.method} ${route.path} tells too much: ${tooMuch}`)
  }
}

/** The first field that is given and that the contract does not name. */
function tellTooMuch(given: unknown, known: unknown, at = ''): string | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  if (typeof known !== 'object' || known === null) return at
  const fields = new Map(Object.entries(known))
  for (const [name, value] of Object.entries(given)) {
    const here = at ? `${at}.${name}` : name
    if (!fields.has(name)) return here
    const deeper = tellTooMuch(value, fields.get(name), here)
    if (deeper) return deeper
  }
  return undefined
}
