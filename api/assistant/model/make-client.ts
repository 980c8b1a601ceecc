/**
 * A client of the Messages API that does nothing of its own accord.
 *
 * Left to itself the library looks for keys and addresses on the disk and in the environment,
 * prints requests when told to debug, and waits as long as it is told to before it asks again.
 * So key, address and log level are always given, and a wait of more than some seconds is not
 * waited out: somebody is looking at an empty line meanwhile.
 *
 * The library is large, so this file is loaded by whoever first needs a client, not at start.
 */
import Anthropic, { type Middleware } from '@anthropic-ai/sdk'
import type { Log } from '../../log.ts'
import { waitAsked } from './wait-asked.ts'

export type ModelClient = Anthropic

const LONGEST_WAIT_MS = 3_000

export function makeClient(
  { apiKey, baseUrl }: { apiKey: string; baseUrl: string },
  log: Log,
): ModelClient {
  return new Anthropic({
    apiKey,
    baseURL: baseUrl,
    maxRetries: 1,
    logLevel: 'warn',
    logger: tellNothing(log),
    openTelemetry: false,
    middleware: [notTooPatient],
  })
}

/** What the library warns of, without what it is about: that may be what somebody wrote. */
function tellNothing(log: Log) {
  const warn = (said: unknown) =>
    log.warn({ said: typeof said === 'string' ? said.slice(0, 120) : typeof said }, 'model library')
  const silent = () => undefined
  return { error: warn, warn, info: silent, debug: silent }
}

/** Runs around each attempt. */
const notTooPatient: Middleware = async (request, next) => {
  const response = await next(request)
  const waitMs = waitAsked(response.headers)
  if (response.ok || waitMs === null || waitMs <= LONGEST_WAIT_MS) return response
  const headers = new Headers(response.headers)
  headers.set('x-should-retry', 'false')
  return new Response(response.body, { status: response.status, headers })
}
