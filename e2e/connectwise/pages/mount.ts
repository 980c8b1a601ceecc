/**
 * Serves the pages of the ConnectWise stand-in: the one page that swaps screens, the links that
 * lead to it, the time entry window, sign-in, a hosted pod, and the doors the page itself uses to
 * read and save. All of it stands on the same world as the REST half.
 *
 * Paths are compared without case and with double slashes taken as one, as real links have them.
 * Whatever is not a page falls through to the next route of the app.
 */
import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { World } from '../world.ts'
import { bundlePage, type DraftVersion } from './bundle.ts'
import { writeHostedPod, writeLogin, writePage, writeToday } from './html.ts'
import { lookAtBoard, lookAtCompany, lookAtMember, lookAtTicket } from './look.ts'
import { saveNote, saveTime } from './save.ts'
import { readSwitches, switchTable } from './switches.ts'
import { viewModelOf } from './view-model.ts'

export type PageOptions = {
  /** Login name of the member who sits in front of the page; saved notes carry it. */
  member?: string
  /** Origin that serves the hosted pod; must not be the page's own. Left out: see `otherOrigin`. */
  podOrigin?: string
  /** The version segment that links without one lead to. */
  version?: string
}

type Visit = {
  c: Context
  world: World
  options: Required<Pick<PageOptions, 'member' | 'version'>> & PageOptions
  match: string[]
}
type Route = {
  method: 'GET' | 'POST'
  path: RegExp
  answer: (visit: Visit) => Response | Promise<Response>
}

const version = String.raw`/(v\d+_\d+[a-z_]*)`
const services = `^(?:${version})?/services/system_io`

const routes: Route[] = [
  {
    method: 'GET',
    path: /^\/(?:login)?$/,
    answer: ({ c, options }) => c.html(writeLogin(options.version)),
  },
  {
    method: 'GET',
    path: new RegExp(`^(?:${version})?/connectwise\\.(?:aspx|html)$`),
    answer: mainPage,
  },
  { method: 'GET', path: new RegExp(`^${version}/timeexpensemodule\\.html$`), answer: timePage },
  {
    method: 'GET',
    path: new RegExp(`${services}/service/fv_sr100_request\\.rails$`),
    answer: ticketLink,
  },
  { method: 'GET', path: new RegExp(`${services}/router/openrecord\\.rails$`), answer: ticketLink },
  {
    method: 'POST',
    path: /\/services\/system_io\/actionprocessor\/service\/getserviceticketdetailviewaction\.rails$/,
    answer: ticketViewModel,
  },
  { method: 'GET', path: /^\/standin\/page-([\d.]+)-\w+\.js$/, answer: program },
  {
    method: 'GET',
    path: /^\/standin\/today$/,
    answer: ({ c, world }) => c.html(writeToday(lookAtBoard(world, 'service'))),
  },
  { method: 'GET', path: /^\/standin\/hosted-pod$/, answer: ({ c }) => c.html(writeHostedPod()) },
  { method: 'GET', path: /^\/standin\/boards\/(service|project)$/, answer: board },
  {
    method: 'GET',
    path: /^\/standin\/tickets\/(\d+)$/,
    answer: ({ c, world, match }) => found(c, lookAtTicket(world, Number(match[1]))),
  },
  {
    method: 'GET',
    path: /^\/standin\/companies\/(\d+)$/,
    answer: ({ c, world, match }) => found(c, lookAtCompany(world, Number(match[1]))),
  },
  { method: 'POST', path: /^\/standin\/tickets\/(\d+)\/notes$/, answer: newNote },
  { method: 'POST', path: /^\/standin\/tickets\/(\d+)\/time$/, answer: newTime },
]

export function mountPages(app: Hono, world: World, options: PageOptions = {}): void {
  const settled = {
    ...options,
    member: options.member ?? technicianOf(world),
    version: options.version ?? 'v2025_1',
  }
  app.use('*', async (c, next) => {
    const path = c.req.path.replace(/\/{2,}/g, '/').toLowerCase()
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    for (const route of routes) {
      const match = route.method === method ? route.path.exec(path) : null
      if (match) return route.answer({ c, world, options: settled, match: [...match] })
    }
    await next()
  })
}

/** The first person of the installation: not a program, not gone. */
function technicianOf(world: World): string {
  const person = world.records.members.find(
    (member) => member.licenseClass !== 'X' && !member.inactiveFlag && !member.builtIn,
  )
  return person?.identifier ?? 'Technician'
}

function mainPage(visit: Visit) {
  return page(visit, 'main')
}

function timePage(visit: Visit) {
  return page(visit, 'time')
}

async function page({ c, world, options, match }: Visit, which: 'main' | 'time') {
  const { switches } = readSwitches(new URL(c.req.url).searchParams)
  return c.html(
    writePage((await bundlePage(switches.draft)).path, {
      page: which,
      version: match[1] ?? options.version,
      installation: world.companyName,
      companyId: world.companyId,
      member: lookAtMember(world, options.member),
      podOrigin: options.podOrigin ?? otherOrigin(new URL(c.req.url)),
    }),
  )
}

/** Links of the `*.rails` kind: drawn in place, or sent on to the page, as the switch says. */
function ticketLink(visit: Visit) {
  const { c, options, match } = visit
  const asked = new URL(c.req.url).searchParams
  if (readSwitches(asked).switches.links === 'page') return mainPage(visit)
  const query = new Map([...asked].map(([name, value]) => [name.toLowerCase(), value]))
  const target = new URLSearchParams({ locale: query.get('locale') ?? 'en_US' })
  target.set('routeTo', query.get('recordtype') ?? 'ServiceFV')
  target.set('recid', query.get('service_recid') ?? query.get('recid') ?? '')
  for (const one of asked.getAll('standin')) target.append('standin', one)
  return c.redirect(`/${match[1] ?? options.version}/ConnectWise.aspx?${target}`)
}

async function program({ c, match }: Visit) {
  const draft = switchTable.draft.values.find((known: DraftVersion) => known === match[1])
  if (!draft) return c.text('No such page program.', 404)
  const { script } = await bundlePage(draft)
  return c.body(script, 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  })
}

function board({ c, world, match }: Visit) {
  return c.json(lookAtBoard(world, match[1] === 'project' ? 'project' : 'service'))
}

function found(c: Context, view: object | undefined) {
  return view ? c.json(view) : c.json({ message: 'There is no such record here.' }, 404)
}

async function newNote({ c, world, options, match }: Visit) {
  const saved = saveNote(world, Number(match[1]), await readJson(c), options.member)
  return saved.ok ? c.json({ id: saved.id }, 201) : c.text(saved.message, saved.status)
}

async function newTime({ c, world, options, match }: Visit) {
  const saved = saveTime(world, Number(match[1]), await readJson(c), options.member)
  return saved.ok ? c.json({ id: saved.id }, 201) : c.text(saved.message, saved.status)
}

const Action = z.object({ payload: z.string() })
const Asked = z.object({ serviceRecId: z.coerce.number() })

/** The one internal action that public scripts call. Its answer is an envelope around the view. */
async function ticketViewModel({ c, world }: Visit) {
  const form = new URLSearchParams(await c.req.text())
  const action = Action.safeParse(parseJson(form.get('actionMessage') ?? ''))
  const asked = action.success ? Asked.safeParse(parseJson(action.data.payload)) : undefined
  const view = asked?.success ? lookAtTicket(world, asked.data.serviceRecId) : undefined
  if (!view) return c.json({ data: { isSuccess: false, error: 'Record not found' } })
  return c.json({
    data: { isSuccess: true, action: { serviceTicketViewModel: viewModelOf(view) } },
  })
}

/** A second name for this machine makes a second origin; a browser finds it by a resolver rule. */
function otherOrigin(url: URL): string {
  const names = new Map([
    ['localhost', '127.0.0.1'],
    ['127.0.0.1', 'localhost'],
  ])
  const name = names.get(url.hostname) ?? 'pod.partner.example'
  return `${url.protocol}//${name}${url.port && `:${url.port}`}`
}

async function readJson(c: Context): Promise<unknown> {
  return parseJson(await c.req.text())
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
