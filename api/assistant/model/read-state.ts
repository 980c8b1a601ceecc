/** Whether a team has a model at this moment, how much of its budget is used, and who is well. */

import type * as z from 'zod/mini'
import { type BudgetState, budgetState, monthOf } from '#shared/assistant/budget.ts'
import type { AssistantState } from '#shared/assistant/contract.ts'
import type { RedactionPolicy } from '#shared/assistant/settings.ts'
import type { Tier } from '#shared/session/lane-event.ts'
import { inTeam } from '../../db.ts'
import type { Deps } from '../../deps.ts'
import { readUsed } from './queries.ts'
import { monthlyLimit } from './reserve-call.ts'
import { readSetting } from './setting-queries.ts'

export interface ModelState {
  state: z.infer<typeof AssistantState>
  /** A sentence for people. */
  message: string
  usedShare: number | null
  /** For `routeTier`. */
  budget: BudgetState | 'off'
  health: Record<Tier, 'up' | 'down'>
  /** What may leave the house. */
  policy: RedactionPolicy
}

export async function readModelState(
  { config, db, model, now }: Pick<Deps, 'config' | 'db' | 'model' | 'now'>,
  teamId: string,
): Promise<ModelState> {
  const month = monthOf(now())
  const { setting, usedMicro } = await inTeam(db, teamId, async (tx) => ({
    setting: await readSetting(tx, teamId),
    usedMicro: await readUsed(tx, teamId, month),
  }))
  const policy = setting?.redactionPolicy ?? 'keep_hosts'
  const isOwnKey = typeof setting?.apiKey === 'string'
  const { tiers: health, spentUntil } = model.seen(teamId, isOwnKey)
  if (!isOwnKey && !config.assistant.apiKey) {
    return { state: 'off', message: OFF, usedShare: null, budget: 'off', health, policy }
  }
  const limit = monthlyLimit(config, setting)
  const budget = spentUntil ? 'spent' : budgetState(usedMicro, limit)
  const usedShare = limit === null ? null : limit === 0 ? 1 : Math.min(1, usedMicro / limit)
  if (budget === 'spent') {
    const spent = spentUntil ? SPENT_THERE : SPENT
    return { state: 'spent', message: spent, usedShare, budget, health, policy }
  }
  const { isDemo } = config.assistant
  const message = isDemo ? DEMO : budget === 'soft' ? SOFT : ON
  return { state: isDemo ? 'demo' : 'on', message, usedShare, budget, health, policy }
}

const OFF = 'No model is set up. FlowPilot answers by rules: from your flows and the record.'
const SPENT =
  'This month’s budget for the model is used up. FlowPilot answers by rules until next month, or until an admin of your team raises the limit.'
const SPENT_THERE =
  'The model’s vendor lets nothing more be spent for now. FlowPilot answers by rules meanwhile; an admin of your team looks at the vendor’s console.'
const DEMO = 'A stand-in answers in place of a model: this is a demonstration.'
const SOFT = 'Most of this month’s budget is used. FlowPilot answers without its deepest model.'
const ON = 'FlowPilot has a model.'
