/**
 * The words by which a session that has tried something is found again: those of its symptom, and
 * those that may be a device's name.
 *
 * What is found by them is compared as a whole (`rank-tried.ts`); nothing that is alike there may be
 * missed here.
 */
import { readWords } from '../flow/read-words.ts'
import { ARTICLES } from '../text/same-words.ts'

export const symptomWords = (text: string): ReadonlySet<string> =>
  new Set(
    readWords(text)
      .filter(({ plain }) => !ARTICLES.has(plain) && plain.length > 2)
      .map(({ stem }) => stem),
  )

/** Letters, digits and dashes in a row: a name that stands in a text stands there in whole ones. */
const PART_OF_NAME = /[\p{L}\p{N}-]+/gu

/** A record says no more different words than this that one would look for. */
export const MOST_NAMES = 2_000

export function namesIn(texts: readonly string[]): string[] {
  const names = new Set<string>()
  for (const text of texts) {
    for (const [name] of text.toLowerCase().matchAll(PART_OF_NAME)) {
      if (names.size >= MOST_NAMES) return [...names]
      names.add(name)
    }
  }
  return [...names]
}
