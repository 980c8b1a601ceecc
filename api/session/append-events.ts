/**
 * The one door into a session's record.
 *
 * Whoever appends does it here: the panel's batches, the note room, the program that tells
 * what came back. The session's row is held, so that one batch is looked at after the other;
 * each event is applied in its order to the folded session; what fits is stored with its
 * number and hash, what does not is refused by value with the reason. An event that is
 * stored already is passed over, so that sending again is always safe. Everything happens in
 * the caller's transaction: what is told of a write and the write itself stand or fall
 * together.
 */
import { createHash } from 'node:crypto'
import { refuse } from '#shared/route.ts'
import { applyEvent } from '#shared/session/apply-event.ts'
import { FIRST_HASH, linkText } from '#shared/session/chain.ts'
import type { EventType, SessionEvent, StoredEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Session } from '#shared/session/session.ts'
import { keepOutcomes } from '../assistant/outcomes/keep-outcomes.ts'
import { dropDetached } from '../attachment/drop-detached.ts'
import { factsFrom } from '../client-fact/facts-from.ts'
import { afterCommit, type Tx } from '../db.ts'
import { keepDocument } from '../document/keep-document.ts'
import { keepFirstLevel } from '../first-level/keep-first-level.ts'
import { keepAnswers } from '../flow/keep-answers.ts'
import { keepRatings } from '../flow/keep-ratings.ts'
import { keepHandoffs } from '../handoff/keep-handoffs.ts'
import { markDue } from '../knowledge/learn/queries.ts'
import { keepWordings } from '../note/keep-wordings.ts'
import { keepGrounds } from '../numbers/keep-grounds.ts'
import { keepWalks } from '../numbers/keep-walks.ts'
import { markPathDue } from '../proposal/path-queries.ts'
import { draftDecided } from '../script/draft-decided.ts'
import { keepTried } from '../tried-before/keep-tried.ts'
import {
  type Appender,
  admitEvent,
  BEGINS_PART,
  LOOKING_ON,
  mayWrite,
  type RefusedEvent,
} from './admit-event.ts'
import { type FoldedAt, keepFold, recallFold } from './fold-cache.ts'
import { projectSession } from './project-session.ts'
import {
  deleteEmptySession,
  type HeldRecord,
  holdRecord,
  insertSession,
  readStored,
  type SessionRow,
  type StoredRow,
} from './queries.ts'
import { writeRecord } from './write-queries.ts'

export interface AppendAsked {
  teamId: string
  /** Or who it will turn out to be, found out while the session is looked for. */
  by: Appender | Promise<Appender>
  sessionId: string
  /** The version the sender has seen. */
  after: number
  events: readonly SessionEvent[]
  now: Date
  /** In which a briefing tells times. */
  timeZone?: string
}

export interface Appended {
  version: number
  hash: string
  /** As the record tells it now; none when nothing could begin it. */
  session: Session | null
  /** What this call has stored. */
  stored: StoredEvent[]
  refused: RefusedEvent[]
  /** Everything after `after`, each as JSON text. */
  texts: string[]
}

export async function appendEvents(tx: Tx, asked: AppendAsked): Promise<Appended> {
  const { teamId, sessionId, events, now } = asked
  const kept = recallFold(teamId, sessionId)
  const from = Math.min(asked.after, kept?.version ?? 0)
  const appender = Promise.resolve(asked.by)
  appender.catch(() => undefined) // waited for below
  const ids = events.map((event) => event.id)
  const found = await holdRecord(tx, teamId, sessionId, from, ids)
  // Nothing is said or done before it is known who asks.
  const by = await appender
  const held = found ?? (await beginSession(tx, asked, by, ids))
  const row = held.session
  if (asked.after > row.version) {
    refuse(
      'conflict',
      'The record on the server is shorter than the one here. Keep this panel open and tell your admin: the server may have been restored from a backup.',
    )
  }

  const { before, record } = await foldUpTo(tx, asked, held, kept, from)
  const takesPartNow = events.some(({ data }) => BEGINS_PART.has(data.type))
  if (by.kind === 'person' && before.session && !mayWrite(before.session, by) && !takesPartNow) {
    refuse('notAllowed', LOOKING_ON)
  }
  const standsIn = new Map(held.rows.map((one) => [one.id, one.sessionId]))
  const { folded, stored, refused } = applyAll(before, events, { by, now, standsIn, sessionId })
  const answer = {
    version: folded.version,
    hash: folded.hash,
    session: folded.session,
    stored,
    refused,
    texts: record.filter((one) => one.seq > asked.after).map((one) => one.stored),
  }
  if (stored.length === 0 || !folded.session) {
    if (row.version === 0) await deleteEmptySession(tx, teamId, sessionId)
    return answer
  }

  const texts = stored.map((one) => JSON.stringify(one))
  await writeRecord(tx, {
    teamId,
    sessionId,
    version: folded.version,
    hash: folded.hash,
    eventsJson: `[${stored.map((one, i) => rowJson(one, texts[i] ?? '')).join(',')}]`,
    projection: projectSession(folded.session),
    facts: factsFrom(folded.session, stored),
    news: { about: 'session', team: teamId, id: sessionId, version: folded.version },
  })
  await draftDecided(tx, { teamId, sessionId, at: now }, folded.session, stored)
  if (stored.some(({ event }) => CHANGES_KNOWLEDGE.has(event.data.type))) {
    await markDue(tx, teamId, { kind: 'session', id: sessionId }, now)
  }
  if (stored.some(({ event }) => CHANGES_LESSONS.has(event.data.type))) {
    await markPathDue(tx, teamId, sessionId, now)
  }
  await dropDetached(tx, { teamId, sessionId }, stored)
  await keepDocument(tx, { teamId, sessionId, at: now }, folded.session, stored)
  await keepHandoffs(tx, asked, folded.session, stored)
  await keepFirstLevel(tx, { teamId, sessionId }, folded.session, stored)
  await keepOutcomes(tx, { teamId, sessionId }, folded.session, stored)
  await keepRatings(tx, { teamId, sessionId }, folded.session, stored)
  await keepWordings(tx, { teamId, sessionId }, stored)
  await keepAnswers(tx, { teamId, sessionId, at: now }, folded.session, stored)
  await keepGrounds(tx, { teamId, sessionId }, folded.session, stored)
  await keepWalks(tx, { teamId, sessionId }, folded.session, stored)
  await keepTried(tx, { teamId, sessionId }, before.session, folded.session)
  const next = { version: folded.version, hash: folded.hash, session: folded.session }
  afterCommit(tx, () => keepFold(teamId, sessionId, next))
  return { ...answer, texts: [...answer.texts, ...texts] }
}

/** A case is knowledge from its end on, and no longer when it is open again. */
const CHANGES_KNOWLEDGE: ReadonlySet<EventType> = new Set([
  'session_finished',
  'session_reopened',
  'words_marked',
  'words_unmarked',
])

/** What it teaches flows; of a first-level walk only once somebody has said that it holds. */
const CHANGES_LESSONS: ReadonlySet<EventType> = new Set([...CHANGES_KNOWLEDGE, 'outcome_validated'])

/** Makes room for the session that this batch begins, held; any other must have found its own. */
async function beginSession(
  tx: Tx,
  { teamId, sessionId, after, events, now }: AppendAsked,
  by: Appender,
  ids: readonly string[],
): Promise<HeldRecord> {
  const begins = after === 0 && events.some((event) => event.data.type === 'session_started')
  if (begins && by.kind === 'person') {
    await insertSession(tx, { teamId, id: sessionId, ownerId: by.id, hash: FIRST_HASH, at: now })
    const begun = await holdRecord(tx, teamId, sessionId, 0, ids)
    if (begun) return begun
  }
  return refuse('notFound', 'There is no such session.')
}

/**
 * The session as of its row: what this process has kept, and what was stored since folded on.
 * Where the two do not join, what was kept belongs to another past, and the record counts.
 */
async function foldUpTo(
  tx: Tx,
  { teamId, sessionId }: AppendAsked,
  { session: row, rows }: HeldRecord,
  kept: FoldedAt | undefined,
  from: number,
) {
  const record = rows.filter((one) => one.sessionId === sessionId && one.seq > from)
  const since = record.filter((one) => one.seq > (kept?.version ?? 0)).map(parseStored)
  const joins = !kept || joinsOn(kept, since[0], row)
  const base = joins ? kept : undefined
  const tail = joins ? since : (await readStored(tx, teamId, sessionId, 0)).map(parseStored)
  const { session } = foldSession(
    tail.map((one) => one.event),
    base?.session ?? null,
  )
  const before: Folded = { version: row.version, hash: row.hash, session }
  return { before, record }
}

const joinsOn = (kept: FoldedAt, first: StoredEvent | undefined, row: SessionRow): boolean =>
  first
    ? first.seq === kept.version + 1 && first.hash === hashOf(kept.hash, first)
    : kept.version === row.version && kept.hash === row.hash

const parseStored = (row: StoredRow): StoredEvent => JSON.parse(row.stored)

interface Folded {
  version: number
  hash: string
  session: Session | null
}

function applyAll(
  before: Folded,
  events: readonly SessionEvent[],
  given: {
    by: Appender
    now: Date
    standsIn: Map<string, string>
    sessionId: string
  },
): { folded: Folded; stored: StoredEvent[]; refused: RefusedEvent[] } {
  let folded = before
  const stored: StoredEvent[] = []
  const refused: RefusedEvent[] = []
  const receivedAt = given.now.toISOString()
  for (const event of events) {
    const standsIn = given.standsIn.get(event.id)
    if (standsIn === given.sessionId) continue
    if (standsIn !== undefined) {
      const message = 'This was recorded in another session already.'
      refused.push({ id: event.id, code: 'elsewhere', message })
      continue
    }
    const admitted = admitEvent(event, given.by, given.now, folded.session)
    if ('code' in admitted) {
      refused.push(admitted)
      continue
    }
    if (isFromLaterRecord(admitted, folded.version)) {
      refused.push({ id: event.id, code: 'unknown', message: LATER_RECORD })
      continue
    }
    const applied = applyEvent(folded.session, admitted)
    if (!applied.ok) {
      refused.push({ id: event.id, ...applied.refusal })
      continue
    }
    const link = { seq: folded.version + 1, receivedAt, event: admitted }
    const hash = hashOf(folded.hash, link)
    stored.push({ ...link, hash })
    given.standsIn.set(event.id, given.sessionId)
    folded = { version: link.seq, hash, session: applied.session }
  }
  return { folded, stored, refused }
}

export const hashOf = (before: string, link: Omit<StoredEvent, 'hash'>): string =>
  createHash('sha256').update(linkText(before, link)).digest('hex')

const rowJson = ({ seq, event }: StoredEvent, text: string): string =>
  `{"seq":${seq},"id":"${event.id}","type":"${event.data.type}","stored":${text}}`

/** A note tells which record it was made from, and that is never one that is still to come. */
const isFromLaterRecord = ({ data }: SessionEvent, version: number): boolean =>
  data.type === 'note_inserted' && (data.madeFrom?.version ?? 0) > version

const LATER_RECORD =
  'This note was made from a record that the server has not got. It stands in the ticket as it is; tell your admin.'
