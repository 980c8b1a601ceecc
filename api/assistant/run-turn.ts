/**
 * Runs a turn from its row to its end. It never throws: whatever happens, the turn ends with a
 * reply, and where even that cannot be stored, the lease runs out and the sweep ends it.
 *
 * While it runs the lease is renewed and what has been said is kept in the row, now and then, for
 * those who follow in another process. Losing the lease, being stopped from elsewhere and the end
 * of the process all abort it.
 */
import { Refused } from '#shared/route.ts'
import { normaliseText } from '#shared/text/normalise.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { makeTicketReader } from '../ticket/read-ticket.ts'
import { answerByRules } from './answer-by-rules.ts'
import { endTurn } from './end-turn.ts'
import { keepProgress, readTicketRef, readTurn, renewLease, type ShownTurn } from './queries.ts'
import type { RunningTurn } from './running-turns.ts'
import { shownOf } from './show-turn.ts'
import { think } from './think.ts'
import type { YieldFor } from './yield-of.ts'

/** So long nobody else takes a turn over; renewed while it runs. */
export const LEASE_MS = 30_000

export async function runTurn(deps: Deps, turn: RunningTurn): Promise<void> {
  const { row } = turn
  const letGo = [renewing(deps, turn), watching(deps, turn), keeping(deps, turn)]
  try {
    const yieldFor = await thinkOrElse(deps, turn)
    showEnd(turn, await endTurn(deps, row, 'done', yieldFor))
  } catch (error) {
    deps.log.error({ err: error, turn: row.id }, 'a turn could not be ended')
  } finally {
    for (const end of letGo) end()
  }
}

/** A mistake of ours is no reason to leave somebody without an answer. */
async function thinkOrElse(deps: Deps, turn: RunningTurn): Promise<YieldFor> {
  const { row } = turn
  try {
    return await think(deps, turn, await readTicket(deps, row))
  } catch (error) {
    deps.log.error({ err: error, turn: row.id }, 'a turn broke')
    return (tx, session) => answerByRules(tx, row, session, { failure: 'bad_request' })
  }
}

/** As ConnectWise has it now; where that cannot be had, what is kept will do. */
async function readTicket(deps: Deps, { teamId, sessionId }: ShownTurn): Promise<Ticket | null> {
  const ref = await inTeam(deps.db, teamId, (tx) => readTicketRef(tx, teamId, sessionId))
  if (!ref) return null
  return makeTicketReader(deps)(teamId, ref).catch((error: unknown) => {
    if (error instanceof Refused) return null
    throw error
  })
}

function showEnd(turn: RunningTurn, ended: ShownTurn | undefined): void {
  if (ended) turn.show({ end: shownOf(ended).end })
}

function renewing(deps: Deps, { row, abort }: RunningTurn): () => void {
  const timer = setInterval(() => {
    const until = new Date(deps.now().getTime() + LEASE_MS)
    inTeam(deps.db, row.teamId, (tx) => renewLease(tx, row, until)).then(
      (isOurs) => isOurs || abort(),
      (error: unknown) => deps.log.warn({ err: error, turn: row.id }, 'a lease was not renewed'),
    )
  }, LEASE_MS / 4)
  timer.unref()
  return () => clearInterval(timer)
}

/** Hears when it was stopped or taken over, and when the process is to end. */
function watching(deps: Deps, { row, abort }: RunningTurn): () => void {
  const look = async () => {
    const now = await inTeam(deps.db, row.teamId, (tx) => readTurn(tx, row.teamId, row.id))
    if (now?.state !== 'running' || now.leaseBy !== row.leaseBy) abort()
  }
  const forget = deps.live.hear('turn', row.sessionId, (news) => {
    if (news === 'missed' || news.team === row.teamId) look().catch(() => undefined)
  })
  deps.stopping.addEventListener('abort', abort)
  if (deps.stopping.aborted) abort()
  return () => {
    forget()
    deps.stopping.removeEventListener('abort', abort)
  }
}

const KEEP_EVERY_MS = 300

/** Keeps what is shown in the row, at most every so often, and tells those elsewhere. */
function keeping(deps: Deps, turn: RunningTurn): () => void {
  const { row } = turn
  let timer: NodeJS.Timeout | undefined
  const forget = deps.turns.hear(row.teamId, row.sessionId, (shown) => {
    if (shown.end || timer) return
    timer = setTimeout(() => {
      timer = undefined
      const { phase, tier } = turn.shown
      if (turn.shown.end) return
      // A model may write what no database takes.
      const text = normaliseText(turn.shown.text)
      inTeam(deps.db, row.teamId, async (tx) => {
        const isOurs = await keepProgress(tx, row, { phase, text, tier, reasons: turn.reasons })
        if (!isOurs) return turn.abort()
        await tell(tx, { about: 'turn', team: row.teamId, id: row.sessionId })
      }).catch((error: unknown) => deps.log.warn({ err: error, turn: row.id }, 'progress not kept'))
    }, KEEP_EVERY_MS)
    timer.unref()
  })
  return () => {
    forget()
    clearTimeout(timer)
  }
}
