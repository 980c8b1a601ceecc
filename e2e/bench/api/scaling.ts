/**
 * Growing: API processes side by side on one Postgres, and what a team pays for the others.
 *
 * On a machine of few cores more processes cannot answer more; what shows whether they would is the
 * processor time of one answer, which has to stay the same however many share the work.
 */
import pg from 'pg'
import { v7 } from 'uuid'
import type { Given, Measure } from '../given.ts'
import { storeSessions } from '../make/stored-session.ts'
import { stepOf } from '../make/work.ts'
import { compare, ratioOf, type Timing } from '../measure.ts'
import { type Row, round, tellMs, tellRatio, tellTiming } from '../table.ts'
import { NO_POSTGRES, openPlace, type Place, settleTables } from './place.ts'
import { type Served, startProduct } from './processes.ts'
import { openWire, type Wire, writeGet, writePost } from './wire.ts'

const LANES = 32
const title = 'Growing'
const about =
  'Appends to thirty-two sessions at once, shared out over one, two and four API processes on one Postgres, with the processor time of one append over all of them. Then the same questions of one team before and after a thousand times as many sessions of two thousand other teams have come to stand beside its own.'

export const measureScaling: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  return {
    title,
    about,
    rows: [...(await timeProcesses(given, place)), ...(await timeNeighbours(given, place))],
  }
}

async function timeProcesses(given: Given, place: Place): Promise<Row[]> {
  const servers: Served[] = [place.product]
  const rows: Row[] = []
  let alone: { perSecond: number; cpuMs: number } | undefined
  for (const count of [1, 2, 4]) {
    while (servers.length < count) {
      const server = await startProduct({
        ...{ DATABASE_URL: place.databaseUrl, JOBS: 'elsewhere', PERSON_LIMITS: 'off' },
        SECRETS_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      })
      given.atEnd(server.stop)
      servers.push(server)
    }
    const took = await appendSideBySide(place, servers, given.isQuick ? 5 : 60)
    rows.push({
      what: `appends over ${count} ${count === 1 ? 'process' : 'processes'}`,
      product: `${round(took.perSecond)}/s, ${tellMs(took.cpuMs)} of processor time each`,
      ...(alone
        ? {
            against: `one process ${round(alone.perSecond)}/s, ${tellMs(alone.cpuMs)}`,
            ratio: `${round(took.perSecond / alone.perSecond)} the pace, ${round(took.cpuMs / alone.cpuMs)} the time`,
            goal: 'processor time of one append: 1.5 and less',
            isMet: took.cpuMs / alone.cpuMs <= 1.5,
          }
        : {}),
    })
    alone ??= took
  }
  return rows
}

/** Each lane keeps to one process, as a panel keeps to its connection. */
async function appendSideBySide(place: Place, servers: readonly Served[], each: number) {
  const sessions = await storeSessions(place, 10, LANES)
  const wires = await Promise.all(
    sessions.map((_, lane) => openWire(servers[lane % servers.length]?.url ?? '')),
  )
  const work = async (times: number) => {
    await Promise.all(
      sessions.map(async (session, lane) => {
        for (let n = 0; n < times; n++) await append(place, wires[lane], session)
      }),
    )
  }
  await work(3)
  const cpuOf = async () =>
    (await Promise.all(servers.map((server) => server.cpuMs()))).reduce((sum, ms) => sum + ms, 0)
  const [cpu, from] = [await cpuOf(), performance.now()]
  await work(each)
  const [seconds, spent] = [(performance.now() - from) / 1000, (await cpuOf()) - cpu]
  for (const wire of wires) wire.close()
  return { perSecond: (LANES * each) / seconds, cpuMs: spent / (LANES * each) }
}

async function append(
  { people: [person] }: Place,
  wire: Wire | undefined,
  session: { id: string; version: number },
): Promise<void> {
  const by = { kind: 'person' as const, id: person.id, name: person.name }
  const event = { id: v7(), at: new Date().toISOString(), by, data: stepOf(7) }
  const body = JSON.stringify({ after: session.version, events: [event] })
  session.version += 1
  await wire?.ask(writePost(`/api/sessions/${session.id}/events`, person.token, body))
}

const QUESTIONS = ['append', 'sessions', 'queue'] as const

async function timeNeighbours(given: Given, place: Place): Promise<Row[]> {
  const before = await timeQuestions(given, place)
  const admin = new pg.Client({ connectionString: place.databaseUrl })
  await admin.connect()
  const teams = given.isQuick ? 20 : 2000
  const sessions = await addNeighbours(admin, teams)
  await admin.end()
  await settleTables(place)
  const after = await timeQuestions(given, place)
  return QUESTIONS.map((name) => {
    const ratio = ratioOf(after[name], before[name])
    return {
      what: `${TOLD[name]}, with ${round(teams)} other teams and ${round(sessions)} of their sessions`,
      product: tellTiming(after[name]),
      against: `without them ${tellMs(before[name].p50)}`,
      ratio: tellRatio(ratio),
      goal: 'constant (1.5 and less)',
      isMet: ratio.middle <= 1.5,
    }
  })
}

const TOLD: Record<(typeof QUESTIONS)[number], string> = {
  append: 'an append',
  sessions: 'the list of sessions',
  queue: 'the queue',
}

async function timeQuestions(
  { isQuick, seed }: Given,
  place: Place,
): Promise<Record<(typeof QUESTIONS)[number], Timing>> {
  const [session] = await storeSessions(place, 10, 1)
  if (!session) throw new Error('No session was stored.')
  const wire = await openWire(place.product.url)
  const { token } = place.people[0]
  const times = await compare(
    {
      append: () => append(place, wire, session),
      sessions: () => wire.ask(writeGet('/api/sessions?isOpen=true', token)),
      queue: () => wire.ask(writeGet('/api/handoffs', token)),
    },
    { rounds: isQuick ? 2 : 7, sliceMs: isQuick ? 20 : 150, seed },
  )
  wire.close()
  return times
}

/** Rows as they would be, without their events' words: how many there are is what counts. */
async function addNeighbours(admin: pg.Client, teams: number): Promise<number> {
  const each = 50
  await admin.query(
    `create temp table neighbour as
     select gen_random_uuid() as team_id, gen_random_uuid() as person_id from generate_series(1, $1)`,
    [teams],
  )
  await admin.query(
    "insert into team (id, name, created_at) select team_id, 'Neighbour', now() from neighbour",
  )
  await admin.query(
    `insert into person (team_id, id, email, name, role, is_lead, created_at, password_hash)
     select team_id, person_id, person_id || '@bench.example', 'Neighbour', 'engineer', false, now(), ''
     from neighbour`,
  )
  await admin.query(
    `create temp table theirs as
     select team_id, person_id, gen_random_uuid() as session_id
     from neighbour cross join generate_series(1, $1)`,
    [each],
  )
  await admin.query(
    `insert into session (team_id, id, owner_id, started_by, version, hash, status, started_at,
       last_at, minutes_worked)
     select team_id, session_id, person_id, person_id, 4, repeat('a', 64), 'active', now(), now(), 1
     from theirs`,
  )
  await admin.query(
    `insert into session_event (team_id, session_id, seq, id, type, stored)
     select team_id, session_id, seq, gen_random_uuid(), 'statement_added', '{}'
     from theirs cross join generate_series(1, 4) as seq`,
  )
  await admin.query(
    `insert into handoff (team_id, id, session_id, intent, reason, by_id, lacking, at, time_zone,
       briefing, briefing_mode, briefing_at)
     select distinct on (team_id) team_id, gen_random_uuid(), session_id, 'escalate', 'x', person_id,
       '[]'::jsonb, now(), 'UTC', '[]'::jsonb, 'rules', now()
     from theirs`,
  )
  return teams * each
}
