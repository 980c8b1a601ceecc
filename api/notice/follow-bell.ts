/** One's own bell, followed live beside the queue. */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { bytesOf, type Following } from '../event-stream.ts'
import type { Asker } from '../who.ts'
import { listNotices } from './queries.ts'

/** The newest with each change: a bell shows a few, and nothing has to be remembered of it. */
export function followBell(deps: Deps, { teamId, personId }: Asker): Following {
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
