/**
 * Ends turns that nobody works on any more, because their process died: what had been said is
 * kept and marked as broken off, else rules answer. Run at start, once a minute, when somebody
 * follows such a turn, and before another is begun. It may be run any number of times.
 */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import { answerByRules } from './answer-by-rules.ts'
import { endTurn } from './end-turn.ts'
import { keepPartial } from './keep-partial.ts'
import { settleLost } from './model/settle-lost.ts'
import { listAbandonedTurns, listTeamsWithAbandonedTurns, type ShownTurn } from './queries.ts'

export const SWEEP_TURNS: JobKind<object> = { name: 'sweep-turns' }

export function defineTurnJobs(deps: Deps): void {
  deps.jobs.define(SWEEP_TURNS, () => sweepTurns(deps))
  deps.jobs.schedule(SWEEP_TURNS, '* * * * *', {})
}

export async function sweepTurns(deps: Deps): Promise<void> {
  for (const teamId of await listTeamsWithAbandonedTurns(deps.db, deps.now())) {
    const rows = await inTeam(deps.db, teamId, (tx) => listAbandonedTurns(tx, teamId, deps.now()))
    for (const row of rows) await endAbandoned(deps, row)
  }
}

/** Undefined when somebody else has ended it meanwhile. */
export async function endAbandoned(deps: Deps, row: ShownTurn): Promise<ShownTurn | undefined> {
  deps.log.warn({ turn: row.id }, 'a turn that nobody works on any more is ended')
  return endTurn(deps, row, 'done', async (tx, session) => {
    await settleLost(tx, deps.config, row.teamId, { turnId: row.id }, deps.now())
    return row.text === ''
      ? answerByRules(tx, row, session, { failure: 'cut' })
      : keepPartial(row, row.text, 'cut')
  })
}
