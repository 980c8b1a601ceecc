/**
 * The flows a ticket calls for, best first, and why.
 *
 * A flow names the words and phrases by which tickets call for it. A phrase says more than a
 * word, an error code more than either, a word that many flows share little; the summary says
 * more than the first note, and that more than a device's name. No word of a ticket counts
 * twice for the same flow. Sub-flows are never offered. The same flows and ticket give the
 * same list in the same order, on any machine.
 */
import type { FlowSummary } from './contract.ts'
import { findPhrase, type Hit, type IndexedText, indexText } from './find-phrase.ts'
import { isCode, readWords, type Word } from './read-words.ts'

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
  const texts = textsOf(ticket)
  const offered = flows.filter((f) => !f.isSubFlow).map((flow) => ({ flow, calls: callsOf(flow) }))
  const shared = countWords(offered.map((o) => o.calls))
  return offered
    .map(({ flow, calls }) => ({ flow, ...scoreCalls(calls, texts, shared) }))
    .filter((offer) => offer.score >= LEAST_SCORE)
    .sort(
      (a, b) =>
        b.score - a.score || compare(a.flow.name, b.flow.name) || compare(a.flow.slug, b.flow.slug),
    )
    .slice(0, limit)
}

const LEAST_SCORE = 1
const LONGEST_TEXT = 4000

interface TicketText extends IndexedText {
  weight: number
}

const textsOf = ({ summary, firstNote = '', configurations = [] }: TicketWords): TicketText[] =>
  [
    { text: summary, weight: 1 },
    { text: firstNote, weight: 0.5 },
    { text: configurations.join(' · '), weight: 0.25 },
  ].map(({ text, weight }) => ({ ...indexText(text.slice(0, LONGEST_TEXT)), weight }))

interface Call {
  phrase: readonly Word[]
  weight: number
}

/** Made once per flow: splitting its words costs more than looking for them. */
const kept = new WeakMap<OfferableFlow, readonly Call[]>()

function callsOf(flow: OfferableFlow): readonly Call[] {
  const calls = kept.get(flow) ?? readCalls(flow)
  kept.set(flow, calls)
  return calls
}

/** What a flow is called for by: its words with full weight, those of its name with less. */
function readCalls(flow: OfferableFlow): Call[] {
  const calls = flow.words.map((text) => ({ phrase: readWords(text), weight: 1 }))
  const named = readWords(flow.name)
    .filter((w) => w.stem.length > 3)
    .map((w) => ({ phrase: [w], weight: 0.3 }))
  return [...calls, ...named].filter(({ phrase }) => phrase.length > 0)
}

/** In how many flows a word calls on its own. */
function countWords(flows: readonly (readonly Call[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const calls of flows) {
    const single = calls.filter((c) => c.weight === 1 && c.phrase.length === 1)
    for (const stem of new Set(single.map((c) => c.phrase[0]?.stem ?? ''))) {
      counts.set(stem, (counts.get(stem) ?? 0) + 1)
    }
  }
  return counts
}

function worthOf(phrase: readonly Word[], shared: ReadonlyMap<string, number>): number {
  const first = phrase[0]
  if (!first) return 0
  if (phrase.length > 1) return 1.5 + phrase.length
  if (isCode(first.plain) && first.plain.length > 3) return 5
  return 2 / Math.sqrt(shared.get(first.stem) ?? 1)
}

interface Match {
  worth: number
  text: TicketText
  hits: readonly Hit[]
}

function scoreCalls(
  calls: readonly Call[],
  texts: readonly TicketText[],
  shared: ReadonlyMap<string, number>,
): { score: number; because: string[] } {
  const matches: Match[] = []
  for (const { phrase, weight } of calls) {
    for (const text of texts) {
      const found = findPhrase(phrase, text)
      if (!found) continue
      const worth = weight * text.weight * found.sureness * worthOf(phrase, shared)
      matches.push({ worth, text, hits: found.hits })
    }
  }
  matches.sort((a, b) => b.worth - a.worth)
  const told = new Set<string>()
  const counted: Match[] = []
  let score = 0
  for (const match of matches) {
    // The same word again, here or in another text, says nothing new.
    const fresh = match.hits.filter((hit) => !told.has(hit.word.stem))
    if (fresh.length === 0) continue
    for (const hit of fresh) told.add(hit.word.stem)
    score += (match.worth * fresh.length) / match.hits.length
    counted.push(match)
  }
  return { score: Math.round(score * 100) / 100, because: counted.slice(0, 5).flatMap(wordsOf) }
}

/** The words of a match as written: in one piece where they stand side by side. */
function wordsOf({ text: { text }, hits }: Match): string[] {
  const inTurn = hits.toSorted((a, b) => a.at - b.at)
  const first = inTurn[0]
  const last = inTurn.at(-1)
  if (!first || !last) return []
  return last.at - first.at === hits.length - 1
    ? [text.slice(first.word.start, last.word.end)]
    : inTurn.map(({ word }) => word.written)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
