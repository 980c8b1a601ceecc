/**
 * A session's turns, followed live: a snapshot first, then what happens. Asked for JSON, the
 * snapshot alone.
 */
import { FollowTurns } from '#shared/assistant/contract.ts'
import { refuse } from '#shared/route.ts'
import { type App, admit, answer } from '../answer.ts'
import { inTeam } from '../db.ts'
import {
  asksToFollow,
  countPlaces,
  type Following,
  type Send,
  streamEvents,
} from '../event-stream.ts'
import { readRequest } from '../read-request.ts'
import { readSession } from '../session/queries.ts'
import { openTurnFanOut, type TurnFanOut } from './fan-out-turns.ts'
import { readLatestTurn } from './queries.ts'
import { shownOf } from './show-turn.ts'
import { tellSnapshot } from './tell-change.ts'

export function followTurnsRoute(app: App): void {
  const { deps } = app
  const fanOuts = new Map<string, TurnFanOut>()
  const places = countPlaces()

  app.hono.get(`/api${FollowTurns.path}`, async (c, next) => {
    if (!asksToFollow(c)) return next()
    const who = await admit(app, FollowTurns, c)
    const { sessionId } = await readRequest(FollowTurns, c)
    const { teamId } = who
    const session = await inTeam(deps.db, teamId, (tx) => readSession(tx, teamId, sessionId))
    if (!session) return refuse('notFound', 'There is no such session.')

    const giveBack = places.take(who.personId)
    const key = `${teamId} ${sessionId}`
    const fanOut =
      fanOuts.get(key) ?? openTurnFanOut(deps, teamId, sessionId, () => fanOuts.delete(key))
    fanOuts.set(key, fanOut)
    return streamEvents(deps, c, who, listenTo(fanOut), giveBack)
  })

  answer(app, FollowTurns, async ({ sessionId }, { teamId }) => {
    const { session, row } = await inTeam(deps.db, teamId, async (tx) => ({
      session: await readSession(tx, teamId, sessionId),
      row: await readLatestTurn(tx, teamId, sessionId),
    }))
    if (!session) return refuse('notFound', 'There is no such session.')
    const shown = deps.turns.of(teamId, sessionId)?.shown ?? (row && shownOf(row))
    return tellSnapshot(shown, deps.now())
  })
}

function listenTo(fanOut: TurnFanOut): Following {
  let listener: Send | undefined
  return {
    join(send) {
      listener = send
      return fanOut.join(send)
    },
    leave() {
      if (listener) fanOut.leave(listener)
    },
  }
}
