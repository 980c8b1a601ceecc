/**
 * Takes a confirmed note in, once, and answers at once.
 *
 * The write, the event that tells of it and the job that carries it out are stored in one
 * transaction: when this has answered, the note survives whatever dies next. `writeId` is the key
 * of the one act: asked again with the same content it is answered as before, with another it is
 * refused. ConnectWise is asked before the transaction, and only to see whether the ticket is
 * still the one that was looked at and does not hold this text already; when it cannot be reached,
 * that is seen to before sending.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '#shared/canonical-json.ts'
import { findSavedByHand, saySavedByHand } from '#shared/note/already-there.ts'
import { markOf } from '#shared/note/mark.ts'
import { isLead } from '#shared/person/rights.ts'
import { Refused, refuse } from '#shared/route.ts'
import type { EventData, HashedFrom } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import { originOf, type RecordType } from '#shared/ticket/ticket-ref.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { TeamPsa } from '../psa/door.ts'
import { holdConnection, readAuthor, readConnection } from '../psa/queries.ts'
import { refreshMembers } from '../psa/refresh-members.ts'
import { refusalOf } from '../psa/refuse-failure.ts'
import { LOOKING_ON, mayWrite } from '../session/admit-event.ts'
import { holdSession } from '../session/queries.ts'
import { readFolded } from '../session/read-folded.ts'
import { sayOtherSite } from '../ticket/say-other-site.ts'
import type { Who } from '../who.ts'
import type { AskedWrite } from './check-asked.ts'
import { DRAIN_WRITES } from './drain-writes.ts'
import { findTaken } from './find-taken.ts'
import { findChanges, readOurs } from './look-at-ticket.ts'
import { mayPass } from './plan-write.ts'
import {
  insertWrite,
  lockTime,
  readHashAt,
  readOverlap,
  readSessionTicket,
  readWrite,
  type WriteRow,
} from './queries.ts'
import { postingOf, record } from './record-write.ts'
import { refuseSecondCopy, refuseTwin } from './refuse-copies.ts'
import { refuseWhatIsWrong } from './refuse-what-is-wrong.ts'
import {
  NO_PSA,
  sayChanged,
  sayNotLooked,
  sayOverlap,
  timeOfDay,
  UNMAPPED,
  WAITING,
} from './say-write.ts'

export async function postNote(deps: Deps, who: Who, asked: AskedWrite): Promise<WriteRow> {
  const { db } = deps
  const { teamId } = who
  const askedHash = hashAsked(asked)
  const known = await inTeam(db, teamId, (tx) => readWrite(tx, teamId, asked.writeId))
  if (known) return answerAsBefore(known, asked, askedHash)
  const ready = await readyNote(deps, who, asked)
  return inTeam(db, teamId, async (tx) => {
    await holdReady(tx, teamId, ready)
    return storeNote(tx, deps, who, asked, ready)
  })
}

/** Everything that is asked before the transaction; refuses what cannot be written. */
export async function readyNote(deps: Deps, who: Who, asked: AskedWrite): Promise<ReadyNote> {
  const { db, now } = deps
  const { teamId } = who
  const askedHash = hashAsked(asked)
  await inTeam(db, teamId, async (tx) => {
    const folded = await readFolded(tx, teamId, asked.sessionId)
    await refuseWhatIsWrong(tx, teamId, asked, now(), folded?.session ?? null)
    demandPart(who, folded?.session)
    await demandTicket(tx, who, asked)
  })

  const team = await deps.psa.of(teamId)
  if (!team) return { askedHash, recordType: asked.ticket.recordType }
  const site = originOf(asked.ticket.origin) ?? asked.ticket.origin
  if (site !== team.site) refuse('notReady', sayOtherSite(site, team.site))
  const author = await findAuthor(deps, who, team)
  const recordType = await demandUnchanged(deps, who, asked, team)
  const takenOn = await findTaken(team.psa, author.identifier, asked.time)
  if (takenOn !== undefined) refuseOverlap(takenOn)
  return { askedHash, recordType, author: author.name, keysSetAt: team.keysSetAt }
}

/** Everything that makes it this write and no other. */
const hashAsked = ({ sessionId, noteKind, ticket, text, flags, mailContact, time }: AskedWrite) =>
  sha256(
    canonicalJson({
      sessionId,
      noteKind,
      origin: originOf(ticket.origin) ?? ticket.origin,
      ticketId: ticket.ticketId,
      text,
      flags,
      mailContact,
      time,
    }),
  )

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function answerAsBefore(known: WriteRow, asked: AskedWrite, askedHash: string): WriteRow {
  if (known.askedHash === askedHash && known.sessionId === asked.sessionId) return known
  return refuse(
    'conflict',
    'This was posted before with another content. Open the preview again and confirm what it shows now.',
  )
}

/** The asker works on this session, or is a lead. The record looks at it once more when it is told. */
function demandPart(who: Who, session: Session | undefined): void {
  const by = { id: who.personId, mayWorkOnOthers: isLead(who) }
  if (session && !mayWrite(session, by)) refuse('notAllowed', LOOKING_ON)
}

/** The session is about the very ticket the note is for. */
async function demandTicket(tx: Tx, who: Who, { sessionId, ticket }: AskedWrite): Promise<void> {
  const session =
    (await readSessionTicket(tx, who.teamId, sessionId)) ??
    refuse('notFound', 'There is no such session. Let the panel send its record first.')
  if (session.ticketId === null || session.ticketOrigin === null) {
    refuse('notReady', 'This session is about no ticket yet. Open the ticket and link it first.')
  }
  const isSame =
    session.ticketId === ticket.ticketId &&
    originOf(session.ticketOrigin) === originOf(ticket.origin)
  if (!isSame) {
    refuse(
      'conflict',
      `This session is about ticket #${session.ticketId}; the note was meant for #${ticket.ticketId}. Nothing was written. Go to the session of #${ticket.ticketId} to write there.`,
    )
  }
}

/** Somebody whom nothing matches is looked for again, but does not have ConnectWise asked each time. */
const MEMBERS_OLD_MS = 5 * 60_000

async function findAuthor(deps: Deps, { teamId, personId }: Who, team: TeamPsa) {
  const read = () => inTeam(deps.db, teamId, (tx) => readAuthor(tx, teamId, personId))
  const known = await read()
  if (known) return known
  const connection = await inTeam(deps.db, teamId, (tx) => readConnection(tx, teamId))
  // Nobody has looked yet who is who there, or not since somebody may have joined.
  const readAt = connection?.membersReadAt
  const isOld = !readAt || deps.now().getTime() - Date.parse(readAt) > MEMBERS_OLD_MS
  const looked = connection && isOld ? await refreshMembers(deps, teamId, team) : undefined
  if (looked && looked.kind !== 'ok') {
    throw refusalOf({ ...looked, message: sayNotLooked(looked.message) })
  }
  return (await read()) ?? refuse('notReady', UNMAPPED)
}

/**
 * Refuses when the ticket is not as it was in the preview, or holds this text by another hand;
 * answers which kind it is.
 */
async function demandUnchanged(
  { db }: Deps,
  { teamId }: Who,
  asked: AskedWrite,
  team: TeamPsa,
): Promise<RecordType> {
  const { ticketId, recordType } = asked.ticket
  const glance = await team.psa.glanceAtTicket({ ticketId, recordType })
  if (glance.kind !== 'ok') {
    // What may pass is waited out by the job, which looks before it sends.
    if (mayPass(glance)) return recordType
    throw refusalOf(glance)
  }
  const { seen, sessionId, text } = asked
  const where = { teamId, sessionId, origin: team.site, ticketId }
  const ours = await inTeam(db, teamId, (tx) => readOurs(tx, where))
  const copy = findSavedByHand(glance.body.thread, text, ours.startedAt)
  if (copy) refuse('conflict', saySavedByHand(copy, `#${ticketId}`, timeOfDay))
  const changes = findChanges(seen, ours, glance.body)
  if (changes.length > 0) {
    const problems = changes.map((message) => ({ at: 'seen', message }))
    throw new Refused('conflict', sayChanged(changes), { problems })
  }
  return glance.body.recordType === 'service' ? 'service' : 'project'
}

const refuseOverlap = (ticketId: number): never => refuse('conflict', sayOverlap(ticketId))

/** A note that may be stored now. */
export interface ReadyNote {
  askedHash: string
  recordType: RecordType
  /** None without a connection. */
  author?: string
  /** Of the connection by which the ticket was looked at. */
  keysSetAt?: string
}

/**
 * What was looked at is what is written to: held before the session is, as whoever changes the
 * connection does.
 */
export async function holdReady(tx: Tx, teamId: string, { keysSetAt }: ReadyNote): Promise<void> {
  if (keysSetAt === undefined || (await holdConnection(tx, teamId, keysSetAt))) return
  refuse(
    'conflict',
    'The ConnectWise connection was changed meanwhile, and nothing was written. Look at the ticket and confirm the note again.',
  )
}

/** The write, the event that tells it and the job that carries it out, in the caller's transaction. */
export async function storeNote(
  tx: Tx,
  deps: Deps,
  who: Who,
  asked: AskedWrite,
  ready: ReadyNote,
): Promise<WriteRow> {
  const { teamId } = who
  // From here on whoever writes for this session waits for us.
  await holdSession(tx, teamId, asked.sessionId)
  const known = await readWrite(tx, teamId, asked.writeId)
  if (known) return answerAsBefore(known, asked, ready.askedHash)
  await demandTicket(tx, who, asked)
  const madeFrom = await hashFrom(tx, teamId, asked)
  const row = { ...rowOf(deps, who, asked, ready), madeFrom }
  await demandRoom(tx, row, asked.isAgain)
  const stored =
    (await insertWrite(tx, row)) ??
    refuse('conflict', 'The number of this write is taken. Open the preview and confirm again.')
  await record(tx, deps, who, stored, postingOf(stored, asked))
  if (ready.author === undefined) await record(tx, deps, 'program', stored, notConnected(stored))
  else await deps.jobs.send(tx, DRAIN_WRITES, { teamId })
  return stored
}

/** What it was made from, with the hash that this record had then. */
async function hashFrom(
  tx: Tx,
  teamId: string,
  { sessionId, madeFrom }: AskedWrite,
): Promise<HashedFrom | null> {
  if (!madeFrom) return null
  const hash = await readHashAt(tx, teamId, sessionId, madeFrom.version)
  return hash === undefined ? fromNoRecord() : { ...madeFrom, hash }
}

const fromNoRecord = (): never =>
  refuse(
    'conflict',
    'This note was made from a record that the server has not got. Open the preview again and confirm what it shows now.',
  )

type RowToStore = Pick<
  WriteRow,
  'teamId' | 'sessionId' | 'personId' | 'id' | 'noteKind' | 'text' | 'ticket' | 'sha256' | 'time'
>

/** Neither these words nor this time may be there, or on their way. */
export async function demandRoom(tx: Tx, row: RowToStore, isAgain = false): Promise<void> {
  await refuseTwin(tx, row)
  await refuseSecondCopy(tx, row, isAgain)
  if (!row.time) return
  await lockTime(tx, row.teamId, row.personId)
  const other = await readOverlap(tx, row.teamId, row.personId, row.id, row.time)
  if (other) refuseOverlap(other.ticketId)
}

function rowOf({ now }: Deps, who: Who, asked: AskedWrite, found: ReadyNote) {
  const at = now()
  const isConnected = found.author !== undefined
  return {
    teamId: who.teamId,
    id: asked.writeId,
    sessionId: asked.sessionId,
    personId: who.personId,
    noteKind: asked.noteKind,
    origin: originOf(asked.ticket.origin) ?? asked.ticket.origin,
    ticketId: asked.ticket.ticketId,
    recordType: found.recordType,
    ticket: asked.ticket,
    text: asked.text,
    sha256: sha256(asked.text),
    askedHash: found.askedHash,
    mark: markOf(asked.writeId),
    flags: asked.flags,
    mailContact: asked.mailContact,
    time: asked.time,
    seen: asked.seen,
    noteHalf: asked.noteKind === 'time_entry' ? 'none' : 'to_do',
    timeHalf: asked.time ? 'to_do' : 'none',
    state: isConnected ? 'waiting' : 'no_psa',
    message: isConnected ? WAITING : NO_PSA,
    canRetry: !isConnected,
    author: found.author ?? null,
    askedAt: at,
    settledAt: isConnected ? null : at,
    nextTryAt: isConnected ? at : null,
  } as const
}

const notConnected = (row: WriteRow): EventData => ({
  type: 'note_post_failed',
  writeId: row.id,
  state: 'no_psa',
  message: row.message,
  canRetry: true,
})
