/**
 * What a job does for a finished session that went by no flow: it looks through the team's library
 * for the one that has what the session did.
 */
import pg from 'pg'
import { v7 } from 'uuid'
import { inTeam } from '#api/db.ts'
import { publishFlow } from '#api/flow/queries.ts'
import { searchTexts } from '#api/flow/search-words.ts'
import { findFitting } from '#api/proposal/find-fitting.ts'
import { FlowContent } from '#shared/flow/flow.ts'
import { fitFlow } from '#shared/proposal/fit-flow.ts'
import type { FinishedPath } from '#shared/proposal/path-of.ts'
import { stepKey } from '#shared/proposal/step-key.ts'
import { makeRandom } from '#shared/testing/make-random.ts'
import type { Given, Measure } from '../given.ts'
import { makeFlow, THINGS, TROUBLES } from '../make/flow.ts'
import { compare, ratioOf } from '../measure.ts'
import { type Row, round, tellMs, tellRatio, tellTiming } from '../table.ts'
import { NO_POSTGRES, openPlace, type Place } from './place.ts'

const STEPS = 12
const DONE = 3
const SOUGHT = 60
const GOAL_FOUND = 0.95
const title = 'Learning from a session without a flow'
const about =
  'A finished session that did three steps of its own is put against a library whose flows share their words and steps: candidates by words on Postgres, the likeliest compared step by step. Against reading every flow of the team with bare `pg` and comparing all of them by the same rule.'

interface Made {
  id: string
  content: FlowContent
}

export const measureLearning: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  const admin = new pg.Client({ connectionString: place.databaseUrl })
  await admin.connect()
  const teamId = await makeTeam(admin)
  const library = makeLibrary(given)
  await publish(place, teamId, library)
  const sought = library.filter((_, at) => at % Math.ceil(library.length / SOUGHT) === 0)
  const paths = sought.map(({ content }) => freehand(content))
  let at = 0
  const next = () => paths[at++ % paths.length] ?? freehand(makeFlow(STEPS))
  const times = await compare(
    {
      candidates: () => find(place, teamId, next()),
      all: () => compareAll(admin, teamId, next()),
    },
    { rounds: given.isQuick ? 3 : 15, sliceMs: given.isQuick ? 50 : 200, seed: given.seed },
  )
  let found = 0
  for (const [n, path] of paths.entries()) {
    if ((await find(place, teamId, path))?.flowId === sought[n]?.id) found += 1
  }
  await admin.end()
  const ratio = ratioOf(times.candidates, times.all)
  const share = found / paths.length
  const rows: Row[] = [
    {
      what: `the flow that has it, out of ${round(library.length)}`,
      product: tellTiming(times.candidates),
      against: `all of them read and compared ${tellMs(times.all.p50)}`,
      ratio: tellRatio(ratio),
      goal: 'under 1',
      isMet: ratio.middle < 1,
    },
    {
      what: 'it is found',
      product: `${Math.round(share * 100)} % of ${paths.length}`,
      goal: `${GOAL_FOUND * 100} %`,
      isMet: share >= GOAL_FOUND,
    },
  ]
  return { title, about, rows }
}

const find = (place: Place, teamId: string, path: FinishedPath) =>
  inTeam(place.deps.db, teamId, (tx) => findFitting(tx, teamId, path))

async function compareAll(admin: pg.Client, teamId: string, path: FinishedPath) {
  const { rows } = await admin.query<{ id: string; content: unknown }>(
    `select f.id, v.content from flow f
     join flow_version v on v.team_id = f.team_id and v.version = f.version where f.team_id = $1`,
    [teamId],
  )
  return rows.filter(
    ({ id, content }) =>
      fitFlow({ id, content: FlowContent.parse(content) }, path).kind === 'has_all',
  )
}

async function makeTeam(admin: pg.Client): Promise<string> {
  const id = v7()
  await admin.query(`insert into team (id, name, created_at) values ($1, 'Learning', now())`, [id])
  await admin.query(
    `insert into person (team_id, id, email, name, role, created_at)
     values ($1::uuid, $1::uuid, $1::text || '@bench.example', 'Learner', 'engineer', now())`,
    [id],
  )
  return id
}

const DEEDS = 'restart remove clear reset update reinstall renew disable repair rename'.split(' ')

function makeLibrary({ isQuick, seed }: Given): Made[] {
  const random = makeRandom(seed)
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? ''
  return Array.from({ length: isQuick ? 200 : 1000 }, (_, at) => {
    const flow = makeFlow(STEPS)
    const nodes = flow.nodes.map((node) =>
      node.kind === 'end'
        ? node
        : { ...node, title: `${pick(DEEDS)} the ${pick(THINGS)} that is ${pick(TROUBLES)}` },
    )
    return { id: v7(), content: { ...flow, slug: `learned-${at}`, name: `Learned ${at}`, nodes } }
  })
}

const publish = (place: Place, teamId: string, library: readonly Made[]) =>
  inTeam(place.deps.db, teamId, async (tx) => {
    for (const { id, content } of library) {
      await publishFlow(tx, {
        ...{ teamId, id, content, version: id.replaceAll('-', '').padEnd(64, '0') },
        ...{ authorId: teamId, at: place.deps.now(), search: searchTexts(content) },
        stepTitles: content.nodes.map((node) => node.title),
      })
    }
  })

/** Three of its steps, in words of one's own. */
const freehand = ({ nodes }: FlowContent): FinishedPath => ({
  ...{ answered: [], cause: '', verification: '' },
  own: nodes.slice(2, 2 + DONE).map((node) => {
    const inWords = `${node.title.replace(' the ', ' a ')} again`
    return { key: stepKey(inWords), title: inWords, at: null, cameBy: null, wentOn: false }
  }),
})
