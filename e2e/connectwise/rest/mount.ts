/**
 * The REST half of the stand-in: company info, and the API below `/{codebase}/apis/3.0`.
 *
 * Every call is written into the world's ledger before anything is done about it, then a fault
 * may be played, then the doors are passed, then a route answers. Refusals become answers here.
 */
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { Faults } from '../faults.ts'
import type { CallEntry } from '../ledger.ts'
import type { World } from '../world.ts'
import type { Api, Call } from './call.ts'
import { mountCallbacks } from './callback-routes.ts'
import {
  checkClientId,
  checkCodebase,
  companyInfo,
  createThrottle,
  hostingOf,
  signIn,
} from './door.ts'
import { mountMerging } from './merge-routes.ts'
import { mountNotes } from './note-routes.ts'
import { LineCut, NOTHING_TO_SEND, playFault } from './play-fault.ts'
import { noEndpoint, RestRefusal } from './refusal.ts'
import { mountSetup, systemInfo } from './setup-routes.ts'
import type { SwitchBoard, Switches } from './switches.ts'
import { mountTickets } from './ticket-routes.ts'
import { mountTime } from './time-routes.ts'

export type RestOptions = { world: World; switches: SwitchBoard; faults: Faults }

type Outer = Context

/** The codebase with its slash, and the path below the API. A doubled slash between is usual. */
const API_PATH = /^\/([^/]+\/)\/?apis\/3\.0(\/.*)?$/

export function mountRest(app: Hono, options: RestOptions) {
  const { world, switches } = options
  const api = createApi()
  const throttle = createThrottle()

  app.get('/login/companyinfo/:companyId', (c) =>
    record(c, options, c.req.path, '', async () => {
      const info = companyInfo(world, switches.now, c.req.param('companyId'), hostOf(c))
      return Response.json(info)
    }),
  )

  app.all('*', async (c, next) => {
    const match = API_PATH.exec(c.req.path)
    // A path that was put together twice leads nowhere, as does one without a codebase.
    if (!match || match[2]?.includes('/apis/3.0')) {
      if (!c.req.path.includes('/apis/3.0')) return next()
      return record(c, options, c.req.path, '', async () => {
        checkCodebase(switches.now, '', hostOf(c))
        throw noEndpoint()
      })
    }
    const [, codebase = '', path = '/'] = match
    const body = await readText(c, switches.now)
    return record(c, options, path, body, async () => {
      checkCodebase(switches.now, codebase, hostOf(c))
      return answer(c, path, body)
    })
  })

  async function answer(c: Outer, path: string, body: string): Promise<Response> {
    const now = switches.now
    const { cloud } = hostingOf(now, hostOf(c))
    if (c.req.url.length > 2300)
      throw new RestRefusal(404, '<html><head><title>404.15</title></head></html>')
    checkClientId(now, c.req.header('clientid'))
    if (path === '/system/info' && !now.systemInfoNeedsLogin)
      return Response.json(systemInfo(cloud))
    const caller = signIn(world, now, c.req.header('authorization'))
    throttle(caller.identifier, world.now().getTime(), now.callsPerMinute)
    const contentType = contentTypeFor(c.req.header('accept'))
    checkBodyKind(c)
    const call: Call = {
      world,
      switches: now,
      caller,
      body,
      contentType,
      cloud,
      show: { world, href: hrefs(c, now) },
    }
    const url = new URL(c.req.url)
    url.pathname = path
    const request = new Request(url, { method: c.req.method, headers: c.req.raw.headers })
    const response = await api.fetch(request, { call })
    if (response.body && response.headers.get('content-type')?.includes('json'))
      response.headers.set('content-type', contentType)
    const link = response.headers.get('link')
    if (link) response.headers.set('link', link.replaceAll(`${url.origin}/`, linkBase(c, now)))
    response.headers.set('api-current-version', '2026.4')
    return response
  }
}

function createApi(): Api {
  const api: Api = new Hono()
  mountTickets(api)
  mountMerging(api)
  mountNotes(api)
  mountTime(api)
  mountCallbacks(api)
  mountSetup(api)
  api.put('*', () => {
    // Replacing a whole record empties what is left out; no client of ours may do it.
    throw new RestRefusal(405, { code: 'ConnectWiseApi', message: 'The method is not supported.' })
  })
  api.notFound(() => {
    throw noEndpoint()
  })
  api.onError((error) => {
    throw error
  })
  return api
}

/** Each route that answers with a body, `POST /service/tickets/:id{[0-9]+}/merge`. */
export const mountedRoutes = (): string[] =>
  createApi()
    .routes.filter(({ method }) => ['GET', 'POST', 'PATCH'].includes(method))
    .map(({ method, path }) => `${method} ${path}`)

/** Writes the call down, plays a fault if one is set, turns refusals into answers. */
async function record(
  c: Outer,
  { world, faults }: RestOptions,
  path: string,
  body: string,
  perform: () => Promise<Response>,
): Promise<Response> {
  const entry: CallEntry = {
    kind: 'call',
    seq: world.nextSeq(),
    at: world.stamp(),
    method: c.req.method,
    path,
    query: new URL(c.req.url).search,
    body,
    status: 'open',
  }
  world.ledger.push(entry)
  const play = faults.next(c.req.method, path)
  if (play) entry.fault = play.kind
  try {
    const response = play ? await playFault(play, bindingsOf(c), perform) : await perform()
    entry.status = response.status
    return response
  } catch (error) {
    if (error instanceof LineCut) {
      entry.status = 'cut'
      return NOTHING_TO_SEND
    }
    const refused = asRefusal(error)
    entry.status = refused.status
    return writeRefusal(refused)
  }
}

function asRefusal(error: unknown): RestRefusal {
  if (error instanceof RestRefusal) return error
  console.error('The stand-in broke:', error)
  return new RestRefusal(500, { code: 'InternalServerError', message: 'An error occurred.' })
}

function writeRefusal({ status, body, headers }: RestRefusal): Response {
  if (typeof body !== 'string') return Response.json(body, { status, headers })
  const type = body.startsWith('<') ? 'text/html' : 'text/plain'
  return new Response(body, { status, headers: { 'content-type': type, ...headers } })
}

/** Without `charset=utf-8` the bytes are taken for Latin-1, which damages every accented letter. */
async function readText(c: Outer, switches: Switches): Promise<string> {
  if (c.req.method === 'GET') return ''
  const bytes = Buffer.from(await c.req.arrayBuffer())
  const isUtf8 = /charset="?utf-8/i.test(c.req.header('content-type') ?? '')
  return bytes.toString(isUtf8 || !switches.charsetMatters ? 'utf8' : 'latin1')
}

function checkBodyKind(c: Outer) {
  if (c.req.method !== 'POST' && c.req.method !== 'PATCH') return
  if (/\bjson\b/i.test(c.req.header('content-type') ?? '')) return
  throw new RestRefusal(415, {
    code: 'ConnectWiseApi',
    message: 'The media type of the request is not supported.',
  })
}

const VERSION = /application\/vnd\.connectwise\.com\+json;\s*version=([\d.]+)/i

/** Answers in the form that was asked for; a version that is no longer served is refused. */
function contentTypeFor(accept: string | undefined): string {
  const version = VERSION.exec(accept ?? '')?.[1]
  if (version === undefined) return 'application/json; charset=utf-8'
  const [year = 0, minor = 0] = version.split('.').map(Number)
  if (year < 2025 || year > 2026 || (year === 2026 && minor > 4))
    throw new RestRefusal(400, {
      code: 'ConnectWiseApi',
      message: `The version ${version} is not supported.`,
    })
  return `application/vnd.connectwise.com+json; version=${version}; charset=utf-8`
}

function hostOf(c: Outer): string {
  return c.req.header('host') ?? new URL(c.req.url).host
}

/** Where links to other pages lead, with a slash too many when the switch says so. */
function linkBase(c: Outer, switches: Switches): string {
  const { codebase } = hostingOf(switches, hostOf(c))
  const slash = switches.links === 'doubledSlash' ? '/' : ''
  return `${new URL(c.req.url).protocol}//${hostOf(c)}/${codebase}${slash}apis/3.0/`
}

/** Addresses inside records say http and have a slash too many, as seen; nobody should fetch them. */
function hrefs(c: Outer, switches: Switches) {
  const { codebase } = hostingOf(switches, hostOf(c))
  return (path: string) => `http://${hostOf(c)}/${codebase}/apis/3.0${path}`
}

/** The sockets behind the call; none when the app is asked without a server. */
function bindingsOf(c: Outer): HttpBindings | undefined {
  const env: Partial<HttpBindings> = c.env ?? {}
  const { incoming, outgoing } = env
  return incoming && outgoing ? { incoming, outgoing } : undefined
}
