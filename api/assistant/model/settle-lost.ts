/**
 * Calls whose process died before it could settle them: nobody knows what came of them. What was
 * sent may have been read, so that is paid; the rest of what was put aside is given back.
 *
 * Of a turn that nobody works on any more they are settled at once, any others when a budget
 * would otherwise keep somebody from asking. A process that was thought dead and settles its
 * call all the same finds it settled, and changes nothing.
 */
import type { Config } from '../../config.ts'
import type { Tx } from '../../db.ts'
import { costOf, NO_TOKENS } from './price.ts'
import { type LostCalls, listLostCalls, lockBudget, settleCall } from './queries.ts'

/** No call takes so long: the deepest tier's deadline is a few minutes. */
export const LOST_AFTER_MS = 15 * 60_000

/** What was given back, in all of a month and of a session. */
export interface Freed {
  months: ReadonlyMap<string, number>
  sessions: ReadonlyMap<string, number>
}

export async function settleLost(
  tx: Tx,
  { assistant }: Pick<Config, 'assistant'>,
  teamId: string,
  which: LostCalls,
  at: Date,
): Promise<Freed> {
  const months = new Map<string, number>()
  const sessions = new Map<string, number>()
  const give = (to: Map<string, number>, key: string, micro: number) =>
    to.set(key, (to.get(key) ?? 0) + micro)
  for (const call of await listLostCalls(tx, teamId, which)) {
    const { month, sessionId, tierRequested, inputTokens, costMicro: estimateMicro } = call
    const used = { ...NO_TOKENS, input: inputTokens }
    const costMicro = Math.min(estimateMicro, costOf(used, assistant.tiers.tiers[tierRequested]))
    await lockBudget(tx, teamId, month)
    const { id } = call
    const settled = { ...UNKNOWN, teamId, id, month, estimateMicro, used, costMicro, settledAt: at }
    if (!(await settleCall(tx, settled))) continue
    give(months, month, estimateMicro - costMicro)
    if (sessionId) give(sessions, sessionId, estimateMicro - costMicro)
  }
  return { months, sessions }
}

const UNKNOWN = {
  tierServed: null,
  modelServed: null,
  requestId: null,
  stopReason: null,
  failure: 'cut',
  firstTextMs: null,
  totalMs: 0,
} as const
