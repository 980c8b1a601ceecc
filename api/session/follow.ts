/**
 * A session's record, followed live: server-sent events whose id is the event's number, so
 * that `Last-Event-ID` brings back exactly what is lacking.
 */
import * as z from 'zod/mini'
import { refuse } from '#shared/route.ts'
import { ReadEvents } from '#shared/session/contract.ts'
import { type App, admit } from '../answer.ts'
import { inTeam } from '../db.ts'
import { asksToFollow, countPlaces, type Following, streamEvents } from '../event-stream.ts'
import { readRequest } from '../read-request.ts'
import { type FanOut, type Listener, openFanOut } from './fan-out.ts'
import { readSession, readStored } from './queries.ts'

const LastEventId = z.coerce.number().check(z.int(), z.minimum(0))

export function followRoute(app: App): void {
  const { deps } = app
  const fanOuts = new Map<string, FanOut>()
  const places = countPlaces()

  app.hono.get(`/api${ReadEvents.path}`, async (c, next) => {
    if (!asksToFollow(c)) return next()
    const who = await admit(app, ReadEvents, c)
    const { sessionId, after } = await readRequest(ReadEvents, c)
    const last = LastEventId.safeParse(c.req.header('last-event-id') ?? after)
    const { teamId } = who
    const session = await inTeam(deps.db, teamId, (tx) => readSession(tx, teamId, sessionId))
    if (!session) return refuse('notFound', 'There is no such session.')

    const giveBack = places.take(who.personId)
    const from = Math.min(last.success ? last.data : after, session.version)
    const key = `${teamId} ${sessionId}`
    const fanOut =
      fanOuts.get(key) ??
      openFanOut({
        live: deps.live,
        teamId,
        sessionId,
        version: session.version,
        readAfter: (seq) => inTeam(deps.db, teamId, (tx) => readStored(tx, teamId, sessionId, seq)),
        onEmpty: () => fanOuts.delete(key),
        onTrouble: (error) => deps.log.warn({ err: error, sessionId }, 'following waits'),
      })
    fanOuts.set(key, fanOut)
    return streamEvents(deps, c, who, listenFrom(fanOut, from), giveBack)
  })
}

function listenFrom(fanOut: FanOut, seq: number): Following {
  let listener: Listener | undefined
  return {
    join(send) {
      listener = { seq, send }
      return fanOut.join(listener)
    },
    leave() {
      if (listener) fanOut.leave(listener)
    },
  }
}
