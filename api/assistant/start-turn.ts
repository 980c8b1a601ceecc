/**
 * Takes a turn in, once, and answers at once.
 *
 * What the technician says and the turn that is asked for are stored in one transaction: whatever
 * the model does next, their words are in the record. `turnId` is the key of the one exchange:
 * asked again it is answered as before, with another content it is refused. One turn runs at a
 * time in a session; a second one is refused and the first named, unless nobody works on it any
 * more: then it is ended first. Results that a turn has looked at, or is looking at, need no turn
 * of their own, whoever asks for it.
 */
import type { StartTurn } from '#shared/assistant/contract.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import { msOf } from '#shared/ids.ts'
import { Refused, type RequestOf, refuse } from '#shared/route.ts'
import type { SessionEvent } from '#shared/session/event.ts'
import { inTeam, isTaken, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { appendEvents } from '../session/append-events.ts'
import { holdSession } from '../session/queries.ts'
import { appenderOf } from '../session/routes.ts'
import type { Who } from '../who.ts'
import { insertTurn, readLatestTurn, readRunningTurn, readTurn, type ShownTurn } from './queries.ts'
import { LEASE_MS, runTurn } from './run-turn.ts'
import { endAbandoned } from './sweep-turns.ts'

export type AskedTurn = Required<RequestOf<typeof StartTurn>>

export async function startTurn(deps: Deps, who: Who, asked: AskedTurn): Promise<ShownTurn> {
  const text = asked.text.trim()
  if (asked.cause === 'message' && text === '') {
    refuse('badRequest', 'There is nothing to answer yet. Write what you see or want to know.')
  }
  if (asked.cause !== 'message' && text !== '') {
    refuse('badRequest', 'Words are sent as a message. Ask again with the cause “message”.')
  }
  await endWhatNobodyRuns(deps, who.teamId, asked.sessionId)
  const store = () => inTeam(deps.db, who.teamId, (tx) => storeTurn(tx, deps, who, asked, text))
  // The same id sent twice at the same moment: the second look sees the first.
  const { row, isNew } = await store().catch((error: unknown) =>
    isTaken(error) ? store() : Promise.reject(error),
  )
  if (isNew) deps.turns.begin(row, (turn) => runTurn(deps, turn))
  return row
}

async function endWhatNobodyRuns(deps: Deps, teamId: string, sessionId: string): Promise<void> {
  const running = await inTeam(deps.db, teamId, (tx) => readRunningTurn(tx, teamId, sessionId))
  if (running && msOf(running.leaseUntil) < deps.now().getTime()) await endAbandoned(deps, running)
}

async function storeTurn(
  tx: Tx,
  deps: Deps,
  who: Who,
  asked: AskedTurn,
  text: string,
): Promise<{ row: ShownTurn; isNew: boolean }> {
  const { teamId } = who
  const { sessionId, turnId, cause, isDeep } = asked
  const content = canonicalJson({ sessionId, cause, text, isDeep })
  // Keyed: beside the masked words a plain hash would let what was masked be guessed.
  const askedHash = deps.secrets.fingerprint('turn', content)
  const held =
    (await holdSession(tx, teamId, sessionId)) ??
    refuse('notFound', 'There is no such session. Let the panel send its record first.')
  const known = await readTurn(tx, teamId, turnId)
  if (known) return { row: answerAsBefore(known, askedHash), isNew: false }
  const latest = await readLatestTurn(tx, teamId, sessionId)
  if (latest && hasRead(latest, asked)) return { row: latest, isNew: false }
  if (latest?.state === 'running') refuseSecond(latest, who)

  const at = deps.now()
  const said: SessionEvent = {
    id: deps.newId(),
    at: at.toISOString(),
    by: { kind: 'person', id: who.personId, name: who.name },
    data: { type: 'said', turnId, text },
  }
  const { session, version, refused } = await appendEvents(tx, {
    teamId,
    by: appenderOf(who),
    sessionId,
    after: held.version,
    events: cause === 'message' ? [said] : [],
    now: at,
  })
  if (!session || session.status === 'finished') {
    refuse('conflict', 'This session is finished. Reopen it to go on working.')
  }
  const [first] = refused
  if (first) refuse(first.code === 'too_long' ? 'tooLarge' : 'conflict', first.message)

  const row = await insertTurn(tx, {
    teamId,
    sessionId,
    id: turnId,
    personId: who.personId,
    askedHash,
    cause,
    isDeep,
    state: 'running',
    phase: 'reading',
    baseVersion: version,
    leaseBy: deps.newId(),
    leaseUntil: new Date(at.getTime() + LEASE_MS),
    startedAt: at,
  })
  await tell(tx, { about: 'turn', team: teamId, id: sessionId })
  return { row, isNew: true }
}

function answerAsBefore(known: ShownTurn, askedHash: string): ShownTurn {
  if (known.askedHash === askedHash) return known
  return refuse(
    'conflict',
    'This was asked before with another content. Ask again; the panel gives it a number of its own.',
  )
}

/** One that was stopped or that failed has not answered anything. */
const hasRead = ({ state, failure, baseVersion }: ShownTurn, { cause, reads }: AskedTurn) =>
  cause === 'recorded' &&
  reads !== null &&
  baseVersion >= reads &&
  (state === 'running' || (state === 'done' && failure === null))

const CAUSES: Record<ShownTurn['cause'], string> = {
  open: 'its first look at the ticket',
  message: 'a message',
  recorded: 'what was recorded',
  explain: 'the question about this step',
}

function refuseSecond({ id, cause, personId }: ShownTurn, who: Who): never {
  const whose = personId === who.personId ? 'your' : 'a colleague’s'
  const what = cause === 'open' ? `with ${CAUSES.open}` : `answering ${CAUSES[cause]}`
  throw new Refused(
    'conflict',
    `FlowPilot is still busy ${what}, ${whose} turn ${id}. Wait until it is done, or stop it, and send again; what you wrote is kept.`,
    { retryAfterSeconds: 5 },
  )
}
