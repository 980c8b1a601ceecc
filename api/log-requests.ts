/**
 * Gives each request an id and leaves one line about it in the log: which route, whose, how
 * long, with what result. The route is named as it is declared, never as it was asked, since
 * an address may hold what somebody searched for.
 */
import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Env } from './answer.ts'
import type { Deps } from './deps.ts'

export const logRequests =
  ({ log }: Deps): MiddlewareHandler<Env> =>
  async (c, next) => {
    const requestId = randomUUID()
    const startedAt = performance.now()
    c.set('requestId', requestId)
    await next()
    c.res.headers.set('x-request-id', requestId)
    const who = c.get('who')
    log.info(
      {
        requestId,
        method: c.req.method,
        route: c.req.routePath,
        status: c.res.status,
        ms: Math.round(performance.now() - startedAt),
        ...(who ? { teamId: who.teamId, personId: who.personId } : {}),
      },
      'request',
    )
  }
