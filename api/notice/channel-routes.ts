/**
 * The chats that are told of a team's escalations: set, tried and taken away by its admin; and what
 * did not get out, to be sent once more.
 */
import {
  ListChannels,
  ListFailed,
  RemoveChannel,
  SaveChannel,
  TestChannel,
  TryDeliveryAgain,
} from '#shared/notice/channel-contract.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { recordAudit } from '../audit.ts'
import { inTeam } from '../db.ts'
import { whyNeverAsked } from '../reach/reach.ts'
import { listChannels, readChannel, removeChannel, storeChannel } from './channel-queries.ts'
import { DELIVER } from './deliver.ts'
import { listFailed, readDelivery, reopenDelivery } from './delivery-queries.ts'
import { addressBoundTo, reachChats, sendToChat, tellWhyNever } from './send-to-chat.ts'

export function channelRoutes(app: App): void {
  const { deps } = app
  const { config, db, jobs, secrets, now } = deps
  const reach = reachChats(config)
  const list = (teamId: string) =>
    inTeam(db, teamId, async (tx) => ({ channels: await listChannels(tx, teamId) }))

  answer(app, ListChannels, (_, { teamId }) => list(teamId))

  answer(app, SaveChannel, async ({ kind, address: typed }, who, { address }) => {
    const { teamId, personId } = who
    const url = new URL(typed)
    const why = whyNeverAsked(url, config.webhookAllowedHosts)
    if (why) refuse('notReady', tellWhyNever(why))
    const sealed = await secrets.seal(typed, addressBoundTo(teamId, kind))
    await inTeam(db, teamId, async (tx) => {
      const at = now()
      const channel = { kind, address: sealed, host: url.host, setAt: at, setBy: who.name }
      await storeChannel(tx, teamId, channel)
      const act = 'notice-channel.set'
      await recordAudit(tx, { teamId, personId, at, act, object: kind, address })
    })
    return list(teamId)
  })

  answer(app, RemoveChannel, async ({ kind }, { teamId, personId }, { address }) => {
    await inTeam(db, teamId, async (tx) => {
      const { numDeletedRows } = await removeChannel(tx, teamId, kind)
      if (numDeletedRows === 0n) return
      const act = 'notice-channel.removed'
      await recordAudit(tx, { teamId, personId, at: now(), act, object: kind, address })
    })
    return list(teamId)
  })

  answer(app, TestChannel, async ({ kind }, { teamId, name }) => {
    const channel = await inTeam(db, teamId, (tx) => readChannel(tx, teamId, kind))
    if (!channel) refuse('notReady', 'This chat is not set up. Set its webhook first.')
    const line = `${name} tried from ResolutionFlow whether messages arrive here.`
    await sendToChat(deps, reach, { teamId, kind }, { line, link: null })
    return list(teamId)
  })

  answer(app, ListFailed, (_, { teamId }) =>
    inTeam(db, teamId, async (tx) => ({ failed: await listFailed(tx, teamId) })),
  )

  answer(app, TryDeliveryAgain, ({ id }, { teamId }) =>
    inTeam(db, teamId, async (tx) => {
      const found = await readDelivery(tx, teamId, id)
      if (!found) refuse('notFound', 'This message is not kept any more. Look at the list again.')
      if (found.way !== 'mail' && !(await readChannel(tx, teamId, found.way))) {
        refuse('notReady', 'The webhook was removed. Set one, then try again.')
      }
      // Asked twice it goes out once.
      if (await reopenDelivery(tx, teamId, id, now())) {
        await jobs.send(tx, DELIVER, { teamId, deliveryId: id })
      }
      return { failed: await listFailed(tx, teamId) }
    }),
  )
}
