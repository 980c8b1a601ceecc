/** The SQL of tickets kept for a while, and of what a team wants of changes on them. */
import type { Insertable } from 'kysely'
import type { AuthorisationRuleTable, TicketOpenedTable } from '#db/tables.ts'
import type { AuthorisationRule } from '#shared/ticket/authorisation.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { asJson, type Tx } from '../db.ts'

type Rule = AuthorisationRule

/** Nobody has said anything yet. */
const NO_RULE: Rule = { version: 0, whose: 'none', clients: [], savedAt: null, savedBy: null }

export interface TicketKey {
  teamId: string
  origin: string
  ticketId: number
}

export const readKeptTicket = (tx: Tx, { teamId, origin, ticketId }: TicketKey) =>
  tx
    .selectFrom('ticketCache')
    .select(['ticket', 'fetchedAt'])
    .where('teamId', '=', teamId)
    .where('origin', '=', origin)
    .where('ticketId', '=', ticketId)
    .executeTakeFirst()

/** Of two readings that cross, the later one stays. */
export async function keepTicket(tx: Tx, teamId: string, ticket: Ticket): Promise<void> {
  const { origin, ticketId, fetchedAt } = ticket
  const kept = { ticket: asJson(ticket), lastUpdated: ticket.stamp.lastUpdated, fetchedAt }
  await tx
    .insertInto('ticketCache')
    .values({ teamId, origin, ticketId, ...kept })
    .onConflict((taken) =>
      taken
        .columns(['teamId', 'origin', 'ticketId'])
        .doUpdateSet(kept)
        .where('ticketCache.fetchedAt', '<=', fetchedAt),
    )
    .execute()
}

/** That somebody had it open that day: of those, numbers tell how many were worked on here. */
export const keepOpened = (tx: Tx, opened: Insertable<TicketOpenedTable>) =>
  tx
    .insertInto('ticketOpened')
    .values(opened)
    .onConflict((known) => known.doNothing())
    .execute()

/** After a write of ours, or when it is gone there. */
export const dropKeptTicket = (tx: Tx, { teamId, origin, ticketId }: TicketKey) =>
  tx
    .deleteFrom('ticketCache')
    .where('teamId', '=', teamId)
    .where('origin', '=', origin)
    .where('ticketId', '=', ticketId)
    .execute()

export const dropTicketsKeptBefore = (tx: Tx, teamId: string, before: Date) =>
  tx
    .deleteFrom('ticketCache')
    .where('teamId', '=', teamId)
    .where('fetchedAt', '<', before.toISOString())
    .execute()

export const readAuthorisationRule = async (tx: Tx, teamId: string): Promise<Rule> =>
  (await tx
    .selectFrom('authorisationRule as r')
    .innerJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'r.teamId').onRef('p.id', '=', 'r.savedBy'),
    )
    .select(['r.version', 'r.whose', 'r.clients', 'r.savedAt', 'p.name as savedBy'])
    .where('r.teamId', '=', teamId)
    .executeTakeFirst()) ?? NO_RULE

/** False where somebody else has saved since `basedOn`. */
export async function saveAuthorisationRule(
  tx: Tx,
  basedOn: number,
  row: Omit<Insertable<AuthorisationRuleTable>, 'version'>,
): Promise<boolean> {
  const { teamId, ...rest } = row
  const values = { ...rest, clients: asJson(row.clients), version: basedOn + 1 }
  const result =
    basedOn === 0
      ? await tx
          .insertInto('authorisationRule')
          .values({ teamId, ...values })
          .onConflict((taken) => taken.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('authorisationRule')
          .set(values)
          .where('teamId', '=', teamId)
          .where('version', '=', basedOn)
          .returning('version')
          .executeTakeFirst()
  return result !== undefined
}
