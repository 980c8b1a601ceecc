/**
 * The earlier sessions that are like the ticket in front, as far as one looks.
 *
 * Those of the client as they were; those of other clients where the symptom is alike, and told
 * without names. What is read is bounded in sessions and in events, newest first: a record so long
 * that it does not fit is passed over, so that opening a ticket costs the same in any team.
 */
import type { StoredEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Session } from '#shared/session/session.ts'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import { attemptsOf } from '#shared/tried-before/attempts-of.ts'
import {
  type EarlierSession,
  type InFront,
  isSymptomAlike,
} from '#shared/tried-before/rank-tried.ts'
import { clientKey } from '../client-fact/facts-from.ts'
import type { Tx } from '../db.ts'
import { forgetNames } from '../knowledge/names-of.ts'
import { type Candidate, listNewest, listOfClient, readRecords } from './queries.ts'

const MOST_OF_CLIENT = 20
const MOST_LOOKED_AT = 200
const MOST_ALIKE = 6
const MOST_EVENTS = 4_000

export async function findEarlier(
  tx: Tx,
  teamId: string,
  inFront: InFront,
  exceptSessionId: string | undefined,
): Promise<EarlierSession[]> {
  const asked = { teamId, exceptSessionId }
  const ofClient = inFront.client
    ? await listOfClient(tx, { ...asked, limit: MOST_OF_CLIENT }, inFront.client)
    : []
  const alike = inFront.summary
    ? (await listNewest(tx, { ...asked, limit: MOST_LOOKED_AT })).filter(
        ({ client, ticket }) =>
          !isOf(inFront, client) && isSymptomAlike(inFront.summary, ticket?.summary ?? ''),
      )
    : []
  const looked = withinReach([...ofClient, ...alike.slice(0, MOST_ALIKE)])
  const records = await readRecords(tx, teamId, looked)
  const found: EarlierSession[] = []
  for (const [sessionId, stored] of records) {
    const session = foldRecord(stored)
    const earlier = session && (await tellEarlier(tx, teamId, inFront, sessionId, session))
    if (earlier) found.push(earlier)
  }
  return found
}

const isOf = ({ client }: InFront, other: string | null): boolean =>
  client !== '' && client === other

function withinReach(candidates: readonly Candidate[]): string[] {
  let events = 0
  return candidates.flatMap(({ id, version }) => {
    if (events + version > MOST_EVENTS) return []
    events += version
    return [id]
  })
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
    texts: [
      session.ticket?.summary ?? '',
      ...session.statements.map(({ text }) => text),
      ...Object.values(session.variables).map(({ value }) => value),
    ],
  }
  if (isOf(inFront, client)) return { ...told, attempts }
  const withoutNames = await forgetNames(tx, teamId, session)
  if (!withoutNames) return null
  return { ...told, attempts: attempts.map((one) => ({ ...one, text: withoutNames(one.text) })) }
}
