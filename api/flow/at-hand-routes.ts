/** The flows that somebody has at hand: their favourites, and those used most for a client. */
import { ReadFlowsAtHand, SetFavourite } from '#shared/flow/at-hand.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { clientKey } from '../client-fact/facts-from.ts'
import { inTeam } from '../db.ts'
import {
  addFavourite,
  countFlowsOfClient,
  dropFavourite,
  listFavourites,
} from './at-hand-queries.ts'
import { isInLibrary } from './folder-queries.ts'

export function atHandRoutes(app: App): void {
  const { db, now } = app.deps

  answer(app, ReadFlowsAtHand, async ({ client }, { teamId, personId }) =>
    inTeam(db, teamId, async (tx) => {
      const key = clientKey(client ?? '')
      return {
        favourites: await listFavourites(tx, teamId, personId),
        ofClient: key ? await countFlowsOfClient(tx, teamId, key) : [],
      }
    }),
  )

  answer(app, SetFavourite, async ({ flowId, isFavourite }, { teamId, personId }) =>
    inTeam(db, teamId, async (tx) => {
      const favourite = { teamId, personId, flowId }
      if (!isFavourite) await dropFavourite(tx, favourite)
      else if (await isInLibrary(tx, teamId, flowId)) await addFavourite(tx, favourite, now())
      else noFlow()
      return { isFavourite }
    }),
  )
}

const noFlow = (): never =>
  refuse('notFound', 'There is no such flow in your library. It may have been taken out.')
