/**
 * What the team knows, by words: flows, and with them whatever else is made searchable later.
 *
 * Only what may be shown in this team is ever found: that is decided in the query, never by what
 * a model asks for.
 */
import type { Citation } from '#shared/session/lane-event.ts'
import { type Db, inTeam } from '../db.ts'
import { findAnyWord } from '../flow/queries.ts'
import { matchedStep, searchWords } from '../flow/search-words.ts'

export interface Passage {
  /** How it is cited. */
  citation: Citation
  text: string
}

export interface KnowledgeDoor {
  search(teamId: string, query: string, limit: number): Promise<Passage[]>
  /** Past cases with like symptoms, without names. */
  similar(teamId: string, symptoms: string, limit: number): Promise<Passage[]>
}

/** Flows by their full text; past cases are not searchable yet. */
export const openFlowKnowledge = (db: Db): KnowledgeDoor => ({
  async search(teamId, query, limit) {
    const words = searchWords(query)
    if (words.length === 0) return []
    const rows = await inTeam(db, teamId, (tx) => findAnyWord(tx, teamId, words, limit))
    return rows.map((row) => {
      const step = matchedStep(row, words)
      return {
        citation: { id: `flow:${row.slug}`, title: row.name, flow: { slug: row.slug } },
        text: [row.summary, step && `Step: ${step}`].filter(Boolean).join(' '),
      }
    })
  },
  similar: async () => [],
})
