/** A turn's row, as the contract tells it and as followers are shown it. */
import type { Turn } from '#shared/assistant/contract.ts'
import type { ShownTurn } from './queries.ts'
import type { TurnShown } from './tell-change.ts'

export const turnOf = (row: ShownTurn): Turn => ({
  id: row.id,
  cause: row.cause,
  state: row.state,
  baseVersion: row.baseVersion,
  version: row.version,
  mode: row.mode,
  tier: row.tier,
  reasons: row.reasons,
  failure: row.failure,
})

export const shownOf = (row: ShownTurn): TurnShown => ({
  turnId: row.id,
  phase: row.phase,
  tier: row.tier,
  text: row.text,
  startedAt: row.startedAt,
  end:
    row.state === 'running'
      ? null
      : {
          version: row.version ?? row.baseVersion,
          failure: row.failure,
          retryAfterSeconds: row.retryAfterSeconds,
        },
})
