/**
 * Sends what is on its way out, by jobs: tried again while it may help, then kept as failed with
 * what to do about it.
 *
 * A delivery is claimed before it is sent, by one job of one process, and marked once it was taken.
 * Where a process dies between, the claim runs out and it is tried again; what is marked as sent is
 * never sent again. Only a death in the moment between the other side's “taken” and our mark sends
 * twice, which no chat and no mail server lets us avoid; a mail then has the same id. Jobs that were
 * lost are asked for anew by the sweep.
 */
import { inTeam, listTeamIds } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import { readPerson } from '../person/queries.ts'
import type { Reach } from '../reach/reach.ts'
import {
  claimDelivery,
  type Delivery,
  endDelivery,
  listOverdue,
  readDelivery,
  releaseDelivery,
} from './delivery-queries.ts'
import { mailBy, type SendMail } from './send-mail.ts'
import { reachChats, sendToChat } from './send-to-chat.ts'
import type { Sent } from './sent.ts'

/** With the waits between them about an hour. */
export const MOST_TRIES = 8
const CLAIM_MS = 60_000
/** Past all tries of its own. */
const OVERDUE_MS = 2 * 3_600_000

export const DELIVER: JobKind<{ teamId: string; deliveryId: string }> = {
  name: 'deliver-notice',
  // Some more, for tries on which another process had the claim.
  retries: MOST_TRIES + 4,
  retryAfterSeconds: 30,
  atOnce: 4,
  atMostSeconds: 90,
}
const SWEEP: JobKind<object> = { name: 'sweep-deliveries' }

export type Send = (delivery: Delivery) => Promise<Sent>

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
    if (!person || person.removedAt !== null) {
      return { kind: 'never', why: 'They have left the team. There is nothing to do.' }
    }
    return mail({ id, to: { name: person.name, address: person.email }, ...message })
  }
}

/** Why it is to be tried again; nothing where it is done with, or where it waits for its time. */
export async function deliver(
  { db, jobs, now }: Pick<Deps, 'db' | 'jobs' | 'now'>,
  send: Send,
  teamId: string,
  deliveryId: string,
): Promise<string | null> {
  const claimed = await inTeam(db, teamId, async (tx) => {
    const found = await readDelivery(tx, teamId, deliveryId)
    if (found?.state !== 'waiting') return null
    const waitsMs = Date.parse(found.dueAt) - now().getTime()
    if (waitsMs > 0) {
      const afterSeconds = Math.ceil(waitsMs / 1000)
      await jobs.send(tx, DELIVER, { teamId, deliveryId }, { afterSeconds })
      return null
    }
    const until = new Date(now().getTime() + CLAIM_MS)
    return (await claimDelivery(tx, teamId, deliveryId, { now: now(), until })) ?? 'by another'
  })
  if (claimed === null) return null
  if (claimed === 'by another') return 'It is being sent already.'
  return settle(await send(claimed), claimed)

  async function settle(sent: Sent, { tries, claimedUntil }: Delivery): Promise<string | null> {
    const endedAt = now()
    if (sent.kind === 'taken') {
      await inTeam(db, teamId, (tx) =>
        endDelivery(tx, teamId, deliveryId, { state: 'sent', failure: null, endedAt }),
      )
      return null
    }
    const { why: failure } = sent
    if (sent.kind === 'later' && tries < MOST_TRIES) {
      await inTeam(db, teamId, (tx) =>
        releaseDelivery(tx, teamId, deliveryId, { claimedUntil: claimedUntil ?? '', failure }),
      )
      return failure
    }
    await inTeam(db, teamId, (tx) =>
      endDelivery(tx, teamId, deliveryId, { state: 'failed', failure, endedAt }),
    )
    return null
  }
}

/** For jobs that were lost: those that have one already find nothing to do with the second. */
export async function sweepDeliveries({
  db,
  jobs,
  now,
}: Pick<Deps, 'db' | 'jobs' | 'now'>): Promise<void> {
  const dueBefore = new Date(now().getTime() - OVERDUE_MS)
  for (const teamId of await listTeamIds(db)) {
    await inTeam(db, teamId, async (tx) => {
      for (const { id } of await listOverdue(tx, teamId, { dueBefore, now: now() })) {
        await jobs.send(tx, DELIVER, { teamId, deliveryId: id })
      }
    })
  }
}
