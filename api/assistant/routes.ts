/** FlowPilot's addresses: ask for a turn, stop it, follow it, and the fix on the table. */
import { ReadActiveFix, ReadAssistant, StartTurn, StopTurn } from '#shared/assistant/contract.ts'
import { compareFix, pastOf } from '#shared/assistant/count-past-fixes.ts'
import { ReadFixScores, scoreFixes } from '#shared/assistant/fix-scores.ts'
import { showConfidence } from '#shared/assistant/show-confidence.ts'
import { refuse } from '#shared/route.ts'
import { activeFix } from '#shared/session/lane.ts'
import { SummariseTicket } from '#shared/ticket/summary.ts'
import { type App, answer } from '../answer.ts'
import { inTeam } from '../db.ts'
import { readFolded } from '../session/read-folded.ts'
import { makeTicketReader } from '../ticket/read-ticket.ts'
import { followTurnsRoute } from './follow-turns.ts'
import { readModelState } from './model/read-state.ts'
import { listTried } from './outcomes/queries.ts'
import { turnOf } from './show-turn.ts'
import { startTurn } from './start-turn.ts'
import { stopTurn } from './stop-turn.ts'
import { makeSummariser } from './summarise-ticket.ts'

export function assistantRoutes(app: App): void {
  const { deps } = app

  answer(app, StartTurn, async (asked, who) => turnOf(await startTurn(deps, who, asked)))
  answer(app, StopTurn, async (asked, who) => turnOf(await stopTurn(deps, who, asked)))
  followTurnsRoute(app)

  const readTicket = makeTicketReader(deps)
  const summarise = makeSummariser(deps)
  answer(app, SummariseTicket, async (asked, who) =>
    summarise(who, await readTicket(who.teamId, asked)),
  )

  answer(app, ReadAssistant, async (_, { teamId }) => {
    const { state, message, usedShare } = await readModelState(deps, teamId)
    return { state, message, usedShare }
  })

  answer(app, ReadFixScores, async (_, { teamId }) => ({
    scores: scoreFixes(await inTeam(deps.db, teamId, (tx) => listTried(tx, teamId))),
  }))

  answer(app, ReadActiveFix, ({ sessionId }, { teamId }) =>
    inTeam(deps.db, teamId, async (tx) => {
      const found = await readFolded(tx, teamId, sessionId)
      if (!found) return refuse('notFound', 'There is no such session.')
      const { session } = found
      const fix = activeFix(session.lane)
      if (!fix) return refuse('notFound', 'No fix is on the table in this session.')
      const { id, title, steps, confidence, decision } = fix
      const tried = await listTried(tx, teamId, sessionId)
      const past = pastOf(compareFix(session, fix), tried)
      const { percent } = showConfidence(session, fix, past)
      return { id, title, steps: [...steps], confidence, shownConfidence: percent, decision, past }
    }),
  )
}
