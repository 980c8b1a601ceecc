/**
 * The SQL of writes into tickets: an outbox that is stored with the event that asks for it.
 *
 * Whoever works on a row holds a lease on it, and every change after the claim names that lease
 * in its `where`: a worker that was thought dead and wakes up again changes nothing.
 */
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { PsaWriteTable } from '#db/tables.ts'
import { FIRST_HASH } from '#shared/session/chain.ts'
import { asJson, atDoor, type Db, type Tx } from '../db.ts'

export type WriteRow = Selectable<PsaWriteTable>
export type WriteChanges = Pick<
  Updateable<PsaWriteTable>,
  | 'state'
  | 'noteHalf'
  | 'timeHalf'
  | 'sentAt'
  | 'silences'
  | 'attempts'
  | 'message'
  | 'canRetry'
  | 'psaNoteId'
  | 'psaTimeEntryId'
  | 'author'
  | 'recordType'
  | 'settledAt'
  | 'nextTryAt'
>

export const readWrite = (tx: Tx, teamId: string, id: string): Promise<WriteRow | undefined> =>
  tx
    .selectFrom('psaWrite')
    .selectAll()
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Undefined when its mark is taken, which is as good as never. */
export const insertWrite = (
  tx: Tx,
  row: Insertable<PsaWriteTable>,
): Promise<WriteRow | undefined> =>
  tx
    .insertInto('psaWrite')
    .values({
      ...row,
      ticket: asJson(row.ticket),
      flags: asJson(row.flags),
      time: asJson(row.time),
      seen: asJson(row.seen),
      madeFrom: asJson(row.madeFrom),
    })
    .onConflict((taken) => taken.doNothing())
    .returningAll()
    .executeTakeFirst()

/** The hash that the record had at a version; none where it never was that long. */
export async function readHashAt(
  tx: Tx,
  teamId: string,
  sessionId: string,
  version: number,
): Promise<string | undefined> {
  if (version === 0) return FIRST_HASH
  const row = await tx
    .selectFrom('sessionEvent')
    .select(sql<string>`stored ->> 'hash'`.as('hash'))
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .where('seq', '=', version)
    .executeTakeFirst()
  return row?.hash
}

/** The session's ticket, as its record tells it. */
export const readSessionTicket = (tx: Tx, teamId: string, sessionId: string) =>
  tx
    .selectFrom('session')
    .select(['ticketOrigin', 'ticketId', 'version'])
    .where('teamId', '=', teamId)
    .where('id', '=', sessionId)
    .executeTakeFirst()

/** From then on what stands in the ticket may have come there through this session. */
export const readSessionStart = async (
  tx: Tx,
  teamId: string,
  sessionId: string,
): Promise<string> => {
  const { startedAt } = await tx
    .selectFrom('session')
    .select('startedAt')
    .where('teamId', '=', teamId)
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow()
  return startedAt
}

/** Another write of the session with the same words that is under way or done. */
export const readTwin = (
  tx: Tx,
  row: Pick<WriteRow, 'teamId' | 'sessionId' | 'id' | 'noteKind' | 'sha256'>,
): Promise<WriteRow | undefined> =>
  tx
    .selectFrom('psaWrite')
    .selectAll()
    .where('teamId', '=', row.teamId)
    .where('sessionId', '=', row.sessionId)
    .where('noteKind', '=', row.noteKind)
    .where('sha256', '=', row.sha256)
    .where('id', '<>', row.id)
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['waiting', 'writing', 'posted', 'unclear']),
        // Of a write that failed the note may stand there all the same.
        eb('noteHalf', 'in', ['sent', 'done']),
      ]),
    )
    .executeTakeFirst()

/** What we have written, or may have, on a ticket: to tell our own notes from new ones. */
export const listOwnWrites = (tx: Tx, teamId: string, origin: string, ticketId: number) =>
  tx
    .selectFrom('psaWrite')
    .select(['id', 'psaNoteId', 'psaTimeEntryId'])
    .where('teamId', '=', teamId)
    .where('origin', '=', origin)
    .where('ticketId', '=', ticketId)
    .execute()

/** Takes a person's time entries one after the other, so that two at once cannot overlap. */
export const lockTime = (tx: Tx, teamId: string, personId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`time ${teamId} ${personId}`}, 0))`.execute(
    tx,
  )

/** Time of a person that is written or on its way, touching a stretch. */
export const readOverlap = (
  tx: Tx,
  teamId: string,
  personId: string,
  writeId: string,
  time: { from: string; to: string },
) =>
  tx
    .selectFrom('psaWrite')
    .select(['ticketId', 'time'])
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('id', '<>', writeId)
    .where('timeHalf', 'in', ['to_do', 'sent', 'done'])
    // What never went out and has ended stands in nobody's way; trying it again asks anew.
    .where((eb) =>
      eb.or([eb('timeHalf', '<>', 'to_do'), eb('state', 'in', ['waiting', 'writing', 'unclear'])]),
    )
    .where(sql<boolean>`(time->>'from')::timestamptz < ${time.to}::timestamptz`)
    .where(sql<boolean>`(time->>'to')::timestamptz > ${time.from}::timestamptz`)
    .executeTakeFirst()

/**
 * Takes the next write of a team that is due and that no earlier one of its session stands
 * before. Undefined when there is none; two who ask at once never get the same.
 */
export async function claimWrite(
  tx: Tx,
  teamId: string,
  lease: { by: string; until: Date; now: Date },
): Promise<WriteRow | undefined> {
  const now = lease.now.toISOString()
  const due = tx
    .selectFrom('psaWrite as w')
    .select('w.id')
    .where('w.teamId', '=', teamId)
    .where((eb) =>
      eb.or([
        eb.and([eb('w.state', '=', 'waiting'), eb('w.nextTryAt', '<=', now)]),
        eb.and([eb('w.state', '=', 'writing'), eb('w.leaseUntil', '<', now)]),
      ]),
    )
    .where(STANDS_FIRST)
    .orderBy('w.askedAt')
    .orderBy('w.id')
    .limit(1)
    .forUpdate()
    .skipLocked()
  return tx
    .updateTable('psaWrite')
    .set({ state: 'writing', leaseBy: lease.by, leaseUntil: lease.until })
    .where('teamId', '=', teamId)
    .where('id', '=', (eb) => eb.selectFrom(due.as('due')).select('due.id'))
    .returningAll()
    .executeTakeFirst()
}

/** Undefined when the lease is no longer ours. */
export const changeWrite = (
  tx: Tx,
  row: Pick<WriteRow, 'teamId' | 'id' | 'leaseBy'>,
  changes: WriteChanges & { leaseBy?: null; leaseUntil?: Date | null },
): Promise<WriteRow | undefined> =>
  tx
    .updateTable('psaWrite')
    .set(changes)
    .where('teamId', '=', row.teamId)
    .where('id', '=', row.id)
    .where('state', '=', 'writing')
    .where('leaseBy', '=', row.leaseBy)
    .returningAll()
    .executeTakeFirst()

/** Sends a write that has ended on its way again; undefined when it is not one that may go. */
export const reopenWrite = (
  tx: Tx,
  teamId: string,
  id: string,
  changes: WriteChanges,
): Promise<WriteRow | undefined> =>
  tx
    .updateTable('psaWrite')
    .set(changes)
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'unclear', 'no_psa'])
    .where('canRetry', '=', true)
    .returningAll()
    .executeTakeFirst()

/** What of a team is under way, those of a session one after the other. */
export const listOpenWrites = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('psaWrite')
    .select(['id', 'sessionId'])
    .where('teamId', '=', teamId)
    .where('state', 'in', ['waiting', 'writing'])
    .orderBy('sessionId')
    .orderBy('askedAt')
    .orderBy('id')
    .execute()

/** Held until the transaction ends; undefined when it has ended meanwhile. */
export const holdOpenWrite = (tx: Tx, teamId: string, id: string): Promise<WriteRow | undefined> =>
  tx
    .selectFrom('psaWrite')
    .selectAll()
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'writing'])
    .forUpdate()
    .executeTakeFirst()

/** Ends a write that is held, whoever works on it. */
export const endOpenWrite = (
  tx: Tx,
  { teamId, id }: Pick<WriteRow, 'teamId' | 'id'>,
  changes: WriteChanges,
) =>
  tx
    .updateTable('psaWrite')
    .set({ ...changes, canRetry: false, nextTryAt: null, leaseBy: null, leaseUntil: null })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .execute()

/** None that has ended may be tried again from now on. */
export const endRetries = (tx: Tx, teamId: string, message: string) =>
  tx
    .updateTable('psaWrite')
    .set({ canRetry: false, message })
    .where('teamId', '=', teamId)
    .where('state', 'in', ['failed', 'unclear', 'no_psa'])
    .where('canRetry', '=', true)
    .execute()

/** When one of a team's writes can be taken next; undefined when nothing is open. */
export async function readNextDue(tx: Tx, teamId: string): Promise<string | undefined> {
  const open = await tx
    .selectFrom('psaWrite as w')
    .select(({ fn }) =>
      fn
        .min<string | null>(
          sql`case w.state when 'writing' then w.lease_until else w.next_try_at end`,
        )
        .as('due'),
    )
    .where('w.teamId', '=', teamId)
    .where('w.state', 'in', ['waiting', 'writing'])
    .where(STANDS_FIRST)
    .executeTakeFirst()
  return open?.due ?? undefined
}

/** Of the open writes of a session only the oldest may be taken. */
const STANDS_FIRST = sql<boolean>`not exists (
  select 1 from psa_write e
  where e.team_id = w.team_id and e.session_id = w.session_id
    and e.state in ('waiting', 'writing') and (e.asked_at, e.id) < (w.asked_at, w.id))`

/** Teams that have something to write by now: whose, but not what. */
export const listTeamsWithWrites = (db: Db, now: Date): Promise<string[]> =>
  atDoor(db, async (tx) => {
    const rows = await tx
      .selectFrom('psaWrite')
      .select('teamId')
      .distinct()
      .where('state', 'in', ['waiting', 'writing'])
      .where('nextTryAt', '<=', now.toISOString())
      .execute()
    return rows.map((row) => row.teamId)
  })
