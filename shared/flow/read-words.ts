/**
 * A text as the words that matching compares: lower case, without accents, cut to a stem.
 *
 * Light on purpose. Endings of English and German are taken off where enough of the word is
 * left, so that "locking" meets "locked" and "Freigaben" meets "Freigabe"; both sides of a
 * comparison go through it, so a stem need not be a word. Codes and addresses stay whole:
 * `0x80070035` and `169.254` are what a ticket is most surely recognised by.
 */
export interface Word {
  /** As it is written. */
  written: string
  /** Lower case, without accents. */
  plain: string
  stem: string
  start: number
  end: number
}

export function readWords(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(WORD)) {
    const written = match[0]
    const plain = plainOf(written)
    words.push({
      written,
      plain,
      stem: isCode(plain) ? plain : stemOf(plain),
      start: match.index,
      end: match.index + written.length,
    })
  }
  return words
}

/** Letters and digits; dots and dashes only inside what begins with a digit (169.254, 0x8007-…). */
const WORD = /\d[\p{L}\p{M}\p{N}]*(?:\.\d+)*|[\p{L}][\p{L}\p{M}\p{N}]*/gu

const PLAIN_ALREADY = /^[a-z0-9.]*$/

function plainOf(word: string): string {
  const small = word.toLowerCase()
  return PLAIN_ALREADY.test(small)
    ? small
    : small.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss')
}

export const isCode = (plain: string): boolean => /\d/.test(plain)

const ENDINGS = [
  'ierung',
  'ations',
  'ation',
  'ating',
  'ated',
  'ates',
  'ungen',
  'iert',
  'ieren',
  'ions',
  'ion',
  'ings',
  'ing',
  'ung',
  'ers',
  'ies',
  'ied',
  'ed',
  'er',
  'en',
  'es',
  'em',
  'et',
  'te',
  'y',
  'e',
  's',
  'n',
]
const SHORTEST_STEM = 4

function stemOf(plain: string): string {
  const ending = ENDINGS.find((e) => plain.length - e.length >= SHORTEST_STEM && plain.endsWith(e))
  const stem = ending ? plain.slice(0, -ending.length) : plain
  // "dropped", "mapping"
  return /([bdgklmnprt])\1$/.test(stem) && stem.length > SHORTEST_STEM ? stem.slice(0, -1) : stem
}

/** Whether two words differ by at most one letter left out, added, wrong or swapped with the next. */
export function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  if (i === a.length && i === b.length) return true
  const restA = a.slice(i + 1)
  const restB = b.slice(i + 1)
  if (a.length > b.length) return restA === b.slice(i)
  if (b.length > a.length) return a.slice(i) === restB
  if (restA === restB) return true
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2)
}
