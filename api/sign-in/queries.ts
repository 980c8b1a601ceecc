/** The SQL of signing in. */
import { sql } from 'kysely'
import type { Role } from '#shared/person/rights.ts'
import type { Db } from '../db.ts'
import type { Claims } from './access-token.ts'

/** Who stands behind a token, as of now; nothing when they were removed or signed out. */
export async function readWhoAsks(db: Db, claims: Claims, at: Date) {
  const { rows } = await sql<{
    email: string
    name: string
    role: Role
    isLead: boolean
    createdAt: string
    teamName: string
  }>`
    select * from who_asks(${claims.teamId}, ${claims.personId}, ${claims.signInId}, ${at})
  `.execute(db)
  return rows[0]
}
