/** The SQL of what is known of clients. */
import { sql } from 'kysely'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import type { Tx } from '../db.ts'
import { keepFacts, type NewFact } from './keep-queries.ts'

export const listClientFacts = async (tx: Tx, teamId: string, client: string) => {
  const rows = await tx
    .selectFrom('clientFact as f')
    .leftJoin('session as s', (join) =>
      join.onRef('s.teamId', '=', 'f.teamId').onRef('s.id', '=', 'f.sessionId'),
    )
    .select(['f.name', 'f.value', 'f.setAt', 'f.setBy', 'f.other', 's.ticket'])
    .where('f.teamId', '=', teamId)
    .where('f.client', '=', client)
    .orderBy('f.name')
    .execute()
  return rows.map(({ ticket, ...fact }) => ({
    ...fact,
    ticket: ticketNumber(ticket),
  }))
}

/** Told by somebody who is not at work on a ticket. */
export const keepFact = (tx: Tx, teamId: string, fact: NewFact) =>
  keepFacts({
    teamId: sql`${teamId}::uuid`,
    sessionId: sql`null::uuid`,
    factsJson: sql`${JSON.stringify([fact])}`,
  }).execute(tx)

/** Whether it was there as it was seen. */
export async function forgetFact(
  tx: Tx,
  teamId: string,
  fact: Pick<NewFact, 'client' | 'name' | 'value'>,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('clientFact')
    .where('teamId', '=', teamId)
    .where('client', '=', fact.client)
    .where('name', '=', fact.name)
    .where('value', '=', fact.value)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
