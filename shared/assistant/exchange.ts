/**
 * What one turn has added to the conversation with the model, as it was sent: no secret and no
 * person's name is in it, but in `met`, which stays here. `converse.ts` puts conversations
 * together from these.
 */
import type { Citation } from '../session/lane-event.ts'

export type SentBlock =
  | { type: 'text'; text: string }
  | { type: 'tool_use'; id: string; name: string; input: Record<string, never> }
  | { type: 'tool_result'; tool_use_id: string; content: string }

export interface Sent {
  role: 'user' | 'assistant'
  block: SentBlock
}

/** Neighbours of one role are one message. */
export interface SentMessage {
  role: Sent['role']
  content: SentBlock[]
}

export interface Exchange {
  /** Where an epoch begins: everything that comes before this turn's own. */
  head: Sent[] | null
  asked: Sent[]
  /** What of the answer was taken up. */
  answered: Sent[] | null
  /** Ids of notes of the ticket and passages that got their label in this turn. */
  notes: string[]
  passages: Citation[]
  /** Names and addresses in the order in which they got their tokens, so that they keep them. */
  met: string[]
  /** Machines stood under other names too. */
  hidesHosts?: boolean
  /** The record was shown up to this version. */
  upTo: number
  /** Of the model's answer, to learn why a cache was missed. */
  messageId: string | null
  /** The tier it was asked of: prompt caches are per model. */
  tier: 'fast' | 'standard' | 'deep' | null
  /** A quick answer came before it and was not enough. */
  isAfterQuick?: boolean
}
