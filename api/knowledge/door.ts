/**
 * What the team knows, asked by whoever needs it: passages with where they come from.
 *
 * Only what may be shown in this team, and to those who work for this client, is ever found: that
 * is decided in the query, never by what a model asks for. What does not stand on enough is not
 * found, so that an empty answer means what it says.
 */
import type { KnowledgeKind } from '#shared/knowledge/chunk.ts'
import type { Citation } from '#shared/session/lane-event.ts'

export interface Passage {
  /** How it is cited. */
  citation: Citation
  kind: KnowledgeKind
  /** The way to it: the path in its flow, the flows and the cause of a case. */
  where: string
  text: string
  learnedAt: string
}

export interface Sought {
  teamId: string
  query: string
  limit: number
  /** Everything when left out. */
  kinds?: readonly KnowledgeKind[]
  /** For whom one works, as client facts spell it. */
  client?: string | null
  /** Takes names out of what goes to the embedder; secrets and contacts never go. */
  hide?: (text: string) => string
}

export interface KnowledgeDoor {
  search(sought: Sought): Promise<Passage[]>
  /** Flows by what they are about, best first; none where meaning cannot be compared. */
  flowsAlike(teamId: string, query: string): Promise<string[]>
}

/**
 * A client's case as it was, with the names of those it is about, whom no veil but its own
 * session's knows: it is shown to people and given to no model and no reranker.
 */
export const isOwnCase = ({ id }: Pick<Citation, 'id'>): boolean => id.startsWith('session:')
