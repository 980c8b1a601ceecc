/**
 * The SQL of turns.
 *
 * Whoever works on a turn holds a lease on it (`../lease-queries.ts`). Who ends a turn holds its
 * session first, then the turn.
 */
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { TurnTable } from '#db/tables.ts'
import type { Exchange } from '#shared/assistant/exchange.ts'
import type { TurnPhase } from '#shared/assistant/turn-news.ts'
import { asJson, atDoor, type Db, type Tx } from '../db.ts'
import { isHeld, type Lease } from '../lease-queries.ts'

export type TurnRow = Selectable<TurnTable>

/** Everything but what was said to the model, which only the next turn needs. */
const SHOWN = [
  'teamId',
  'sessionId',
  'id',
  'personId',
  'askedHash',
  'cause',
  'isDeep',
  'state',
  'phase',
  'text',
  'baseVersion',
  'version',
  'mode',
  'tier',
  'reasons',
  'failure',
  'retryAfterSeconds',
  'leaseBy',
  'leaseUntil',
  'startedAt',
  'endedAt',
] as const

export type ShownTurn = Pick<TurnRow, (typeof SHOWN)[number]>

const turns = (tx: Tx, teamId: string) =>
  tx.selectFrom('turn').select(SHOWN).where('teamId', '=', teamId)

export const readTurn = (tx: Tx, teamId: string, id: string): Promise<ShownTurn | undefined> =>
  turns(tx, teamId).where('id', '=', id).executeTakeFirst()

export const readRunningTurn = (
  tx: Tx,
  teamId: string,
  sessionId: string,
): Promise<ShownTurn | undefined> =>
  turns(tx, teamId)
    .where('sessionId', '=', sessionId)
    .where('state', '=', 'running')
    .executeTakeFirst()

/** The one that runs, else the last that ran. */
export const readLatestTurn = (
  tx: Tx,
  teamId: string,
  sessionId: string,
): Promise<ShownTurn | undefined> =>
  turns(tx, teamId)
    .where('sessionId', '=', sessionId)
    .orderBy(sql`state = 'running'`, 'desc')
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export type NewTurn = Omit<Insertable<TurnTable>, 'reasons' | 'exchange' | 'text'>

export const insertTurn = (tx: Tx, row: NewTurn): Promise<ShownTurn> =>
  tx
    .insertInto('turn')
    .values({ ...row, reasons: asJson([]), exchange: null })
    .returning(SHOWN)
    .executeTakeFirstOrThrow()

const held = (tx: Tx, lease: Lease) => tx.updateTable('turn').where(isHeld(lease))

/** False when the turn is no longer ours. */
export async function renewLease(tx: Tx, lease: Lease, until: Date): Promise<boolean> {
  const result = await held(tx, lease).set({ leaseUntil: until }).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What has been shown of a turn so far; false when it is no longer ours. */
export async function keepProgress(
  tx: Tx,
  lease: Lease,
  progress: { phase: TurnPhase; text: string; tier: ShownTurn['tier']; reasons: string[] },
): Promise<boolean> {
  const { reasons, ...shown } = progress
  const result = await held(tx, lease)
    .set({ ...shown, reasons: asJson(reasons) })
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Holds the turn until the transaction ends, if it runs and is ours. */
export const holdTurn = (tx: Tx, lease: Lease): Promise<ShownTurn | undefined> =>
  turns(tx, lease.teamId).where(isHeld(lease)).forUpdate().executeTakeFirst()

export type TurnEnd = Pick<
  Updateable<TurnTable>,
  'version' | 'mode' | 'tier' | 'failure' | 'retryAfterSeconds' | 'text'
> & { state: 'done' | 'stopped'; endedAt: Date; reasons: string[]; exchange: Exchange | null }

export const endTurnRow = (tx: Tx, { teamId, id }: Lease, end: TurnEnd): Promise<ShownTurn> =>
  tx
    .updateTable('turn')
    .set({
      ...end,
      reasons: asJson(end.reasons),
      exchange: end.exchange === null ? null : asJson(end.exchange),
    })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .returning(SHOWN)
    .executeTakeFirstOrThrow()

/** The ticket that a session is about, as its record tells it. */
export async function readTicketRef(tx: Tx, teamId: string, sessionId: string) {
  const row = await tx
    .selectFrom('session')
    .select('ticket')
    .where('teamId', '=', teamId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row?.ticket?.ref ?? null
}

/** What was sent in the present epoch of a session's conversation, oldest first. */
export async function listExchanges(
  tx: Tx,
  teamId: string,
  sessionId: string,
): Promise<Exchange[]> {
  const rows = await tx
    .selectFrom('turn')
    .select('exchange')
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .where('exchange', 'is not', null)
    .orderBy('startedAt')
    .orderBy('id')
    .execute()
  const exchanges = rows.flatMap(({ exchange }) => (exchange ? [exchange] : []))
  return exchanges.slice(exchanges.findLastIndex(({ head }) => head !== null))
}

/** Turns that nobody works on any more, of one team. */
export const listAbandonedTurns = (tx: Tx, teamId: string, now: Date): Promise<ShownTurn[]> =>
  turns(tx, teamId)
    .where('state', '=', 'running')
    .where('leaseUntil', '<', now.toISOString())
    .execute()

/** Teams that have one: whose, but not what. */
export const listTeamsWithAbandonedTurns = (db: Db, now: Date): Promise<string[]> =>
  atDoor(db, async (tx) => {
    const rows = await tx
      .selectFrom('turn')
      .select('teamId')
      .distinct()
      .where('state', '=', 'running')
      .where('leaseUntil', '<', now.toISOString())
      .execute()
    return rows.map((row) => row.teamId)
  })
