/**
 * A step's title as it is compared: “Restart the print spooler” and “Print spooler restarted”
 * are one step.
 *
 * The stems of its words, each once, in the order of the alphabet; words that carry nothing are
 * left out, unless nothing else is there.
 */
import { readWords } from '../flow/read-words.ts'

const EMPTY = new Set(['the', 'a', 'an', 'of', 'on', 'in', 'to', 'and', 'it', 'again', 'for'])

export function stepKey(title: string): string {
  const words = readWords(title)
  const full = words.filter(({ plain }) => !EMPTY.has(plain))
  const stems = (full.length > 0 ? full : words).map(({ stem }) => stem)
  return [...new Set(stems)].sort().join(' ')
}
