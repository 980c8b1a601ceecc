/** The SQL of notices: told once, listed newest first, read. */
import { sql } from 'kysely'
import { NOTICES_SHOWN, type Notices } from '#shared/notice/contract.ts'
import type { NoticeKind, NoticeOpens } from '#shared/notice/notice.ts'
import { asJson, type Tx } from '../db.ts'

export interface NewNotice {
  id: string
  personId: string
  kind: NoticeKind
  subject: string
  byId: string | null
  byName: string
  text: string
  opens: NoticeOpens
}

/** Those who had not been told of it yet. */
export async function insertNotices(
  tx: Tx,
  { teamId, at }: { teamId: string; at: Date },
  notices: readonly NewNotice[],
): Promise<{ id: string; personId: string }[]> {
  if (notices.length === 0) return []
  return tx
    .insertInto('notice')
    .values(notices.map((one) => ({ ...one, teamId, at, opens: asJson(one.opens), readAt: null })))
    .onConflict((told) => told.doNothing())
    .returning(['id', 'personId'])
    .execute()
}

export async function listNotices(
  tx: Tx,
  teamId: string,
  personId: string,
  beforeId?: string,
): Promise<Notices> {
  const own = tx.selectFrom('notice').where('teamId', '=', teamId).where('personId', '=', personId)
  const notices = await own
    .select(['id', 'kind', 'at', 'byId', 'byName', 'text', 'opens', 'readAt'])
    .$if(beforeId !== undefined, (query) =>
      query.where(
        sql<boolean>`(at, id) < (select b.at, b.id from notice b
          where b.team_id = ${teamId} and b.person_id = ${personId} and b.id = ${beforeId})`,
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(NOTICES_SHOWN)
    .execute()
  const { unread } = await own
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow()
  return { notices, unread }
}

/** The newest of each of these people, as `listNotices` has them of one. */
export async function listNoticesOf(
  tx: Tx,
  teamId: string,
  personIds: readonly string[],
): Promise<Map<string, Notices>> {
  const newest = await tx
    .selectFrom('person as p')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('notice')
          .select(['id', 'kind', 'at', 'byId', 'byName', 'text', 'opens', 'readAt'])
          .whereRef('teamId', '=', 'p.teamId')
          .whereRef('personId', '=', 'p.id')
          .orderBy('at', 'desc')
          .orderBy('id', 'desc')
          .limit(NOTICES_SHOWN)
          .as('n'),
      (join) => join.onTrue(),
    )
    .select(['p.id as personId', 'n.id', 'n.kind', 'n.at', 'n.byId', 'n.byName', 'n.text'])
    .select(['n.opens', 'n.readAt'])
    .where('p.teamId', '=', teamId)
    .where('p.id', 'in', personIds)
    .orderBy('p.id')
    .orderBy('n.at', 'desc')
    .orderBy('n.id', 'desc')
    .execute()
  const counts = await tx
    .selectFrom('notice')
    .select(({ fn }) => ['personId', fn.countAll<number>().as('unread')])
    .where('teamId', '=', teamId)
    .where('personId', 'in', personIds)
    .where('readAt', 'is', null)
    .groupBy('personId')
    .execute()
  const bells = new Map<string, Notices>(personIds.map((id) => [id, { notices: [], unread: 0 }]))
  for (const { personId, ...notice } of newest) bells.get(personId)?.notices.push(notice)
  for (const { personId, unread } of counts) {
    const bell = bells.get(personId)
    if (bell) bell.unread = unread
  }
  return bells
}

/** What was read stays read at the time when it was. */
export const readNotices = (
  tx: Tx,
  { teamId, personId, at }: { teamId: string; personId: string; at: Date },
  ids?: readonly string[],
) =>
  tx
    .updateTable('notice')
    .set({ readAt: at })
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('readAt', 'is', null)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .execute()

/** What was told of these, to whomever. */
export const listAbout = async (tx: Tx, teamId: string, subjects: readonly string[]) =>
  subjects.length === 0
    ? []
    : await tx
        .selectFrom('notice')
        .select(['id', 'personId', 'text'])
        .where('teamId', '=', teamId)
        .where('subject', 'in', subjects)
        .execute()

export const rewordNotice = (tx: Tx, teamId: string, id: string, text: string) =>
  tx.updateTable('notice').set({ text }).where('teamId', '=', teamId).where('id', '=', id).execute()

export const dropNotices = (tx: Tx, teamId: string, kind: NoticeKind, subject: string) =>
  tx
    .deleteFrom('notice')
    .where('teamId', '=', teamId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .returning('personId')
    .execute()

export const dropUnread = (
  tx: Tx,
  teamId: string,
  { kinds, subject }: { kinds: readonly NoticeKind[]; subject: string },
) =>
  tx
    .deleteFrom('notice')
    .where('teamId', '=', teamId)
    .where('kind', 'in', kinds)
    .where('subject', '=', subject)
    .where('readAt', 'is', null)
    .returning('personId')
    .execute()

/** Read or not: what waits is in the queue as well. */
export const dropNoticesBefore = (tx: Tx, teamId: string, before: Date) =>
  tx
    .deleteFrom('notice')
    .where('teamId', '=', teamId)
    .where('at', '<', before.toISOString())
    .execute()
