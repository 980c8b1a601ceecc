/**
 * The flows a ticket calls for, best first, and why.
 *
 * A flow names the words and phrases by which tickets call for it. A phrase says more than a
 * word, an error code more than either, a word that many flows share little; the summary says
 * more than the first note, and that more than a device's name. Small errors of typing, other
 * endings and accents do not matter. Sub-flows are never offered. The same flows and ticket
 * give the same list in the same order, on any machine.
 */
import type { FlowSummary } from './contract.ts'
import { isCode, isOneEditApart, readWords, type Word } from './read-words.ts'

export type OfferableFlow = Pick<FlowSummary, 'slug' | 'name' | 'summary' | 'words' | 'isSubFlow'>

export interface TicketWords {
  summary: string
  firstNote?: string | undefined
  /** Names and types of the devices on the ticket. */
  configurations?: readonly string[] | undefined
}

export interface Offer<F> {
  flow: F
  score: number
  /** The ticket's words that called for it, as the ticket writes them. */
  because: string[]
}

export function offerFlows<F extends OfferableFlow>(
  flows: readonly F[],
  ticket: TicketWords,
  limit: number,
): Offer<F>[] {
  const offered = flows.filter((f) => !f.isSubFlow)
  const shared = countWords(offered)
  const texts = textsOf(ticket)
  return offered
    .map((flow) => scoreFlow(flow, texts, shared))
    .filter((offer) => offer.score >= LEAST_SCORE)
    .sort(
      (a, b) =>
        b.score - a.score || compare(a.flow.name, b.flow.name) || compare(a.flow.slug, b.flow.slug),
    )
    .slice(0, limit)
}

interface TicketText {
  text: string
  words: Word[]
  weight: number
}

const LEAST_SCORE = 1
const LONGEST_NOTE = 4000

const textsOf = ({ summary, firstNote, configurations }: TicketWords): TicketText[] =>
  [
    { text: summary, weight: 1 },
    { text: (firstNote ?? '').slice(0, LONGEST_NOTE), weight: 0.5 },
    { text: (configurations ?? []).slice(0, 20).join(' · ').slice(0, LONGEST_NOTE), weight: 0.25 },
  ].map(({ text, weight }) => ({ text, weight, words: readWords(text) }))

function scoreFlow<F extends OfferableFlow>(
  flow: F,
  texts: readonly TicketText[],
  shared: ReadonlyMap<string, number>,
): Offer<F> {
  const because = new Map<string, number>()
  let score = 0
  for (const { phrase, weight } of callsOf(flow)) {
    let best = 0
    for (const { text, words, weight: place } of texts) {
      const found = findPhrase(phrase, words)
      if (!found) continue
      const worth = weight * place * found.sureness * worthOf(phrase, shared)
      if (worth <= 0) continue
      best = Math.max(best, worth)
      for (const [from, to] of found.spans) {
        const written = text.slice(from, to)
        because.set(written, Math.max(because.get(written) ?? 0, worth))
      }
    }
    score += best
  }
  return {
    flow,
    score: Math.round(score * 100) / 100,
    because: shorten(
      [...because].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).map(([w]) => w),
    ),
  }
}

/** What a flow is called for by: its words with full weight, its name with less. */
function callsOf(flow: OfferableFlow): { phrase: Word[]; weight: number }[] {
  const calls = flow.words.map((text) => ({ phrase: readWords(text), weight: 1 }))
  const known = new Set(calls.flatMap(({ phrase }) => phrase.map((w) => w.stem)))
  const named = readWords(flow.name)
    .filter((w) => w.stem.length > 3 && !known.has(w.stem))
    .map((w) => ({ phrase: [w], weight: 0.3 }))
  return [...calls, ...named].filter(({ phrase }) => phrase.length > 0)
}

function worthOf(phrase: readonly Word[], shared: ReadonlyMap<string, number>): number {
  const first = phrase[0]
  if (phrase.length > 1) return 1.5 + phrase.length
  if (!first) return 0
  if (isCode(first.plain) && first.plain.length > 3) return 5
  return 2 / Math.sqrt(shared.get(first.stem) ?? 1)
}

/** In how many flows a word calls on its own. */
function countWords(flows: readonly OfferableFlow[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const flow of flows) {
    const stems = new Set(
      flow.words
        .map((w) => readWords(w))
        .filter((p) => p.length === 1)
        .map((p) => p[0]?.stem ?? ''),
    )
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  }
  return counts
}

interface Found {
  /** 1 for the very words side by side, less for a typo, words between, another order. */
  sureness: number
  /** Where in the text, from and to. */
  spans: [number, number][]
}

/** Words between those of a phrase that are let pass: "tunnel to Leeds is down". */
const GAP = 4

function findPhrase(phrase: readonly Word[], words: readonly Word[]): Found | undefined {
  const hits = phrase.map((sought) =>
    words.flatMap((word, at) => {
      const sureness = likeness(sought, word)
      return sureness ? [{ at, sureness, word }] : []
    }),
  )
  if (hits.some((h) => h.length === 0)) return undefined
  let best: Found | undefined
  for (const first of hits[0] ?? []) {
    const chain = [first]
    for (const next of hits.slice(1)) {
      const before = chain.at(-1)?.at ?? 0
      const near = next.find((h) => h.at > before && h.at - before <= GAP)
      if (near) chain.push(near)
    }
    if (chain.length < phrase.length) continue
    const last = chain.at(-1) ?? first
    const spread = last.at - first.at - (phrase.length - 1)
    const sureness = Math.min(...chain.map((h) => h.sureness)) * (spread ? 0.85 - 0.05 * spread : 1)
    if (best && best.sureness >= sureness) continue
    best = {
      sureness,
      spans: spread
        ? chain.map((h) => [h.word.start, h.word.end])
        : [[first.word.start, last.word.end]],
    }
  }
  return best ?? anyOrder(hits, phrase.length)
}

type Hit = { at: number; sureness: number; word: Word }

/** All words of a phrase close together in another order: "access was denied" for "denied access". */
function anyOrder(hits: readonly Hit[][], length: number): Found | undefined {
  if (length < 2) return undefined
  for (const first of hits[0] ?? []) {
    const near = hits.map((h) => h.find((hit) => Math.abs(hit.at - first.at) <= GAP + length))
    if (near.every((h) => h !== undefined)) {
      const sureness = 0.5 * Math.min(...near.map((h) => h.sureness))
      return { sureness, spans: near.map((h) => [h.word.start, h.word.end]) }
    }
  }
  return undefined
}

const SHORTEST_FOR_TYPOS = 5
const SHORTEST_IN_COMPOUND = 6

function likeness(sought: Word, word: Word): number {
  if (sought.plain === word.plain) return 1
  if (isCode(sought.plain) || isCode(word.plain)) return 0
  if (sought.stem === word.stem) return 0.95
  const long = Math.min(sought.plain.length, word.plain.length) >= SHORTEST_FOR_TYPOS
  if (long && (isOneEditApart(sought.plain, word.plain) || isTypoOfStem(sought, word))) return 0.75
  // "Netzlaufwerksfreigabe" holds "Freigabe"
  if (sought.stem.length >= SHORTEST_IN_COMPOUND && word.plain.includes(sought.stem)) return 0.7
  return 0
}

const isTypoOfStem = (a: Word, b: Word): boolean =>
  Math.min(a.stem.length, b.stem.length) > SHORTEST_FOR_TYPOS && isOneEditApart(a.stem, b.stem)

/** Leaves out what a longer one says already, and what would not fit a line. */
function shorten(because: readonly string[]): string[] {
  const kept: string[] = []
  for (const words of because) {
    const plain = words.toLowerCase()
    if (!kept.some((k) => k.toLowerCase().includes(plain))) kept.push(words)
  }
  return kept.slice(0, 5)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
