/** The SQL of keeping walks, and what written notes rest on. */
import { type Insertable, sql } from 'kysely'
import type { NoteGroundsTable, WalkStepTable, WalkTable } from '#db/tables.ts'
import type { ComposedNote } from '#shared/note/note.ts'
import type { NoteKind } from '#shared/session/event.ts'
import type { Tx } from '../db.ts'
import { holdNextSession } from '../session/queries.ts'

interface Place {
  teamId: string
  sessionId: string
}
type RowOf<T> = Omit<Insertable<T>, keyof Place>

/** What did not help, as it was told where: the folded session keeps the words alone. */
export const readFailedAttempts = async (
  tx: Tx,
  teamId: string,
  sessionId: string,
): Promise<string[]> => {
  const { rows } = await sql<{ stored: string }>`
    select stored::text as stored from session_event
    where team_id = ${teamId} and session_id = ${sessionId} and type = 'attempt_failed'
    order by seq`.execute(tx)
  return rows.map(({ stored }) => stored)
}

export async function replaceWalks(
  tx: Tx,
  { teamId, sessionId }: Place,
  rows: { walks: readonly RowOf<WalkTable>[]; steps: readonly RowOf<WalkStepTable>[] },
): Promise<void> {
  for (const table of ['walk', 'walkStep'] as const) {
    await tx
      .deleteFrom(table)
      .where('teamId', '=', teamId)
      .where('sessionId', '=', sessionId)
      .execute()
  }
  const place = { teamId, sessionId }
  if (rows.walks.length > 0) {
    await tx
      .insertInto('walk')
      .values(rows.walks.map((row) => ({ ...row, ...place })))
      .execute()
  }
  for (let at = 0; at < rows.steps.length; at += AT_ONCE) {
    const some = rows.steps.slice(at, at + AT_ONCE)
    await tx
      .insertInto('walkStep')
      .values(some.map((row) => ({ ...row, ...place })))
      .execute()
  }
  await tx
    .updateTable('session')
    .set({ walksKept: true })
    .where('teamId', '=', teamId)
    .where('id', '=', sessionId)
    .where('walksKept', '=', false)
    .execute()
}

/** A statement takes no more than 65,535 values. */
const AT_ONCE = 1000

export const keepRepeated = (tx: Tx, teamId: string, handoffId: string, repeated: number | null) =>
  tx
    .updateTable('handoff')
    .set({ repeated })
    .where('teamId', '=', teamId)
    .where('id', '=', handoffId)
    .where('repeated', 'is distinct from', repeated)
    .execute()

/** One that ended before its walks were kept. */
export const holdSessionWithoutWalks = async (
  tx: Tx,
  teamId: string,
  after: string | undefined,
): Promise<string | undefined> => {
  const found = await holdNextSession(tx, teamId, after)
    .where('walksKept', '=', false)
    .where('status', 'in', ['finished', 'escalated'])
    .executeTakeFirst()
  return found?.id
}

export const insertGrounds = (tx: Tx, row: Insertable<NoteGroundsTable>) =>
  tx
    .insertInto('noteGrounds')
    .values(row)
    .onConflict((known) => known.doNothing())
    .execute()

/** The note as it was worded from the record last, where it was. */
export const readWordedNote = async (
  tx: Tx,
  { teamId, sessionId, noteKind }: Place & { noteKind: NoteKind },
): Promise<ComposedNote | undefined> => {
  const found = await tx
    .selectFrom('preview')
    .select('preview')
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .where('noteKind', '=', noteKind)
    .where('preview', 'is not', null)
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.preview?.note
}
