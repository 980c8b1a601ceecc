/**
 * Puts on its way what goes out of the house, in the transaction of what it tells of. It is sent by
 * jobs afterwards, so that a chat or a mail server that is down undoes nothing.
 */
import { LONGEST_NOTICE, type NoticeKind } from '#shared/notice/notice.ts'
import { cutText } from '#shared/text/cut-text.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { listChannels } from './channel-queries.ts'
import { DELIVER } from './deliver.ts'
import { insertDeliveries, type NewDelivery } from './delivery-queries.ts'

export interface ToldToChats {
  kind: NoticeKind
  /** What it is about: told to each chat once. */
  subject: string
  text: string
  link: string | null
}

/** To each chat that the team has set. */
export async function tellChats(
  tx: Tx,
  deps: Pick<Deps, 'newId' | 'jobs'>,
  { teamId, at }: { teamId: string; at: Date },
  told: ToldToChats,
): Promise<void> {
  const channels = await listChannels(tx, teamId)
  const text = cutText(told.text, LONGEST_NOTICE)
  await putDeliveries(
    ...([tx, deps, { teamId, at }] as const),
    channels.map(({ kind: way }) => ({ ...told, way, text, personId: null, dueAt: at })),
  )
}

export async function putDeliveries(
  tx: Tx,
  { newId, jobs }: Pick<Deps, 'newId' | 'jobs'>,
  { teamId, at }: { teamId: string; at: Date },
  deliveries: readonly Omit<NewDelivery, 'id'>[],
): Promise<void> {
  const rows = deliveries.map((one) => ({ ...one, id: newId() }))
  for (const { id, dueAt } of await insertDeliveries(tx, { teamId, at }, rows)) {
    const afterSeconds = Math.ceil((Date.parse(dueAt) - at.getTime()) / 1000)
    await jobs.send(tx, DELIVER, { teamId, deliveryId: id }, { afterSeconds })
  }
}
