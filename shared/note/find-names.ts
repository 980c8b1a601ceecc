/**
 * Finds names of clients in a text: as words of their own, in any case, each once, where it stands
 * first. A name that stands in the own client's name is that client's, and two letters are no name.
 *
 * Thousands of names cost no more than a few: they are sorted by their first word once, and each
 * word of the text is looked up among them.
 */
export interface NamePlace {
  start: number
  end: number
}

const SHORTEST = 3

export function findNames(text: string, names: readonly string[], own = ''): NamePlace[] {
  if (names.length === 0) return []
  const [words, mine] = [lowerEach(text), lowerEach(own)]
  const byWord = sorted(names)
  const found = new Map<string, NamePlace>()
  for (const { 0: word, index } of words.matchAll(WORD)) {
    for (const { name, before } of byWord.get(word) ?? []) {
      const start = index - before
      if (found.has(name) || mine.includes(name)) continue
      if (words.startsWith(name, start) && isApart(words, start, start + name.length)) {
        found.set(name, { start, end: start + name.length })
      }
    }
  }
  return [...found.values()]
}

const WORD = /[\p{L}\p{N}]+/gu

/** No letter and no digit on either side. */
const isApart = (text: string, start: number, end: number): boolean =>
  start >= 0 && !/[\p{L}\p{N}]/u.test(`${charBefore(text, start)} ${charAt(text, end)}`)

/** Whole characters: a letter may be two units. */
const charAt = (text: string, at: number): string => {
  const point = text.codePointAt(at)
  return point === undefined ? '' : String.fromCodePoint(point)
}
const charBefore = (text: string, at: number): string =>
  [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ''

interface Name {
  name: string
  /** What stands in it before its first word, as a quote does. */
  before: number
}

/** Of the list as it was handed in: a list that changes is another list. */
const known = new WeakMap<readonly string[], ReadonlyMap<string, readonly Name[]>>()

function sorted(names: readonly string[]): ReadonlyMap<string, readonly Name[]> {
  const already = known.get(names)
  if (already) return already
  const byWord = new Map<string, Name[]>()
  for (const name of new Set(names.map((one) => lowerEach(one).trim()))) {
    const first = name.matchAll(WORD).next().value
    if (!first || name.length < SHORTEST) continue
    const alike = byWord.get(first[0]) ?? []
    alike.push({ name, before: first.index })
    byWord.set(first[0], alike)
  }
  known.set(names, byWord)
  return byWord
}

/** Small letters, each in its own place: some capitals are two letters when small, as “İ”. */
function lowerEach(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return text.replace(/\P{ASCII}|[A-Z]/gu, (c) => {
    const small = c.toLowerCase()
    return small.length === c.length ? small : c
  })
}
