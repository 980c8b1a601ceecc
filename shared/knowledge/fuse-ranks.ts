/**
 * One order out of several: reciprocal rank fusion, and the floor below which nothing is cited.
 *
 * Each leg of a search gives its own order; what they measure cannot be compared, only ranks can.
 * The sum of `weight / (60 + rank)` orders hits but means nothing by itself: the best of bad hits
 * scores like the best of good ones. So a hit is cited only when it stands on more than its rank:
 * enough of what was asked stands in it, or its meaning is close and some of the words as well, or
 * its meaning is so close that words are not needed. One rare word among many is not enough.
 */

/** All words, some words, words corrected for typing mistakes, meaning. */
export const LEGS = ['all', 'any', 'typo', 'meaning'] as const
export type Leg = (typeof LEGS)[number]

export const LEG_WEIGHTS: Readonly<Record<Leg, number>> = {
  all: 1,
  any: 0.5,
  typo: 0.5,
  meaning: 1,
}
const K = 60

export interface Ranked {
  id: string
  /** 1 for the first of a leg; absent where the leg does not know it. */
  ranks: Readonly<Partial<Record<Leg, number | undefined>>>
  /** How many of the words asked stand in it, and what share that is, rare ones counting more. */
  matched: number
  cover: number
  /** How close its meaning is, as a cosine; null where that is not known. */
  likeness: number | null
}

export const scoreOf = ({ ranks }: Pick<Ranked, 'ranks'>): number =>
  LEGS.reduce((sum, leg) => {
    const rank = ranks[leg]
    return rank === undefined ? sum : sum + LEG_WEIGHTS[leg] / (K + rank)
  }, 0)

/** Best first; equals in the order of their ids, so that the same search is answered the same. */
export const fuseRanks = <R extends Ranked>(hits: readonly R[]): R[] =>
  hits
    .map((hit) => ({ hit, score: scoreOf(hit) }))
    .sort(
      (a, b) => b.score - a.score || b.hit.cover - a.hit.cover || (a.hit.id < b.hit.id ? -1 : 1),
    )
    .map(({ hit }) => hit)

/** Tuned on the built-in flows and the questions of `api/knowledge/search.test.ts`. */
const ENOUGH_WORDS = 0.28
const NEARLY_ALL = 0.6
const SOME_WORDS = 0.15
const LIKE = 0.2
const VERY_LIKE = 0.5

export const maySupport = ({
  matched,
  cover,
  likeness,
}: Pick<Ranked, 'matched' | 'cover' | 'likeness'>): boolean => {
  if (cover >= NEARLY_ALL || (cover >= ENOUGH_WORDS && matched > 1)) return true
  if (likeness === null) return false
  return likeness >= VERY_LIKE || (likeness >= LIKE && cover >= SOME_WORDS)
}

/** Close enough in meaning to be shown in a list from which a person picks. */
export const isAlike = ({ likeness }: Pick<Ranked, 'likeness'>): boolean =>
  likeness !== null && likeness >= LIKE
