/**
 * Puts an entry of the contract on the server: `answer(app, Route, handler)`.
 *
 * In this order and for every route alike: who asks and may they (nothing else is looked at
 * before), what was asked, the handler, and, where answers are checked, whether the answer is
 * what the contract promises. The same entry is described for the OpenAPI document.
 */
import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type * as z from 'zod/mini'
import type { Route } from '#shared/route.ts'
import { addressOf } from './address.ts'
import type { Deps } from './deps.ts'
import { describeForOpenApi, type Schemas } from './openapi.ts'
import { type Asked, readRequest } from './read-request.ts'
import { demandRight, type FindWho, makeFindWho, refuseWithoutRule, type Who } from './who.ts'

/** What is known of one request, for the log and for handlers that need it. */
export interface Call {
  requestId: string
  /** The network address it came from. */
  address: string
  /** Ends when whoever asked has gone. */
  signal: AbortSignal
}

export type Env = { Variables: { requestId: string; who?: Who } }

/** The server being put together: what rooms are handed to put their routes on. */
export interface App {
  hono: Hono<Env>
  deps: Deps
  findWho: FindWho
  /** Named parts of the contract, for the document that describes it. */
  schemas: Schemas
}

export const makeApp = (deps: Deps): App => ({
  hono: new Hono<Env>(),
  deps,
  findWho: makeFindWho(deps),
  schemas: {},
})

export type AskerOf<R extends Route> = R['may'] extends 'anyone' ? undefined : Who

/** An answer that is JSON text already, as the database built it. */
export class JsonText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Answer<R extends Route> = z.input<R['response']> | JsonText

export function answer<const R extends Route>(
  app: App,
  route: R,
  handle: (asked: Asked<R>, who: AskerOf<R>, call: Call) => Promise<Answer<R>>,
): void {
  refuseWithoutRule(route)
  app.hono.on(
    route.method,
    `/api${route.path}`,
    describeRoute(describeForOpenApi(route, app.schemas)),
    async (c) => {
      const who = await admit(app, route, c)
      const asked = await readRequest(route, c)
      const given = await handle(asked, who, callOf(app, c))
      const text = given instanceof JsonText ? given.text : JSON.stringify(given)
      if (app.deps.checksAnswers) checkAnswer(route, JSON.parse(text))
      return c.body(text, 200, { 'content-type': 'application/json' })
    },
  )
}

/** Finds out who asks and lets them pass or not. For `anyone` nobody is looked up. */
export async function admit<R extends Route>(
  app: App,
  route: R,
  c: Context<Env>,
): Promise<AskerOf<R>> {
  const who = route.may === 'anyone' ? undefined : await app.findWho(c.req.header('authorization'))
  if (who) c.set('who', who)
  demandRight(route, who)
  return who as AskerOf<R> // `demandRight` has thrown where somebody is needed and nobody is there
}

export const callOf = (app: App, c: Context<Env>): Call => ({
  requestId: c.get('requestId'),
  address: addressOf(c, app.deps.config.trustedProxies),
  signal: c.req.raw.signal,
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
