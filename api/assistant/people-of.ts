/** Everybody who is named in a ticket and a session: they stand under other names with a model. */
import type { Session } from '#shared/session/session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'

/** In an order that only grows, so that tokens stay the same in a whole conversation. */
export const peopleOf = (ticket: Ticket | null, session: Session): string[] =>
  named([
    session.startedBy.kind === 'person' ? session.startedBy.name : '',
    ...namesOn(ticket),
    ...session.lane.messages.map(({ by }) => (by.kind === 'person' ? by.name : '')),
  ])

/** Of a ticket alone, before anybody works on it. */
export const peopleOn = (ticket: Ticket): string[] => named(namesOn(ticket))

const namesOn = (ticket: Ticket | null): string[] => [
  ticket?.contact?.name ?? '',
  ticket?.owner?.name ?? '',
  ...(ticket?.thread.map(({ author }) => author) ?? []),
]

const named = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name) => name !== '')),
]
