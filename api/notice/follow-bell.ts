/** One's own bell, followed live beside the queue. */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { bytesOf, type Following } from '../event-stream.ts'
import type { Asker } from '../who.ts'
import { listNotices } from './queries.ts'

/**
 * The newest with each change: a bell shows a few, and nothing has to be remembered of it. While the
 * database is away it is asked again and again, by one timer.
 */
export function followBell(deps: Deps, { teamId, personId }: Asker): Following {
  let end: (() => void) | undefined
  let again: NodeJS.Timeout | undefined
  return {
    async join(send) {
      let turn = Promise.resolve()
      const sendNewest = () => {
        const done = turn.then(async () => {
          const newest = await inTeam(deps.db, teamId, (tx) => listNotices(tx, teamId, personId))
          send(bytesOf(`event: notices\ndata: ${JSON.stringify(newest)}\n\n`))
        })
        turn = done.catch(() => undefined)
        return done
      }
      const hear = () => {
        sendNewest().catch((error: unknown) => {
          deps.log.warn({ err: error, personId }, 'the bell waits')
          if (!end) return
          again ??= setTimeout(() => {
            again = undefined
            hear()
          }, AGAIN_MS).unref()
        })
      }
      end = deps.live.hear('notices', personId, hear)
      await sendNewest()
    },
    leave() {
      clearTimeout(again)
      end?.()
      end = undefined
    },
  }
}

const AGAIN_MS = 1_000
