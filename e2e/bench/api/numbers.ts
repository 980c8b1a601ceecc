/**
 * What numbers cost to read where much was done: they are counted from rows that are kept for it, so
 * the bound is one pass over those rows, and what grows is their count, not the record's.
 */
import pg from 'pg'
import type { Given, Measure } from '../given.ts'
import { compare, isLinear, ratioOf, type Timing } from '../measure.ts'
import { type Row, round, tellMs, tellRatio, tellTiming } from '../table.ts'
import { NO_POSTGRES, openPlace, type Place, settleTables } from './place.ts'
import { openWire, writeGet } from './wire.ts'

const EVENTS_A_SESSION = 40
const STEPS_A_SESSION = 12
/** Of one span that is looked at whole. */
const DAYS = 360
const title = 'Numbers'
const about = `The page *Numbers* over a year, read by a lead: usage, flows, people, where people get stuck, tickets and sentences in one answer; and which branches stopped helping. Sessions of ${EVENTS_A_SESSION} events with ${STEPS_A_SESSION} steps of 40 flows, by ten people. Against one pass over the same rows by bare \`pg\`.`

export const measureNumbers: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  const admin = new pg.Client({ connectionString: place.databaseUrl })
  await admin.connect()
  const rows: Row[] = []
  let before: { sessions: number; numbers: Timing } | undefined
  for (const events of given.isQuick ? [4_000, 40_000] : [100_000, 1_000_000]) {
    const sessions = events / EVENTS_A_SESSION
    await fill(admin, place, sessions - (before?.sessions ?? 0))
    await settleTables(place)
    const { row, numbers } = await timeNumbers(given, place, admin, events)
    const growth = before && ratioOf(numbers, before.numbers)
    rows.push(row)
    if (growth && before) {
      rows.push({
        what: `${round(sessions / before.sessions)} times as many events`,
        product: tellRatio(growth),
        goal: 'no more than as many times as long',
        isMet: isLinear(growth, sessions / before.sessions),
      })
    }
    rows.push(await timeFailing(given, place, events))
    before = { sessions, numbers }
  }
  await admin.end()
  return { title, about, rows }
}

async function timeNumbers(
  { isQuick, seed }: Given,
  place: Place,
  admin: pg.Client,
  events: number,
): Promise<{ row: Row; numbers: Timing }> {
  const wire = await openWire(place.product.url)
  const span = spanOf()
  const ask = writeGet(`/api/numbers?${span.query}`, place.people[0].token)
  const times = await compare(
    {
      numbers: () => wire.ask(ask),
      pass: () => admin.query(ONE_PASS, [place.teamId, span.from, span.to]),
    },
    { rounds: isQuick ? 2 : 5, sliceMs: isQuick ? 20 : 200, seed },
  )
  wire.close()
  return {
    numbers: times.numbers,
    row: {
      what: `the numbers of ${round(events)} events`,
      product: tellTiming(times.numbers),
      against: `one pass over the rows ${tellMs(times.pass.p50)}`,
      ratio: tellRatio(ratioOf(times.numbers, times.pass)),
    },
  }
}

async function timeFailing({ isQuick, seed }: Given, place: Place, events: number): Promise<Row> {
  const wire = await openWire(place.product.url)
  const ask = writeGet('/api/numbers/failing-branches', place.people[0].token)
  const { failing } = await compare(
    { failing: () => wire.ask(ask) },
    { rounds: isQuick ? 2 : 5, sliceMs: isQuick ? 20 : 200, seed },
  )
  wire.close()
  return { what: `failing branches of ${round(events)} events`, product: tellTiming(failing) }
}

function spanOf() {
  const to = new Date()
  const from = new Date(to.getTime() - DAYS * 24 * 3_600_000)
  const [begin, end] = [from.toISOString(), to.toISOString()]
  return { from: begin, to: end, query: `from=${begin}&to=${end}` }
}

const ONE_PASS = `
  select (select count(*) from walk where team_id = $1 and at >= $2 and at < $3),
    (select count(*) from walk_step where team_id = $1 and at >= $2 and at < $3),
    (select count(*) from session where team_id = $1 and started_at >= $2 and started_at < $3)`

/** Sessions as they are when they have ended, with what is kept of them for numbers. */
async function fill(admin: pg.Client, { teamId, people }: Place, sessions: number) {
  const by = people.slice(0, 10).map(({ id }) => id)
  await admin.query(
    `create temporary table filled as
     select gen_random_uuid() as id, gen_random_uuid() as run_id, n,
       ($2::uuid[])[1 + n % array_length($2::uuid[], 1)] as person_id,
       now() - (n % ${DAYS}) * interval '1 day' - interval '1 hour' as at,
       ('00000000-0000-4000-8000-' || lpad((n % 40)::text, 12, '0'))::uuid as flow_id
     from generate_series(1, $1) as n`,
    [sessions, by],
  )
  await admin.query(
    `insert into session (team_id, id, owner_id, started_by, version, hash, status, started_at,
       last_at, minutes_worked, flow_name, walks_kept)
     select $1, id, person_id, person_id, ${EVENTS_A_SESSION}, repeat('b', 64), 'finished', at, at,
       12, 'bench', true from filled`,
    [teamId],
  )
  await admin.query(
    `insert into session_event (team_id, session_id, seq, id, type, stored)
     select $1, f.id, seq, gen_random_uuid(), case when seq % 8 = 0 then 'worked' else 'statement_added' end,
       jsonb_build_object('seq', seq, 'event', jsonb_build_object(
         'by', jsonb_build_object('kind', 'person', 'id', f.person_id),
         'data', jsonb_build_object('from', f.at + seq * interval '1 minute',
           'to', f.at + (seq + 2) * interval '1 minute')))
     from filled f cross join generate_series(1, ${EVENTS_A_SESSION}) as seq`,
    [teamId],
  )
  await admin.query(
    `insert into walk (team_id, session_id, run_id, person_id, flow_id, flow_name, counts, minutes,
       has_helped, way, at)
     select $1, id, run_id, person_id, flow_id, 'bench', true, 5 + n % 20, n % 5 <> 0,
       'ask:' || n % 3, at from filled`,
    [teamId],
  )
  await admin.query(
    `insert into walk_step (team_id, session_id, position, run_id, flow_id, node, choice, how,
       person_id, minutes, has_helped, at)
     select $1, f.id, step, f.run_id, f.flow_id, 'step-' || step, (f.n % 3)::text,
       case when step = ${STEPS_A_SESSION} and f.n % 9 = 0 then 'did_not_help' else 'settled' end,
       f.person_id, 1, f.n % 5 <> 0, f.at
     from filled f cross join generate_series(1, ${STEPS_A_SESSION}) as step`,
    [teamId],
  )
  await admin.query('drop table filled')
}
