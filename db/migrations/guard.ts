/**
 * How a table of a team is guarded, the same for each.
 *
 * Row security is enabled and forced, so that it holds for the owner of the tables too. The
 * team is a setting of the transaction; unset it is empty text or nothing at all, and both
 * give no rows. It stands in a sub-select so that it is read once per statement.
 */
import { type Kysely, sql } from 'kysely'

/**
 * The role that each request works as, the one that may only look who is at the door, and the one
 * that only matches words.
 */
export const API_ROLE = 'resolutionflow_api'
export const DOOR_ROLE = 'resolutionflow_door'
export const SEARCH_ROLE = 'resolutionflow_search'
/** Owns what ships with the product; readable by every team, and nobody signs in to it. */
export const BUILT_IN_TEAM = '00000000-0000-7000-8000-000000000001'

const current = "(select nullif(current_setting('rf.team', true), '')::uuid)"

type Privilege = 'select' | 'insert' | 'update' | 'delete'

export async function guard(
  db: Kysely<unknown>,
  table: string,
  {
    team = 'team_id',
    may = ['select', 'insert', 'update', 'delete'],
    builtInIsReadable = false,
  }: { team?: string; may?: Privilege[]; builtInIsReadable?: boolean } = {},
) {
  const run = (text: string) => sql.raw(text).execute(db)
  await run(`alter table ${table} enable row level security`)
  await run(`alter table ${table} force row level security`)
  await run(
    `create policy own_team on ${table} using (${team} = ${current}) with check (${team} = ${current})`,
  )
  if (builtInIsReadable) {
    await run(
      `create policy built_in on ${table} for select using (${team} = '${BUILT_IN_TEAM}'::uuid)`,
    )
  }
  await run(`grant ${may.join(', ')} on ${table} to ${API_ROLE}`)
}

/** Lets the door read some columns of every team, to find out which one somebody belongs to. */
export async function showAtDoor(db: Kysely<unknown>, table: string, columns: string[]) {
  await sql
    .raw(`create policy at_door on ${table} for select to ${DOOR_ROLE} using (true)`)
    .execute(db)
  await sql.raw(`grant select (${columns.join(', ')}) on ${table} to ${DOOR_ROLE}`).execute(db)
}

/**
 * For a step that looks at what is there already. Row security is forced on the owner of the
 * tables too, and a step has no team: without this it would find nothing and say so to nobody.
 */
export async function seeingAllTeams(
  db: Kysely<unknown>,
  tables: readonly string[],
  work: () => Promise<void>,
) {
  const run = (text: string) => sql.raw(text).execute(db)
  for (const table of tables) await run(`alter table ${table} no force row level security`)
  await work()
  for (const table of tables) await run(`alter table ${table} force row level security`)
}
