/** The bell: one's own notices, read, marked as read, and followed live. */
import { ListNotices, ReadNotices } from '#shared/notice/contract.ts'
import { type App, admit, answer } from '../answer.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { bytesOf, countPlaces, type Following, streamEvents } from '../event-stream.ts'
import { tell } from '../live.ts'
import type { Who } from '../who.ts'
import { listNotices, readNotices } from './queries.ts'

export function noticeRoutes(app: App): void {
  const { deps } = app
  const { db, now } = deps
  const places = countPlaces()

  app.hono.get(`/api${ListNotices.path}`, async (c, next) => {
    const follows = /\btext\/event-stream\b/.test(c.req.header('accept') ?? '')
    // HEAD comes here too, and nobody would ever read or end its stream.
    if (!follows || c.req.method !== 'GET') return next()
    const who = await admit(app, ListNotices, c)
    return streamEvents(deps, c, who, followBell(deps, who), places.take(who.personId))
  })
  answer(app, ListNotices, ({ beforeId }, { teamId, personId }) =>
    inTeam(db, teamId, (tx) => listNotices(tx, teamId, personId, beforeId)),
  )

  answer(app, ReadNotices, ({ ids }, { teamId, personId }) =>
    inTeam(db, teamId, async (tx) => {
      await readNotices(tx, { teamId, personId, at: now() }, ids)
      // The other windows of the same person.
      await tell(tx, { about: 'notices', team: teamId, id: personId })
      return listNotices(tx, teamId, personId)
    }),
  )
}

/** The newest with each change: a bell shows a few, and nothing has to be remembered of it. */
function followBell(deps: Deps, { teamId, personId }: Who): Following {
  let end: (() => void) | undefined
  return {
    async join(send) {
      let turn = Promise.resolve()
      const sendNewest = () => {
        turn = turn.then(async () => {
          const newest = await inTeam(deps.db, teamId, (tx) => listNotices(tx, teamId, personId))
          send(bytesOf(`event: notices\ndata: ${JSON.stringify(newest)}\n\n`))
        })
        return turn
      }
      end = deps.live.hear('notices', personId, () => {
        sendNewest().catch((error: unknown) => {
          turn = Promise.resolve()
          deps.log.warn({ err: error, personId }, 'the bell waits')
          setTimeout(() => void sendNewest().catch(() => undefined), AGAIN_MS).unref()
        })
      })
      await sendNewest()
    },
    leave: () => end?.(),
  }
}

const AGAIN_MS = 1_000
