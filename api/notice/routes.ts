/** The bell: one's own notices, and that they were read. */
import { ListNotices, ReadNotices } from '#shared/notice/contract.ts'
import { type App, answer } from '../answer.ts'
import { inTeam } from '../db.ts'
import { tell } from '../live.ts'
import { listNotices, readNotices } from './queries.ts'

export function noticeRoutes(app: App): void {
  const { deps } = app
  const { db, now } = deps
  answer(app, ListNotices, ({ beforeId }, { teamId, personId }) =>
    inTeam(db, teamId, (tx) => listNotices(tx, teamId, personId, beforeId)),
  )

  answer(app, ReadNotices, ({ ids }, { teamId, personId }) =>
    inTeam(db, teamId, async (tx) => {
      await readNotices(tx, { teamId, personId, at: now() }, ids)
      // The other windows of the same person.
      await tell(tx, { about: 'notices', team: teamId, id: personId })
      return listNotices(tx, teamId, personId)
    }),
  )
}
