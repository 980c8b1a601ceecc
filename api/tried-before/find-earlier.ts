/**
 * The earlier sessions that have tried something and are like the ticket in front.
 *
 * Those of the client as they were, first those that speak of a device of the ticket; those of other
 * clients where the symptom is alike, told without names. What is read is bounded in sessions and in events, newest first: a record so long
 * that it does not fit is passed over, so that opening a ticket costs the same in any team.
 */
import type { StoredEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Session } from '#shared/session/session.ts'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import { attemptsOf, textsOf } from '#shared/tried-before/attempts-of.ts'
import { namesIn, symptomWords } from '#shared/tried-before/find-words.ts'
import type { EarlierSession, InFront } from '#shared/tried-before/rank-tried.ts'
import { clientKey } from '../client-fact/facts-from.ts'
import type { Tx } from '../db.ts'
import { forgetNames } from '../knowledge/names-of.ts'
import { type Candidate, listAlike, listOfClient, listOnDevices, readRecords } from './queries.ts'

const MOST_ON_DEVICES = 10
const MOST_OF_CLIENT = 20
const MOST_ALIKE = 6
const MOST_EVENTS = 4_000
/** Of a ticket; one with more is about none of them. */
const MOST_DEVICES = 20

export async function findEarlier(
  tx: Tx,
  teamId: string,
  inFront: InFront,
  exceptSessionId: string | undefined,
): Promise<EarlierSession[]> {
  const { client } = inFront
  const asked = { teamId, exceptSessionId }
  const devices = inFront.devices.map((name) => namesIn([name])).filter((parts) => parts.length > 0)
  const symptom = [...symptomWords(inFront.summary)]
  const onDevices =
    client && devices.length > 0
      ? await listOnDevices(
          tx,
          { ...asked, limit: MOST_ON_DEVICES },
          client,
          devices.slice(0, MOST_DEVICES),
        )
      : []
  const ofClient = client ? await listOfClient(tx, { ...asked, limit: MOST_OF_CLIENT }, client) : []
  const alike =
    symptom.length > 1 ? await listAlike(tx, { ...asked, limit: MOST_ALIKE }, client, symptom) : []
  const looked = withinReach([...onDevices, ...ofClient, ...alike])
  const records = await readRecords(tx, teamId, looked)
  const found: EarlierSession[] = []
  for (const [sessionId, stored] of records) {
    const session = foldRecord(stored)
    const earlier = session && (await tellEarlier(tx, teamId, inFront, sessionId, session))
    if (earlier) found.push(earlier)
  }
  return found
}

const isOf = ({ client }: InFront, other: string): boolean => client !== '' && client === other

function withinReach(candidates: readonly Candidate[]): string[] {
  let events = 0
  const within = new Set<string>()
  for (const { id, version } of candidates) {
    if (within.has(id) || events + version > MOST_EVENTS) continue
    events += version
    within.add(id)
  }
  return [...within]
}

const foldRecord = (stored: readonly StoredEvent[]): Session | null =>
  foldSession(stored.map(({ event }) => event)).session ?? null

async function tellEarlier(
  tx: Tx,
  teamId: string,
  inFront: InFront,
  sessionId: string,
  session: Session,
): Promise<EarlierSession | null> {
  const attempts = attemptsOf(session)
  if (attempts.length === 0) return null
  const client = clientKey(session.ticket?.client ?? '')
  const told = {
    ...{ sessionId, client, ticket: ticketNumber(session.ticket) },
    summary: session.ticket?.summary ?? '',
    texts: textsOf(session),
  }
  if (isOf(inFront, client)) return { ...told, attempts }
  const withoutNames = await forgetNames(tx, teamId, session)
  if (!withoutNames) return null
  return { ...told, attempts: attempts.map((one) => ({ ...one, text: withoutNames(one.text) })) }
}
