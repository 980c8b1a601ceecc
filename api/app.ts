/**
 * The API, put together: what holds for every request, and every room's routes.
 *
 * Refusals are translated here and nowhere else. Whatever is thrown and is not a refusal is a
 * mistake of ours: it is logged with its cause and told to nobody in detail.
 */
import type { Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
import { LARGEST_FILE, WHAT_FITS } from '#shared/attachment/attachment.ts'
import { Refused } from '#shared/route.ts'
import { type App, type Env, makeApp } from './answer.ts'
import { articleRoutes } from './article/routes.ts'
import { modelRoutes } from './assistant/model/routes.ts'
import { assistantRoutes } from './assistant/routes.ts'
import { attachmentRoutes } from './attachment/routes.ts'
import { chatRoutes } from './chat/routes.ts'
import { clientFactRoutes } from './client-fact/routes.ts'
import type { Deps } from './deps.ts'
import { docsRoutes } from './docs.ts'
import { documentRoutes } from './document/routes.ts'
import { firstLevelRoutes } from './first-level/routes.ts'
import { atHandRoutes } from './flow/at-hand-routes.ts'
import { draftRoutes } from './flow/draft-routes.ts'
import { folderRoutes } from './flow/folder-routes.ts'
import { flowRoutes } from './flow/routes.ts'
import { flowDescriptionRoutes } from './flow-description/routes.ts'
import { guidanceRoutes } from './guidance/routes.ts'
import { handoffRoutes } from './handoff/routes.ts'
import { healthRoutes } from './health.ts'
import { logRequests } from './log-requests.ts'
import { maintenanceRoutes } from './maintenance/routes.ts'
import { noteCheckRuleRoutes } from './note/check-rule-routes.ts'
import { noteRoutes } from './note/routes.ts'
import { channelRoutes } from './notice/channel-routes.ts'
import { noticeRoutes } from './notice/routes.ts'
import { wishRoutes } from './notice/wish-routes.ts'
import { numbersRoutes } from './numbers/routes.ts'
import { personRoutes } from './person/routes.ts'
import { previewRoutes } from './preview/routes.ts'
import { proposalRoutes } from './proposal/routes.ts'
import { psaRoutes } from './psa/routes.ts'
import { auditRoutes } from './read-audit.ts'
import { translate } from './refusals.ts'
import { scriptRoutes } from './script/routes.ts'
import { sessionRoutes } from './session/routes.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { stepLibraryRoutes } from './step-library/routes.ts'
import { ticketRoutes } from './ticket/routes.ts'
import { triedBeforeRoutes } from './tried-before/routes.ts'

/** Every room that has routes. A new one is added here. */
const ROOMS: readonly ((app: App) => void)[] = [
  healthRoutes,
  signInRoutes,
  personRoutes,
  auditRoutes,
  flowRoutes,
  clientFactRoutes,
  triedBeforeRoutes,
  sessionRoutes,
  attachmentRoutes,
  psaRoutes,
  ticketRoutes,
  noteRoutes,
  noteCheckRuleRoutes,
  previewRoutes,
  scriptRoutes,
  articleRoutes,
  atHandRoutes,
  draftRoutes,
  folderRoutes,
  flowDescriptionRoutes,
  stepLibraryRoutes,
  maintenanceRoutes,
  handoffRoutes,
  firstLevelRoutes,
  noticeRoutes,
  numbersRoutes,
  channelRoutes,
  wishRoutes,
  proposalRoutes,
  documentRoutes,
  assistantRoutes,
  chatRoutes,
  modelRoutes,
  guidanceRoutes,
  docsRoutes,
]

const MEGABYTE = 1024 * 1024
/** A batch of events may hold pasted output, a flow thousands of steps, and a file is one. */
const LARGEST = {
  ...{ events: 16 * MEGABYTE, draft: 8 * MEGABYTE },
  ...{ file: LARGEST_FILE, otherwise: MEGABYTE },
}

export function createApp(deps: Deps): Hono<Env> {
  const app = makeApp(deps)
  const { hono } = app
  hono.use(logRequests(deps))
  hono.use(safeHeaders(deps))
  hono.use(letPanelIn(deps))
  hono.use('/api/sessions/:sessionId/events', limitBody(LARGEST.events))
  hono.use(
    '/api/sessions/:sessionId/attachments/:attachmentId',
    limitBody(LARGEST.file, `This file is too large. ${WHAT_FITS}; put a larger one into parts.`),
  )
  hono.use(
    '/api/drafts/:draftId',
    limitBody(LARGEST.draft, 'This flow is too large to be kept. Make sub-flows of parts of it.'),
  )
  hono.use(async (c, next) =>
    /^\/api\/(sessions\/[^/]+\/(events|attachments\/[^/]+)|drafts\/[^/]+)$/.test(c.req.path)
      ? next()
      : smallBody(c, next),
  )
  for (const open of ROOMS) open(app)
  hono.notFound(() => {
    throw new Refused('notFound', 'There is nothing at this address.')
  })
  hono.onError((error, c) => translate(deps.log, error, c))
  return hono
}

/**
 * A length that is told is believed, since the server reads no more than that; only a body
 * without one is counted while it comes in, which makes a stream of it and costs much more.
 */
function limitBody(
  maxSize: number,
  message = `More than ${maxSize / MEGABYTE} MB at once. Send it in smaller parts.`,
): MiddlewareHandler<Env> {
  const refuse = () => {
    throw new Refused('tooLarge', message)
  }
  const countBody = bodyLimit({ maxSize, onError: refuse })
  return async (c, next) => {
    if (c.req.method === 'GET') return next()
    const told = c.req.header('content-length')
    if (!told || c.req.header('transfer-encoding')) return countBody(c, next)
    return Number(told) > maxSize ? refuse() : next()
  }
}
const smallBody = limitBody(LARGEST.otherwise)

/**
 * Only the question before the question is left to the library: its part on answers makes a
 * stream of each, which took a fifth of the time of a small one.
 */
function letPanelIn(deps: Deps): MiddlewareHandler<Env> {
  const origin = (from: string) => (mayAskFrom(deps, from) ? from : null)
  const tellBeforehand = cors({
    origin,
    allowHeaders: ['authorization', 'content-type', 'last-event-id'],
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    maxAge: 600,
  })
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') return tellBeforehand(c, next)
    await next()
    const { headers } = c.res
    headers.append('vary', 'Origin')
    const allowed = origin(c.req.header('origin') ?? '')
    if (!allowed) return undefined
    headers.set('access-control-allow-origin', allowed)
    headers.set('access-control-expose-headers', 'x-request-id,retry-after')
    return undefined
  }
}

/** Nothing here is a page, but for the documentation, which brings a policy of its own. */
function safeHeaders({ config }: Deps) {
  const isHttps = config.publicUrl.protocol === 'https:'
  const always: Parameters<typeof secureHeaders>[0] = {
    strictTransportSecurity: isHttps ? 'max-age=31536000; includeSubDomains' : false,
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    // The panel lives on another origin and is let in by CORS alone.
    crossOriginResourcePolicy: 'cross-origin',
  }
  const forPage = secureHeaders(always)
  const forRest = secureHeaders({
    ...always,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      sandbox: [],
    },
  })
  return async (...[c, next]: Parameters<typeof forRest>) => {
    if (/^\/api\/docs(\/|$)/.test(c.req.path)) return forPage(c, next)
    await forRest(c, next)
    c.res.headers.set('cache-control', 'no-store')
  }
}

/**
 * Extensions only: named ones, or any where nothing is at stake. Firefox gives each installation an
 * origin of its own, so that there all may be allowed at once; nobody gets in without a token.
 */
function mayAskFrom({ config }: Deps, origin: string): boolean {
  if (config.allowedExtensions) {
    const isOfFirefox = /^moz-extension:\/\/[\w-]+$/.test(origin)
    const wanted = isOfFirefox ? [origin, 'moz-extension://*'] : [origin]
    return wanted.some((one) => config.allowedExtensions?.includes(one))
  }
  return config.isDemo && /^(chrome|moz)-extension:\/\/[\w-]+$/.test(origin)
}
