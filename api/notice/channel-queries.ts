/** The SQL of a team's channels. */
import type { Channel, ChannelKind } from '#shared/notice/channel-contract.ts'
import type { Tx } from '../db.ts'

const SHOWN = ['kind', 'host', 'setAt', 'setBy', 'lastAt', 'lastFailure'] as const

export const listChannels = (tx: Tx, teamId: string): Promise<Channel[]> =>
  tx
    .selectFrom('noticeChannel')
    .select(SHOWN)
    .where('teamId', '=', teamId)
    .orderBy('kind')
    .execute()

/** With its address, sealed. */
export const readChannel = (tx: Tx, teamId: string, kind: ChannelKind) =>
  tx
    .selectFrom('noticeChannel')
    .selectAll()
    .where('teamId', '=', teamId)
    .where('kind', '=', kind)
    .executeTakeFirst()

export interface ChannelToStore {
  kind: ChannelKind
  address: string
  host: string
  setAt: Date
  setBy: string
}

/** What went wrong with another address says nothing about this one. */
export async function storeChannel(tx: Tx, teamId: string, channel: ChannelToStore) {
  const columns = { ...channel, lastAt: null, lastFailure: null }
  await tx
    .insertInto('noticeChannel')
    .values({ teamId, ...columns })
    .onConflict((taken) => taken.columns(['teamId', 'kind']).doUpdateSet(columns))
    .execute()
}

export const removeChannel = (tx: Tx, teamId: string, kind: ChannelKind) =>
  tx
    .deleteFrom('noticeChannel')
    .where('teamId', '=', teamId)
    .where('kind', '=', kind)
    .executeTakeFirst()

/** Only beside the address that was tried. */
export const keepResult = (
  tx: Tx,
  teamId: string,
  tried: { kind: ChannelKind; address: string },
  result: { lastAt: Date; lastFailure: string | null },
) =>
  tx
    .updateTable('noticeChannel')
    .set(result)
    .where('teamId', '=', teamId)
    .where('kind', '=', tried.kind)
    .where('address', '=', tried.address)
    .execute()

/** Sealed anew, where it is still the same. */
export const replaceSealedAddress = (
  tx: Tx,
  teamId: string,
  kind: ChannelKind,
  before: string,
  after: string,
) =>
  tx
    .updateTable('noticeChannel')
    .set({ address: after })
    .where('teamId', '=', teamId)
    .where('kind', '=', kind)
    .where('address', '=', before)
    .execute()
