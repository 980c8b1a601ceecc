/** What was tried before, for whoever opens a ticket. */
import { originOf } from '#shared/ticket/ticket-ref.ts'
import { ListTriedBefore } from '#shared/tried-before/contract.ts'
import { rankTried } from '#shared/tried-before/rank-tried.ts'
import { type App, answer } from '../answer.ts'
import { clientKey } from '../client-fact/facts-from.ts'
import { inTeam, type Tx } from '../db.ts'
import { readKeptTicket } from '../ticket/queries.ts'
import { findEarlier } from './find-earlier.ts'

export function triedBeforeRoutes(app: App): void {
  const { db } = app.deps

  answer(app, ListTriedBefore, async (asked, { teamId }) =>
    inTeam(db, teamId, async (tx) => {
      const { client = '', summary = '', origin, ticketId, exceptSessionId } = asked
      const devices = origin && ticketId ? await devicesOf(tx, { teamId, origin, ticketId }) : []
      const inFront = { client: clientKey(client), summary, devices }
      return {
        tried: rankTried(inFront, await findEarlier(tx, teamId, inFront, exceptSessionId)),
      }
    }),
  )
}

/** As they were read with the ticket last. */
async function devicesOf(
  tx: Tx,
  { origin, ...key }: { teamId: string; origin: string; ticketId: number },
): Promise<string[]> {
  const kept = await readKeptTicket(tx, { ...key, origin: originOf(origin) ?? origin })
  return kept?.ticket.configurations.map(({ name }) => name) ?? []
}
