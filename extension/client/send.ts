/**
 * Sends one question of the contract to one server and reads what comes back: an answer, a
 * refusal with its sentence, or what stood in the way. Signing in is not its business.
 */
import * as z from 'zod/mini'
import { RefusalBody, type RequestOf, type ResponseOf, type Route } from '#shared/route.ts'
import {
  type Answer,
  broke,
  notOurServer,
  OFFLINE,
  otherVersion,
  TOO_LARGE,
  type Trouble,
  unreachable,
} from './trouble.ts'

/** How the network is reached; handed in. */
export interface Wire {
  fetch: typeof fetch
  isOnline?: () => boolean
}

/** Asks one server one question without signing in; the first-run screen tries addresses so. */
export async function askAt<R extends Route>(
  deps: Wire,
  server: string,
  route: R,
  request: RequestOf<R>,
): Promise<Answer<ResponseOf<R>>> {
  const accept = { accept: 'application/json' }
  const sent = await send(deps, server, route, request, accept, AbortSignal.timeout(15_000))
  if (!sent.ok) return sent
  return readAnswer(route, sent.value)
}

/** The body of an answer, when it is what the contract says. */
export async function readAnswer<R extends Route>(
  route: R,
  response: Response,
): Promise<Answer<ResponseOf<R>>> {
  const parsed = z.safeParse<R['response']>(route.response, await jsonOf(response))
  return parsed.success ? { ok: true, value: parsed.data } : no(otherVersion('answer'))
}

export async function send(
  deps: Wire,
  server: string,
  route: Route,
  request: unknown,
  headers: Record<string, string>,
  signal: AbortSignal,
  file?: ArrayBuffer,
): Promise<Answer<Response>> {
  if (deps.isOnline?.() === false) return no(OFFLINE)
  const { url, body = undefined } = file
    ? { ...fillRoute(server, route, request), body: file }
    : fillRoute(server, route, request)
  const type = file ? 'application/octet-stream' : 'application/json'
  try {
    const response = await deps.fetch(url, {
      method: route.method,
      headers: body === undefined ? headers : { ...headers, 'content-type': type },
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
    if (response.status === 413) return TOO_LARGE
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

const no = (trouble: Trouble) => ({ ok: false as const, trouble })
