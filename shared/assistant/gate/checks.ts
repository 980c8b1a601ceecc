/**
 * Proposed checks: only what was not done, tried, planned or proposed before, and nothing that
 * disrupts before something was looked at. A result may point only to a cause that is named.
 */
import type { SafetyClass } from '../../flow/flow.ts'
import type { EventData } from '../../session/event.ts'
import type { CheckOutcome } from '../../session/lane-event.ts'
import { wordsKey } from '../../text/same-words.ts'
import type { TurnResult, TurnRisk } from '../turn-result.ts'
import type { AtGate } from './at-gate.ts'
import type { KeyOf } from './hypotheses.ts'
import { keepFirst } from './keep-first.ts'
import { hasLooked, triedBefore } from './looked-at.ts'
import { plain, plainLine } from './plain.ts'
import { gateScript, type KnownScript, safetyWith } from './script.ts'

type Proposed = TurnResult['checks'][number]

const MOST_CHECKS = 5
const MOST_OUTCOMES = 8
const MOST_CAUSES = 10
const LONGEST_MINUTES = 480

export const SAFETY: Record<TurnRisk, SafetyClass> = {
  read_only: 'reads',
  reversible: 'changes',
  disruptive: 'disrupts',
}

export function gateChecks(
  checks: readonly Proposed[],
  at: AtGate,
  keyOf: KeyOf,
  scripts: readonly KnownScript[],
): EventData[] {
  const { session, drops } = at
  const wasTried = triedBefore(session)
  const openTitles = session.lane.checks.filter((c) => c.state === 'open' && c.safety === 'reads')
  const open = new Set(openTitles.map((c) => wordsKey(c.title)))
  let isLookedAt = hasLooked(session)
  const worded = checks.map((check) => ({ ...check, title: plainLine(check.title) }))
  const kept = keepFirst(worded, MOST_CHECKS, { what: 'check', text: (c) => c.title }, drops)
  return kept.flatMap((check) => {
    if (wasTried(check.title)) {
      drops.add(check.title, 'It was proposed, done or tried already.')
      isLookedAt ||= open.has(wordsKey(check.title))
      return []
    }
    const safety = safetyWith(SAFETY[check.risk], check, scripts)
    if (safety === 'disrupts' && !isLookedAt) {
      drops.add(check.title, 'It disrupts work, and nothing was looked at before it.')
      return []
    }
    isLookedAt ||= safety === 'reads'
    return [{ ...proposeCheck(check, at, keyOf), safety, ...gateScript(check, at, scripts) }]
  })
}

const proposeCheck = (check: Proposed, at: AtGate, keyOf: KeyOf) => ({
  type: 'check_proposed' as const,
  turnId: at.turnId,
  title: check.title,
  how: plain(check.how, 4000),
  minutes: Math.min(LONGEST_MINUTES, Math.max(0, Math.round(check.minutes))),
  outcomes: outcomesOf(check, at, keyOf),
})

function outcomesOf({ title, outcomes }: Proposed, { drops }: AtGate, keyOf: KeyOf) {
  const worded = outcomes.map((o) => ({ ...o, result: plainLine(o.result) }))
  const kept = keepFirst(worded, MOST_OUTCOMES, { what: 'result', text: (o) => o.result }, drops)
  return kept.map(({ result, points_to }): CheckOutcome => {
    const keys = new Set<string>()
    for (const named of points_to) {
      const key = keyOf(named)
      if (key) keys.add(key)
      else drops.add(`${named} as pointed to by: ${title}`, 'No cause of this name is suspected.')
    }
    return { result, pointsTo: [...keys].slice(0, MOST_CAUSES) }
  })
}
