/** The SQL that begins every request: who stands behind a token. */
import { sql } from 'kysely'
import type { OpenDatabase } from '#db/open.ts'
import { AHEAD, prepare, sendAhead } from '#db/prepare.ts'
import type { Role } from '#shared/person/rights.ts'
import { type Db, type Query, type Tx, together } from '../db.ts'
import type { Claims } from './access-token.ts'

interface Asker {
  email: string
  name: string
  role: Role
  isLead: boolean
  createdAt: string
  teamName: string
  provedAt: string
  mustChangePassword: boolean
}

/**
 * Who stands behind a token, as of now; nothing when they were removed or signed out. Steps down
 * and sets the team by itself, and for whatever follows in its transaction.
 */
const prepareWhoAsks = (name: string, before: string) =>
  prepare<Claims & { at: Date }, Asker>(
    name,
    (_, value) =>
      sql<Asker>`${sql.raw(before)}select * from asker_of(${value('teamId')}, ${value('personId')}, ${value('signInId')}, ${value('at')})`,
  )
const whoAsks = prepareWhoAsks('who_asks', '')
const whoAsksAhead = prepareWhoAsks('who_asks_ahead', AHEAD)

export const readWhoAsks = async (db: Db, claims: Claims, at: Date): Promise<Asker | undefined> =>
  (await db.executeQuery(whoAsks({ ...claims, at }))).rows[0]

/** The same inside a transaction, not waited for. */
export async function sendWhoAsks(tx: Tx, claims: Claims, at: Date) {
  const { rows } = await sendAhead(tx, whoAsksAhead({ ...claims, at }))
  return { asker: rows.then(([asker]) => asker) }
}

/** Who stands behind a token, and what they ask, in one round trip. */
export async function askAs<Row extends object>(
  database: OpenDatabase,
  claims: Claims,
  at: Date,
  query: Query<Row>,
): Promise<{ asker: Asker | undefined; rows: Row[] }> {
  const [askers, rows] = await together<[Asker, Row]>(database, whoAsks({ ...claims, at }), query)
  return { asker: askers[0], rows }
}
