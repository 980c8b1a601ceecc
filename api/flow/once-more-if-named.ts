/**
 * Puts a flow into the library. Where another of the same short name came in at the same moment, it is
 * done once more: then that one is seen, and the refusal names it.
 */
import { isTaken } from '../db.ts'

export const onceMoreIfNamed = <Put>(put: () => Promise<Put>): Promise<Put> =>
  put().catch((error: unknown) =>
    isTaken(error, 'flow_team_id_slug_key') ? put() : Promise.reject(error),
  )
