/** First-level walks: what waits to be validated, and the way that a session has gone. */
import { ListWalksToValidate, ReadWay } from '#shared/first-level/contract.ts'
import { tellWay } from '#shared/first-level/tell-way.ts'
import { refuse } from '#shared/route.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import { type App, answer, answerAtOnce } from '../answer.ts'
import { inTeam } from '../db.ts'
import { readFolded } from '../session/read-folded.ts'
import { listToValidate } from './queries.ts'

export function firstLevelRoutes(app: App): void {
  const { db } = app.deps

  answerAtOnce(
    app,
    ListWalksToValidate,
    (_, claims) => listToValidate(db, claims).compile(),
    (walks) => ({ walks }),
  )

  answer(app, ReadWay, ({ sessionId }, { teamId }) =>
    inTeam(db, teamId, async (tx) => {
      const folded = await readFolded(tx, teamId, sessionId)
      if (!folded) return refuse('notFound', 'There is no such session.')
      return { steps: tellWay(folded.session, maskIn(folded.session)) }
    }),
  )
}
