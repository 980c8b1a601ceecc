/**
 * Every way a request can end badly, in the one shape in which errors leave the API.
 *
 * Refusals say what they say. What the database is to blame for and passes by itself is
 * "not available". Everything else is a mistake of ours: whoever asked learns the request's
 * id and nothing more, the log learns the cause.
 */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { REFUSALS, type RefusalBody, Refused } from '#shared/route.ts'
import type { Env } from './answer.ts'
import type { Log } from './log.ts'

export function translate(log: Log, error: unknown, c: Context<Env>): Response {
  const requestId = c.get('requestId')
  const refused = asRefused(error)
  if (!refused) {
    log.error({ err: error, requestId, route: c.req.routePath }, 'a mistake of ours')
    const body: RefusalBody = {
      code: 'broke',
      message: `Something broke on the server. What you did is kept where you are; try again, and if it stays, give your admin this number: ${requestId}.`,
      requestId,
    }
    return c.json(body, 500)
  }
  if (refused.cause) log.warn({ err: refused.cause, requestId, code: refused.code }, 'refused')
  if (refused.retryAfterSeconds !== undefined) {
    c.header('retry-after', String(Math.ceil(refused.retryAfterSeconds)))
  }
  const body: RefusalBody = {
    code: refused.code,
    message: refused.message,
    ...(refused.problems ? { problems: refused.problems } : {}),
    requestId,
  }
  return c.json(body, REFUSALS[refused.code])
}

function asRefused(error: unknown): Refused | undefined {
  if (error instanceof Refused) return error
  if (error instanceof HTTPException && error.status < 500) {
    return new Refused('badRequest', 'The request could not be read.')
  }
  if (codeOf(error) === STATEMENT_ENDED) {
    return new Refused(
      'notAvailable',
      'This took the database too long and was given up; nothing was changed. Try again in a moment, and if it stays, ask for less at once.',
      { retryAfterSeconds: 5, cause: error },
    )
  }
  if (isPassing(error)) {
    return new Refused('notAvailable', 'The database is not answering. Try again in a moment.', {
      retryAfterSeconds: 2,
      cause: error,
    })
  }
  return undefined
}

/** By the time that a statement may take. */
const STATEMENT_ENDED = '57014'

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

/** Connections that broke, deadlocks, a server that restarts or has no room just now. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (code === undefined) {
    return /^(Connection terminated|timeout exceeded when|Client (has encountered|was closed))/.test(
      error.message,
    )
  }
  return (
    /^(08|53|57P|40001|40P01|25P03)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(code)
  )
}
