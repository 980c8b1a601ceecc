/** The SQL of the names of a team's clients. */
import { MOST_CLIENTS } from '#shared/note/other-clients.ts'
import type { Tx } from '../db.ts'
import type { TicketKey } from '../ticket/queries.ts'

/** In one spelling, each once, those of the last work first. Both halves are read from an index alone. */
export async function listClientNames(tx: Tx, teamId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom((of) =>
      of
        .selectFrom('session')
        .select(({ fn }) => ['client', fn.max('lastAt').as('at')])
        .where('teamId', '=', teamId)
        .where('client', 'is not', null)
        .groupBy('client')
        .unionAll((and) =>
          and
            .selectFrom('ticketCache')
            .select(({ fn }) => ['client', fn.max('fetchedAt').as('at')])
            .where('teamId', '=', teamId)
            .where('client', 'is not', null)
            .groupBy('client'),
        )
        .as('known'),
    )
    .select('client')
    .where('client', '<>', '')
    .groupBy('client')
    .orderBy(({ fn }) => fn.max('at'), 'desc')
    .limit(MOST_CLIENTS)
    .execute()
  return rows.flatMap(({ client }) => client ?? [])
}

/** Whose ticket it is, as it was read last. */
export const readTicketClient = async (tx: Tx, { teamId, origin, ticketId }: TicketKey) =>
  (
    await tx
      .selectFrom('ticketCache')
      .select('client')
      .where('teamId', '=', teamId)
      .where('origin', '=', origin)
      .where('ticketId', '=', ticketId)
      .executeTakeFirst()
  )?.client ?? undefined
