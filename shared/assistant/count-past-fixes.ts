/**
 * What became of the fixes that a team has tried before, as the confidence of a new one needs it.
 *
 * A number is earned where the number was stated by the same: what one tier was sure of says
 * nothing about another. Where enough fixes of the same flow are known, only those count. Fixes
 * that are like this one count whoever proposed them, since it is the remedy that worked or not.
 * Only what a person said of a fix in a session that was finished is an outcome; one that helped
 * in part did not work.
 */
import { readWords } from '../flow/read-words.ts'
import type { Fix, Lane } from '../session/lane.ts'
import type { Session } from '../session/session.ts'
import { ARTICLES } from '../text/same-words.ts'
import type { FixOutcomes } from './calibrate.ts'
import { ENOUGH_FOR_A_NUMBER, type PastFixes } from './past-fixes.ts'

/** Who was sure of it: a tier of the model, the rules, or the stand-in of a demonstration. */
export const FIX_SOURCES = ['fast', 'standard', 'deep', 'rules', 'demo'] as const
export type FixSource = (typeof FIX_SOURCES)[number]

/** A fix as it is compared with others. */
export interface ComparedFix {
  /** None where the reply that came with it is not known. */
  source: FixSource | null
  /** The flow it was found in. */
  flow: string | null
  title: string
  scriptTemplate: string | null
}

export interface TriedFix extends ComparedFix {
  confidence: number
  worked: boolean
}

export const compareFix = (session: Session, fix: Fix): ComparedFix => ({
  source: sourceOf(session.lane, fix),
  flow: session.runs.findLast((run) => run.from === null)?.flow.slug ?? null,
  title: fix.title,
  scriptTemplate: fix.scriptTemplate,
})

function sourceOf({ messages }: Lane, { turnId }: Fix): FixSource | null {
  const reply = turnId && messages.find((one) => one.turnId === turnId && one.mode !== undefined)
  if (!reply) return null
  return reply.mode === 'rules' || reply.mode === 'demo' ? reply.mode : (reply.tier ?? null)
}

export function pastOf(fix: ComparedFix, tried: readonly TriedFix[]): PastFixes {
  const isLike = likenessTo(fix)
  const like = tried.filter(isLike)
  return {
    outcomes: countByConfidence(narrowestThatIsEnough(fix, tried)),
    similar: like.length > 0 ? { worked: workedOf(like), of: like.length } : null,
  }
}

function narrowestThatIsEnough(fix: ComparedFix, tried: readonly TriedFix[]): TriedFix[] {
  if (fix.source === null) return []
  const sameSource = tried.filter(({ source }) => source === fix.source)
  const sameFlow = fix.flow === null ? [] : sameSource.filter(({ flow }) => flow === fix.flow)
  return sameFlow.length >= ENOUGH_FOR_A_NUMBER ? sameFlow : sameSource
}

export function countByConfidence(tried: readonly TriedFix[]): FixOutcomes[] {
  const groups = Map.groupBy(tried, ({ confidence }) => confidence)
  return [...groups]
    .map(([confidence, all]) => ({ confidence, worked: workedOf(all), of: all.length }))
    .sort((a, b) => a.confidence - b.confidence)
}

const workedOf = (tried: readonly TriedFix[]): number => tried.filter(({ worked }) => worked).length

/** What came of all fixes in a flow. */
export function pastOfFlow(slug: string, tried: readonly TriedFix[]): PastFixes['similar'] {
  const inFlow = tried.filter(({ flow }) => flow === slug)
  return inFlow.length > 0 ? { worked: workedOf(inFlow), of: inFlow.length } : null
}

/** As much of two titles' words must be the same ones. */
const ALIKE = 0.6

/** By the same script, or by titles of which most words are the same. */
export function likenessTo(fix: Worded): (other: Worded) => boolean {
  const words = wordsOf(fix.title)
  return (other) => {
    if (fix.scriptTemplate !== null && fix.scriptTemplate === other.scriptTemplate) return true
    const theirs = wordsOf(other.title)
    const shared = [...words].filter((word) => theirs.has(word)).length
    return shared > 0 && shared / (words.size + theirs.size - shared) >= ALIKE
  }
}
type Worded = Pick<ComparedFix, 'title' | 'scriptTemplate'>

const wordsOf = (title: string): ReadonlySet<string> =>
  new Set(
    readWords(title)
      .filter(({ plain }) => !ARTICLES.has(plain))
      .map(({ stem }) => stem),
  )
