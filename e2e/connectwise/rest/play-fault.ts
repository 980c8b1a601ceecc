/**
 * Plays a fault around one call: before it is done, or after. Lines are cut for real, by
 * destroying the socket; that needs a real server behind the app.
 */
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Play } from '../faults.ts'
import { tooMany } from './door.ts'
import { cannotRoute, RestRefusal } from './refusal.ts'

/** What the ledger shall say when no answer left. */
export class LineCut extends Error {
  override name = 'LineCut'
}

const PROXY_PAGE =
  '<!DOCTYPE html>\r\n<html><head><title>502: Bad gateway</title></head><body><h1>Error 502</h1><p>The web server reported a bad gateway error.</p></body></html>'

export async function playFault(
  play: Play,
  line: HttpBindings | undefined,
  perform: () => Promise<Response>,
): Promise<Response> {
  switch (play.kind) {
    case 'slow':
      await elapsed(play.ms)
      return perform()
    case 'hang':
      await closed(line)
      throw new LineCut()
    case 'hangAfter':
      await perform()
      await closed(line)
      throw new LineCut()
    case 'cutBefore':
      return cut(line)
    case 'cutAfter':
      await perform()
      return cut(line)
    case 'cutMiddle':
      return cutMiddle(line, await perform())
    case 'status':
      throw new RestRefusal(play.status, {
        code: CODES[play.status],
        message: play.message ?? `The stand-in was told to answer ${play.status}.`,
        errors: null,
      })
    case 'throttle':
      throw tooMany(play.retryAfter)
    case 'htmlError':
      throw new RestRefusal(play.status, PROXY_PAGE)
    case 'htmlAsJson':
      return new Response(PROXY_PAGE, { headers: { 'content-type': 'application/json' } })
    case 'cannotRoute':
      throw cannotRoute()
    case 'wrongTicket':
      return renumber(await perform())
    case 'redirect':
      return new Response(null, { status: 302, headers: { location: play.to } })
  }
}

const CODES = {
  400: 'InvalidObject',
  401: 'Unauthorized',
  403: 'Security',
  404: 'NotFound',
  405: 'ConnectWiseApi',
  409: 'Conflict',
  500: 'InternalServerError',
  503: 'ConnectWiseApi',
} as const

function cut(line: HttpBindings | undefined): never {
  line?.incoming.socket.destroy()
  throw new LineCut()
}

/** Half of the body under the length of the whole, then nothing. */
async function cutMiddle(line: HttpBindings | undefined, response: Response): Promise<Response> {
  const body = Buffer.from(await response.arrayBuffer())
  if (!line) throw new LineCut()
  line.outgoing.writeHead(response.status, {
    'content-type': response.headers.get('content-type') ?? 'application/json',
    'content-length': String(body.length),
  })
  await new Promise<void>((resolve) =>
    line.outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve()),
  )
  cut(line)
}

/** A call that waits does not keep a stand-in alive that has been closed. */
function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}

/** Resolves when the other side has hung up; at once where there is no line. */
function closed(line: HttpBindings | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!line || line.incoming.socket.destroyed) resolve()
    else line.incoming.socket.once('close', () => resolve())
  })
}

/** Whatever names a ticket names the next one. */
async function renumber(response: Response): Promise<Response> {
  const text = await response.text()
  const isTicket = text.includes('"recordType"')
  const changed = text
    .replace(/"(ticketId|chargeToId)":(\d+)/g, (_, name, id) => `"${name}":${Number(id) + 1}`)
    .replace(isTicket ? /^\{"id":(\d+)/ : /^$/, (_, id) => `{"id":${Number(id) + 1}`)
  return new Response(changed, response)
}

/** For the server: the call was cut, there is nothing left to send. */
export const NOTHING_TO_SEND = RESPONSE_ALREADY_SENT
