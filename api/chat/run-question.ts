/**
 * Answers a question from its row to its end, and never throws: what breaks ends in what rules can
 * say, and where even that cannot be stored, the lease runs out and whoever looks next ends it.
 *
 * While it runs, what has been said is kept in the row now and then, for those who follow in
 * another process, and the lease renewed with it. Not being ours any more, because it was stopped
 * from elsewhere, and the end of the process abort it.
 */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { answerQuestion, type RunningQuestion } from './answer-question.ts'
import { type Answered, endQuestion, keepSaid } from './end-question.ts'
import { keepQuestion } from './queries.ts'
import { shownOfQuestion } from './show-question.ts'

/** So long nobody else ends it; renewed while it runs. */
export const LEASE_MS = 30_000
const KEEP_EVERY_MS = 300

export async function runQuestion(deps: Deps, running: RunningQuestion): Promise<void> {
  const { row } = running
  const letGo = keeping(deps, running)
  const stop = () => running.abort()
  deps.stopping.addEventListener('abort', stop)
  if (deps.stopping.aborted) stop()
  try {
    const answered = await answerOrElse(deps, running)
    const ended = await endQuestion(deps, row, 'done', answered)
    running.show({ end: ended ? shownOfQuestion(ended).end : null })
  } catch (error) {
    deps.log.error({ err: error, question: row.id }, 'a question could not be ended')
  } finally {
    letGo()
    deps.stopping.removeEventListener('abort', stop)
  }
}

/** A mistake of ours is no reason to leave somebody without an answer. */
async function answerOrElse(deps: Deps, running: RunningQuestion): Promise<Answered> {
  try {
    return await answerQuestion(deps, running)
  } catch (error) {
    const { row, shown } = running
    deps.log.error({ err: error, question: row.id }, 'an answer broke')
    return { answer: keepSaid(deps, row, shown, [], 'bad_request') }
  }
}

function keeping(deps: Deps, running: RunningQuestion): () => void {
  const { row } = running
  let kept = ''
  let renewedAt = deps.now().getTime()
  const timer = setInterval(() => {
    const { phase, text, tier, end } = running.shown
    const shown = JSON.stringify([phase, text, tier])
    const at = deps.now().getTime()
    if (end || (shown === kept && at - renewedAt < LEASE_MS / 4)) return
    kept = shown
    renewedAt = at
    inTeam(deps.db, row.teamId, async (tx) => {
      const leaseUntil = new Date(at + LEASE_MS)
      const isOurs = await keepQuestion(tx, row, { phase, said: text, tier, leaseUntil })
      if (!isOurs) return running.abort()
      await tell(tx, { about: 'chat', team: row.teamId, id: row.personId })
    }).catch((error: unknown) =>
      deps.log.warn({ err: error, question: row.id }, 'progress was not kept'),
    )
  }, KEEP_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
