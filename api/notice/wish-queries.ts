/** The SQL of what each person wishes to be told. */
import { type NoticeWishes, USUAL_WISHES } from '#shared/notice/wishes-contract.ts'
import { asJson, type Tx } from '../db.ts'

export interface WishesOf extends NoticeWishes {
  personId: string
  name: string
  email: string
}

/** Of these, who are in the team; the usual ones of whoever has not said. */
export async function listWishes(
  tx: Tx,
  teamId: string,
  personIds: readonly string[],
): Promise<WishesOf[]> {
  if (personIds.length === 0) return []
  const rows = await tx
    .selectFrom('person as p')
    .leftJoin('noticeWish as w', (join) =>
      join.onRef('w.teamId', '=', 'p.teamId').onRef('w.personId', '=', 'p.id'),
    )
    .select(['p.id as personId', 'p.name', 'p.email', 'w.mailed', 'w.inBrowser', 'w.quietHours'])
    .where('p.teamId', '=', teamId)
    .where('p.id', 'in', personIds)
    .where('p.removedAt', 'is', null)
    .where('p.isServiceAccount', '=', false)
    .execute()
  return rows.map(({ mailed, inBrowser, quietHours, ...person }) => ({
    ...person,
    mailed: mailed ?? USUAL_WISHES.mailed,
    inBrowser: inBrowser ?? USUAL_WISHES.inBrowser,
    quietHours,
  }))
}

export async function storeWishes(
  tx: Tx,
  teamId: string,
  personId: string,
  { mailed, inBrowser, quietHours }: NoticeWishes,
) {
  const columns = { mailed: asJson(mailed), inBrowser, quietHours: asJson(quietHours) }
  await tx
    .insertInto('noticeWish')
    .values({ teamId, personId, ...columns })
    .onConflict((said) => said.columns(['teamId', 'personId']).doUpdateSet(columns))
    .execute()
}
