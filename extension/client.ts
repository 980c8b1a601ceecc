/**
 * Asks the API by its contract: a route and a request in, a checked answer out.
 *
 * Every answer is checked against the schema, because an installed extension may be older
 * or newer than the server. Nothing is thrown for what can be expected: no network, a wrong
 * address, a refusal are `Answer`s with a sentence (`client/trouble.ts`). An access token
 * that has ended is renewed once, under the lock all surfaces share (`client/tokens.ts`).
 */
import * as z from 'zod/mini'
import { RefusalBody, type RequestOf, type ResponseOf, type Route } from '#shared/route.ts'
import type { Tokens } from './client/tokens.ts'
import {
  type Answer,
  broke,
  NO_SERVER,
  notOurServer,
  OFFLINE,
  otherVersion,
  SIGNED_OUT,
  type Trouble,
  unreachable,
} from './client/trouble.ts'

export interface ClientDeps {
  /** The server's address without `/api`; none before it is set. */
  serverOf: () => Promise<string | undefined>
  tokens: Pick<Tokens, 'access' | 'renew'>
  fetch: typeof fetch
  isOnline?: () => boolean
}

export interface AskOptions {
  signal?: AbortSignal
}

export interface Client {
  ask<R extends Route>(
    route: R,
    request: RequestOf<R>,
    options?: AskOptions,
  ): Promise<Answer<ResponseOf<R>>>
  /** The open connection of a live question, signed in; for `client/follow-record.ts`. */
  open<R extends Route>(
    route: R,
    request: RequestOf<R>,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Answer<Response>>
}

export function createClient(deps: ClientDeps): Client {
  const open: Client['open'] = async (route, request, headers, signal) => {
    const server = await deps.serverOf()
    if (!server) return no(NO_SERVER)
    if (route.may === 'anyone') return send(deps, server, route, request, headers, signal)
    const token = await deps.tokens.access()
    if (!token.ok) return token
    const first = await send(deps, server, route, request, bearer(headers, token.value), signal)
    if (first.ok || first.trouble.code !== 'notSignedIn') return first
    const renewed = await deps.tokens.renew(token.value)
    if (!renewed.ok) return renewed
    const again = await send(deps, server, route, request, bearer(headers, renewed.value), signal)
    return !again.ok && again.trouble.code === 'notSignedIn' ? no(SIGNED_OUT) : again
  }

  return {
    open,
    async ask(route, request, options = {}) {
      const signal = options.signal ?? new AbortController().signal
      const opened = await open(route, request, { accept: 'application/json' }, signal)
      if (!opened.ok) return opened
      const parsed = z.safeParse<(typeof route)['response']>(
        route.response,
        await jsonOf(opened.value),
      )
      return parsed.success ? { ok: true, value: parsed.data } : no(otherVersion('answer'))
    },
  }
}

/** Asks one server one question without signing in; the first-run screen tries addresses so. */
export async function askAt<R extends Route>(
  deps: Pick<ClientDeps, 'fetch' | 'isOnline'>,
  server: string,
  route: R,
  request: RequestOf<R>,
): Promise<Answer<ResponseOf<R>>> {
  const accept = { accept: 'application/json' }
  const sent = await send(deps, server, route, request, accept, AbortSignal.timeout(15_000))
  if (!sent.ok) return sent
  const parsed = z.safeParse<R['response']>(route.response, await jsonOf(sent.value))
  return parsed.success ? { ok: true, value: parsed.data } : no(otherVersion('answer'))
}

async function send(
  deps: Pick<ClientDeps, 'fetch' | 'isOnline'>,
  server: string,
  route: Route,
  request: unknown,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer<Response>> {
  if (deps.isOnline?.() === false) return no(OFFLINE)
  const { url, body } = fillRoute(server, route, request)
  try {
    const response = await deps.fetch(url, {
      method: route.method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      signal,
      credentials: 'omit',
      redirect: 'error',
      ...(body === undefined ? {} : { body }),
    })
    return response.ok ? { ok: true, value: response } : no(await troubleOf(server, response))
  } catch {
    return no(deps.isOnline?.() === false ? OFFLINE : unreachable(server))
  }
}

/** Path parts from the path's names; what is left is the query of a GET and the body of the rest. */
export function fillRoute(
  server: string,
  route: Route,
  request: unknown,
): { url: string; body?: string } {
  const rest = new Map(Object.entries(request ?? {}))
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest.get(name)
    rest.delete(name)
    return encodeURIComponent(String(value))
  })
  const url = new URL(`${server.replace(/\/$/, '')}/api${path}`)
  if (route.method !== 'GET' && route.method !== 'DELETE') {
    return { url: url.href, body: JSON.stringify(Object.fromEntries(rest)) }
  }
  for (const [name, value] of rest) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return { url: url.href }
}

async function troubleOf(server: string, response: Response): Promise<Trouble> {
  const body = z.safeParse(RefusalBody, await jsonOf(response))
  if (!body.success) {
    if (response.status === 502 || response.status === 503 || response.status === 504) {
      return unreachable(server)
    }
    return notOurServer(server)
  }
  const { code, message, problems, requestId } = body.data
  if (code === 'broke') return broke(requestId)
  if (code === 'notFound' && message === NO_SUCH_ADDRESS) return otherVersion('question')
  const seconds = Number(response.headers.get('retry-after'))
  return {
    kind: 'refused',
    code,
    message,
    ...(problems ? { problems } : {}),
    ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}),
  }
}

/** What the server says of an address it does not have; its other refusals are about content. */
const NO_SUCH_ADDRESS = 'There is nothing at this address.'

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

const bearer = (headers: Record<string, string>, token: string) => ({
  ...headers,
  authorization: `Bearer ${token}`,
})

const no = (trouble: Trouble) => ({ ok: false as const, trouble })
