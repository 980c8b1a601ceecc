/**
 * The bound of the API: bare `node:http` and bare `pg`, with the statements of the product.
 *
 * It does what no server could leave out: knows the token, works as the team's role with the
 * team set, holds the row, links the hash. It checks, folds, masks and logs nothing.
 *
 *   /one-trip/…       prepared, and all that need not wait for each other sent at once
 *   /step-by-step/…   as the product sends them: one after the other, unprepared
 *
 * Runs as a process of its own; the first message says what to serve.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'
import type { Statement } from '#api/testing/record-statements.ts'
import { linkText } from '#shared/session/chain.ts'
import type { SessionEvent } from '#shared/session/event.ts'

export interface Plan {
  /** Sent together, or one after the other. */
  first: readonly Statement[]
  /** What needs an answer of the first: the record is written. */
  afterwards?: readonly Statement[]
  /** Whose rows are the answer. */
  answerAt: number
}

/** Stands in a statement for a value that differs with each request. */
export const SLOTS = ['session', 'after', 'ids', 'version', 'hash', 'events', 'news'] as const
export type Slot = (typeof SLOTS)[number]
export interface SlotMark {
  slot: Slot
}

export interface Told {
  databaseUrl: string
  token: string
  plans: Record<string, Plan>
}

interface AppendBody {
  session: string
  after: number
  events: SessionEvent[]
}

if (import.meta.main) {
  process.channel?.ref() // nothing else keeps it waiting
  process.once('message', (told: Told) => void serve(told))
}

async function serve({ databaseUrl, token, plans }: Told): Promise<void> {
  const pools = {
    'one-trip': openPool(databaseUrl, true),
    'step-by-step': openPool(databaseUrl, false),
  }
  const expected = `Bearer ${token}`
  const server = createServer(async (request, response) => {
    const [, way = '', name = ''] = (request.url ?? '').split('/')
    const plan = plans[name]
    if (!plan || request.headers.authorization !== expected) return response.writeHead(404).end()
    const isOneTrip = way === 'one-trip'
    const pool = pools[isOneTrip ? 'one-trip' : 'step-by-step']
    try {
      const body = request.method === 'POST' ? await readBody(request) : undefined
      const client = await pool.connect()
      let text: string
      try {
        text = await work(client, plan, name, isOneTrip, body)
      } finally {
        client.release()
      }
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      })
      response.end(text)
    } catch (error) {
      console.error(name, error)
      response.writeHead(500, { 'content-length': 0 }).end()
    }
    return undefined
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : 0)
}

const openPool = (connectionString: string, pipeline: boolean) =>
  new pg.Pool({ connectionString, max: 10, pipeline } as pg.PoolConfig) // newer than its types

async function work(
  client: pg.ClientBase,
  plan: Plan,
  name: string,
  isOneTrip: boolean,
  body: AppendBody | undefined,
): Promise<string> {
  const values: Partial<Record<Slot, unknown>> = body
    ? { session: body.session, after: body.after, ids: body.events.map((event) => event.id) }
    : {}
  const run = isOneTrip ? runTogether : runInTurn
  const first = await run(client, plan.first, `${name} a`, values)
  if (!plan.afterwards || !body) return tellRows(first[plan.answerAt]?.rows ?? [])
  const held = first[plan.answerAt]?.rows[0]
  const linked = link(body, held)
  await run(client, plan.afterwards, `${name} b`, { ...values, ...linked })
  return `{"version":${linked.version},"hash":"${linked.hash}","events":[${linked.text}],"refused":[]}`
}

type Values = Partial<Record<Slot, unknown>>

function runTogether(
  client: pg.ClientBase,
  statements: readonly Statement[],
  name: string,
  values: Values,
): Promise<pg.QueryResult[]> {
  return Promise.all(
    statements.map((one, at) =>
      client.query({ name: `${name} ${at}`, text: one.text, values: fillIn(one, values) }),
    ),
  )
}

async function runInTurn(
  client: pg.ClientBase,
  statements: readonly Statement[],
  _name: string,
  values: Values,
): Promise<pg.QueryResult[]> {
  const results: pg.QueryResult[] = []
  for (const one of statements) results.push(await client.query(one.text, fillIn(one, values)))
  return results
}

const fillIn = ({ values }: Statement, given: Values): unknown[] =>
  values.map((value) => (isMark(value) ? given[value.slot] : value))

const isMark = (value: unknown): value is SlotMark =>
  typeof value === 'object' && value !== null && 'slot' in value

/** JSON that Postgres built goes out as it is. */
function tellRows(rows: readonly Record<string, unknown>[]): string {
  const record = rows[0]?.record
  return typeof record === 'string' ? record : JSON.stringify(rows)
}

function link(body: AppendBody, held: Record<string, unknown> | undefined) {
  if (body.events.length === 0 || !held) throw new Error('Nothing to append to.')
  const receivedAt = new Date().toISOString()
  let version = Number(held.version)
  let hash = String(held.hash)
  const texts: string[] = []
  const rows: string[] = []
  for (const event of body.events) {
    version += 1
    const unlinked = { seq: version, receivedAt, event }
    hash = createHash('sha256').update(linkText(hash, unlinked)).digest('hex')
    const text = JSON.stringify({ ...unlinked, hash })
    texts.push(text)
    rows.push(`{"seq":${version},"id":"${event.id}","type":"${event.data.type}","stored":${text}}`)
  }
  return {
    version,
    hash,
    text: texts.join(','),
    events: `[${rows.join(',')}]`,
    news: JSON.stringify({ about: 'session', id: body.session, version }),
  }
}

async function readBody(request: IncomingMessage): Promise<AppendBody> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const [, , , session = ''] = (request.url ?? '').split('/')
  return { ...JSON.parse(Buffer.concat(parts).toString()), session }
}
