/**
 * Asks a model once: money put aside, the answer streamed, what it was written down.
 *
 * Everything that a model, its vendor or the network can do is an answer here and never a
 * throw: see `ask.ts` for what one gives and gets. Of what was asked and answered nothing is
 * logged or stored but counts.
 */
import type Anthropic from '@anthropic-ai/sdk'
import { tellFailure } from '#shared/assistant/tell-failure.ts'
import type { FailureKind, Tier } from '#shared/session/lane-event.ts'
import type { Deps } from '../../deps.ts'
import type { ModelAnswer, ModelAsk, ModelFailure, SaidBlock } from './ask.ts'
import { type AnswerRoute, buildRequest, promptCharsOf, SUBMIT_TOOL } from './build-request.ts'
import type { TeamModel } from './model-door.ts'
import { WORTH_RETRYING } from './name-failure.ts'
import { countTokens, NO_TOKENS, type TokensUsed } from './price.ts'
import { LEAST_READ_SHARE, readShare } from './read-share.ts'
import { type Reserved, reserveCall, settleReserved } from './reserve-call.ts'
import { type StreamedAnswer, streamAnswer } from './stream-answer.ts'
import { tierOfModel } from './tiers.ts'

export type ModelDeps = Pick<Deps, 'config' | 'db' | 'secrets' | 'model' | 'log' | 'now' | 'newId'>

export async function callModel<T>(deps: ModelDeps, ask: ModelAsk<T>): Promise<ModelAnswer<T>> {
  const reserved = await reserveCall(deps, ask)
  if ('failure' in reserved) {
    const { tier, failure, retryAfterSeconds } = reserved
    const { reasons } = ask.choice
    return failed({ ...NOT_CALLED, tier, reasons }, failure, { retryAfterSeconds })
  }
  const begunAt = performance.now()
  const model = await deps.model.of(ask.teamId, reserved.setting)
  const spentUntil = typeof model === 'object' ? model.health.spentUntil() : null
  const closed = typeof model !== 'object' ? 'auth' : spentUntil ? 'spend' : undefined
  if (typeof model !== 'object' || closed) {
    await settle(deps, ask, reserved, { ...NOTHING_CAME, failure: closed ?? 'auth', begunAt })
    const retryAfterSeconds = spentUntil
      ? Math.ceil((spentUntil.getTime() - deps.now().getTime()) / 1_000)
      : null
    const { callId, tier, reasons } = reserved
    const called = { ...NOT_CALLED, callId, tier, reasons }
    return failed(called, closed ?? 'auth', { retryAfterSeconds })
  }
  const streamed = await streamBy(deps, ask, reserved, model)
  const read = readAnswer(ask, streamed)
  const failure = typeof read === 'string' ? read : null
  model.health.note(reserved.tier, failure, streamed.failure?.retryAfterMs ?? null)
  const costMicro = await settle(deps, ask, reserved, { ...streamed, failure, begunAt })
  const called = {
    callId: reserved.callId,
    tier: servedTier(deps, reserved, streamed),
    reasons: reserved.reasons,
    modelServed: streamed.modelServed,
    messageId: streamed.messageId,
    requestId: streamed.requestId,
    costMicro,
    text: streamed.text,
  }
  if (typeof read !== 'string') return { ...called, ...read }
  const retryAfterMs = streamed.failure?.retryAfterMs ?? null
  return failed(called, read, {
    retryAfterSeconds: retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1_000),
    category: streamed.message?.stop_details?.category ?? null,
  })
}

const NOT_CALLED = {
  callId: null,
  modelServed: null,
  messageId: null,
  requestId: null,
  costMicro: 0,
  text: '',
}

const NOTHING_CAME: StreamedAnswer = {
  message: null,
  failure: null,
  text: '',
  messageId: null,
  modelServed: null,
  requestId: null,
  used: NO_TOKENS,
  firstTextMs: null,
  cacheMiss: null,
}

/** A model that refuses the schema is asked once more, by a tool, and from then on so at once. */
async function streamBy<T>(
  { config, secrets }: ModelDeps,
  ask: ModelAsk<T>,
  { tier, setting }: Reserved,
  { client, takesNoFormat }: TeamModel,
): Promise<StreamedAnswer> {
  const { assistant } = config
  const facts = assistant.tiers.tiers[tier]
  const endsAt = performance.now() + Math.min(ask.deadlineMs ?? Infinity, facts.deadlineMs)
  const streamOnce = (by: AnswerRoute) => {
    const request = buildRequest(ask, {
      facts,
      userId: secrets.fingerprint('model user', ask.personId ?? ask.teamId),
      inferenceGeo: setting?.inferenceGeo ?? null,
      by,
    })
    return streamAnswer(client, request, {
      idleMs: assistant.idleMs,
      deadlineMs: Math.max(0, endsAt - performance.now()),
      signal: ask.signal,
      grows: ask.format.schema === null ? 'all' : ask.format.grows,
      onText: ask.onText ?? ignore,
      onBlock: ask.onBlock ?? ignore,
      tick: () => performance.now(),
    })
  }
  const isPlain = !facts.hasStructuredOutput || takesNoFormat.has(facts.model)
  const first = await streamOnce(isPlain ? 'tool' : 'format')
  if (isPlain || !first.failure?.isAboutSchema || ask.format.schema === null) return first
  const second = await streamOnce('tool')
  if (!second.failure) takesNoFormat.add(facts.model)
  return second
}

const ignore = () => undefined

type Read<T> =
  | { kind: 'answer'; value: T; said: readonly SaidBlock[] }
  | {
      kind: 'tools'
      calls: { id: string; name: string; input: unknown }[]
      message: Anthropic.MessageParam
    }

/** What the answer is, or how it failed. Nothing of one that stopped early is used. */
function readAnswer<T>(
  { format }: ModelAsk<T>,
  { message, failure }: StreamedAnswer,
): Read<T> | FailureKind {
  if (!message) return failure?.failure ?? 'cut'
  if (message.stop_reason === 'refusal') return 'refused'
  if (message.stop_reason !== 'end_turn' && message.stop_reason !== 'tool_use') return 'truncated'
  const { content } = message
  const calls = content.filter((block) => block.type === 'tool_use')
  const submitted = calls.find(({ name }) => name === SUBMIT_TOOL)
  if (calls.length > 0 && !submitted) {
    const called = calls.map(({ id, name, input }) => ({ id, name, input }))
    return { kind: 'tools', calls: called, message: { role: 'assistant', content } }
  }
  const texts = content.filter((block) => block.type === 'text')
  const read = format.read(
    submitted ? JSON.stringify(submitted.input) : texts.map(({ text }) => text).join(''),
  )
  if (!read) return 'invalid'
  const said = texts.map(({ text, citations }) => ({ text, citations: citations ?? [] }))
  return { kind: 'answer', ...read, said }
}

interface Settling extends Omit<StreamedAnswer, 'failure'> {
  failure: FailureKind | null
  begunAt: number
}

/** Writes down what it was and cost. A database that fails now does not take the answer away. */
async function settle(
  deps: ModelDeps,
  ask: ModelAsk<unknown>,
  reserved: Reserved,
  came: Settling,
): Promise<number> {
  const outcome = {
    tierServed: came.modelServed === null ? null : servedTier(deps, reserved, came),
    modelServed: came.modelServed,
    requestId: came.requestId,
    stopReason: came.message?.stop_reason ?? null,
    failure: came.failure,
    firstTextMs: came.firstTextMs,
    totalMs: Math.round(performance.now() - came.begunAt),
    used: came.used ?? (mayHaveCost(came.failure) ? unseen(ask) : null),
  }
  const told = {
    teamId: ask.teamId,
    callId: reserved.callId,
    purpose: ask.purpose,
    tier: reserved.tier,
    ...outcome,
    cacheMiss: came.cacheMiss,
  }
  try {
    const costMicro = await settleReserved(deps, ask.teamId, reserved, outcome)
    deps.log.info({ ...told, costMicro }, 'model asked')
    warnWhereReadAnew(deps, ask, came)
    return costMicro
  } catch (error) {
    deps.log.warn({ ...told, err: error }, 'a model call could not be settled')
    return reserved.estimateMicro
  }
}

/** A conversation that goes on begins as it did before, and is read from the cache. */
function warnWhereReadAnew({ log }: ModelDeps, ask: ModelAsk<unknown>, came: Settling): void {
  if (!ask.previousMessageId || came.failure || !came.used) return
  const share = readShare(came.used)
  if (share === null || share >= LEAST_READ_SHARE) return
  const { teamId, purpose, sessionId } = ask
  const told = { teamId, purpose, sessionId, readShare: share, cacheMiss: came.cacheMiss }
  log.warn(told, 'most of a conversation was read anew, not from the cache')
}

/** Sent, and then nothing heard: the vendor may have read it all the same. */
const mayHaveCost = (failure: FailureKind | null) => failure === 'stalled' || failure === 'aborted'

const unseen = (ask: ModelAsk<unknown>): TokensUsed => ({
  ...NO_TOKENS,
  input: countTokens(promptCharsOf(ask)),
})

const servedTier = (
  { config }: ModelDeps,
  { tier }: Reserved,
  { modelServed }: Pick<StreamedAnswer, 'modelServed'>,
): Tier => {
  const { tiers } = config.assistant
  if (modelServed === null || modelServed === tiers.tiers[tier].model) return tier
  return tierOfModel(tiers, modelServed) ?? tier
}

function failed(
  called: Omit<
    ModelFailure,
    'kind' | 'failure' | 'message' | 'isWorthRetrying' | 'retryAfterSeconds' | 'category'
  >,
  failure: FailureKind,
  more: { retryAfterSeconds?: number | null; category?: string | null } = {},
): ModelFailure {
  return {
    ...called,
    kind: 'failure',
    failure,
    message: tellFailure(failure, more.retryAfterSeconds ?? undefined),
    isWorthRetrying: WORTH_RETRYING.has(failure),
    retryAfterSeconds: more.retryAfterSeconds ?? null,
    category: more.category ?? null,
  }
}
