/**
 * Carries one claimed write as far as it goes now.
 *
 * It may be killed between any two lines. So what is about to be sent is stored as sent before it
 * goes, and a write found in that state is looked for in the ticket, never simply sent again.
 * What came back is stored together with the session event that tells of it. Note and time entry
 * settle each for itself: a note that stands is never sent again because its time was refused.
 * Every change holds only while the lease is ours.
 */
import { findSavedByHand, saySavedByHand } from '#shared/note/already-there.ts'
import { withMark } from '#shared/note/mark.ts'
import { Refused } from '#shared/route.ts'
import { inTeam } from '../db.ts'
import type { TeamPsa } from '../psa/door.ts'
import type { PsaFailure, PsaOutcome, TicketAsked } from '../psa/psa.ts'
import { readAuthor } from '../psa/queries.ts'
import { sayOtherSite } from '../ticket/say-other-site.ts'
import {
  changeHeld,
  endAsItStands,
  endWrite,
  failHalf,
  type Next,
  type SettleDeps,
  stateOf,
  waitUntil,
} from './end-write.ts'
import { findTaken } from './find-taken.ts'
import { holdsMarked } from './holds-marked.ts'
import { findChanges, readOurs } from './look-at-ticket.ts'
import { type Half, mayPass, nextLookAt, planNext, waitMs } from './plan-write.ts'
import type { WriteRow } from './queries.ts'
import { type Found, remarksOn } from './remark-on.ts'
import * as say from './say-write.ts'

export async function settleWrite(deps: SettleDeps, claimed: WriteRow): Promise<void> {
  const { db, psa } = deps
  const { teamId } = claimed
  const team = await psa.of(teamId).catch(asRefusal)
  if (team instanceof Refused) {
    const why = say.sayFailed(claimed, openHalf(claimed), team.message)
    return endWrite(deps, claimed, 'failed', why, true)
  }
  if (!team) return endWrite(deps, claimed, 'no_psa', say.NO_PSA, true)
  if (team.site !== claimed.origin) {
    const why = sayOtherSite(claimed.origin, team.site)
    return endWrite(deps, claimed, 'failed', say.sayFailed(claimed, openHalf(claimed), why), true)
  }
  const author = await inTeam(db, teamId, (tx) => readAuthor(tx, teamId, claimed.personId))
  const work = { deps, team, author: author?.identifier, remarks: [] as string[] }

  let row: WriteRow | undefined = claimed
  // Each turn settles a half or ends; a row that is no longer ours ends it too.
  while (row) {
    const plan = planNext(row)
    if (plan.do === 'end') return endAsItStands(deps, row, work.remarks)
    row = plan.do === 'look' ? await look(work, row, plan.half) : await write(work, row, plan.half)
  }
}

/** A connection that is refused is somebody's to put right; anything else is a mistake of ours. */
function asRefusal(error: unknown): Refused {
  if (error instanceof Refused) return error
  throw error
}

interface Work {
  deps: SettleDeps
  team: TeamPsa
  /** The member as whom the person writes. */
  author: string | undefined
  /** What a person should know of what stands there now. */
  remarks: string[]
}

async function look(work: Work, row: WriteRow, half: Half): Next {
  const { deps } = work
  const found = await findOurs(work, row, half)
  const nowMs = deps.now().getTime()
  const sentAtMs = Date.parse(row.sentAt ?? row.askedAt)
  if (found.kind !== 'ok') {
    const isTooLong = nowMs - sentAtMs > deps.patience.giveUpLookingMs
    if (isTooLong || !mayPass(found)) {
      const message = say.sayUnclear(row, half, say.sayCouldNotLook(found))
      return endWrite(deps, row, 'unclear', message, true)
    }
    // The longer it is looked for in vain, the more rarely.
    const pause = Math.max(pauseAfter(deps, row, found), (nowMs - sentAtMs) / 3)
    return waitUntil(deps, row, say.sayLooking(half), nowMs + pause)
  }
  if (found.body.length > 0) return settled(work, row, half, found.body)
  const again = nextLookAt(deps.patience, sentAtMs, nowMs)
  if (again !== undefined) return waitUntil(deps, row, say.sayLooking(half), again)
  if (row.silences >= deps.patience.mostSilences) {
    return endWrite(deps, row, 'unclear', say.sayUnclear(row, half, say.SEEN_NOT_THERE), true)
  }
  return changeHeld(deps, row, stateOf(half, 'to_do'))
}

async function write(work: Work, row: WriteRow, half: Half): Next {
  const { deps, author } = work
  if (!author) return failHalf(deps, row, half, say.UNMAPPED, true)
  if (await isMarkedSince(deps, row, half)) return failHalf(deps, row, half, say.MARKED, true)
  const taken = half === 'time' ? await findTaken(work.team.psa, author, row.time) : undefined
  // Begin or end is changed where it was typed: this one is not tried again as it is.
  if (taken !== undefined) return failHalf(deps, row, half, say.sayOverlap(taken), false)
  const isFirst = row.noteHalf !== 'done' && row.silences === 0
  const checked = isFirst ? await checkTicket(work, row, half) : row
  if (!checked) return undefined
  const sent = await changeHeld(deps, checked, {
    ...stateOf(half, 'sent'),
    sentAt: deps.now(),
    attempts: row.attempts + 1,
  })
  if (!sent) return undefined
  const outcome = await send(work, sent, half, author)
  if (outcome.kind === 'ok')
    return settled(work, sent, half, await readBack(work, sent, half, outcome.body))
  if (outcome.kind === 'unclear' || outcome.kind === 'not_understood') {
    const first = deps.now().getTime() + (deps.patience.looksMs[0] ?? 0)
    return waitUntil(deps, sent, say.sayLooking(half), first, { silences: sent.silences + 1 })
  }
  if (mayPass(outcome) && sent.attempts < deps.patience.mostAttempts) {
    const at = deps.now().getTime() + pauseAfter(deps, sent, outcome)
    return waitUntil(deps, sent, say.sayWaiting(half, outcome), at, stateOf(half, 'to_do'))
  }
  return failHalf(deps, sent, half, outcome.message, outcome.kind !== 'not_found')
}

/** It has waited, and may have been marked meanwhile: what must not go out does not go out late. */
function isMarkedSince(deps: SettleDeps, row: WriteRow, half: Half): Promise<boolean> {
  const text = half === 'note' ? row.text : (row.time?.text ?? '')
  return inTeam(deps.db, row.teamId, (tx) => holdsMarked(tx, row, [text]))
}

/**
 * The ticket as it is now, before anything goes out for the first time: as it was looked at, and
 * without this text. Whoever tried it again may have put it there by hand meanwhile.
 */
async function checkTicket(work: Work, row: WriteRow, half: Half): Next {
  const { deps, team } = work
  const glance = await team.psa.glanceAtTicket(ticketOf(row))
  if (glance.kind !== 'ok') {
    if (!mayPass(glance) || row.attempts >= deps.patience.mostAttempts) {
      return failHalf(deps, row, half, glance.message, glance.kind !== 'not_found')
    }
    const at =
      deps.now().getTime() + pauseAfter(deps, { ...row, attempts: row.attempts + 1 }, glance)
    const attempts = row.attempts + 1
    return waitUntil(deps, row, say.sayWaiting(half, glance), at, { attempts })
  }
  const ours = await inTeam(deps.db, row.teamId, (tx) => readOurs(tx, row))
  const copy = findSavedByHand(glance.body.thread, row.text, ours.startedAt)
  if (copy) {
    const why = saySavedByHand(copy, `#${row.ticketId}`, say.timeOfDay)
    const message = row.timeHalf === 'to_do' ? `${why} ${say.TIME_ALONE}` : why
    return endWrite(deps, row, 'failed', message, false, stateOf(half, 'failed'))
  }
  const changes = findChanges(row.seen, ours, glance.body)
  // Confirming anew makes another write, with what was seen then.
  if (changes.length > 0) return failHalf(deps, row, half, say.sayChanged(changes), false)
  const recordType = glance.body.recordType === 'service' ? 'service' : 'project'
  return recordType === row.recordType ? row : changeHeld(deps, row, { recordType })
}

const ticketOf = ({ ticketId, recordType }: WriteRow): TicketAsked => ({ ticketId, recordType })

function findOurs({ team }: Work, row: WriteRow, half: Half): Promise<PsaOutcome<Found[]>> {
  return half === 'note'
    ? team.psa.findNotes(ticketOf(row), row.mark)
    : team.psa.findTimeEntries(ticketOf(row), row.mark)
}

function send(
  { team }: Work,
  row: WriteRow,
  half: Half,
  author: string,
): Promise<PsaOutcome<Found>> {
  const { flags, mailContact, time } = row
  if (half === 'note') {
    const text = withMark(row.text, row.id)
    return team.psa.writeNote({ ...ticketOf(row), text, flags, author, mailContact })
  }
  if (!time) throw new Error(`Write ${row.id} has a time half without a time.`)
  return team.psa.writeTimeEntry({
    ...ticketOf(row),
    from: time.from,
    to: time.to,
    text: time.text,
    internalText: row.mark,
    author,
    ...(time.workTypeId === undefined ? {} : { workTypeId: time.workTypeId }),
  })
}

/** What stands there, rather than what was answered; the answer where it cannot be read now. */
async function readBack(work: Work, row: WriteRow, half: Half, written: Found): Promise<Found[]> {
  const found = await findOurs(work, row, half)
  return found.kind === 'ok' && found.body.length > 0 ? found.body : [written]
}

async function settled(work: Work, row: WriteRow, half: Half, found: readonly Found[]): Next {
  const first = found.reduce((a, b) => (b.id < a.id ? b : a), found[0] ?? noneFound())
  work.remarks.push(...remarksOn(row, half, first, found))
  return changeHeld(work.deps, row, {
    ...stateOf(half, 'done'),
    ...(half === 'note' ? { psaNoteId: first.id } : { psaTimeEntryId: first.id }),
    author: first.author,
    // The other half has silences of its own.
    silences: 0,
  })
}

const noneFound = (): never => {
  throw new Error('Nothing was found, so nothing is settled.')
}

const openHalf = (row: WriteRow): Half =>
  row.noteHalf === 'done' || row.noteHalf === 'none' ? 'time' : 'note'

const pauseAfter = (deps: SettleDeps, row: WriteRow, failure: PsaFailure): number =>
  Math.max(
    failure.kind === 'too_many' ? failure.retryAfterMs : 0,
    waitMs(deps.patience, row.attempts, deps.random()),
  )
