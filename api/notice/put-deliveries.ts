/**
 * Puts on its way what goes out of the house, in the transaction of what it tells of. It is sent by
 * jobs afterwards, so that a chat or a mail server that is down undoes nothing.
 */
import { LONGEST_MAIL, LONGEST_NOTICE, type NoticeKind } from '#shared/notice/notice.ts'
import { quietEnd } from '#shared/notice/quiet-hours.ts'
import { cutText } from '#shared/text/cut-text.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { listChannels } from './channel-queries.ts'
import { DELIVER } from './deliver.ts'
import {
  insertDeliveries,
  listPutAbout,
  type NewDelivery,
  rewordDelivery,
} from './delivery-queries.ts'
import { listWishes } from './wish-queries.ts'

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

export interface ToldByMail {
  personId: string
  kind: NoticeKind
  subject: string
  text: string
  link?: string | null
}

/** To those who wish such notices by mail; it waits until their quiet hours are over. */
export async function mailPeople(
  tx: Tx,
  deps: Pick<Deps, 'newId' | 'jobs' | 'config'>,
  { teamId, at }: { teamId: string; at: Date },
  told: readonly ToldByMail[],
): Promise<void> {
  if (!deps.config.mail || told.length === 0) return
  const personIds = [...new Set(told.map(({ personId }) => personId))]
  const wishes = new Map(
    (await listWishes(tx, teamId, personIds)).map((one) => [one.personId, one]),
  )
  const mails = told.flatMap(({ personId, kind, subject, link = null, ...one }) => {
    const own = wishes.get(personId)
    if (!own?.mailed.includes(kind)) return []
    const dueAt = own.quietHours ? quietEnd(own.quietHours, at) : at
    const text = cutText(one.text, LONGEST_MAIL)
    return [{ way: 'mail' as const, personId, kind, subject, text, link, dueAt }]
  })
  await putDeliveries(tx, deps, { teamId, at }, mails)
}

/** Words taken out of what was told go out of what was not sent yet, too. */
export async function maskDeliveries(
  tx: Tx,
  teamId: string,
  subjects: readonly string[],
  mask: (text: string) => string,
): Promise<void> {
  for (const { id, text } of await listPutAbout(tx, teamId, subjects)) {
    const masked = mask(text)
    if (masked !== text) await rewordDelivery(tx, teamId, id, masked)
  }
}

async function putDeliveries(
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
