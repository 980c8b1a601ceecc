/**
 * Sends what is on its way out, by jobs: tried again while it may help, then kept as failed with
 * what to do about it.
 *
 * A delivery is claimed before it is sent, by one job of one process, and marked once it was taken.
 * Where a process dies between, the claim runs out and it is tried again; what is marked as sent is
 * never sent again. What no chat and no mail server lets us know is whether something arrived where
 * no answer came: the process died, the connection broke, the other side was too slow. A mail server
 * is given minutes to say “taken”, and what is sent again has the same id; a chat is asked once more
 * at most. Jobs that were lost are asked for anew by the sweep.
 */
import { isQuiet, quietEnd } from '#shared/notice/quiet-hours.ts'
import { inTeam, listTeamIds, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import { readPerson } from '../person/queries.ts'
import type { Reach } from '../reach/reach.ts'
import {
  claimDelivery,
  type Delivery,
  dropDelivery,
  endDelivery,
  listOverdue,
  postponeDelivery,
  readDelivery,
  releaseDelivery,
} from './delivery-queries.ts'
import { mailBy, type SendMail } from './send-mail.ts'
import { reachChats, sendToChat } from './send-to-chat.ts'
import type { Sent } from './sent.ts'
import { listWishes } from './wish-queries.ts'

/** With the waits between them about an hour. */
export const MOST_TRIES = 8
/** Longer than sending takes at the most. */
const CLAIM_MS: Record<'mail' | 'chat', number> = { mail: 7 * 60_000, chat: 60_000 }
/** Past all tries of its own. */
const OVERDUE_MS = 2 * 3_600_000

export const DELIVER: JobKind<{ teamId: string; deliveryId: string }> = {
  name: 'deliver-notice',
  // Some more, for tries on which another process had the claim.
  retries: MOST_TRIES + 4,
  retryAfterSeconds: 30,
  atOnce: 4,
  atMostSeconds: 8 * 60,
}
const SWEEP: JobKind<object> = { name: 'sweep-deliveries' }

/** How it went; over where nobody is there any more whom it is for. */
type Ended = Sent | { kind: 'over' }
export type Send = (delivery: Delivery) => Promise<Ended>

export function defineDeliveryJobs(deps: Deps): void {
  const send = sendBy(deps)
  deps.jobs.define(DELIVER, async ({ teamId, deliveryId }) => {
    const why = await deliver(deps, send, teamId, deliveryId)
    // The job library waits, and has it tried again.
    if (why) throw new Error(why)
  })
  deps.jobs.define(SWEEP, () => sweepDeliveries(deps))
  deps.jobs.schedule(SWEEP, '*/10 * * * *', {})
}

/** Each by its way. */
export function sendBy(
  deps: Deps,
  {
    reach = reachChats(deps.config),
    mail = deps.config.mail && mailBy(deps.config.mail),
  }: { reach?: Reach; mail?: SendMail | undefined } = {},
): Send {
  return async ({ id, teamId, way, personId, text, link }) => {
    const message = { line: text, link }
    if (way !== 'mail') return sendToChat(deps, reach, { teamId, kind: way }, message)
    if (!mail) return { kind: 'never', why: 'No mail server is set up any more (SMTP_URL).' }
    const person =
      personId && (await inTeam(deps.db, teamId, (tx) => readPerson(tx, teamId, personId)))
    if (!person || person.removedAt !== null) return { kind: 'over' }
    return mail({ id, to: { name: person.name, address: person.email }, ...message })
  }
}

type DeliverDeps = Pick<Deps, 'db' | 'jobs' | 'now' | 'log'>

/** Why it is to be tried again; nothing where it is done with, or where it waits for its time. */
export async function deliver(
  { db, jobs, now, log }: DeliverDeps,
  send: Send,
  teamId: string,
  deliveryId: string,
): Promise<string | null> {
  const claimed = await inTeam(db, teamId, async (tx) => {
    const found = await readDelivery(tx, teamId, deliveryId)
    if (found?.state !== 'waiting') return null
    const waitsMs = (await dueNow(tx, found)).getTime() - now().getTime()
    if (waitsMs > 0) {
      const afterSeconds = Math.ceil(waitsMs / 1000)
      await jobs.send(tx, DELIVER, { teamId, deliveryId }, { afterSeconds })
      return null
    }
    const claimMs = CLAIM_MS[found.way === 'mail' ? 'mail' : 'chat']
    const until = new Date(now().getTime() + claimMs)
    return (await claimDelivery(tx, teamId, deliveryId, { now: now(), until })) ?? 'by another'
  })
  if (claimed === null) return null
  if (claimed === 'by another') return 'It is being sent already.'
  return settle(await sendSafely(claimed), claimed)

  /** Quiet hours that came, or changed, after it was put on its way. */
  async function dueNow(tx: Tx, { way, personId, dueAt }: Delivery): Promise<Date> {
    const due = new Date(dueAt)
    if (way !== 'mail' || !personId || due > now()) return due
    const [own] = await listWishes(tx, teamId, [personId])
    if (!own?.quietHours || !isQuiet(own.quietHours, now())) return due
    const later = quietEnd(own.quietHours, now())
    await postponeDelivery(tx, teamId, deliveryId, { now: now(), dueAt: later })
    return later
  }

  async function sendSafely(delivery: Delivery): Promise<Ended> {
    // Every try before this one ended without a word, as where the process dies of it.
    if (delivery.tries > MOST_TRIES) return { kind: 'never', why: NEVER_ENDED }
    try {
      return await send(delivery)
    } catch (error) {
      log.error({ err: error, team: teamId, delivery: deliveryId }, 'a notice could not be sent')
      return { kind: 'later', why: 'It could not be sent; the server’s log says why.' }
    }
  }

  async function settle(sent: Ended, claimed: Delivery): Promise<string | null> {
    const { tries, claimedUntil } = claimed
    const endedAt = now()
    if (sent.kind === 'taken') {
      await inTeam(db, teamId, (tx) =>
        endDelivery(tx, teamId, deliveryId, { state: 'sent', failure: null, endedAt }),
      )
      return null
    }
    if (sent.kind === 'over') {
      await inTeam(db, teamId, (tx) => dropDelivery(tx, teamId, deliveryId))
      return null
    }
    const mayHaveArrived = claimed.mayHaveArrived || (sent.mayHaveArrived ?? false)
    const failure = mayHaveArrived ? `${sent.why} ${LOOK_THERE}` : sent.why
    const isTwice = claimed.mayHaveArrived && sent.mayHaveArrived
    if (sent.kind === 'later' && tries < MOST_TRIES && !isTwice) {
      const kept = { claimedUntil: claimedUntil ?? '', failure, mayHaveArrived }
      await inTeam(db, teamId, (tx) => releaseDelivery(tx, teamId, deliveryId, kept))
      return failure
    }
    await inTeam(db, teamId, (tx) =>
      endDelivery(tx, teamId, deliveryId, { state: 'failed', failure, endedAt }),
    )
    return null
  }
}

const LOOK_THERE = 'It may have arrived; look in the channel.'
const NEVER_ENDED =
  'Sending it broke off again and again. Look at the server’s log, then try again.'

/** For jobs that were lost: those that have one already find nothing to do with the second. */
export async function sweepDeliveries({ db, jobs, now, log }: DeliverDeps): Promise<void> {
  const dueBefore = new Date(now().getTime() - OVERDUE_MS)
  for (const teamId of await listTeamIds(db)) {
    try {
      await inTeam(db, teamId, async (tx) => {
        for (const { id } of await listOverdue(tx, teamId, { dueBefore, now: now() })) {
          await jobs.send(tx, DELIVER, { teamId, deliveryId: id })
        }
      })
    } catch (error) {
      // The other teams' are looked for all the same.
      log.error({ err: error, team: teamId }, 'overdue notices were not looked for')
    }
  }
}
