/**
 * A team's settings about models, and what they have cost.
 *
 * The key comes in, is sealed, and never goes out again. The vendor is asked before or after a
 * transaction, never in one.
 */
import { monthOf } from '#shared/assistant/budget.ts'
import {
  type AssistantSettings,
  type AssistantTest,
  ForgetAssistantKey,
  ReadAssistantSettings,
  SetAssistantKey,
  SetAssistantLimits,
  TestAssistantKey,
} from '#shared/assistant/settings.ts'
import { ReadSessionCost, ReadSpending } from '#shared/assistant/spending.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../../answer.ts'
import { recordAudit } from '../../audit.ts'
import { inTeam, type Tx } from '../../db.ts'
import type { Deps } from '../../deps.ts'
import { lookAtModels } from './look-at-models.ts'
import { readUsed } from './queries.ts'
import { monthlyLimit, sessionLimit, turnsPerMinute } from './reserve-call.ts'
import {
  type AssistantSetting,
  keyBoundTo,
  readSetting,
  storeKey,
  storeKeyTest,
  storeLimits,
} from './setting-queries.ts'
import { readMonthSpending, readSessionSpending } from './spending-queries.ts'
import { modelWarnings } from './watch-models.ts'

export function modelRoutes(app: App): void {
  const { deps } = app
  const { db, secrets, now } = deps

  answer(app, ReadAssistantSettings, (_, { teamId }) =>
    inTeam(db, teamId, async (tx) => show(deps, tx, teamId, await readSetting(tx, teamId))),
  )

  answer(app, SetAssistantKey, async ({ apiKey }, { teamId, personId, name }, { address }) => {
    const at = now()
    const sealed = await secrets.seal(apiKey, keyBoundTo(teamId))
    return inTeam(db, teamId, async (tx) => {
      const key = { apiKey: sealed, keySetAt: at, keySetBy: name }
      const stored = await storeKey(tx, teamId, key)
      await recordAudit(tx, { teamId, personId, at, act: 'assistant.key.set', address })
      return show(deps, tx, teamId, stored)
    })
  })

  answer(app, ForgetAssistantKey, async (_, { teamId, personId }, { address }) =>
    inTeam(db, teamId, async (tx) => {
      const stored = await storeKey(tx, teamId, null)
      await recordAudit(tx, { teamId, personId, at: now(), act: 'assistant.key.removed', address })
      return show(deps, tx, teamId, stored)
    }),
  )

  answer(app, SetAssistantLimits, async (limits, { teamId, personId }, { address }) =>
    inTeam(db, teamId, async (tx) => {
      const stored = await storeLimits(tx, teamId, limits)
      const object = JSON.stringify(limits)
      const act = 'assistant.limits.set'
      await recordAudit(tx, { teamId, personId, at: now(), act, object, address })
      return show(deps, tx, teamId, stored)
    }),
  )

  answer(app, TestAssistantKey, async ({ apiKey }, { teamId }, { signal }) =>
    apiKey ? tryKey(deps, await deps.model.open(apiKey), signal) : tryStored(deps, teamId, signal),
  )

  answer(app, ReadSpending, async ({ month = monthOf(now()) }, { teamId }) =>
    inTeam(db, teamId, async (tx) => {
      const limitMicro = monthlyLimit(deps.config, await readSetting(tx, teamId))
      return { month, limitMicro, ...(await readMonthSpending(tx, teamId, month)) }
    }),
  )

  answer(app, ReadSessionCost, async ({ sessionId }, { teamId }) =>
    inTeam(
      db,
      teamId,
      async (tx) =>
        (await readSessionSpending(tx, teamId, sessionId)) ??
        refuse('notFound', 'There is no such session.'),
    ),
  )
}

async function show(
  deps: Deps,
  tx: Tx,
  teamId: string,
  setting: AssistantSetting | undefined,
): Promise<AssistantSettings> {
  const { config, now } = deps
  const { keySetAt = null, keySetBy = null } = setting ?? {}
  return {
    ownKey: keySetAt !== null && keySetBy !== null ? { setAt: keySetAt, setBy: keySetBy } : null,
    hasInstallationKey: config.assistant.apiKey !== undefined,
    lastTest: setting?.lastTest ?? null,
    limits: {
      monthlyLimitMicro: setting?.monthlyLimitMicro ?? null,
      sessionLimitMicro: setting?.sessionLimitMicro ?? null,
      turnsPerMinute: setting?.turnsPerMinute ?? null,
      redactionPolicy: setting?.redactionPolicy ?? 'keep_hosts',
      inferenceGeo: setting?.inferenceGeo ?? null,
    },
    effectiveLimitMicro: monthlyLimit(config, setting),
    effectiveSessionLimitMicro: sessionLimit(config, setting),
    effectiveTurnsPerMinute: turnsPerMinute(config, setting),
    usedMicro: await readUsed(tx, teamId, monthOf(now())),
    warnings: [...modelWarnings(deps)],
  }
}

async function tryKey(
  { config, now }: Deps,
  client: Parameters<typeof lookAtModels>[0],
  signal: AbortSignal,
): Promise<AssistantTest> {
  const findings = await lookAtModels(client, config.assistant.tiers, signal)
  const ok = findings.every(({ state }) => state === 'works')
  return { at: now().toISOString(), ok, findings }
}

async function tryStored(deps: Deps, teamId: string, signal: AbortSignal): Promise<AssistantTest> {
  const setting = await inTeam(deps.db, teamId, (tx) => readSetting(tx, teamId))
  const model = await deps.model.of(teamId, setting)
  if (model === undefined) {
    return refuse('notReady', 'There is no key to try yet. Type one first.')
  }
  if (model === 'sealed') return refuse('notReady', KEY_LOST)
  const test = await tryKey(deps, model.client, signal)
  const { keySetAt } = setting ?? {}
  if (keySetAt) await inTeam(deps.db, teamId, (tx) => storeKeyTest(tx, teamId, keySetAt, test))
  return test
}

const KEY_LOST =
  'The stored key does not open: the key of this server that sealed it is gone, or it was sealed elsewhere. Set it again, or whoever runs the server puts its old key back.'
