/** What is known of clients: read, settled, forgotten. Most of it comes with the record. */
import {
  ForgetClientFact,
  ListClientFacts,
  SettleClientFact,
} from '#shared/client-fact/contract.ts'
import { redact } from '#shared/redact/redact.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { inTeam } from '../db.ts'
import { clientKey } from './facts-from.ts'
import { forgetFact, keepFact, listClientFacts } from './queries.ts'

export function clientFactRoutes(app: App): void {
  const { db, now } = app.deps

  answer(app, ListClientFacts, async ({ client }, { teamId }) => ({
    facts: await inTeam(db, teamId, (tx) => listClientFacts(tx, teamId, clientKey(client))),
  }))

  answer(app, SettleClientFact, async ({ client, name, value, knew }, { teamId, name: setBy }) => {
    if (redact(value).masked.length > 0) {
      return refuse(
        'badRequest',
        'This looks like a password or key, and those are kept nowhere. Keep it in your password manager.',
      )
    }
    const key = clientKey(client)
    return inTeam(db, teamId, async (tx) => {
      await keepFact(tx, teamId, {
        ...{ client: key, name, value, knew, setBy },
        setAt: now().toISOString(),
      })
      return { facts: await listClientFacts(tx, teamId, key) }
    })
  })

  answer(app, ForgetClientFact, async ({ client, name, value }, { teamId }) => {
    const wasThere = await inTeam(db, teamId, (tx) =>
      forgetFact(tx, teamId, { client: clientKey(client), name, value }),
    )
    if (wasThere) return {}
    return refuse(
      'conflict',
      'This value was changed or forgotten by somebody else meanwhile. Look at it again.',
    )
  })
}
