/**
 * What a missing value may well be: what is kept for this client under that name, then what
 * the ticket itself names: its machines, who was last on them, its contact. Suggestions only;
 * nothing is filled in that a person has not picked.
 */
import type { Ticket } from '#shared/ticket/ticket.ts'

export interface KnownAround {
  ticket: Pick<Ticket, 'configurations' | 'contact'> | null
  facts: readonly { name: string; value: string }[]
}

const MOST = 20

export function suggestValues(name: string, { ticket, facts }: KnownAround): string[] {
  const configurations = ticket?.configurations ?? []
  const values = [
    ...facts.filter((fact) => fact.name === name).map((fact) => fact.value),
    ...configurations.map((one) => one.name),
    ticket?.contact?.name,
    ticket?.contact?.email,
    ...configurations.flatMap((one) => [one.lastUser, one.ipAddress]),
    ...facts.map((fact) => fact.value),
  ]
  const worth = values.flatMap((value) => value?.trim() || [])
  return [...new Set(worth)].slice(0, MOST)
}
