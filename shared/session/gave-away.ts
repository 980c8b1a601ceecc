/** Whether a colleague has taken over what this person handed over: they look on from then. */
import type { Session } from './session.ts'
import type { Author } from './statement.ts'

export const gaveAway = (
  { owner, handoffs }: Pick<Session, 'owner' | 'handoffs'>,
  personId: string,
): boolean =>
  !isOf(owner, personId) &&
  handoffs.some(({ by, end }) => isOf(by, personId) && end?.how === 'picked_up')

const isOf = (author: Author, personId: string): boolean =>
  author.kind === 'person' && author.id === personId
