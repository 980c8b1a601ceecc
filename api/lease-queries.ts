/**
 * Whoever answers somebody (a turn, a question) holds a lease on the row, and every change after
 * the first names that lease in its `where`: a process that was thought dead and wakes up again
 * changes nothing.
 */
import { sql } from 'kysely'
import type { AnsweredTable } from '#db/tables.ts'

export type Lease = Pick<AnsweredTable, 'teamId' | 'id' | 'leaseBy'>

/** Still running, and still ours. */
export const isHeld = ({ teamId, id, leaseBy }: Lease) =>
  sql<boolean>`team_id = ${teamId} and id = ${id} and state = 'running' and lease_by = ${leaseBy}`
