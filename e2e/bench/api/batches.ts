/** A batch of maintenance: begun with its targets, and read with how far each is, at 50 and 500. */
import pg from 'pg'
import { v7 } from 'uuid'
import { BUILT_IN_FLOWS } from '#db/seed/built-in-flows.ts'
import type { Measure } from '../given.ts'
import { compare, isLinear, ratioOf, Took } from '../measure.ts'
import { round, tellMs, tellRatio, tellTiming } from '../table.ts'
import { askPlace, NO_POSTGRES, openPlace, type Place } from './place.ts'

const SIZES = [50, 500] as const

const title = 'Maintenance over many targets'
const about =
  'One request of the API on Postgres that begins a batch and answers with it, and one that reads it. Against the targets written by bare `pg` into a table like theirs, in one statement.'

export const measureBatches: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  const admin = new pg.Client({ connectionString: place.databaseUrl })
  await admin.connect()
  await admin.query('create table bench_target (like maintenance_target including all)')
  const [few, many] = [await plan(place, SIZES[0]), await plan(place, SIZES[1])]
  const begun = v7()
  await askPlace(place, 'POST', `/api/maintenance-plans/${many}/batches`, { batchId: begun })
  const { isQuick, seed } = given
  const times = await compare(
    {
      few: () => begin(place, few),
      many: () => begin(place, many),
      bare: () => writeBare(admin, place.teamId),
      read: () => askPlace(place, 'GET', `/api/maintenance-batches/${begun}`),
    },
    { rounds: isQuick ? 2 : 9, sliceMs: isQuick ? 20 : 200, seed },
  )
  await admin.query('drop table bench_target')
  await admin.end()
  const growth = ratioOf(times.many, times.few)
  return {
    title,
    about,
    rows: [
      { what: 'a batch of 50 targets begun', product: tellTiming(times.few) },
      {
        what: 'a batch of 500 targets begun',
        product: tellTiming(times.many),
        against: `bare pg ${tellMs(times.bare.p50)}`,
        ratio: tellRatio(ratioOf(times.many, times.bare)),
      },
      { what: 'a batch of 500 targets read', product: tellTiming(times.read) },
      {
        what: `growth from ${SIZES[0]} to ${SIZES[1]} targets begun`,
        product: tellMs(times.many.p50),
        against: tellMs(times.few.p50),
        ratio: tellRatio(growth),
        goal: `at most linear (${round(SIZES[1] / SIZES[0])})`,
        isMet: isLinear(growth, SIZES[1] / SIZES[0]),
      },
    ],
  }
}

async function plan(place: Place, size: number): Promise<string> {
  const id = v7()
  const flow = BUILT_IN_FLOWS.find(({ content }) => content.kind === 'maintenance')
  await askPlace(place, 'PUT', `/api/maintenance-plans/${id}`, {
    ...{ basedOn: 0, flowId: flow?.id, name: `Over ${size}`, client: 'Bench', isPaused: false },
    ...{ schedule: null, targets: namesOf(size).map((name) => ({ name })) },
  })
  return id
}

const namesOf = (size: number) => Array.from({ length: size }, (_, n) => `SRV-${n}`)

async function begin(place: Place, planId: string): Promise<Took> {
  const began = performance.now()
  const path = `/api/maintenance-plans/${planId}/batches`
  await askPlace(place, 'POST', path, { batchId: v7() })
  return new Took(performance.now() - began)
}

const writeBare = (admin: pg.Client, teamId: string) =>
  admin.query(
    `insert into bench_target (team_id, batch_id, position, name, session_id)
     select $1, $2, t.position, t.name, t.session_id
     from jsonb_to_recordset($3::jsonb) as t(position integer, name text, session_id uuid)`,
    [
      teamId,
      v7(),
      JSON.stringify(
        namesOf(SIZES[1]).map((name, i) => ({ position: i + 1, name, session_id: v7() })),
      ),
    ],
  )
