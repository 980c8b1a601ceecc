/**
 * Counts what the whole database holds of something: the rows of every table, and of the jobs, in
 * which one of some ids stands. Two counts that are equal say that nothing was added and nothing is
 * missing, in tables too that a test does not know by name.
 */
import pg from 'pg'

/** By table, how many rows name it; tables with none are left out. */
export type RowCounts = Record<string, number>

export interface RowCounter {
  count(...ids: string[]): Promise<RowCounts>
  close(): Promise<void>
}

/** Looks past row security, as whoever the address names. */
export async function openRowCounter(url: string): Promise<RowCounter> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema = 'public'
     union all select 'pgboss.job' where to_regclass('pgboss.job') is not null`,
  )
  const counting = tables
    .map(({ name }) => `select '${name}' as name, count(*)::int from ${name} r where r::text ~ $1`)
    .join(' union all ')
  return {
    async count(...ids) {
      const { rows } = await client.query<{ name: string; count: number }>(counting, [
        ids.join('|'),
      ])
      const found = rows.filter(({ count }) => count > 0)
      return Object.fromEntries(
        found
          .map(({ name, count }) => [name.replace(/^public\./, ''), count] as const)
          .toSorted(([one], [other]) => one.localeCompare(other)),
      )
    },
    close: () => client.end(),
  }
}
