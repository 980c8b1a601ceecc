/**
 * The task lane as it is shown: a pure function of the folded session, so that facts, checks,
 * bars and the fix always change together.
 *
 * One thing at a time is asked for by key (`keysFor`): an open question, else a fix that is being
 * tried, else the best check, else the fix to decide on; nothing once a fix has worked.
 */
import { type RankedCheck, rankChecks } from '#shared/assistant/rank-checks.ts'
import type { WeighedCause } from '#shared/assistant/weigh-causes.ts'
import {
  activeFix,
  type Check,
  type Fix,
  type Hypothesis,
  type Message,
  type Question,
} from '#shared/session/lane.ts'
import type { Session } from '#shared/session/session.ts'
import type { Statement } from '#shared/session/statement.ts'

export interface CheckView {
  check: Check
  /** Why it stands here. */
  reason: string
}

export interface CauseView extends WeighedCause {
  hypothesis: Hypothesis | undefined
}

export interface LaneView {
  questions: readonly Question[]
  next: CheckView | undefined
  further: readonly CheckView[]
  /** Most likely first; "something else" last. */
  causes: readonly CauseView[]
  /** Read by FlowPilot, and nobody has confirmed it yet. */
  unconfirmed: readonly Statement[]
  /** The newest first. */
  facts: readonly Statement[]
  fix: Fix | undefined
  /** No longer on the table, the newest first. */
  earlierFixes: readonly Fix[]
  /** What was said and answered last, and everything before it. */
  lastSaid: Message | undefined
  lastReply: Message | undefined
  earlier: readonly Message[]
  /** Messages, by id, in which what had failed was asked once more in the same words. */
  askedAgain: ReadonlySet<string>
  keysFor: 'question' | 'check' | 'fix' | 'nothing'
}

/** `picked` is a check that a person wants to do before the others. */
export function viewLane(session: Session, picked: string | null = null): LaneView {
  const { lane } = session
  const ranking = rankChecks(lane)
  const open = viewChecks(lane.checks, ranking.checks)
  const questions = lane.questions.filter((question) => question.state === 'open')
  const fix = activeFix(lane)
  const isTrying = fix !== undefined && fix.decision !== null && fix.tried === null
  const hasWorked = fix?.tried?.outcome === 'worked'
  const next =
    isTrying || hasWorked ? undefined : (open.find((one) => one.check.id === picked) ?? open[0])
  return {
    questions,
    next,
    further: open.filter((one) => one !== next),
    causes: viewCauses(lane.hypotheses, ranking.causes),
    ...viewFacts(session),
    fix,
    earlierFixes: lane.fixes.filter((one) => one !== fix).toReversed(),
    ...viewTalk(lane.messages),
    keysFor: hasWorked
      ? 'nothing'
      : questions.length > 0
        ? 'question'
        : isTrying
          ? 'fix'
          : next
            ? 'check'
            : fix && !fix.tried
              ? 'fix'
              : 'nothing',
  }
}

const viewChecks = (checks: readonly Check[], ranked: readonly RankedCheck[]): CheckView[] =>
  ranked.flatMap(({ checkId, reason }) => {
    const check = checks.find((one) => one.id === checkId)
    return check ? [{ check, reason }] : []
  })

function viewCauses(hypotheses: readonly Hypothesis[], causes: readonly WeighedCause[]) {
  if (hypotheses.length === 0) return []
  return causes
    .map((cause) => ({ ...cause, hypothesis: hypotheses.find((h) => h.key === cause.key) }))
    .toSorted(
      (a, b) => Number(a.key === null) - Number(b.key === null) || b.probability - a.probability,
    )
}

/** What is still to be done is no fact; it stands in the note by itself. */
function viewFacts({ statements }: Session) {
  const facts = statements.filter((statement) => statement.kind !== 'next_step')
  return {
    unconfirmed: facts.filter((statement) => !statement.isConfirmed),
    facts: facts.filter((statement) => statement.isConfirmed).toReversed(),
  }
}

/** The last exchange, and what was said before it. Words without an answer yet are newer. */
function viewTalk(messages: readonly Message[]) {
  const replyAt = messages.findLastIndex(isReply)
  const saidAt = messages.findLastIndex((message) => !isReply(message))
  const lastReply = replyAt > saidAt ? messages[replyAt] : undefined
  const said = messages[saidAt]
  const lastSaid = !lastReply || said?.turnId === lastReply.turnId ? said : undefined
  return {
    lastSaid,
    lastReply,
    earlier: messages.filter((message) => message !== lastReply && message !== lastSaid),
    askedAgain: findAskedAgain(messages),
  }
}

function findAskedAgain(messages: readonly Message[]): Set<string> {
  const failed = new Set(messages.flatMap(({ failure, turnId }) => (failure ? [turnId] : [])))
  const said = messages.filter((message) => !isReply(message))
  const again = said.filter(({ text }, at) => {
    const before = said[at - 1]
    return before?.text === text && failed.has(before.turnId)
  })
  return new Set(again.map(({ id }) => id))
}

const isReply = ({ mode }: Message): boolean => mode !== undefined
