/**
 * What is shown of a fix's confidence: never more than outcomes and evidence allow.
 *
 * The number that was given stays in the record; shown is the lower of what it has been worth
 * (`calibrate.ts`) and a cap by the evidence as it stands now. As long as too few outcomes are
 * known a word is shown instead of the number.
 */
import type { Fix, Hypothesis } from '../session/lane.ts'
import { ledgerOf } from '../session/ledger.ts'
import type { Session } from '../session/session.ts'
import { calibrate, countOf } from './calibrate.ts'
import { ENOUGH_FOR_A_NUMBER, type PastFixes } from './past-fixes.ts'

export interface ShownConfidence {
  /** 0 to 100. */
  percent: number
  word: 'Unlikely' | 'Possible' | 'Likely' | 'Very likely'
  /** Whether enough outcomes stand behind the number to show it; and how many they are. */
  isEarned: boolean
  outcomes: number
  /** "Worked in 8 of 10 similar cases". */
  similar: string | null
  /** What would have to be known for it to be higher, when the evidence caps it. */
  cappedBecause: string | null
}

export function showConfidence(session: Session, fix: Fix, past: PastFixes): ShownConfidence {
  const worth = calibrate(past.outcomes)(fix.confidence)
  const cap = capOf(session, fix)
  const percent = Math.min(worth, cap.most)
  const outcomes = countOf(past.outcomes)
  return {
    percent,
    word: wordFor(percent),
    isEarned: outcomes >= ENOUGH_FOR_A_NUMBER,
    outcomes,
    similar: tellSimilar(past.similar),
    cappedBecause: worth > cap.most ? cap.why : null,
  }
}

interface Cap {
  most: number
  why: string
}

const CONTRADICTED: Cap = { most: 30, why: 'Something in the record speaks against this cause.' }
const NOTHING_CONFIRMED: Cap = { most: 50, why: 'Nothing that it rests on is confirmed yet.' }
const NOTHING_TOLD_APART: Cap = { most: 75, why: 'No check has told this cause from others yet.' }
const TOLD_APART: Cap = { most: 90, why: 'Only trying it makes it certain.' }

export function capOf(session: Session, fix: Fix): Cap {
  const cause = session.lane.hypotheses.find((h) => h.key === fix.hypothesis)
  const confirmed = confirmedIn(session)
  if (isContradicted(session, fix, cause, confirmed)) return CONTRADICTED
  const grounds = [...fix.evidence, ...(cause?.for ?? [])].filter((id) => confirmed.has(id))
  const isTold = isToldApart(session, fix, grounds)
  if (grounds.length === 0 && !isTold) return NOTHING_CONFIRMED
  return isTold ? TOLD_APART : NOTHING_TOLD_APART
}

/** What persons have said, seen or done and not taken back. */
const confirmedIn = (session: Session): ReadonlySet<string> =>
  new Set([
    ...ledgerOf(session).map((s) => s.id),
    ...session.steps.filter((step) => step.isOnPath).map((step) => step.id),
  ])

/** The cause was given up, or something confirmed or a check's result speaks against it. */
function isContradicted(
  session: Session,
  { hypothesis }: Fix,
  cause: Hypothesis | undefined,
  confirmed: ReadonlySet<string>,
): boolean {
  if (hypothesis === null) return false
  if (!cause || cause.against.some((id) => confirmed.has(id))) return true
  return resultsAbout(session, hypothesis).some((isNamed) => !isNamed)
}

/** A check's result named this cause, or one of a flow that it rests on. */
function isToldApart(session: Session, fix: Fix, grounds: readonly string[]): boolean {
  const isFlowCheck = (id: string) =>
    session.steps.some((s) => s.id === id && s.kind === 'check' && s.place !== null)
  return grounds.some(isFlowCheck) || resultsAbout(session, fix.hypothesis).includes(true)
}

/** Of each done check that could speak for a cause: whether its result did. */
function resultsAbout({ lane }: Session, key: string | null): boolean[] {
  if (key === null) return []
  return lane.checks.flatMap(({ state, outcome, outcomes }) => {
    const naming = outcomes.filter((o) => o.pointsTo.includes(key)).length
    const seen = state === 'done' && outcome !== null ? outcomes[outcome] : undefined
    return seen && naming > 0 && naming < outcomes.length ? [seen.pointsTo.includes(key)] : []
  })
}

function wordFor(percent: number): ShownConfidence['word'] {
  if (percent >= 75) return 'Very likely'
  if (percent >= 50) return 'Likely'
  return percent >= 20 ? 'Possible' : 'Unlikely'
}

export function tellSimilar(similar: PastFixes['similar']): string | null {
  if (!similar || similar.of < 1) return null
  const { worked, of } = similar
  return `Worked in ${worked} of ${of} similar ${of === 1 ? 'case' : 'cases'}`
}
