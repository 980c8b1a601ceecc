/**
 * The writes of one hand-off once more, by bare `pg`: the same rows in tables that are made like the
 * product's with all their indexes, the same row brought up to date, as many notifications, in one
 * transaction.
 *
 * What the product writes is counted in the whole database first. A table that it has come to
 * write and this twin does not ends the measure, since it would compare two different things.
 */
import pg from 'pg'
import { v7 } from 'uuid'
import { openRowCounter } from '#api/testing/count-rows.ts'

export interface BareHandOver {
  /** How many rows each hand-off adds. */
  rows: number
  write(): Promise<void>
  close(): Promise<void>
}

/** By table, which rows are a hand-off's, and what is new in a copy of one. */
const WRITTEN: Readonly<Record<string, { of: string; anew: string }>> = {
  session_event: { of: 't.id = handoff', anew: "'id', copy, 'session_id', copy" },
  handoff: { of: 't.id = handoff', anew: "'id', copy, 'session_id', copy" },
  session_document: { of: 't.session_id = session', anew: "'id', copy, 'session_id', copy" },
  notice: { of: 't.subject = handoff', anew: "'id', gen_random_uuid(), 'subject', copy" },
  'pgboss.job': {
    of: "t.data ->> 'handoffId' = handoff::text",
    anew: "'id', copy, 'state', 'created'",
  },
}
const SESSION = 'session'

/** `handOver` hands the session over by the product; what it wrote is what is written again. */
export async function openBareHandOver(
  databaseUrl: string,
  sessionId: string,
  handOver: () => Promise<string>,
): Promise<BareHandOver> {
  const counter = await openRowCounter(databaseUrl)
  const before = await counter.count(sessionId)
  const handoffId = await handOver()
  const after = await counter.count(sessionId, handoffId)
  await counter.close()
  const added = Object.entries(after).filter(([table, count]) => count > (before[table] ?? 0))
  const tables = added.map(([table]) => table)
  const missing = tables.filter((table) => !(table in WRITTEN))
  if (missing.length > 0) {
    throw new Error(`A hand-off writes ${missing.join(', ')}, and its bare twin does not.`)
  }

  const admin = new pg.Client({ connectionString: databaseUrl })
  await admin.connect()
  for (const table of [...tables, SESSION]) {
    await admin.query(
      `create table ${copyOf(table)} (like ${table} including all excluding generated)`,
    )
  }
  await admin.query(`insert into ${copyOf(SESSION)} select * from session where id = $1`, [
    sessionId,
  ])
  const notices = added.find(([table]) => table === 'notice')?.[1] ?? 0
  return {
    rows: added.reduce((sum, [table, count]) => sum + count - (before[table] ?? 0), 0),
    async write() {
      const id = v7()
      await admin.query('begin')
      for (const table of tables) {
        const { of, anew } = WRITTEN[table] ?? never(table)
        await admin.query(
          `with ids as (select $1::uuid as session, $2::uuid as handoff, $3::uuid as copy)
           insert into ${copyOf(table)}
           select r.* from ids cross join ${table} t
             cross join lateral jsonb_populate_record(t, jsonb_build_object(${anew})) r
           where ${of}`,
          [sessionId, handoffId, id],
        )
      }
      await admin.query(
        `update ${copyOf(SESSION)} c set version = c.version + 1, hash = s.hash, status = s.status,
           standing = s.standing, last_at = now(), minutes_worked = s.minutes_worked,
           steps = s.steps
         from session s where s.id = $1 and c.id = $1`,
        [sessionId],
      )
      // The session, the queue, and each bell.
      await admin.query("select pg_notify('bench', n || $1) from generate_series(1, $2) n", [
        id,
        2 + notices,
      ])
      await admin.query('commit')
    },
    async close() {
      for (const table of [...tables, SESSION]) await admin.query(`drop table ${copyOf(table)}`)
      await admin.end()
    },
  }
}

const copyOf = (table: string): string => `bench_${table.replace('.', '_')}`

const never = (table: string): never => {
  throw new Error(`There is no ${table} to be written.`)
}
