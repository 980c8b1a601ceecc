/**
 * The one fix of a turn: the first, if there is ground for one at all.
 *
 * Withheld while nothing is confirmed and no step was taken; a disrupting one also until
 * something was looked at. What was dismissed or did not help does not come back, and a copy
 * of the one on the table does not take its place. A script it names is told by `script.ts`.
 */
import type { SafetyClass } from '../../flow/flow.ts'
import type { EventData } from '../../session/event.ts'
import { activeFix, type Fix } from '../../session/lane.ts'
import { ledgerOf } from '../../session/ledger.ts'
import type { Session } from '../../session/session.ts'
import { wordsKey } from '../../text/same-words.ts'
import type { TurnResult } from '../turn-result.ts'
import type { AtGate } from './at-gate.ts'
import { SAFETY } from './checks.ts'
import type { KeyOf } from './hypotheses.ts'
import { hasLooked } from './looked-at.ts'
import { plain, plainLine } from './plain.ts'
import { gateScript, type KnownScript, safetyWith } from './script.ts'

type Proposed = TurnResult['fix'][number]
type FixData = Extract<EventData, { type: 'fix_proposed' }>
type Worded = Pick<Fix, 'title' | 'steps'>

const MOST_STEPS = 20

export function gateFix(
  fixes: readonly Proposed[],
  at: AtGate,
  keyOf: KeyOf,
  scripts: readonly KnownScript[],
): EventData[] {
  const { session, drops } = at
  const [first, ...others] = fixes
  for (const other of others) drops.add(`Fix: ${other.title}`, 'Only one fix at a time.')
  if (!first) return []
  const steps = first.steps.map((step) => plain(step, 1000)).filter((step) => step !== '')
  const worded = { title: plainLine(first.title), steps: steps.slice(0, MOST_STEPS) }
  const safety = safetyWith(SAFETY[first.risk], first, scripts)
  const objection = objectTo(worded, safety, session)
  if (objection) {
    drops.add(`Fix: ${first.title}`, objection)
    return []
  }
  const left = steps.length - worded.steps.length
  if (left > 0) drops.add(`${left} last steps of the fix`, `At most ${MOST_STEPS} are taken up.`)
  const names = gateScript({ ...first, title: worded.title }, at, scripts)
  return [{ ...proposeFix(worded, first, at, keyOf), safety, ...names }]
}

function objectTo(worded: Worded, safety: SafetyClass, session: Session): string | undefined {
  const { fixes } = session.lane
  if (worded.title === '') return 'It has no title.'
  if (ledgerOf(session).length === 0 && !session.steps.some((step) => step.isOnPath)) {
    return 'Nothing is confirmed yet and no step was taken: too early for a fix.'
  }
  if (safety === 'disrupts' && !hasLooked(session)) {
    return 'It disrupts work, and nothing was looked at before it.'
  }
  const active = activeFix(session.lane)
  if (active && isSameFix(active, worded)) return 'It is on the table already.'
  const before = fixes.find((fix) => isOver(fix) && isSameFix(fix, worded))
  if (!before) return undefined
  return before.tried ? 'It was tried and did not help.' : 'It was dismissed.'
}

const isOver = (fix: Fix): boolean =>
  fix.decision === 'dismissed' || fix.tried?.outcome === 'failed'

/** By its title, or by steps that are the same one by one. */
const isSameFix = (a: Worded, b: Worded): boolean =>
  wordsKey(a.title) === wordsKey(b.title) ||
  (a.steps.length > 0 &&
    a.steps.length === b.steps.length &&
    a.steps.every((step, n) => wordsKey(step) === wordsKey(b.steps[n] ?? '')))

function proposeFix(
  { title, steps }: Worded & { steps: string[] },
  { hypothesis, confidence, evidence, would_confirm }: Proposed,
  at: AtGate,
  keyOf: KeyOf,
): Omit<FixData, 'safety'> {
  const key = keyOf(hypothesis)
  if (!key && hypothesis.trim()) {
    at.drops.add(`${hypothesis} as the cause for: ${title}`, 'No cause of this name is suspected.')
  }
  return {
    type: 'fix_proposed',
    turnId: at.turnId,
    title,
    hypothesis: key ?? null,
    steps,
    confidence: Math.min(100, Math.max(0, Math.round(confidence))),
    evidence: at.evidenceList(evidence, title),
    wouldConfirm: plain(would_confirm, 500),
    scriptTemplate: null,
  }
}
