/**
 * Finds a phrase in a text, forgivingly: other endings, one wrong letter, inside a compound,
 * with other words in between or in another order, each a little less sure than the very words.
 *
 * A text is indexed once and asked thousands of times, so what a word is like to is worked
 * out once per different word, not once per phrase that holds it.
 */
import { isCode, isOneEditApart, readWords, type Word } from './read-words.ts'

export interface IndexedText {
  text: string
  /** Where in the text anything like this word stands, in order. */
  hits: (sought: Word) => readonly Hit[]
}

export interface Hit {
  /** Which word of the text, counted from 0. */
  at: number
  sureness: number
  word: Word
}

export interface Found {
  /** 1 for the very words side by side. */
  sureness: number
  hits: readonly Hit[]
}

export function indexText(text: string): IndexedText {
  const places = new Map<string, Hit[]>()
  for (const [at, word] of readWords(text).entries()) {
    const same = places.get(word.plain)
    if (same) same.push({ at, sureness: 1, word })
    else places.set(word.plain, [{ at, sureness: 1, word }])
  }
  const different = [...places.values()]
  const known = new Map<string, readonly Hit[]>()
  return {
    text,
    hits(sought) {
      const before = known.get(sought.plain)
      if (before) return before
      const found = different
        .flatMap((same) => {
          const sureness = same[0] ? likeness(sought, same[0].word) : 0
          return sureness ? same.map((hit) => ({ ...hit, sureness })) : []
        })
        .sort((a, b) => a.at - b.at)
      known.set(sought.plain, found)
      return found
    },
  }
}

/** Words between those of a phrase that are let pass: "tunnel to Leeds is down". */
const GAP = 4

export function findPhrase(phrase: readonly Word[], text: IndexedText): Found | undefined {
  const hits: (readonly Hit[])[] = []
  for (const sought of phrase) {
    const found = text.hits(sought)
    if (found.length === 0) return undefined
    hits.push(found)
  }
  return inOrder(hits) ?? inAnyOrder(hits)
}

function inOrder([first = [], ...others]: readonly (readonly Hit[])[]): Found | undefined {
  let best: Found | undefined
  for (const start of first) {
    const chain = [start]
    for (const next of others) {
      const before = chain.at(-1)?.at ?? 0
      const near = next.find((h) => h.at > before && h.at - before <= GAP)
      if (near) chain.push(near)
    }
    if (chain.length <= others.length) continue
    const between = (chain.at(-1)?.at ?? 0) - start.at - others.length
    const sureness = leastSure(chain) * (between ? 0.85 - 0.05 * between : 1)
    if (!best || sureness > best.sureness) best = { sureness, hits: chain }
  }
  return best
}

/** "access was denied" for "denied access". */
function inAnyOrder(hits: readonly (readonly Hit[])[]): Found | undefined {
  for (const start of hits[0] ?? []) {
    const near = hits.flatMap((h) => h.find((hit) => Math.abs(hit.at - start.at) <= GAP) ?? [])
    const isWhole =
      near.length === hits.length && new Set(near.map((h) => h.at)).size === near.length
    if (isWhole && near.length > 1) return { sureness: 0.5 * leastSure(near), hits: near }
  }
  return undefined
}

const leastSure = (hits: readonly Hit[]): number => Math.min(...hits.map((h) => h.sureness))

const SHORTEST_FOR_TYPOS = 5
const SHORTEST_IN_COMPOUND = 6

function likeness(sought: Word, word: Word): number {
  if (sought.plain === word.plain) return 1
  if (isCode(sought.plain) || isCode(word.plain)) return 0
  if (sought.stem === word.stem) return 0.95
  const shorter = Math.min(sought.plain.length, word.plain.length)
  if (shorter >= SHORTEST_FOR_TYPOS && isTypo(sought, word)) return 0.75
  // "Netzlaufwerksfreigabe" holds "Freigabe"
  if (sought.stem.length >= SHORTEST_IN_COMPOUND && word.plain.includes(sought.stem)) return 0.7
  return 0
}

const isTypo = (a: Word, b: Word): boolean =>
  isOneEditApart(a.plain, b.plain) ||
  (Math.min(a.stem.length, b.stem.length) > SHORTEST_FOR_TYPOS && isOneEditApart(a.stem, b.stem))
