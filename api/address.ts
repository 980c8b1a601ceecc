/**
 * The network address a request came from.
 *
 * `X-Forwarded-For` is written by whoever sends it, so only as many of its last entries are
 * believed as there are proxies of one's own before the API.
 */
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

export function addressOf(c: Context, trustedProxies: number): string {
  const forwarded = (c.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const believed = trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined
  return believed ?? socketAddress(c) ?? 'unknown'
}

function socketAddress(c: Context): string | undefined {
  try {
    return getConnInfo(c).remote.address
  } catch {
    // Asked without a socket, as `app.request()` does.
    return undefined
  }
}
