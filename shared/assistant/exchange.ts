/**
 * What one turn has added to the conversation with the model, as it was sent: no secret and no
 * person's name is in it.
 *
 * A conversation only grows: the next turn sends the same once more and its own after it, so
 * that a prompt cache reads all of it. When it has become long, a turn begins an epoch of its
 * own from the record, and nothing before it is sent any more.
 */
import type { Citation } from '../session/lane-event.ts'

export type SentBlock =
  | { type: 'text'; text: string }
  | { type: 'tool_use'; id: string; name: string; input: Record<string, string | number> }
  | { type: 'tool_result'; tool_use_id: string; content: string }

export interface SentMessage {
  role: 'user' | 'assistant'
  content: SentBlock[]
}

export interface Exchange {
  /** Where an epoch begins: everything that comes before this turn's own words. */
  head: SentMessage[] | null
  /** This turn's own message. */
  asked: SentBlock[]
  /** What of the answer was taken up. None where the model gave none that could be used. */
  answered: SentBlock[] | null
  /** Ids of the ticket's notes and the passages it has shown for the first time. */
  notes: string[]
  passages: Citation[]
  /** The record was shown up to this version. */
  upTo: number
}
