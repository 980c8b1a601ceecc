/**
 * A library of flows, and many others around it that hold the very same words: the hardest
 * neighbours for an index that would not begin with the team.
 *
 * The first library is published as the product does it; the others are copies of its rows
 * under other teams, made by the database. Indexes are made anew when all rows are there.
 */
import type pg from 'pg'
import { v7 } from 'uuid'
import { inTeam } from '#api/db.ts'
import { keepFolder } from '#api/flow/folder-queries.ts'
import { publishFlow } from '#api/flow/queries.ts'
import { searchTexts } from '#api/flow/search-words.ts'
import type { FlowSummary } from '#shared/flow/contract.ts'
import type { Place } from '../api/place.ts'
import { makeFlow, makeSummaries, THINGS, TROUBLES } from './flow.ts'

export const LIBRARY = 500
const STEPS = 12

/** The team's own library; what was published, to be searched for. */
export async function publishLibrary(place: Place, seed: number): Promise<FlowSummary[]> {
  const { deps, teamId, people } = place
  const summaries = makeSummaries(LIBRARY, seed).map((flow) => ({ ...flow, isSubFlow: false }))
  await inTeam(deps.db, teamId, async (tx) => {
    for (const [at, { id, version, ...head }] of summaries.entries()) {
      const flow = makeFlow(STEPS)
      const nodes = flow.nodes.map((node, n) => ({ ...node, title: titleOf(at * STEPS + n) }))
      const content = { ...flow, ...pickHead(head), nodes }
      await publishFlow(tx, {
        teamId,
        id,
        version,
        content,
        authorId: people[0].id,
        at: deps.now(),
        search: searchTexts(content),
        stepTitles: nodes.map((node) => node.title),
      })
      await keepFolder(tx, teamId, id, folderOf(at))
    }
  })
  return summaries
}

/** Each flow is in one of these, below one folder for all. */
const BRANCHES = 'antwerp bergen cadiz delft essen faro ghent hull izmir jena'.split(' ')

export const folderOf = (at: number): string[] => ['Branches', BRANCHES[at % BRANCHES.length] ?? '']

const pickHead = ({
  slug,
  name,
  summary,
  category,
  words,
  tags,
}: Omit<FlowSummary, 'id' | 'version'>) => ({
  slug,
  name,
  summary,
  category,
  words,
  tags,
})

const titleOf = (at: number): string =>
  `Is the ${THINGS[(at * 7) % THINGS.length]} ${TROUBLES[(at * 3) % TROUBLES.length]} here`

/** Copies the library to as many other teams as it takes to have that many flows in all. */
export async function growNeighbours(admin: pg.Client, place: Place, flows: number): Promise<void> {
  const { rows: counted } = await admin.query<{ n: number }>('select count(*)::int as n from flow')
  const missing = Math.round((flows - (counted[0]?.n ?? 0)) / LIBRARY)
  if (missing <= 0) return
  const indexes = await dropIndexes(admin)
  const teams = Array.from({ length: missing }, () => v7())
  await admin.query(
    `insert into team (id, name, created_at) select id, 'Neighbour', now() from unnest($1::uuid[]) id`,
    [teams],
  )
  await admin.query(
    `insert into person (team_id, id, email, name, role, created_at)
     select id, id, id || '@bench.example', 'Neighbour', 'engineer', now() from unnest($1::uuid[]) id`,
    [teams],
  )
  await admin.query('begin')
  for (const table of ['flow_version', 'flow', 'flow_folder']) {
    const columns = await columnsOf(admin, table)
    const copied = columns.map((column) => {
      if (column === 'team_id' || column === 'author_id') return 'n.id'
      return column === 'content' ? `'{}'::jsonb` : `f.${column}`
    })
    await admin.query(
      `insert into ${table} (${columns.join(', ')})
       select ${copied.join(', ')} from ${table} f, unnest($1::uuid[]) n(id) where f.team_id = $2`,
      [teams, place.teamId],
    )
  }
  await admin.query('commit')
  for (const definition of indexes) await admin.query(definition)
  await admin.query('vacuum analyze flow, flow_folder')
}

/** Those that no key rests on; gives what makes them again. */
async function dropIndexes(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = 'public' and tablename = 'flow' and indexdef like '%USING gin%'`,
  )
  for (const { name } of rows) await admin.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}

async function columnsOf(admin: pg.Client, table: string): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  )
  return rows.map(({ name }) => name)
}
