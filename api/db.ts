/**
 * The few ways to reach the database.
 *
 * `inTeam` is the one through which nearly everything goes: a transaction that first steps
 * down to an ordinary role and sets the team, both in one statement, so that row security
 * answers for every query in it, even for one that forgets to name the team. On Postgres this
 * goes out with the first query and costs no round trip. `together` sends a whole transaction at
 * once. `atDoor` sees no more than what is needed to find out who is signing in.
 *
 * A connection at rest is of no team: who forgets all of these is shown nothing.
 *
 * Inside a transaction ask only the transaction: the embedded database has one connection.
 */
import { type CompiledQuery, type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { API_ROLE, DOOR_ROLE, SEARCH_ROLE } from '#db/migrate.ts'
import type { OpenDatabase } from '#db/open.ts'
import { AHEAD, prepare } from '#db/prepare.ts'
import type { Database } from '#db/tables.ts'

export type Db = Kysely<Database>
export type Tx = Transaction<Database>
/** A statement that is built and not yet sent. */
export type Query<Row> = CompiledQuery<Row>

/** Works inside a team: committed when `work` returns, undone when it throws. */
export function inTeam<T>(db: Db, teamId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return settle(db, async (tx) => {
    await tx.executeQuery(enterTeam({ role: API_ROLE, teamId }))
    return work(tx)
  })
}

/** Sent ahead: everything after it in the transaction fails when it does. */
const enterTeam = prepare<{ role: string; teamId: string }, unknown>(
  'enter_team',
  (_, value) =>
    sql`${sql.raw(AHEAD)}select set_config('role', ${value('role')}, true), set_config('rf.team', ${value('teamId')}, true)`,
)

/**
 * Several queries as one transaction in one round trip; each runs when those before it have. The
 * first has to be one that sets the team, or they are shown nothing.
 */
export async function together<Rows extends readonly object[]>(
  database: OpenDatabase,
  ...queries: { [At in keyof Rows]: Query<Rows[At]> }
): Promise<{ [At in keyof Rows]: Rows[At][] }> {
  const answered = await database.together(queries)
  return answered as { [At in keyof Rows]: Rows[At][] } // each query says what its rows are
}

/** Looks across teams, but only at who may sign in where. */
export function atDoor<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return settle(db, async (tx) => {
    await tx.executeQuery(enterTeam({ role: DOOR_ROLE, teamId: '' }))
    return work(tx)
  })
}

/** A part of a transaction that is undone alone when it throws; what was done before it stays. */
export async function attempt<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint attempt`.execute(tx)
  try {
    const result = await work()
    await sql`release savepoint attempt`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx)
    throw error
  }
}

/** Runs when the transaction has been committed, and not at all when it was undone. */
export function afterCommit(tx: Tx, act: () => void): void {
  const acts = later.get(tx)
  if (!acts) throw new Error('afterCommit needs a transaction of inTeam or atDoor')
  acts.push(act)
}

const later = new WeakMap<Tx, (() => void)[]>()

async function settle<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const acts: (() => void)[] = []
  const result = await db.transaction().execute((tx) => {
    later.set(tx, acts)
    return work(tx)
  })
  for (const act of acts) act()
  return result
}

/** A value for a JSON column; the drivers disagree about arrays when left to themselves. */
export const asJson = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`

/** Every team's id, for jobs that go round all of them. */
export const listTeamIds = (db: Db): Promise<string[]> =>
  atDoor(db, async (tx) => {
    const rows = await tx.selectFrom('team').select('id').execute()
    return rows.map((row) => row.id)
  })

/** True when the error says that a row with this key is there already. */
export const isTaken = (error: unknown, constraint?: string): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === '23505' &&
  (!constraint || ('constraint' in error && error.constraint === constraint))

/**
 * Refuses to go on when row security would not hold for the role that requests work as, or
 * when a table of a team is not guarded. A mistake here would be seen only by its victims.
 */
export async function refuseWhereRowSecurityFails(db: Db): Promise<void> {
  await settle(db, async (tx) => {
    const open = await sql<{ name: string }>`
      select c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'team_id'
      where n.nspname = 'public' and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(tx)
    if (open.rows.length > 0) {
      const names = open.rows.map((row) => row.name).join(', ')
      throw new Error(`Row security is not enabled and forced on: ${names}. Restore the schema.`)
    }
    for (const role of [API_ROLE, DOOR_ROLE, SEARCH_ROLE]) {
      await sql`select set_config('role', ${role}, true)`.execute(tx)
      const { rows } = await sql<{ name: string; mayBypass: boolean }>`
        select current_user::text as name, rolsuper or rolbypassrls as may_bypass
        from pg_roles where rolname = current_user`.execute(tx)
      const [now] = rows
      if (!now || now.name !== role || now.mayBypass) {
        throw new Error(
          `The database role ${role} could go round row security. As an administrator run: alter role ${role} nosuperuser nobypassrls.`,
        )
      }
    }
  })
}
