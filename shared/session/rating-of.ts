/** What somebody has said of a step of a flow in this session; colleagues who work on it say their own. */
import { isSamePlace, type Place } from './place.ts'
import type { Session } from './session.ts'

export const ratingOf = (
  { ratings }: Pick<Session, 'ratings'>,
  at: Place,
  personId: string | undefined,
): Session['ratings'][number] | undefined =>
  ratings.findLast(
    ({ place, by }) => isSamePlace(place, at) && by.kind === 'person' && by.id === personId,
  )
