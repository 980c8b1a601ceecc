/** The SQL of flows that are at hand: marked by somebody, used for a client. */
import { sql } from 'kysely'
import type { Tx } from '../db.ts'

const MOST_FAVOURITES = 200

export const listFavourites = async (
  tx: Tx,
  teamId: string,
  personId: string,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('flowFavourite')
    .select('flowId')
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .orderBy('markedAt', 'desc')
    .orderBy('flowId')
    .limit(MOST_FAVOURITES)
    .execute()
  return rows.map(({ flowId }) => flowId)
}

export interface Favourite {
  teamId: string
  personId: string
  flowId: string
}

export const addFavourite = (tx: Tx, favourite: Favourite, markedAt: Date) =>
  tx
    .insertInto('flowFavourite')
    .values({ ...favourite, markedAt })
    .onConflict((known) => known.doNothing())
    .execute()

export const dropFavourite = (tx: Tx, { teamId, personId, flowId }: Favourite) =>
  tx
    .deleteFrom('flowFavourite')
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('flowId', '=', flowId)
    .execute()

/** What is usual for a client is told by its last sessions. */
const LAST_SESSIONS = 100
const MOST_TOLD = 10

/** By the flow that each session was begun on; one entered from another does not count. */
export const countFlowsOfClient = (tx: Tx, teamId: string, client: string) =>
  tx
    .selectFrom((last) =>
      last
        .selectFrom('session')
        .select('id')
        .where('teamId', '=', teamId)
        .where('client', '=', client)
        .where('status', '=', 'finished')
        .orderBy('lastAt', 'desc')
        .limit(LAST_SESSIONS)
        .as('s'),
    )
    .innerJoin('sessionEvent as e', (join) =>
      join.onRef('e.sessionId', '=', 's.id').on('e.teamId', '=', teamId),
    )
    .select([
      sql<string>`(e.stored -> 'event' -> 'data' -> 'flow' ->> 'id')`.as('flowId'),
      sql<number>`count(distinct s.id)::integer`.as('sessions'),
    ])
    .where('e.type', '=', 'flow_entered')
    .where(sql<boolean>`e.stored -> 'event' -> 'data' ->> 'from' is null`)
    .groupBy(sql`1`)
    .orderBy('sessions', 'desc')
    .orderBy(sql`1`)
    .limit(MOST_TOLD)
    .execute()
