/**
 * Who works on a session: whoever began it, and whoever has said that they work on it too. All
 * others of the team may look at it and change nothing, so that nobody writes into a colleague's
 * record by mistake.
 */
import type { Session } from './session.ts'
import type { Author } from './statement.ts'

type Person = Extract<Author, { kind: 'person' }>

/** In the order in which they came. */
export const workersOf = ({ startedBy, joined }: Pick<Session, 'startedBy' | 'joined'>): Person[] =>
  [startedBy, ...joined.map(({ by }) => by)].filter((by) => by.kind === 'person')

export const takesPart = (
  session: Pick<Session, 'startedBy' | 'joined'>,
  personId: string,
): boolean => workersOf(session).some(({ id }) => id === personId)
