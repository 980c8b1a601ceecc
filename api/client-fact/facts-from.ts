/**
 * Values worth knowing next time: asked once for a client, filled in ever after.
 *
 * They come from the record, where a flow says that a value is to be kept for the client. A
 * value with a secret in it was masked before it came here and is not kept: it would only be
 * filled into the next command as the words that say so.
 */
import { placeholderExpression } from '#shared/redact/family.ts'
import type { StoredEvent } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { NewFact } from './keep-queries.ts'

/** One spelling of a client's name, whoever typed it. */
export const clientKey = (name: string): string =>
  name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

export function factsFrom(session: Session, stored: readonly StoredEvent[]): NewFact[] {
  const client = clientKey(session.ticket?.client ?? '')
  if (!client) return []
  const facts = new Map<string, NewFact>()
  for (const { event, receivedAt } of stored) {
    const kept = valueToKeep(event.data)
    if (!kept || kept.value.trim() === '' || placeholderExpression().test(kept.value)) continue
    const setBy = event.by.kind === 'person' ? event.by.name : ''
    // A clock that is ahead would stand before what is settled after it.
    const setAt = event.at < receivedAt ? event.at : receivedAt
    const told = { ...kept, client, setAt, setBy }
    const before = facts.get(kept.name)
    facts.set(kept.name, before ? lastOf(before, told) : told)
  }
  // In one order, so that two sessions for a client never wait for each other.
  return [...facts.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** One person's second thought: the one told later, with all that either of them knew of. */
function lastOf(one: NewFact, next: NewFact): NewFact {
  const [first, last] = one.setAt <= next.setAt ? [one, next] : [next, one]
  return { ...last, knew: [...new Set([...first.knew, first.value, ...last.knew])] }
}

function valueToKeep(data: StoredEvent['event']['data']) {
  // What was filled in from here is no news: it keeps its date and who told it.
  if (data.type === 'variable_set' && data.keep === 'client' && data.source !== 'client') {
    return { name: data.name, value: data.value, knew: data.knew ?? [] }
  }
  if (data.type === 'step_taken' && data.result.kind === 'value' && data.result.keep === 'client') {
    const { variable, value, knew } = data.result
    return { name: variable, value, knew: knew ?? [] }
  }
  return undefined
}
