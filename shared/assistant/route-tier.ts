/**
 * Which tier answers, decided before anybody is asked, from what is known: pure, versioned, and
 * with its reasons in words.
 *
 * Its law: what is worse is never answered by less. More failed fixes, a contradiction, more
 * doubt after more checks, a business that stands still, a person who asks for more thought:
 * none of them ever lowers the tier or the effort. Only the budget and a tier that is not well
 * do. Change a rule and raise the version, so that the two can be compared.
 */
import type { FailureKind, Tier } from '../session/lane-event.ts'
import type { BudgetState } from './budget.ts'
import { EFFORTS, type Effort, type Purpose, type TierChoice } from './tier-route.ts'

export const ROUTER_VERSION = '2'

export interface TierQuestion {
  purpose: Purpose
  /** What the technician says; looked through for signs that a business stands still. */
  message?: string
  /** A person asks for more thought. */
  isDeep?: boolean
  /** Of the hypotheses, in bits; 0 when one is certain or there is none. */
  doubtBits?: number
  checksDone?: number
  failedFixes?: number
  /** Confirmed statements that speak against each other, or against the leading cause. */
  contradictions?: number
  /** How well the best flow fits, 0 to 1; none when no flow is matched. */
  flowScore?: number | null
  /** The flow one stands in says what comes next. */
  isNextStepKnown?: boolean
  /** Of the ticket, 0 to 1: how much of the business is stopped. */
  impact?: number
  /** Turns since the deep tier was chosen for a reason of its own; none when it never was. */
  turnsSinceDeep?: number | null
  /** Turns since a quick answer was not enough; none when none was. */
  turnsSinceQuickFailed?: number | null
  /** Why the quick answer to this very turn is not enough; empty where there is none yet. */
  whyNotQuick?: readonly string[]
  budget: BudgetState | 'off'
  health: Readonly<Record<Tier, 'up' | 'down'>>
}

/** Rules answer where no model should or may. */
export type TierRoute = { use: 'model'; choice: TierChoice } | RulesRoute

interface RulesRoute {
  use: 'rules'
  reasons: string[]
  /** What keeps a model from being asked now; none where no model is wanted. */
  failure?: FailureKind
}

export const NO_DEEP_TIER = 'most of the budget is used: no deep tier'

const RANK: Record<Tier, number> = { fast: 0, standard: 1, deep: 2 }

export function routeTier(question: TierQuestion): TierRoute {
  const wish = wishFor(question)
  if (wish === 'rules') return { use: 'rules', reasons: ['the flow says what comes next'] }
  if (question.budget === 'off') return { use: 'rules', reasons: ['no model is set up'] }
  if (question.budget === 'spent') {
    return { use: 'rules', reasons: ['the budget is used up'], failure: 'spend' }
  }
  const { tier, reasons } = serve(wish.tier, question)
  if (!tier) return { use: 'rules', reasons: [...wish.reasons, ...reasons], failure: 'network' }
  const choice = {
    tier,
    effort: wish.effort,
    reasons: [...wish.reasons, ...reasons],
    routerVersion: ROUTER_VERSION,
  }
  return { use: 'model', choice }
}

interface Wish {
  tier: Tier
  effort: Effort
  reasons: string[]
}

/** Where each purpose begins, before anything makes it worse. */
const BASE: Record<Purpose, [Tier, Effort]> = {
  intake: ['standard', 'medium'],
  turn: ['standard', 'medium'],
  recorded: ['standard', 'medium'],
  explain: ['standard', 'medium'],
  summary: ['fast', 'medium'],
  note: ['standard', 'medium'],
  briefing: ['standard', 'medium'],
  judge: ['fast', 'low'],
  chat: ['standard', 'medium'],
  flow: ['deep', 'medium'],
  polish: ['standard', 'low'],
  script: ['standard', 'medium'],
  check: ['fast', 'low'],
}

/** Only where somebody works on a fault does the state of the session count. */
const OF_A_SESSION: ReadonlySet<Purpose> = new Set(['intake', 'turn', 'recorded', 'explain'])

function wishFor(question: TierQuestion): Wish | 'rules' {
  const { purpose } = question
  const [tier, effort] = BASE[purpose]
  if (!OF_A_SESSION.has(purpose)) return { tier, effort, reasons: [PURPOSE_WORDS[purpose]] }
  const grave = gravity(question)
  if (grave.length > 0) return { tier: 'deep', effort: 'high', reasons: grave }
  const since = question.turnsSinceDeep ?? null
  if (since !== null && since < TURNS_TO_STAY) {
    // Of the same effort as what it stays on, so that what is worse is never less.
    return { tier: 'deep', effort: 'high', reasons: ['goes on where it thought deeper before'] }
  }
  if (purpose !== 'recorded' || !isInFlow(question)) {
    return { tier, effort, reasons: [PURPOSE_WORDS[purpose]] }
  }
  if (question.isNextStepKnown) return 'rules'
  const why = whyNotQuick(question)
  if (why.length > 0) return { tier, effort, reasons: why }
  return { tier: 'fast', effort: 'medium', reasons: ['a result within a flow that fits'] }
}

/** One turn that asked for more asks for the next ones as well: prompt caches are per model. */
function whyNotQuick({ whyNotQuick: why = [], turnsSinceQuickFailed: since }: TierQuestion) {
  if (why.length > 0) return why.map((one) => `the quick answer was not enough: ${one}`)
  const isRecent = typeof since === 'number' && since < TURNS_TO_STAY
  return isRecent ? ['goes on where a quick answer was not enough before'] : []
}

const TURNS_TO_STAY = 3
const FITS = 0.6
const HIGH_DOUBT_BITS = 1.5
const CHECKS_BEFORE_DOUBT_COUNTS = 4
const STANDS_STILL = 0.9

const isInFlow = ({ flowScore, failedFixes = 0 }: TierQuestion) =>
  (flowScore ?? 0) >= FITS && failedFixes === 0

/** Everything that asks for the deep tier, in words. */
function gravity(question: TierQuestion): string[] {
  const { failedFixes = 0, contradictions = 0, doubtBits = 0, checksDone = 0 } = question
  const reasons: (string | false)[] = [
    question.isDeep === true && 'more thought was asked for',
    failedFixes >= 2 && `${failedFixes} fixes have failed`,
    contradictions > 0 && 'statements contradict each other',
    checksDone >= CHECKS_BEFORE_DOUBT_COUNTS &&
      doubtBits >= HIGH_DOUBT_BITS &&
      `the cause is still open after ${checksDone} checks`,
    ((question.impact ?? 0) >= STANDS_STILL || soundsLikeStandstill(question.message ?? '')) &&
      'a business stands still',
  ]
  return reasons.filter((reason) => reason !== false)
}

/** Words that people write when nobody can work. Saying more never makes it less grave. */
export const soundsLikeStandstill = (message: string): boolean =>
  /\b(business|whole (site|office|company)|everyone|everybody|all (users|sites|staff)|nobody|no ?one)\b[^.!?\n]{0,60}\b(down|offline|stopped|stuck|can(no|')?t|can’t|can work|cannot work|work)\b|\b(outage|ransomware)\b/i.test(
    message,
  )

/** From what is wished for to what may be had: by the budget, and by who is well. */
function serve(
  wished: Tier,
  { budget, health }: TierQuestion,
): { tier: Tier | undefined; reasons: string[] } {
  const highest = budget === 'ok' ? RANK.deep : RANK.standard
  const allowed: Tier = RANK[wished] > highest ? 'standard' : wished
  const reasons = allowed === wished ? [] : [NO_DEEP_TIER]
  if (health[allowed] === 'up') return { tier: allowed, reasons }
  const tier = OTHERS[allowed].find((one) => RANK[one] <= highest && health[one] === 'up')
  return { tier, reasons: [...reasons, `the ${allowed} tier is not well`] }
}

/** Whom to ask instead, best first: rather more than less, so that nothing grave gets less. */
const OTHERS: Record<Tier, readonly Tier[]> = {
  fast: ['standard', 'deep'],
  standard: ['deep', 'fast'],
  deep: ['standard', 'fast'],
}

const PURPOSE_WORDS: Record<Purpose, string> = {
  intake: 'a first look at the ticket',
  turn: 'an ordinary turn',
  recorded: 'something new in the record',
  explain: 'a step to explain',
  summary: 'a short summary',
  note: 'a note to word',
  briefing: 'a briefing to word',
  judge: 'one sentence to judge',
  chat: 'an open question',
  flow: 'a flow to build',
  polish: 'words of a proposal',
  script: 'a script to choose',
  check: 'a trial',
}

/** Where a choice stands on the one ladder of tier and effort. */
export const gravityOf = (route: TierRoute): number =>
  route.use === 'rules'
    ? -1
    : RANK[route.choice.tier] * EFFORTS.length + EFFORTS.indexOf(route.choice.effort)
