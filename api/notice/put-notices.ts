/**
 * Tells people something at the bell, in the transaction of what it tells of: there is never the
 * one without the other. The same thing is told to a person once; nobody is told of what they did
 * themselves.
 */
import { LONGEST_NOTICE, type NoticeKind, type NoticeOpens } from '#shared/notice/notice.ts'
import { cutText } from '#shared/text/cut-text.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { dropNotices, insertNotices, listAbout, rewordNotice } from './queries.ts'

export interface Told {
  personId: string
  kind: NoticeKind
  byId: string | null
  byName: string
  text: string
  opens: NoticeOpens
}

export async function putNotices(
  tx: Tx,
  { newId }: Pick<Deps, 'newId'>,
  { teamId, at, notices }: { teamId: string; at: Date; notices: readonly Told[] },
): Promise<void> {
  const rows = notices.flatMap((one) => {
    const { handoffId, proposalId, sessionId } = one.opens
    const subject = handoffId ?? proposalId ?? sessionId
    if (!subject || one.personId === one.byId) return []
    return [{ ...one, id: newId(), subject, text: cutText(one.text, LONGEST_NOTICE) }]
  })
  for (const { personId } of await insertNotices(tx, { teamId, at }, rows)) {
    await tell(tx, { about: 'notices', team: teamId, id: personId })
  }
}

/** What was told of it is not so any more, or is told anew. */
export async function takeBackNotices(
  tx: Tx,
  teamId: string,
  kind: NoticeKind,
  subject: string,
): Promise<void> {
  for (const { personId } of await dropNotices(tx, teamId, kind, subject)) {
    await tell(tx, { about: 'notices', team: teamId, id: personId })
  }
}

/** Takes words out of what was told already; those taken out stay out. */
export async function maskNotices(
  tx: Tx,
  teamId: string,
  subjects: readonly string[],
  mask: (text: string) => string,
): Promise<void> {
  for (const { id, personId, text } of await listAbout(tx, teamId, subjects)) {
    const masked = mask(text)
    if (masked === text) continue
    await rewordNotice(tx, teamId, id, masked)
    await tell(tx, { about: 'notices', team: teamId, id: personId })
  }
}
