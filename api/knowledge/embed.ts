/**
 * Asks the embedder for a team: within its budget, without secrets and contacts, and written
 * down with what it cost like a call of a model. Undefined where there is no embedder, nothing may
 * be spent or it failed: whoever asks goes on without.
 */
import { budgetState, monthOf } from '#shared/assistant/budget.ts'
import { maskHosts } from '#shared/assistant/find-hosts.ts'
import { redact } from '#shared/redact/redact.ts'
import { NO_TOKENS } from '../assistant/model/price.ts'
import {
  insertCall,
  lockBudget,
  readUsedOfInstallation,
  settleCall,
} from '../assistant/model/queries.ts'
import { monthlyLimit } from '../assistant/model/reserve-call.ts'
import { readSetting } from '../assistant/model/setting-queries.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { EmbedFailure } from './embedder.ts'

export type EmbedDeps = Pick<Deps, 'config' | 'db' | 'embedder' | 'log' | 'now' | 'newId'>

export async function embedTexts(
  deps: EmbedDeps,
  teamId: string,
  texts: readonly string[],
  as: 'document' | 'query',
): Promise<number[][] | undefined> {
  const { embedder } = deps
  if (!embedder) return undefined
  const model = as === 'document' ? embedder.indexModel : embedder.queryModel
  const answer = await askAndWriteDown(deps, teamId, model, (change) =>
    embedder.embed(texts.map(change), as),
  )
  return answer?.vectors
}

/** Places of the texts, best first. */
export async function rerankTexts(
  deps: EmbedDeps,
  teamId: string,
  query: string,
  texts: readonly string[],
): Promise<number[] | undefined> {
  const { embedder } = deps
  if (!embedder?.rerankModel || texts.length < 2) return undefined
  const answer = await askAndWriteDown(deps, teamId, embedder.rerankModel, (change) =>
    embedder.rerank(change(query), texts.map(change)),
  )
  return answer?.order
}

/** Once more, whoever has done it before; an empty text is nothing that can be asked. */
const withoutSecrets = (text: string): string => redact(text, { contacts: true }).text.trim() || '-'

/** What is done to each text before it leaves. */
type Change = (text: string) => string

async function askAndWriteDown<T extends { tokens: number }>(
  deps: EmbedDeps,
  teamId: string,
  model: string,
  ask: (change: Change) => Promise<T | EmbedFailure>,
): Promise<T | undefined> {
  const { config, db, log, now, newId } = deps
  const at = now()
  const month = monthOf(at)
  const { setting, used } = await inTeam(db, teamId, async (tx) => ({
    setting: await readSetting(tx, teamId),
    // Embedding is done with the installation's key, whatever a team's own key is used for.
    used: await readUsedOfInstallation(tx, teamId, month),
  }))
  const limit = monthlyLimit(config, setting && { ...setting, apiKey: null })
  if (budgetState(used, limit) === 'spent') return undefined
  const begunAt = performance.now()
  const answer = await ask(
    setting?.redactionPolicy === 'mask_hosts'
      ? (text) => maskHosts(withoutSecrets(text))
      : withoutSecrets,
  )
  const failure = typeof answer === 'string' ? answer : null
  const tokens = typeof answer === 'string' ? 0 : answer.tokens
  const costMicro = Math.ceil(tokens * priceOf(model))
  const totalMs = Math.round(performance.now() - begunAt)
  log.info({ teamId, model, tokens, failure, totalMs }, 'embedder asked')
  if (typeof answer === 'string') return undefined
  await inTeam(db, teamId, async (tx) => {
    const id = newId()
    await lockBudget(tx, teamId, month)
    await insertCall(tx, {
      ...{ teamId, id, at, month, costMicro, inputTokens: tokens, isOwnKey: false },
      ...{ purpose: 'embedding', modelRequested: model, tierRequested: 'fast', effort: 'low' },
      ...{ sessionId: null, turnId: null, ticketOrigin: null, ticketId: null, personId: null },
      ...{ routerVersion: '', reasons: [], promptVersion: '', schemaVersion: '' },
      priceVersion: PRICES.version,
    })
    await settleCall(tx, {
      ...{ teamId, id, month, estimateMicro: costMicro },
      ...{ tierServed: null, modelServed: model, requestId: null, stopReason: null },
      ...{ failure: null, firstTextMs: null, totalMs, settledAt: now(), costMicro },
      used: { ...NO_TOKENS, input: tokens },
    })
  }).catch((error: unknown) =>
    log.warn({ err: error, teamId }, 'an embedding was not written down'),
  )
  return answer
}

/** Dollars per million tokens; what is not in the list counts as the dearest. */
const PRICES = {
  version: 'voyage 2026-11',
  of: new Map([
    ['voyage-4-large', 0.12],
    ['voyage-4', 0.06],
    ['voyage-4-lite', 0.02],
    ['rerank-2.5', 0.05],
    ['rerank-2.5-lite', 0.02],
  ]),
}
const priceOf = (model: string): number => PRICES.of.get(model) ?? Math.max(...PRICES.of.values())
