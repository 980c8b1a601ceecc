/**
 * Opens the way to what the team knows: words and meaning into one order, with a floor under it.
 *
 * Without an embedder, without pgvector and when either fails, words alone are searched.
 */
import { hasMeaning } from '#db/migrate.ts'
import type { KnowledgeKind } from '#shared/knowledge/chunk.ts'
import { fuseRanks, isAlike, maySupport } from '#shared/knowledge/fuse-ranks.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { searchWords } from '../flow/search-words.ts'
import { isOwnCase, type KnowledgeDoor, type Passage, type Sought } from './door.ts'
import { type EmbedDeps, embedTexts, rerankTexts } from './embed.ts'
import { type KnowledgeHit, type Meaning, searchKnowledge } from './queries.ts'

const EVERYTHING: readonly KnowledgeKind[] = ['flow', 'step', 'session', 'kb']
/** Of a whole question; those that say nothing are left out by the search. */
const MOST_WORDS = 40
/** So many of the best are put into a better order, where there is a reranker. */
const MOST_RERANKED = 20

export function openKnowledge(deps: EmbedDeps & Pick<Deps, 'database'>): KnowledgeDoor {
  const { db, database, embedder } = deps
  const canCompare = remember(() => hasMeaning(database.owner))
  const vectors = keepNewest<readonly number[]>(MOST_VECTORS)

  async function meaningOf(teamId: string, text: string): Promise<Meaning | null> {
    if (!embedder || text.trim() === '' || !(await canCompare())) return null
    const known = vectors.get(text)
    const vector = known ?? (await embedTexts(deps, teamId, [text], 'query'))?.[0]
    if (!vector) return null
    vectors.set(text, vector)
    return { vector, model: embedder.indexModel }
  }

  async function find({ teamId, query, kinds = EVERYTHING, client = null, hide }: Sought) {
    const words = searchWords(query, MOST_WORDS)
    const meaning = await meaningOf(teamId, hide ? hide(query) : query)
    if (words.length === 0 && !meaning) return []
    return inTeam(db, teamId, (tx) =>
      searchKnowledge(tx, { teamId, words, kinds, client, meaning }),
    )
  }

  return {
    async search(sought) {
      const { teamId, query, limit, hide } = sought
      const fit = fuseRanks(await find(sought))
        .filter(maySupport)
        .slice(0, MOST_RERANKED)
      const hidden = hide ?? ((text: string) => text)
      const texts = fit.map((hit) => (isOwnCase(hit.citation) ? '' : hidden(textOf(hit))))
      const order = await rerankTexts(deps, teamId, hidden(query), texts)
      const best = order?.flatMap((place) => fit[place] ?? []) ?? fit
      return best.slice(0, limit).map(passageOf)
    },
    async flowsAlike(teamId, query) {
      const hits = await find({ teamId, query, limit: 0, kinds: ['flow', 'step'] })
      const alike = hits
        .filter((hit) => hit.ranks.meaning !== undefined && isAlike(hit))
        .sort((a, b) => (b.likeness ?? 0) - (a.likeness ?? 0))
      return [...new Set(alike.flatMap(({ citation }) => citation.flow?.slug ?? []))]
    },
  }
}

const passageOf = ({ citation, kind, header, body, learnedAt }: KnowledgeHit): Passage => ({
  ...{ citation, kind, learnedAt },
  where: header,
  text: body,
})

const textOf = ({ citation, header, body }: KnowledgeHit): string =>
  [citation.title, header, body].join('\n')

const MOST_VECTORS = 200

/** The same words are asked again while somebody types. */
function keepNewest<T>(most: number) {
  const kept = new Map<string, T>()
  return {
    get: (key: string) => kept.get(key),
    set(key: string, value: T) {
      kept.delete(key)
      kept.set(key, value)
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    },
  }
}

/** Asked once; a failure is asked again. */
function remember<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
}
