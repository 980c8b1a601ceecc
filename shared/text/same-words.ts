/**
 * A text reduced to what it says, to see whether it was said before: two texts with the same
 * key differ in case, punctuation, articles and endings only.
 *
 * Order counts, since "ping A from B" is not "ping B from A". A text without any word is its
 * own key. Takes any string.
 */
import { readWords } from '../flow/read-words.ts'

export const ARTICLES = new Set([
  'a',
  'an',
  'the',
  'der',
  'die',
  'das',
  'den',
  'dem',
  'ein',
  'eine',
])

export function wordsKey(text: string): string {
  const words = readWords(text).filter(({ plain }) => !ARTICLES.has(plain))
  return words.length > 0 ? words.map(({ stem }) => stem).join(' ') : text.trim().toLowerCase()
}
