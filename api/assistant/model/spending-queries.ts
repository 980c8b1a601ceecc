/** The SQL of what was spent, summed over the calls themselves. */
import { sql } from 'kysely'
import type { Tx } from '../../db.ts'

const calls = sql<number>`count(*)::integer`
const cost = sql<number>`coalesce(sum(cost_micro), 0)::bigint`

const spent = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('aiCall')
    .select([calls.as('calls'), cost.as('costMicro')])
    .where('aiCall.teamId', '=', teamId)

/** What is served counts; what was asked for where nothing was. */
const tier = sql<'fast' | 'standard' | 'deep'>`coalesce(tier_served, tier_requested)`

export async function readMonthSpending(tx: Tx, teamId: string, month: string) {
  const ofMonth = () => spent(tx, teamId).where('month', '=', month)
  const total = await ofMonth().executeTakeFirstOrThrow()
  const byPurpose = await ofMonth()
    .select('purpose')
    .groupBy('purpose')
    .orderBy('costMicro', 'desc')
    .orderBy('purpose')
    .execute()
  const byTier = await ofMonth().select(tier.as('tier')).groupBy(tier).orderBy(tier).execute()
  const byPerson = await ofMonth()
    .leftJoin('person', (on) =>
      on.onRef('person.id', '=', 'aiCall.personId').on('person.teamId', '=', teamId),
    )
    .select(['personId', sql<string>`coalesce(person.name, 'FlowPilot itself')`.as('name')])
    .groupBy(['personId', 'person.name'])
    .orderBy('costMicro', 'desc')
    .orderBy('name')
    .execute()
  const months = await spent(tx, teamId)
    .select('month')
    .groupBy('month')
    .orderBy('month', 'desc')
    .limit(12)
    .execute()
  return { ...total, byPurpose, byTier, byPerson, months }
}

/** Undefined where there is no such session. */
export async function readSessionSpending(tx: Tx, teamId: string, sessionId: string) {
  const session = await tx
    .selectFrom('session')
    .select(['ticketOrigin', 'ticketId'])
    .where('teamId', '=', teamId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  if (!session) return undefined
  const ofSession = () => spent(tx, teamId).where('sessionId', '=', sessionId)
  const total = await ofSession().executeTakeFirstOrThrow()
  const byPurpose = await ofSession()
    .select('purpose')
    .groupBy('purpose')
    .orderBy('costMicro', 'desc')
    .orderBy('purpose')
    .execute()
  const byTier = await ofSession().select(tier.as('tier')).groupBy(tier).orderBy(tier).execute()
  const { ticketOrigin, ticketId } = session
  const ticket =
    ticketOrigin === null || ticketId === null
      ? total
      : await spent(tx, teamId)
          .where((eb) =>
            eb.or([
              eb('sessionId', 'in', (of) =>
                of
                  .selectFrom('session')
                  .select('session.id')
                  .where('session.teamId', '=', teamId)
                  .where('session.ticketOrigin', '=', ticketOrigin)
                  .where('session.ticketId', '=', ticketId),
              ),
              eb.and([
                eb('sessionId', 'is', null),
                eb('aiCall.ticketOrigin', '=', ticketOrigin),
                eb('aiCall.ticketId', '=', ticketId),
              ]),
            ]),
          )
          .executeTakeFirstOrThrow()
  return { ...total, byPurpose, byTier, ticket }
}
