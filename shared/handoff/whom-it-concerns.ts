/**
 * Whose work a hand-off passes on: whoever had the session, and whoever handed it over, also where a
 * colleague has changed that meanwhile. They are told what becomes of it.
 */
import type { Handoff } from '../session/handoff.ts'
import type { Author } from '../session/statement.ts'

interface PassedOn {
  startedBy: Author
  handoffs: readonly Pick<Handoff, 'id' | 'by' | 'end'>[]
}

/** Ids of people, each once; nobody where there is no such hand-off. */
export function whomItConcerns({ startedBy, handoffs }: PassedOn, handoffId: string): string[] {
  const at = handoffs.findIndex(({ id }) => id === handoffId)
  if (at < 0) return []
  const before = handoffs.slice(0, at)
  const taken = before.findLastIndex(({ end }) => end !== null && TAKES.has(end.how))
  const owner = before[taken]?.end?.by ?? startedBy
  // The first that was changed, and each change of it.
  const first = before.findLastIndex(({ end }) => end?.how !== 'replaced') + 1
  const senders = handoffs.slice(first, at + 1).map(({ by }) => by)
  return [...new Set([owner, ...senders].flatMap((by) => (by.kind === 'person' ? [by.id] : [])))]
}

const TAKES: ReadonlySet<string> = new Set(['picked_up', 'taken_back'])
