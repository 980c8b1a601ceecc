/**
 * Tells people something at the bell, in the transaction of what it tells of: there is never the
 * one without the other. The same thing is told to a person once; nobody is told of what they did
 * themselves. Whoever wishes it gets it by mail as well, once their quiet hours are over.
 */
import { LONGEST_NOTICE, type NoticeKind, type NoticeOpens } from '#shared/notice/notice.ts'
import { cutText } from '#shared/text/cut-text.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { dropDeliveriesAbout } from './delivery-queries.ts'
import { mailPeople, maskDeliveries } from './put-deliveries.ts'
import { dropNotices, dropUnread, insertNotices, listAbout, rewordNotice } from './queries.ts'

/** What telling somebody needs. */
export type NoticeDeps = Pick<Deps, 'newId' | 'jobs' | 'config'>

export interface Told {
  personId: string
  kind: NoticeKind
  byId: string | null
  byName: string
  text: string
  opens: NoticeOpens
  /** What a mail of it can open. */
  link?: string | null
}

export async function putNotices(
  tx: Tx,
  deps: NoticeDeps,
  { teamId, at, notices }: { teamId: string; at: Date; notices: readonly Told[] },
): Promise<void> {
  const rows = notices.flatMap((one) => {
    const { handoffId, proposalId, sessionId } = one.opens
    const subject = handoffId ?? proposalId ?? sessionId
    if (!subject || one.personId === one.byId) return []
    return [{ ...one, id: deps.newId(), subject }]
  })
  const told = new Set<string>()
  for (const { id, personId } of await insertNotices(
    tx,
    { teamId, at },
    rows.map(({ link: _, text, ...notice }) => ({
      ...notice,
      text: cutText(text, LONGEST_NOTICE),
    })),
  )) {
    told.add(id)
    await tell(tx, { about: 'notices', team: teamId, id: personId })
  }
  await mailPeople(
    tx,
    deps,
    { teamId, at },
    rows.filter(({ id }) => told.has(id)),
  )
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
  await dropDeliveriesAbout(tx, teamId, kind, subject)
}

/** It is over: whoever has not read yet that it waits needs not. What was read stays. */
export async function endNotices(
  tx: Tx,
  teamId: string,
  about: { kinds: readonly NoticeKind[]; subject: string },
): Promise<void> {
  for (const { personId } of await dropUnread(tx, teamId, about)) {
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
  await maskDeliveries(tx, teamId, subjects, mask)
}
