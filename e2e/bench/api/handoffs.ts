/**
 * Handing over: what the one act costs, how long until panels that listen show it, and what the
 * queue costs to read when it is long.
 */
import pg from 'pg'
import { v7 } from 'uuid'
import type { Given, Measure } from '../given.ts'
import { storeSessions } from '../make/stored-session.ts'
import { compare, isLinear, ratioOf, Took, timingOf } from '../measure.ts'
import { type Row, round, tellMs, tellRatio, tellTiming } from '../table.ts'
import { openBareHandOver } from './bare-hand-over.ts'
import { openListeners } from './listeners.ts'
import { askPlace, NO_POSTGRES, openPlace, type Place, settleTables } from './place.ts'
import { startBare } from './processes.ts'
import { openWire, writeGet, writePost } from './wire.ts'

const MOST_PER_PERSON = 24
const title = 'Handing over'
const about =
  'From handing a session over until every panel that listens has it, against a bare `NOTIFY` that bare `node:http` writes to as many open answers. The act itself (record, queue, documentation, briefing, notices in one transaction) against the same rows, updates and notifications by bare `pg` in one transaction, a statement for each table. The queue with what waits and ten times as much that is over.'

export const measureHandoffs: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  return {
    title,
    about,
    rows: [
      ...(await timeAct(given, place)),
      ...(await timeQueue(given, place)),
      ...(await timeTold(given, place)),
    ],
  }
}

const HANDOFF = {
  ...{ intent: 'shift_change', reason: 'The next shift goes on', toId: null, timeZone: 'UTC' },
  ...{ words: { impact: 'One office', firstMove: 'Ask the user' }, note: null },
  overridden: { lacking: ['tried'], reason: 'Nothing was tried' },
}

async function handOver(place: Place, sessionId: string): Promise<string> {
  const handoffId = v7()
  const at = new Date().toISOString()
  await askPlace(place, 'POST', `/api/sessions/${sessionId}/handoffs`, {
    ...HANDOFF,
    handoffId,
    at,
  })
  return handoffId
}

async function timeAct({ isQuick, seed }: Given, place: Place): Promise<Row[]> {
  const rounds = isQuick ? 3 : 9
  const sessions = await storeSessions(place, 40, (rounds + 1) * 12)
  // One that is like those, to know what the act writes.
  const [sample] = await storeSessions(place, 40, 1)
  if (!sample) throw new Error('No session was stored.')
  const bare = await openBareHandOver(place.databaseUrl, sample.id, () =>
    handOver(place, sample.id),
  )
  const times = await compare(
    {
      product: async () => {
        const session = sessions.pop() ?? sample
        const began = performance.now()
        await handOver(place, session.id)
        return new Took(performance.now() - began)
      },
      bare: () => bare.write(),
    },
    { rounds, sliceMs: isQuick ? 20 : 60, seed },
  )
  await bare.close()
  return [
    {
      what: `a session of 40 events handed over, ${bare.rows} rows, until answered`,
      product: tellTiming(times.product),
      against: `the same writes by bare pg ${tellMs(times.bare.p50)}`,
      ratio: tellRatio(ratioOf(times.product, times.bare)),
    },
  ]
}

async function timeQueue({ isQuick, seed }: Given, place: Place): Promise<Row[]> {
  const sizes = isQuick ? [10, 100] : [10, 1000, 10_000]
  const admin = new pg.Client({ connectionString: place.databaseUrl })
  await admin.connect()
  const rows: Row[] = []
  const wire = await openWire(place.product.url)
  const read = () => wire.ask(writeGet('/api/handoffs', place.people[1]?.token ?? ''))
  let before: Awaited<ReturnType<typeof compare<'read'>>>['read'] | undefined
  for (const size of sizes) {
    await fillQueue(admin, place, size)
    await settleTables(place)
    const { read: took } = await compare(
      { read },
      { rounds: isQuick ? 2 : 5, sliceMs: isQuick ? 20 : 150, seed },
    )
    const listed = Math.min(size, 1000)
    rows.push({
      what: `${round(size)} waiting, the queue of ${round(listed)} read`,
      product: tellTiming(took),
      ...(before ? { against: tellMs(before.p50), ratio: tellRatio(ratioOf(took, before)) } : {}),
      ...(before && size > 1000
        ? {
            goal: 'as long as what is listed',
            isMet: isLinear(ratioOf(took, before), 1),
          }
        : {}),
    })
    before = took
  }
  await admin.query('delete from handoff where reason = $1', ['bench queue'])
  await admin.end()
  wire.close()
  return rows
}

/** So many that wait, and ten times as many that are over. */
async function fillQueue(admin: pg.Client, place: Place, size: number): Promise<void> {
  await admin.query('delete from handoff where reason = $1', ['bench queue'])
  const fill = (count: number, ended: string | null) =>
    admin.query(
      `with s as (
         insert into session (team_id, id, owner_id, started_by, version, hash, status, started_at,
           last_at, minutes_worked)
         select $1, gen_random_uuid(), $2, $2, 1, repeat('a', 64), 'escalated', now(), now(), 1
         from generate_series(1, $3) returning id
       )
       insert into handoff (team_id, id, session_id, intent, reason, by_id, lacking, at, ended_how,
         ended_at, time_zone, briefing, briefing_mode, briefing_at)
       select $1, gen_random_uuid(), id, 'shift_change', 'bench queue', $2, '[]', now(), $4,
         case when $4::text is null then null else now() end, 'UTC', '[]', 'rules', now()
       from s`,
      [place.teamId, place.people[0].id, count, ended],
    )
  await fill(size, null)
  await fill(size * 10, 'picked_up')
}

async function timeTold(given: Given, place: Place): Promise<Row[]> {
  const rows: Row[] = []
  for (const count of given.isQuick ? [1, 50] : [1, 100, 1000]) {
    rows.push(await timeListeners(given, place, count))
  }
  return rows
}

async function timeListeners(given: Given, place: Place, count: number): Promise<Row> {
  const bare = await startBare('./bare-live.ts', { databaseUrl: place.databaseUrl })
  given.atEnd(bare.stop)
  // Not those of who hands over: the first.
  const asking = Array.from({ length: count }, (_, at) =>
    writeGet(
      '/api/handoffs',
      place.people[1 + Math.floor(at / MOST_PER_PERSON)]?.token ?? '',
      'accept: text/event-stream\r\n',
    ),
  )
  const panels = await openListeners(place.product.url, asking)
  const bareListeners = await openListeners(
    bare.url,
    asking.map(() => writeGet('/', '')),
  )
  const bareWire = await openWire(bare.url)
  const rounds = given.isQuick ? 3 : 9
  const sessions = await storeSessions(place, 10, (rounds + 1) * 8)
  const [spare] = await storeSessions(place, 10, 1)
  const product: number[] = []
  const bound: number[] = []
  for (let n = 0; n < rounds * 4; n++) {
    const session = sessions.pop() ?? spare
    if (!session) break
    const heard = panels.untilAllHear(session.id)
    const from = performance.now()
    const answered = handOver(place, session.id)
    await heard
    product.push(performance.now() - from)
    await answered
    const mark = v7()
    const told = bareListeners.untilAllHear(mark)
    const since = performance.now()
    await bareWire.ask(writePost('/', '', `data: ${mark} ${'x'.repeat(600)}\n\n`))
    await told
    bound.push(performance.now() - since)
  }
  panels.close()
  bareListeners.close()
  bareWire.close()
  const [shown, bareTook] = [timingOf([product]), timingOf([bound])]
  return {
    what: `handed over, until ${count === 1 ? 'the one listening panel' : `the last of ${round(count)} listening panels`} has it`,
    product: `${tellMs(shown.p50)} (p99 ${tellMs(shown.p99)})`,
    against: `NOTIFY and socket ${tellMs(bareTook.p50)} (p99 ${tellMs(bareTook.p99)})`,
    ratio: round(shown.p50 / bareTook.p50),
    goal: 'under 2 s',
    isMet: shown.p99 < 2_000,
  }
}
