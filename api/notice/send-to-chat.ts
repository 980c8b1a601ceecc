/**
 * Sends one message to a chat's webhook, and says how it went in words for the team's admin.
 *
 * The address is one that a customer typed, so it is asked through the guarded way out: https,
 * public addresses only, no redirect followed, ten seconds, a bounded answer. The words hold neither
 * the address, which is a secret, nor what the other side wrote.
 */
import type { ChannelKind } from '#shared/notice/channel-contract.ts'
import { type Message, wordMessage } from '#shared/notice/word-message.ts'
import type { Config } from '../config.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { createReach, type Reach, type Reached, type WhyNot } from '../reach/reach.ts'
import type { Bound } from '../secrets.ts'
import { keepResult, readChannel } from './channel-queries.ts'
import type { Sent } from './sent.ts'

const TIMEOUT_MS = 10_000

/** What a sealed address belongs to. */
export const addressBoundTo = (team: string, kind: ChannelKind): Bound => ({
  team,
  record: `notice channel ${kind}`,
  field: 'address',
})

export const reachChats = ({ webhookAllowedHosts }: Pick<Config, 'webhookAllowedHosts'>): Reach =>
  createReach({ allowed: webhookAllowedHosts, maxBytes: 64_000 })

export async function sendToChat(
  { db, secrets, now, log }: Pick<Deps, 'db' | 'secrets' | 'now' | 'log'>,
  reach: Reach,
  { teamId, kind }: { teamId: string; kind: ChannelKind },
  message: Message,
): Promise<Sent> {
  const channel = await inTeam(db, teamId, (tx) => readChannel(tx, teamId, kind))
  if (!channel) return { kind: 'never', why: 'The webhook was removed. Set one, then try again.' }
  const sent = await send(channel.address)
  const lastFailure = sent.kind === 'taken' ? null : sent.why
  try {
    await inTeam(db, teamId, (tx) =>
      keepResult(tx, teamId, { kind, address: channel.address }, { lastAt: now(), lastFailure }),
    )
  } catch (error) {
    // What was sent stays sent.
    log.error({ err: error, team: teamId, kind }, 'how a chat answered was not kept')
  }
  return sent

  async function send(sealed: string): Promise<Sent> {
    let url: URL
    try {
      url = new URL(await secrets.open(sealed, addressBoundTo(teamId, kind)))
    } catch (error) {
      log.error({ err: error, team: teamId, kind }, 'a webhook cannot be opened')
      return later(
        'The webhook cannot be opened; the server’s log says why. If that stays so, set it again.',
      )
    }
    const reached = await reach({
      ...{ method: 'POST', url, timeoutMs: TIMEOUT_MS },
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(wordMessage(kind, message)),
    })
    return tellReached(kind, reached)
  }
}

function tellReached(kind: ChannelKind, reached: Reached): Sent {
  if (reached.kind === 'none') {
    const sent = SAYS[reached.why]
    return sent.kind === 'later' ? { ...sent, mayHaveArrived: reached.wasSent } : sent
  }
  const { status, text } = reached
  if (status >= 200 && status < 300) {
    return isAsExpected(kind, text)
      ? { kind: 'taken' }
      : never('What answered there is not the chat. Copy the webhook from the chat again.')
  }
  if (status >= 300 && status < 400) {
    return never(
      'The webhook leads somewhere else, which is not followed. Make a new one in the chat and set it here.',
    )
  }
  return status === 408 || status === 429 || status >= 500
    ? later(`The chat takes no messages now (it answered ${status}).`)
    : never(
        `The chat does not know this webhook (it answered ${status}). Make a new one there and set it here.`,
      )
}

/** Slack says “ok”; Teams says little or nothing, and never with a page. */
const isAsExpected = (kind: ChannelKind, text: string) =>
  kind === 'slack' ? text.trim() === 'ok' : !text.trimStart().startsWith('<')

const later = (why: string): Sent => ({ kind: 'later', why })
const never = (why: string): Sent => ({ kind: 'never', why })

const SAYS: Record<WhyNot, Sent> = {
  not_https: never('The webhook has to begin with https://. Copy it from the chat again.'),
  has_credentials: never('The webhook holds a name or password. Copy it from the chat again.'),
  port: never('The webhook names a port. Copy it from the chat again.'),
  private: never(
    'The webhook leads into a private network, where nothing is sent. Copy it from the chat again.',
  ),
  no_such_name: later('The host of the webhook is not found. If that stays so, copy it again.'),
  no_connection: later('The chat cannot be reached.'),
  certificate: never('The chat’s certificate cannot be trusted. Look at what lies between.'),
  timeout: later(`The chat did not answer within ${TIMEOUT_MS / 1000} seconds.`),
  cut: later('The chat broke off its answer.'),
  too_large: never('What answered there is not the chat. Copy the webhook from the chat again.'),
}

/** Why an address is never asked, which can be told as soon as it is typed. */
export const tellWhyNever = (why: WhyNot): string => {
  const says = SAYS[why]
  return says.kind === 'taken' ? '' : says.why
}
