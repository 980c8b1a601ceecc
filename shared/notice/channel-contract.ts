/**
 * The questions about a team's channels: where a chat of the team is told of escalations, and what
 * did not get out.
 *
 * The address of a channel is a secret, since whoever has it may write there. It goes in and never
 * comes out; its host is shown, so that one can be told from another.
 */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'
import { route } from '../route.ts'

/** Slack's incoming webhooks; Teams' Workflows webhooks. */
export const ChannelKind = z.enum(['slack', 'teams'])
export type ChannelKind = z.infer<typeof ChannelKind>

export const Way = z.enum([...ChannelKind.options, 'mail'])
export type Way = z.infer<typeof Way>

export const Channel = z
  .object({
    kind: ChannelKind,
    host: z.string(),
    setAt: Instant,
    setBy: z.string(),
    /** How the last message went; none was sent yet without it. */
    lastAt: z.nullable(Instant),
    /** Why it did not arrive, and what to do about it. */
    lastFailure: z.nullable(z.string()),
  })
  .check(z.meta({ id: 'NoticeChannel' }))
export type Channel = z.infer<typeof Channel>

const Channels = z.object({ channels: z.array(Channel) })

export const ListChannels = route({
  method: 'GET',
  path: '/notice-channels',
  summary: 'The chats that are told of the team’s escalations, and how the last message went',
  may: 'manageNotifications',
  request: z.object({}),
  response: Channels,
})

export const SaveChannel = route({
  method: 'PUT',
  path: '/notice-channels/:kind',
  summary: 'Set the webhook of a chat; it is kept encrypted and never shown again',
  may: 'manageNotifications',
  needsProof: true,
  pace: 'author',
  request: z.object({
    kind: ChannelKind,
    address: z.string().check(
      z.trim(),
      z.maxLength(2_000),
      z.refine(
        (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
        'Copy the whole webhook address, from https:// on.',
      ),
    ),
  }),
  response: Channels,
})

export const RemoveChannel = route({
  method: 'DELETE',
  path: '/notice-channels/:kind',
  summary: 'Tell a chat nothing any more, and forget its webhook',
  may: 'manageNotifications',
  request: z.object({ kind: ChannelKind }),
  response: Channels,
})

export const TestChannel = route({
  method: 'POST',
  path: '/notice-channels/:kind/test',
  summary: 'Send a message to a chat and say how it went',
  may: 'manageNotifications',
  pace: 'reachOut',
  request: z.object({ kind: ChannelKind }),
  response: Channels,
})

/** So many are shown, the newest. */
export const FAILED_SHOWN = 50

/** What did not get out, however often it was tried. */
export const FailedDelivery = z
  .object({
    id: Id,
    way: Way,
    /** Whom a mail is for. */
    toName: z.nullable(z.string()),
    text: z.string(),
    at: Instant,
    tries: z.int(),
    /** Why, and what to do about it. */
    failure: z.string(),
    failedAt: Instant,
  })
  .check(z.meta({ id: 'FailedDelivery' }))
export type FailedDelivery = z.infer<typeof FailedDelivery>

const Failed = z.object({ failed: z.array(FailedDelivery) })

export const ListFailed = route({
  method: 'GET',
  path: '/notice-deliveries',
  summary: 'Messages and mails that did not get out, newest first',
  may: 'manageNotifications',
  request: z.object({}),
  response: Failed,
})

export const TryDeliveryAgain = route({
  method: 'POST',
  path: '/notice-deliveries/:id/again',
  summary: 'Send what did not get out once more; what is on its way already stays so',
  may: 'manageNotifications',
  pace: 'reachOut',
  request: z.object({ id: Id }),
  response: Failed,
})
