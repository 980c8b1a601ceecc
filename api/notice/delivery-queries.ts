/** The SQL of what goes out: put once, claimed by one, ended, tried again, forgotten. */
import type { Selectable } from 'kysely'
import type { NoticeDeliveryTable } from '#db/tables.ts'
import { FAILED_SHOWN, type FailedDelivery, type Way } from '#shared/notice/channel-contract.ts'
import type { NoticeKind } from '#shared/notice/notice.ts'
import type { Tx } from '../db.ts'

export type Delivery = Selectable<NoticeDeliveryTable>

export interface NewDelivery {
  id: string
  way: Way
  kind: NoticeKind
  subject: string
  /** Whom a mail is for. */
  personId: string | null
  text: string
  link: string | null
  dueAt: Date
}

/** Those that had not been put yet. */
export async function insertDeliveries(
  tx: Tx,
  { teamId, at }: { teamId: string; at: Date },
  deliveries: readonly NewDelivery[],
): Promise<{ id: string; dueAt: string }[]> {
  if (deliveries.length === 0) return []
  return tx
    .insertInto('noticeDelivery')
    .values(
      deliveries.map((one) => ({
        ...{ ...one, teamId, at, state: 'waiting' as const, tries: 0 },
        ...{ claimedUntil: null, failure: null, mayHaveArrived: false, endedAt: null },
      })),
    )
    .onConflict((put) => put.doNothing())
    .returning(['id', 'dueAt'])
    .execute()
}

export const readDelivery = (tx: Tx, teamId: string, id: string) =>
  tx
    .selectFrom('noticeDelivery')
    .selectAll()
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst()

/** What is to be sent, for the one who may send it now; nobody else may until the claim is over. */
export const claimDelivery = (
  tx: Tx,
  teamId: string,
  id: string,
  { now, until }: { now: Date; until: Date },
) =>
  tx
    .updateTable('noticeDelivery')
    .set((eb) => ({ claimedUntil: until, tries: eb('tries', '+', 1) }))
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where((eb) =>
      eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<=', now.toISOString())]),
    )
    .returningAll()
    .executeTakeFirst()

/** Whoever has sent it says so, even if their claim was over by then: it is not sent again. */
export const endDelivery = (
  tx: Tx,
  teamId: string,
  id: string,
  end: { state: 'sent' | 'failed'; failure: string | null; endedAt: Date },
) =>
  tx
    .updateTable('noticeDelivery')
    .set({ ...end, claimedUntil: null })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()

/** To be tried again; what stood in the way is kept beside it. Only by whoever has the claim. */
export const releaseDelivery = (
  tx: Tx,
  teamId: string,
  id: string,
  { claimedUntil, ...kept }: { claimedUntil: string; failure: string; mayHaveArrived: boolean },
) =>
  tx
    .updateTable('noticeDelivery')
    .set({ ...kept, claimedUntil: null })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('claimedUntil', '=', claimedUntil)
    .execute()

/** Unless somebody is sending it. */
export const postponeDelivery = (
  tx: Tx,
  teamId: string,
  id: string,
  { now, dueAt }: { now: Date; dueAt: Date },
) =>
  tx
    .updateTable('noticeDelivery')
    .set({ dueAt })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where((eb) =>
      eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<=', now.toISOString())]),
    )
    .execute()

export async function listFailed(tx: Tx, teamId: string): Promise<FailedDelivery[]> {
  const rows = await tx
    .selectFrom('noticeDelivery as d')
    .leftJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'd.teamId').onRef('p.id', '=', 'd.personId'),
    )
    .select(['d.id', 'd.way', 'p.name as toName', 'd.text', 'd.at', 'd.tries', 'd.failure'])
    .select('d.endedAt as failedAt')
    .where('d.teamId', '=', teamId)
    .where('d.state', '=', 'failed')
    .orderBy('d.endedAt', 'desc')
    .orderBy('d.id', 'desc')
    .limit(FAILED_SHOWN)
    .execute()
  return rows.map(({ failure, failedAt, ...row }) => ({
    ...row,
    failure: failure ?? '',
    failedAt: failedAt ?? row.at,
  }))
}

/** Whether it was one that had failed. */
export async function reopenDelivery(tx: Tx, teamId: string, id: string, at: Date) {
  const { numUpdatedRows } = await tx
    .updateTable('noticeDelivery')
    .set({ state: 'waiting', endedAt: null, tries: 0, mayHaveArrived: false, dueAt: at })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Those that should have gone out by then, and that nobody is at. */
export const listOverdue = (
  tx: Tx,
  teamId: string,
  { dueBefore, now }: { dueBefore: Date; now: Date },
) =>
  tx
    .selectFrom('noticeDelivery')
    .select('id')
    .where('teamId', '=', teamId)
    .where('state', '=', 'waiting')
    .where('dueAt', '<', dueBefore.toISOString())
    .where((eb) =>
      eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<=', now.toISOString())]),
    )
    .orderBy('dueAt')
    .limit(500)
    .execute()

/** Sent or not: what failed is shown. */
export const listPutAbout = async (tx: Tx, teamId: string, subjects: readonly string[]) =>
  subjects.length === 0
    ? []
    : await tx
        .selectFrom('noticeDelivery')
        .select(['id', 'text'])
        .where('teamId', '=', teamId)
        .where('subject', 'in', subjects)
        .execute()

export const rewordDelivery = (tx: Tx, teamId: string, id: string, text: string) =>
  tx
    .updateTable('noticeDelivery')
    .set({ text })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .execute()

/** What waits is not sent; told anew it goes out anew. */
export const dropDeliveriesAbout = (tx: Tx, teamId: string, kind: NoticeKind, subject: string) =>
  tx
    .deleteFrom('noticeDelivery')
    .where('teamId', '=', teamId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .execute()

/** It has nobody to go to, so it has not failed either. */
export const dropDelivery = (tx: Tx, teamId: string, id: string) =>
  tx
    .deleteFrom('noticeDelivery')
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()

/** Of these kinds and ways; what was sent, or failed, stays as it is. */
export const dropWaiting = (
  tx: Tx,
  teamId: string,
  { kinds, ways, subject }: { kinds: readonly NoticeKind[]; ways: readonly Way[]; subject: string },
) =>
  tx
    .deleteFrom('noticeDelivery')
    .where('teamId', '=', teamId)
    .where('way', 'in', ways)
    .where('kind', 'in', kinds)
    .where('subject', '=', subject)
    .where('state', '=', 'waiting')
    .execute()

export const dropDeliveriesBefore = (tx: Tx, teamId: string, before: Date) =>
  tx
    .deleteFrom('noticeDelivery')
    .where('teamId', '=', teamId)
    .where('at', '<', before.toISOString())
    .execute()
