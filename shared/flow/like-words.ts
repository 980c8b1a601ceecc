/** How much two words of a search are alike: the same, one not finished, another ending, a typo. */
import { isCode, isOneEditApart, type Word } from './read-words.ts'

const SHORTEST_FOR_TYPOS = 4

/** Between 0, nothing alike, and 1, the same. */
export function likeness(sought: Word, word: Word): number {
  if (sought.plain === word.plain) return 1
  if (word.plain.startsWith(sought.plain)) return 0.8
  if (isCode(sought.plain)) return 0
  if (sought.stem === word.stem) return 0.7
  if (sought.plain.length < SHORTEST_FOR_TYPOS) return 0
  if (isOneEditApart(sought.plain, word.plain)) return 0.5
  return isTypoOfBeginning(sought.plain, word.plain) ? 0.4 : 0
}

/** "repilc" for "replication": one wrong letter in a word that is not finished. */
const isTypoOfBeginning = (sought: string, word: string): boolean =>
  word.length > sought.length &&
  [-1, 0, 1].some((more) => isOneEditApart(sought, word.slice(0, sought.length + more)))
