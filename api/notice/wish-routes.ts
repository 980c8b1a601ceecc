/** What one wishes to be told by mail and by the browser, and when not. */
import { ReadWishes, SaveWishes } from '#shared/notice/wishes-contract.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { inTeam, type Tx } from '../db.ts'
import { listWishes, storeWishes } from './wish-queries.ts'

export function wishRoutes(app: App): void {
  const { config, db } = app.deps

  async function read(tx: Tx, teamId: string, personId: string) {
    const [own] = await listWishes(tx, teamId, [personId])
    if (!own) return refuse('notFound', 'You are not in this team any more. Sign in again.')
    const { mailed, inBrowser, quietHours, email } = own
    return { wishes: { mailed, inBrowser, quietHours }, mailTo: config.mail ? email : null }
  }

  answer(app, ReadWishes, (_, { teamId, personId }) =>
    inTeam(db, teamId, (tx) => read(tx, teamId, personId)),
  )

  answer(app, SaveWishes, (wishes, { teamId, personId }) =>
    inTeam(db, teamId, async (tx) => {
      await storeWishes(tx, teamId, personId, wishes)
      return read(tx, teamId, personId)
    }),
  )
}
