/**
 * Asks the API by its contract: a route and a request in, a checked answer out.
 *
 * Every answer is checked against the schema, because an installed extension may be older
 * or newer than the server. Nothing is thrown for what can be expected: no network, a wrong
 * address, a refusal are `Answer`s with a sentence (`client/trouble.ts`). An access token
 * that has ended is renewed once, under the lock all surfaces share (`client/tokens.ts`).
 */
import type { RequestOf, ResponseOf, Route } from '#shared/route.ts'
import { readAnswer, send, type Wire } from './client/send.ts'
import type { Tokens } from './client/tokens.ts'
import { type Answer, NO_SERVER, SIGNED_OUT, type Trouble, tooSlow } from './client/trouble.ts'

export interface ClientDeps extends Wire {
  /** The server's address without `/api`; none before it is set. */
  serverOf: () => Promise<string | undefined>
  tokens: Pick<Tokens, 'access' | 'renew'>
}

export interface AskOptions {
  signal?: AbortSignal
  /** For what takes longer than a question usually may. */
  patienceMs?: number
}

export interface Client {
  ask<R extends Route>(
    route: R,
    request: RequestOf<R>,
    options?: AskOptions,
  ): Promise<Answer<ResponseOf<R>>>
  /** The answer as it comes, signed in: a live question's stream, a file. */
  open<R extends Route>(
    route: R,
    request: RequestOf<R>,
    headers: Record<string, string>,
    signal: AbortSignal,
    /** The body, where the route is sent a file. */
    file?: ArrayBuffer,
  ): Promise<Answer<Response>>
}

/** A server that takes longer than this is as good as none; what was asked is asked again. */
const LONGEST_MS = 30_000

export function createClient(deps: ClientDeps): Client {
  const open: Client['open'] = async (route, request, headers, signal, file) => {
    const server = await deps.serverOf()
    if (!server) return no(NO_SERVER)
    if (route.may === 'anyone') return send(deps, server, route, request, headers, signal)
    const token = await deps.tokens.access()
    if (!token.ok) return token
    const first = await send(
      deps,
      server,
      route,
      request,
      bearer(headers, token.value),
      signal,
      file,
    )
    if (first.ok || first.trouble.code !== 'notSignedIn') return first
    const renewed = await deps.tokens.renew(token.value)
    if (!renewed.ok) return renewed
    const again = await send(
      deps,
      server,
      route,
      request,
      bearer(headers, renewed.value),
      signal,
      file,
    )
    return !again.ok && again.trouble.code === 'notSignedIn' ? no(SIGNED_OUT) : again
  }

  return {
    open,
    async ask(route, request, options = {}) {
      const longestMs = options.patienceMs ?? LONGEST_MS
      const patience = AbortSignal.timeout(longestMs)
      const signal = options.signal ? AbortSignal.any([options.signal, patience]) : patience
      const opened = await open(route, request, { accept: 'application/json' }, signal)
      const answer = opened.ok ? await readAnswer(route, opened.value) : opened
      // Broken off by us, in whatever it was just then: nothing is wrong with address or version.
      return !answer.ok && patience.aborted && CUT.has(answer.trouble.kind)
        ? no(tooSlow((await deps.serverOf()) ?? 'The server', longestMs, route.method === 'GET'))
        : answer
    },
  }
}

/** What a question that is broken off looks like. */
const CUT: ReadonlySet<Trouble['kind']> = new Set(['unreachable', 'notOurServer', 'otherVersion'])

const bearer = (headers: Record<string, string>, token: string) => ({
  ...headers,
  authorization: `Bearer ${token}`,
})

const no = (trouble: Trouble) => ({ ok: false as const, trouble })
