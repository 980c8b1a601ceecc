/**
 * Hand-offs of a session, folded from its events.
 *
 * Only the last one can wait. It ends when somebody picks it up, when the sender takes it back,
 * when another takes its place, or when the session is finished meanwhile.
 */
import type { HandoffIntent, HandoffNeed, HandoffTarget, HandoffWords } from './handoff-event.ts'
import type { Author } from './statement.ts'

export type HandoffEnd = 'picked_up' | 'taken_back' | 'replaced' | 'finished'

export interface Handoff {
  /** The event that told it. */
  id: string
  intent: HandoffIntent
  reason: string
  to: HandoffTarget | null
  priority?: string
  words: HandoffWords
  overridden?: { lacking: readonly HandoffNeed[]; reason: string }
  at: string
  by: Author
  end: {
    how: HandoffEnd
    at: string
    by: Author
    understood?: string
    firstStep?: string
  } | null
}

/** The one that nobody has taken over yet. */
export const waitingHandoff = ({ handoffs }: { handoffs: readonly Handoff[] }): Handoff | null => {
  const last = handoffs.at(-1)
  return last && last.end === null ? last : null
}

/** Up, and neither taken back nor replaced by another before anybody had it. */
export const isEscalated = ({ intent, end }: Pick<Handoff, 'intent' | 'end'>): boolean =>
  intent === 'escalate' && !(end && UNDONE.has(end.how))

/** Ends after which it is as though it had never been handed over. */
const UNDONE: ReadonlySet<HandoffEnd> = new Set(['taken_back', 'replaced'])

/** Through which the session came to whoever has it now. */
export const receivedHandoff = ({ handoffs }: { handoffs: readonly Handoff[] }): Handoff | null =>
  handoffs.findLast(({ end }) => end?.how === 'picked_up') ?? null

/** What is said with a hand-off, recorded or about to be. */
export interface SaidAtHandoff {
  id?: string
  intent: HandoffIntent
  reason: string
  words: HandoffWords
  overridden?: { reason: string }
}
