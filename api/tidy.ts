/**
 * Takes away what nobody needs any more: sign-ins that ended a while ago with their tokens,
 * counts of failed sign-ins, tickets as they were read days ago, notices of months ago with what went
 * out of them, words of knowledge that is gone.
 * The record, the notes and the audit trail stay.
 */
import { tidyFiles } from './attachment/tidy-files.ts'
import { atDoor, inTeam, listTeamIds } from './db.ts'
import type { Deps } from './deps.ts'
import type { JobKind } from './jobs.ts'
import { dropUnknownWords } from './knowledge/learn/queries.ts'
import { dropDeliveriesBefore } from './notice/delivery-queries.ts'
import { dropNoticesBefore } from './notice/queries.ts'
import { forgetOldAttempts } from './sign-in/attempt-queries.ts'
import { forgetOldFamilies } from './sign-in/queries.ts'
import { dropTicketsKeptBefore } from './ticket/queries.ts'

export const TIDY: JobKind<object> = { name: 'tidy' }

const DAY_MS = 24 * 3_600_000
/** As long as somebody may still ask where they had been signed in. */
const KEEP_FAMILIES_MS = 90 * DAY_MS

/** A ticket read so long ago stands in for nothing any more. */
const KEEP_TICKETS_MS = 7 * DAY_MS

/** Nobody looks further back at a bell; what it told of stands in the record. */
const KEEP_NOTICES_MS = 90 * DAY_MS

export function defineTidying(deps: Deps): void {
  deps.jobs.define(TIDY, () => tidy(deps))
  deps.jobs.schedule(TIDY, '17 3 * * *', {})
}

export async function tidy(deps: Pick<Deps, 'db' | 'files' | 'now'>): Promise<void> {
  const { db, now } = deps
  const ago = (ms: number) => new Date(now().getTime() - ms)
  await atDoor(db, (tx) => forgetOldAttempts(tx, ago(DAY_MS)))
  for (const teamId of await listTeamIds(db)) {
    await inTeam(db, teamId, async (tx) => {
      await forgetOldFamilies(tx, teamId, ago(KEEP_FAMILIES_MS))
      await dropTicketsKeptBefore(tx, teamId, ago(KEEP_TICKETS_MS))
      await dropNoticesBefore(tx, teamId, ago(KEEP_NOTICES_MS))
      await dropDeliveriesBefore(tx, teamId, ago(KEEP_NOTICES_MS))
    })
    await inTeam(db, teamId, (tx) => dropUnknownWords(tx, teamId))
    await tidyFiles(deps, teamId)
  }
}
