/**
 * A chunk: the smallest part of what a team knows that is found and cited by itself.
 *
 * Chunks are made of what somebody has approved: published flows, resolved sessions, articles.
 * Making one is a pure rule; the same source gives the same chunks, under the same ids.
 */
import * as z from 'zod/mini'
import type { Citation } from '../session/lane-event.ts'

/** A whole flow, one of its steps, a resolved session, an article. */
export const KnowledgeKind = z.enum(['flow', 'step', 'session', 'kb'])
export type KnowledgeKind = z.infer<typeof KnowledgeKind>

export interface Chunk {
  citation: Citation
  kind: KnowledgeKind
  /** Where it stands: the path from the root, its category. Found by less than the title. */
  header: string
  body: string
  /**
   * Who may find it: everybody of the team, or only those who work for the client it is of. What
   * the whole team finds names no client and no person.
   */
  reach: 'team' | 'client'
}

const LONGEST = { title: 200, header: 600, body: 6_000 }

/** Room for `knowledge:` before it, where a record names it as evidence. */
const LONGEST_ID = 110

export const fitsAsId = (id: string): boolean => id.length <= LONGEST_ID

export const lineOf = (text: string, most = LONGEST.title): string =>
  clip(text.replace(/\s+/g, ' ').trim(), most)

export const makeChunk = ({ citation, header, body, ...rest }: Chunk): Chunk => ({
  ...rest,
  citation: { ...citation, title: lineOf(citation.title) || 'Untitled' },
  header: lineOf(header, LONGEST.header),
  body: clip(body.trim(), LONGEST.body),
})

/** Never through the middle of a character. */
const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
