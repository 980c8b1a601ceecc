/** The SQL of first-level walks: kept as their records tell them, listed while they wait. */
import { sql } from 'kysely'
import type { WalkToValidate } from '#shared/first-level/contract.ts'
import { MOST_HOURS_UNSEEN } from '#shared/first-level/stayed-closed.ts'
import type { Level } from '#shared/session/validation-event.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { Db, Tx } from '../db.ts'
import type { Asker } from '../who.ts'

/** More than anybody looks at in one go. */
const MOST_LISTED = 200

/** Of the session named `s` in a query around it. */
export const LEVEL = sql<Level | null>`(
  select 'first' from first_level_walk l
  where l.team_id = s.team_id and l.session_id = s.id and l.is_walk)`

export interface FirstLevelWalk {
  teamId: string
  sessionId: string
  /** Not while somebody has it to whom it was escalated. */
  isWalk: boolean
  walkedBy: string
  /** When it ended, while nobody has said that it holds. */
  waitsSince: string | null
}

/** What was seen of its ticket counts for the outcome it was seen after. */
export const keepWalk = (tx: Tx, walk: FirstLevelWalk) =>
  tx
    .insertInto('firstLevelWalk')
    .values(walk)
    .onConflict((known) =>
      known.columns(['teamId', 'sessionId']).doUpdateSet({
        isWalk: walk.isWalk,
        walkedBy: walk.walkedBy,
        waitsSince: walk.waitsSince,
        closedSince: null,
        lookedAt: null,
      }),
    )
    .execute()

/** All but one's own, on which nobody says oneself that they hold. */
export const listToValidate = (db: Db, { teamId, personId }: Asker) =>
  db
    .selectFrom('firstLevelWalk as w')
    .innerJoin('session as s', (join) =>
      join.onRef('s.teamId', '=', 'w.teamId').onRef('s.id', '=', 'w.sessionId'),
    )
    .innerJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'w.teamId').onRef('p.id', '=', 'w.walkedBy'),
    )
    .select(['w.sessionId', 's.ticket', 'w.walkedBy as walkedById', 'p.name as walkedByName'])
    .select(['s.flowName', 's.outcome'])
    .select((eb) => eb.ref('w.waitsSince').$notNull().as('endedAt'))
    .where('w.teamId', '=', teamId)
    .where('w.waitsSince', 'is not', null)
    .where('w.walkedBy', '!=', personId)
    .where('s.startedBy', '!=', personId)
    .orderBy('w.waitsSince')
    .orderBy('w.sessionId')
    .limit(MOST_LISTED)
    .$castTo<WalkToValidate>()

export interface WaitingWalk {
  sessionId: string
  ref: TicketRef | null
}

/** Those whose tickets were not looked at since then, longest first. */
export async function listToLookAt(
  tx: Tx,
  teamId: string,
  { before, endedAfter, limit }: { before: Date; endedAfter: Date; limit: number },
): Promise<WaitingWalk[]> {
  const rows = await tx
    .selectFrom('firstLevelWalk as w')
    .innerJoin('session as s', (join) =>
      join.onRef('s.teamId', '=', 'w.teamId').onRef('s.id', '=', 'w.sessionId'),
    )
    .select(['w.sessionId', 's.ticket'])
    .where('w.teamId', '=', teamId)
    .where('w.waitsSince', '>=', endedAfter.toISOString())
    .where('s.ticketId', 'is not', null)
    .where((eb) =>
      eb.or([eb('w.lookedAt', 'is', null), eb('w.lookedAt', '<=', before.toISOString())]),
    )
    .orderBy('w.lookedAt', (order) => order.asc().nullsFirst())
    .orderBy('w.sessionId')
    .limit(limit)
    .execute()
  return rows.map(({ ticket, ...walk }) => ({ ...walk, ref: ticket?.ref ?? null }))
}

/** Since when each is closed now, by session; without those that do not wait any more. */
export async function keepLooks(
  tx: Tx,
  teamId: string,
  sessionIds: readonly string[],
  { at, isClosed }: { at: Date; isClosed: boolean | undefined },
): Promise<ReadonlyMap<string, string | null>> {
  if (sessionIds.length === 0) return new Map()
  const waiting = await tx
    .selectFrom('firstLevelWalk')
    .select('sessionId')
    .where('teamId', '=', teamId)
    .where('sessionId', 'in', sessionIds)
    .where('waitsSince', 'is not', null)
    // Held in one order, so that two that look at once do not wait for each other.
    .orderBy('sessionId')
    .forUpdate()
    .execute()
  if (waiting.length === 0) return new Map()
  const rows = await tx
    .updateTable('firstLevelWalk')
    .set((eb) => ({
      lookedAt: at,
      ...(isClosed === false ? { closedSince: null, seenClosedAt: null } : {}),
      ...(isClosed
        ? {
            seenClosedAt: at,
            closedSince: eb
              .case()
              .when(
                'seenClosedAt',
                '>',
                new Date(at.getTime() - MOST_HOURS_UNSEEN * 3_600_000).toISOString(),
              )
              .then(eb.fn.coalesce('closedSince', eb.val(at)))
              .else(at)
              .end(),
          }
        : {}),
    }))
    .where('teamId', '=', teamId)
    .where(
      'sessionId',
      'in',
      waiting.map(({ sessionId }) => sessionId),
    )
    .returning(['sessionId', 'closedSince'])
    .execute()
  return new Map(rows.map(({ sessionId, closedSince }) => [sessionId, closedSince]))
}
