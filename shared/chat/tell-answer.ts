/**
 * What a model has said, as an answer whose sources are known.
 *
 * A source counts only when it is one of the passages that were handed over with this question:
 * nothing that a model names by itself becomes a link. Sources are numbered in the order in which
 * the words first rest on them; what rests on nothing stays, and is shown to do so.
 */

import type { KnowledgeKind } from '../knowledge/chunk.ts'
import { type Excerpt, excerptOf } from '../knowledge/excerpt.ts'
import type { Citation } from '../session/lane-event.ts'
import type { ChatAnswer, ChatSource } from './contract.ts'

export interface ToldPassage {
  citation: Citation
  kind: KnowledgeKind
  where: string
  text: string
}

export interface SaidPart {
  text: string
  /** Ids of the passages it was said to rest on. */
  sources: readonly string[]
}

const MOST_CITES = 5

export function tellAnswer(
  said: readonly SaidPart[],
  passages: ReadonlyMap<string, ToldPassage>,
  words: readonly string[],
): Pick<ChatAnswer, 'parts' | 'sources'> {
  const sources: ChatSource[] = []
  const places = new Map<string, number>()
  const placeOf = (id: string): number[] => {
    const known = places.get(id)
    if (known !== undefined) return [known]
    const passage = passages.get(id)
    if (!passage) return []
    const place = sources.push(sourceOf(passage, words)) - 1
    places.set(id, place)
    return [place]
  }
  const parts = said
    .filter(({ text }) => text !== '')
    .map(({ text, sources: ids }) => ({
      text,
      cites: [...new Set(ids.flatMap(placeOf))].slice(0, MOST_CITES),
    }))
  return { parts, sources }
}

export function sourceOf(passage: ToldPassage, words: readonly string[]): ChatSource {
  const { citation, kind, where, text } = passage
  const excerpt: Excerpt = excerptOf(text, words)
  return { citation, kind, where, excerpt }
}
