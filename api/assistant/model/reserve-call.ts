/**
 * Before a model is asked: may it be, by which tier, and the money put aside; afterwards what
 * it really was.
 *
 * The month's row of the team is locked first, so that any number of calls at once are
 * admitted one after the other and never more than the limits allow. The estimate is no less
 * than what the call can cost; `settle-lost.ts` settles that of a call whose process died. One
 * round trip finds out, a second one writes; calls that a team makes at the same time share them.
 */
import { type BudgetState, budgetState, monthOf } from '#shared/assistant/budget.ts'
import { NO_DEEP_TIER } from '#shared/assistant/route-tier.ts'
import type { Tier } from '#shared/session/lane-event.ts'
import type { Config } from '../../config.ts'
import { type Db, inTeam, type Tx } from '../../db.ts'
import type { Deps } from '../../deps.ts'
import { doTogether } from '../../do-together.ts'
import type { ModelAsk } from './ask.ts'
import { promptCharsOf } from './build-request.ts'
import { costOf, countTokens, estimateOf, NO_TOKENS, type TokensUsed } from './price.ts'
import {
  type CallSettled,
  type CallToSettle,
  type Desk,
  holdDesk,
  insertCall,
  settleCalls,
} from './queries.ts'
import type { AssistantSetting } from './setting-queries.ts'
import { LOST_AFTER_MS, settleLost } from './settle-lost.ts'
import type { Tiers } from './tiers.ts'

export interface Reserved {
  callId: string
  month: string
  /** Lower than what was chosen where the budget is nearly used up, higher for a long prompt. */
  tier: Tier
  /** Why this tier: the router's reasons, and what was decided here. */
  reasons: string[]
  estimateMicro: number
  setting: AssistantSetting | undefined
}

export interface NotReserved {
  failure: 'spend' | 'session_spend' | 'rate' | 'auth'
  tier: Tier
  retryAfterSeconds: number | null
}

const MINUTE_MS = 60_000

export function reserveCall(
  deps: ReserveDeps,
  ask: ModelAsk<unknown>,
): Promise<Reserved | NotReserved> {
  return counterOf(deps.db).reserve(ask.teamId, { deps, ask })
}

type ReserveDeps = Pick<Deps, 'config' | 'db' | 'now' | 'newId'>

interface Asking {
  deps: ReserveDeps
  ask: ModelAsk<unknown>
}

/** Where the calls of each team wait for one another; one for each database. */
interface Counter {
  reserve: (teamId: string, asking: Asking) => Promise<Reserved | NotReserved>
  settle: (teamId: string, call: CallToSettle) => Promise<void>
}

const counters = new WeakMap<Db, Counter>()

function counterOf(db: Db): Counter {
  const known = counters.get(db)
  if (known) return known
  const counter = {
    reserve: doTogether(reserveTogether),
    settle: doTogether(async (calls: readonly CallToSettle[]) => {
      await inTeam(db, calls[0]?.teamId ?? '', (tx) => settleCalls(tx, calls))
      return calls.map(() => undefined)
    }),
  }
  counters.set(db, counter)
  return counter
}

/** All of one team. */
async function reserveTogether(all: readonly Asking[]): Promise<(Reserved | NotReserved)[]> {
  const [first] = all
  if (!first) return []
  const { config, db, now, newId } = first.deps
  const { teamId } = first.ask
  const at = now()
  const month = monthOf(at)
  return inTeam(db, teamId, async (tx) => {
    const personIds = [...new Set(all.flatMap(({ ask }) => ask.personId ?? []))]
    const since = new Date(at.getTime() - MINUTE_MS)
    const sessionIds = [...new Set(all.flatMap(({ ask }) => ask.sessionId ?? []))]
    const desk = await holdDesk(tx, { teamId, month }, { personIds, since, sessionIds })
    const { setting, turns } = desk
    const isOwnKey = typeof setting?.apiKey === 'string'
    const limit = monthlyLimit(config, setting)
    const mostOfSession = sessionLimit(config, setting)
    const { tiers } = config.assistant.tiers
    const limits = { month, ofMonth: limit, ofSession: mostOfSession }
    const { usedMicro, sessions } = await withoutLost(tx, config, teamId, desk, limits, at)
    let used = usedMicro

    const admit = async ({ ask }: Asking): Promise<Reserved | NotReserved> => {
      const { choice } = ask
      const no = (failure: NotReserved['failure'], retryAfterSeconds: number | null = null) => ({
        failure,
        tier: choice.tier,
        retryAfterSeconds,
      })
      if (!isOwnKey && !config.assistant.apiKey) return no('auth')
      const promptChars = promptCharsOf(ask)
      const ofSession = (ask.sessionId && sessions.get(ask.sessionId)) || 0
      const states = [budgetState(used, limit), budgetState(ofSession, mostOfSession)]
      const budget = states.find((state) => state !== 'ok') ?? 'ok'
      const { tier, reasons } = tierFor(ask, promptChars, budget, tiers)
      const facts = tiers[tier]
      const maxTokens = Math.min(ask.maxTokens, facts.outputTokens)
      const estimateMicro = estimateOf({ promptChars, maxTokens }, facts)
      if (limit !== null && used + estimateMicro > limit) return no('spend')
      if (ask.sessionId && mostOfSession !== null && ofSession + estimateMicro > mostOfSession) {
        return no('session_spend')
      }
      const waitSeconds = secondsToWait(turns, ask, at, turnsPerMinute(config, setting))
      if (waitSeconds !== null) return no('rate', waitSeconds)

      const callId = newId()
      await insertCall(tx, {
        teamId,
        id: callId,
        at,
        month,
        purpose: ask.purpose,
        sessionId: ask.sessionId ?? null,
        turnId: ask.turnId ?? null,
        ticketOrigin: ask.ticket?.origin ?? null,
        ticketId: ask.ticket?.ticketId ?? null,
        personId: ask.personId,
        isOwnKey,
        tierRequested: choice.tier,
        modelRequested: facts.model,
        effort: choice.effort,
        routerVersion: choice.routerVersion,
        reasons,
        promptVersion: ask.promptVersion,
        schemaVersion: ask.format.version,
        priceVersion: config.assistant.tiers.version,
        inputTokens: countTokens(promptChars),
        costMicro: estimateMicro,
      })
      used += estimateMicro
      if (ask.sessionId) sessions.set(ask.sessionId, ofSession + estimateMicro)
      const { personId } = ask
      if (personId) turns.push({ personId, turnId: ask.turnId ?? callId, at: at.toISOString() })
      return { callId, month, tier, reasons, estimateMicro, setting }
    }
    const admitted: (Reserved | NotReserved)[] = []
    for (const asking of all) admitted.push(await admit(asking))
    return admitted
  })
}

export interface Outcome extends Omit<CallSettled, 'used' | 'costMicro' | 'settledAt'> {
  /** Null when nothing was used, or nobody can say. */
  used: TokensUsed | null
}

/** Settles what was reserved and gives what it cost. */
export async function settleReserved(
  { config, db, now }: Pick<Deps, 'config' | 'db' | 'now'>,
  teamId: string,
  { callId, month, tier, estimateMicro }: Reserved,
  { used, ...outcome }: Outcome,
): Promise<number> {
  const facts = config.assistant.tiers.tiers[outcome.tierServed ?? tier]
  const costMicro = used ? costOf(used, facts) : 0
  await counterOf(db).settle(teamId, {
    ...{ ...outcome, teamId, id: callId, month, estimateMicro, costMicro },
    ...{ used: used ?? NO_TOKENS, settledAt: now() },
  })
  return costMicro
}

/** The installation's limit holds for its own key; a team's own key is the team's own matter. */
export const monthlyLimit = (
  { assistant }: Pick<Config, 'assistant'>,
  setting: AssistantSetting | undefined,
): number | null => lower(setting, setting?.monthlyLimitMicro ?? null, assistant.monthlyLimitMicro)

/** What one session may cost: nobody runs a month's budget down in one conversation. */
export const sessionLimit = (
  { assistant }: Pick<Config, 'assistant'>,
  setting: AssistantSetting | undefined,
): number | null => lower(setting, setting?.sessionLimitMicro ?? null, assistant.sessionLimitMicro)

function lower(
  setting: AssistantSetting | undefined,
  own: number | null,
  ofInstallation: number,
): number | null {
  if (setting?.apiKey) return own
  return own === null ? ofInstallation : Math.min(own, ofInstallation)
}

export const turnsPerMinute = (
  { assistant }: Pick<Config, 'assistant'>,
  setting: AssistantSetting | undefined,
): number => setting?.turnsPerMinute ?? assistant.turnsPerMinute

/**
 * The tier that may and can answer. A prompt that is too long for the fast tier, where all of it
 * would cost several times as much, goes to the next one before it is sent.
 */
function tierFor(
  { choice }: ModelAsk<unknown>,
  promptChars: number,
  budget: BudgetState,
  tiers: Tiers['tiers'],
): { tier: Tier; reasons: string[] } {
  const { tier, reasons } = choice
  if (tier === 'deep' && budget !== 'ok') {
    return { tier: 'standard', reasons: [...new Set([...reasons, NO_DEEP_TIER])] }
  }
  const most = tiers[tier].longPrompt?.overTokens
  if (tier !== 'fast' || most === undefined || countTokens(promptChars) <= most) return choice
  const why = `more than ${most.toLocaleString('en')} tokens to read: too long for the fast tier`
  return { tier: 'standard', reasons: [...reasons, why] }
}

/** Null when the person may ask now. A turn that was let in asks as often as it must. */
function secondsToWait(
  turns: Desk['turns'],
  { personId, turnId }: ModelAsk<unknown>,
  at: Date,
  most: number,
): number | null {
  if (personId === null) return null
  const others = turns.filter((turn) => turn.personId === personId && turn.turnId !== turnId)
  if (others.length < most) return null
  const firstAt = Math.min(...others.map((turn) => Date.parse(turn.at)))
  const freeAt = others.length === 0 ? MINUTE_MS : firstAt + MINUTE_MS - at.getTime()
  return Math.max(1, Math.ceil(freeAt / 1_000))
}

type Spent = Pick<Desk, 'usedMicro' | 'sessions'>

/** Before a budget keeps anybody from anything, what dead processes put aside is given back. */
async function withoutLost(
  tx: Tx,
  config: Pick<Config, 'assistant'>,
  teamId: string,
  { usedMicro, sessions }: Spent,
  limits: { month: string; ofMonth: number | null; ofSession: number | null },
  at: Date,
): Promise<Spent> {
  const states = [
    budgetState(usedMicro, limits.ofMonth),
    ...[...sessions.values()].map((spent) => budgetState(spent, limits.ofSession)),
  ]
  if (states.every((state) => state === 'ok')) return { usedMicro, sessions }
  const before = new Date(at.getTime() - LOST_AFTER_MS)
  const freed = await settleLost(tx, config, teamId, { before }, at)
  return {
    usedMicro: usedMicro - (freed.months.get(limits.month) ?? 0),
    sessions: new Map(
      [...sessions].map(([id, spent]) => [id, spent - (freed.sessions.get(id) ?? 0)]),
    ),
  }
}
