/**
 * The one way out to an address that a customer typed.
 *
 * Expects an absolute URL; answers with the status and the text, or with why there is none and
 * whether anything had been sent by then. That last bit decides whether a write may be repeated,
 * so it is taken from the connection itself: before the handshake is through, nothing was sent.
 *
 * It refuses whatever could be turned against our own network: anything but https on 443,
 * credentials in the address, and every host that resolves to a non-public address. Names are
 * resolved once, inside the connection, and what was checked is what is connected to, so that a
 * second answer of the name server cannot differ. Redirects are never followed. What an operator
 * allows by name (`PSA_ALLOWED_HOSTS` and `WEBHOOK_ALLOWED_HOSTS`, see `allowed-hosts.ts`) is exempt for exactly that host
 * and port. Private certificate authorities come in by NODE_EXTRA_CA_CERTS.
 */
import { lookup as lookUpName } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { type AllowedHost, findAllowed } from './allowed-hosts.ts'
import { isPublicAddress } from './public-address.ts'

export interface Ask {
  method: 'GET' | 'POST'
  url: URL
  headers: Record<string, string>
  body?: string
  timeoutMs: number
}

export type WhyNot =
  | 'not_https'
  | 'has_credentials'
  | 'port'
  | 'private'
  | 'no_such_name'
  | 'no_connection'
  | 'certificate'
  | 'timeout'
  | 'cut'
  | 'too_large'

export type Reached =
  | { kind: 'answer'; status: number; header: (name: string) => string | undefined; text: string }
  | { kind: 'none'; why: WhyNot; wasSent: boolean; detail: string }

export type Reach = (ask: Ask) => Promise<Reached>

export interface ReachOptions {
  allowed?: readonly AllowedHost[]
  /** For tests: the name server, and a certificate authority. */
  lookup?: typeof lookUpName
  ca?: string
  maxBytes?: number
}

export function createReach(options: ReachOptions = {}): Reach {
  const { allowed = [], maxBytes = 25_000_000 } = options
  const secure = new https.Agent({ keepAlive: true, maxSockets: 50, ca: options.ca })
  const plain = new http.Agent({ keepAlive: true, maxSockets: 50 })
  const resolve = options.lookup ?? lookUpName

  return async (ask) => {
    const exempt = findAllowed(allowed, ask.url)
    const why = whyNeverAsked(ask.url, allowed)
    if (why) return { kind: 'none', why, wasSent: false, detail: ask.url.host }
    const isSecure = ask.url.protocol === 'https:'
    return send(ask, maxBytes, isSecure ? https.request : http.request, {
      // A connection left idle may be closed just as a write goes out, which nobody could then
      // tell from a write that was stored. Writes get a connection of their own.
      agent: ask.method === 'GET' ? (isSecure ? secure : plain) : false,
      lookup: guardedLookup(resolve, exempt),
      ...(options.ca ? { ca: options.ca } : {}),
      ...(exempt?.connectPort ? { port: exempt.connectPort } : {}),
    })
  }
}

/** Why an address is never asked, as far as it can be told by looking at it. */
export function whyNeverAsked(url: URL, allowed: readonly AllowedHost[]): WhyNot | undefined {
  if (findAllowed(allowed, url)) return undefined
  if (url.protocol !== 'https:') return 'not_https'
  if (url.username || url.password) return 'has_credentials'
  if (url.port !== '') return 'port'
  // A literal address is never looked up, so it is judged here.
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  return isLiteral(literal) && !isPublicAddress(literal) ? 'private' : undefined
}

const isLiteral = (host: string) => /^[\d.]+$/.test(host) || host.includes(':')

/** Thrown inside a connection that must not come about; never leaves this file. */
class NotPublic extends Error {
  readonly code = 'NOT_PUBLIC'
}

/** Looks a name up for one connection, which then goes to what was checked and nowhere else. */
export function guardedLookup(
  resolve: typeof lookUpName,
  exempt: AllowedHost | undefined,
): LookupFunction {
  return (hostname, options, done) => {
    resolve(exempt?.connectHost ?? hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0)
      const first = addresses[0]
      if (!first) return done(new Error(`${hostname} has no address`), '', 0)
      // One private address among public ones is refused as well: which is taken is not up to us.
      if (!exempt && !addresses.every((a) => isPublicAddress(a.address))) {
        return done(new NotPublic(`${hostname} leads to a private address`), '', 0)
      }
      return options.all ? done(null, addresses) : done(null, first.address, first.family)
    })
  }
}

type Request = typeof https.request

function send(
  ask: Ask,
  maxBytes: number,
  request: Request,
  connection: https.RequestOptions,
): Promise<Reached> {
  const { promise, resolve } = Promise.withResolvers<Reached>()
  let wasSent = false
  const fail = (why: WhyNot, detail: string) => {
    resolve({ kind: 'none', why, wasSent, detail })
    req.destroy()
  }
  const req = request(
    ask.url,
    { method: ask.method, headers: headersOf(ask), ...connection },
    (answer) => {
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > maxBytes) fail('too_large', `more than ${maxBytes} bytes`)
        else chunks.push(chunk)
      })
      answer.on('end', () =>
        answer.complete
          ? resolve({
              kind: 'answer',
              status: answer.statusCode ?? 0,
              header: (name) => [answer.headers[name.toLowerCase()]].flat()[0],
              text: Buffer.concat(chunks).toString('utf8'),
            })
          : fail('cut', 'the answer broke off'),
      )
      answer.on('error', (error) => fail('cut', error.message))
    },
  )
  const timer = setTimeout(() => fail('timeout', `${ask.timeoutMs} ms`), ask.timeoutMs)
  promise.finally(() => clearTimeout(timer))
  req.on('socket', (socket) => {
    const ready = ask.url.protocol === 'https:' ? 'secureConnect' : 'connect'
    if (req.reusedSocket) wasSent = true
    else socket.once(ready, () => (wasSent = true))
  })
  req.on('error', (error) => fail(whyOf(error, wasSent), error.message))
  req.end(ask.body)
  return promise
}

const headersOf = (ask: Ask) => ({
  ...ask.headers,
  Host: ask.url.host,
  ...(ask.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(ask.body)) }),
})

function whyOf(error: Error, wasSent: boolean): WhyNot {
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'NOT_PUBLIC') return 'private'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no_such_name'
  if (wasSent) return 'cut'
  return /CERT|SELF_SIGNED|ISSUER|SSL|TLS|ALTNAME/.test(code) ? 'certificate' : 'no_connection'
}
