/** The SQL of writing to the record: everything at once, going out with the commit. */
import { sql } from 'kysely'
import { AHEAD, prepare } from '#db/prepare.ts'
import { keepFacts, type NewFact } from '../client-fact/keep-queries.ts'
import type { Tx } from '../db.ts'
import { NEWS_CHANNEL, type News } from '../live.ts'
import type { SessionProjection } from './queries.ts'

export interface RecordWrite {
  teamId: string
  sessionId: string
  version: number
  hash: string
  /** A JSON array of `{seq, id, type, stored}`. */
  eventsJson: string
  projection: SessionProjection
  facts: readonly NewFact[]
  news: News
}

/**
 * Stores events, brings the session's row up to them, keeps client facts, and tells of it. Sent
 * ahead: when it fails, the commit fails with its reason.
 */
export async function writeRecord(tx: Tx, write: RecordWrite): Promise<void> {
  const { projection, facts, news, ...rest } = write
  const values = {
    ...rest,
    ...projection,
    ticketJson: projection.ticket && JSON.stringify(projection.ticket),
    factsJson: JSON.stringify(facts),
    newsJson: JSON.stringify(news),
    channel: NEWS_CHANNEL,
  }
  await tx.executeQuery((facts.length > 0 ? writingWithFacts : writing)(values))
}

type WriteValues = Omit<RecordWrite, 'projection' | 'facts' | 'news'> &
  SessionProjection & {
    ticketJson: string | null
    factsJson: string
    newsJson: string
    channel: string
  }

const prepareWriting = (name: string, keepsFacts: boolean) =>
  prepare<WriteValues, unknown>(name, (_, value) => {
    const kept = keepFacts({
      teamId: value('teamId'),
      sessionId: value('sessionId'),
      factsJson: value('factsJson'),
    })
    return sql`${sql.raw(AHEAD)}
    with put as (
      insert into session_event (team_id, session_id, seq, id, type, stored)
      select ${value('teamId')}, ${value('sessionId')}, e.seq, e.id, e.type, e.stored
      from json_to_recordset(${value('eventsJson')}::json)
        as e(seq integer, id uuid, type text, stored json)
    ), moved as (
      update session set
        version = ${value('version')}, hash = ${value('hash')},
        ticket_origin = ${value('ticketOrigin')}, ticket_id = ${value('ticketId')},
        ticket = ${value('ticketJson')}::jsonb,
        owner_id = coalesce(${value('ownerId')}::uuid, owner_id),
        status = ${value('status')}, flow_name = ${value('flowName')},
        standing = ${value('standing')}, outcome = ${value('outcome')},
        started_at = ${value('startedAt')}, last_at = ${value('lastAt')},
        minutes_worked = ${value('minutesWorked')},
        steps_settled = ${value('stepsSettled')}, steps = ${value('steps')}
      where team_id = ${value('teamId')} and id = ${value('sessionId')}
    )${keepsFacts ? sql`, kept_facts as (${kept})` : sql``}
    select pg_notify(${value('channel')}, ${value('newsJson')})`
  })

const writing = prepareWriting('write_record', false)
const writingWithFacts = prepareWriting('write_record_with_facts', true)
