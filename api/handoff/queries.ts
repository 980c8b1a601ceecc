/** The SQL of hand-offs: kept, ended once, and listed as they wait. */
import { type ExpressionBuilder, sql } from 'kysely'
import type { Database, HandoffTable, PersonTable } from '#db/tables.ts'
import type { Briefing, HandoffSummary } from '#shared/handoff/contract.ts'
import type { HandoffEnd } from '#shared/session/handoff.ts'
import type { ReplyMode } from '#shared/session/lane-event.ts'
import { asJson, type Db, type Tx } from '../db.ts'
import { LEVEL } from '../first-level/queries.ts'
import type { Asker } from '../who.ts'

/** Longer than any queue that people still work through. */
export const MOST_LISTED = 1000

export type HandoffRow = Omit<HandoffSummary, 'byName' | 'end'> & {
  byName: string | null
  endedHow: HandoffEnd | null
  endedAt: string | null
  endedBy: string | null
  endedByName: string | null
}

const tellRow = ({
  endedHow,
  endedAt,
  endedBy,
  endedByName,
  ...row
}: HandoffRow): HandoffSummary => ({
  ...row,
  byName: row.byName ?? NOBODY,
  end:
    endedHow && endedAt
      ? { how: endedHow, at: endedAt, byId: endedBy, byName: endedByName ?? NOBODY }
      : null,
})

/** Of what no person did. */
const NOBODY = 'ResolutionFlow'

const shown = (db: Db, teamId: string) =>
  db
    .selectFrom('handoff as h')
    .innerJoin('session as s', (join) =>
      join.onRef('s.teamId', '=', 'h.teamId').onRef('s.id', '=', 'h.sessionId'),
    )
    .leftJoin('person as b', (join) =>
      join.onRef('b.teamId', '=', 'h.teamId').onRef('b.id', '=', 'h.byId'),
    )
    .leftJoin('person as t', (join) =>
      join.onRef('t.teamId', '=', 'h.teamId').onRef('t.id', '=', 'h.toId'),
    )
    .leftJoin('person as e', (join) =>
      join.onRef('e.teamId', '=', 'h.teamId').onRef('e.id', '=', 'h.endedBy'),
    )
    .select(['h.id', 'h.sessionId', 'h.intent', 'h.reason', 'h.byId', 'b.name as byName'])
    .select(['h.toId', 't.name as toName', 'h.at', 's.ticket', 'h.priority', 's.flowName'])
    .select([LEVEL.as('level'), 's.standing', 'h.lacking', 'h.endedHow', 'h.endedAt', 'h.endedBy'])
    .select('e.name as endedByName')
    .where('h.teamId', '=', teamId)

/**
 * What waits for this person: the rule of `handoff/who-may.ts` as SQL, with their rights looked up
 * on the way, so that the queue is read in one round trip. In the order of `handoff/sort-waiting.ts`,
 * so that what does not fit is what is least urgent; each row tells how many there are in all.
 */
export const listWaiting = (db: Db, asker: Asker) =>
  shown(db, asker.teamId)
    .innerJoin('person as me', (join) =>
      join.onRef('me.teamId', '=', 'h.teamId').on('me.id', '=', asker.personId),
    )
    .where((eb) => waitsFor(eb, asker))
    .select((eb) =>
      eb
        .selectFrom('handoff as h')
        .innerJoin('person as me', (join) =>
          join.onRef('me.teamId', '=', 'h.teamId').on('me.id', '=', asker.personId),
        )
        .where('h.teamId', '=', asker.teamId)
        .where((eb) => waitsFor(eb, asker))
        .select(({ fn }) => fn.countAll<number>().as('all'))
        .as('total'),
    )
    .orderBy(URGENCY)
    .orderBy('h.at')
    .orderBy('h.id')
    .limit(MOST_LISTED)

const waitsFor = (
  eb: ExpressionBuilder<Database & { h: HandoffTable; me: PersonTable }, 'h' | 'me'>,
  { personId }: Asker,
) =>
  eb.and([
    eb('h.endedHow', 'is', null),
    // Who only looks could not take any of it.
    eb('me.role', '!=', 'viewer'),
    eb.or([eb('h.byId', 'is', null), eb('h.byId', '!=', personId)]),
    eb.or([
      eb('h.toId', '=', personId),
      eb('me.role', 'in', ['team_admin', 'super_admin']),
      eb.and([eb('me.role', '=', 'engineer'), eb('me.isLead', '=', true)]),
      eb.and([eb('h.toId', 'is', null), eb('h.intent', 'in', ['peer', 'shift_change'])]),
    ]),
  ])

/** What waits in the team for anybody, in that order; one more than a list has room for. */
export const listAllWaiting = async (tx: Tx, teamId: string): Promise<HandoffSummary[]> => {
  const rows = await shown(tx, teamId)
    .where('h.endedHow', 'is', null)
    .orderBy(URGENCY)
    .orderBy('h.at')
    .orderBy('h.id')
    .limit(MOST_LISTED + 1)
    .execute()
  return rows.map(tellRow)
}

/** The first number in the name of a priority; none comes last. As the index has it. */
const URGENCY = sql<number | null>`substring(h.priority from '[0-9]{1,3}')::int`

export const tellList = (rows: readonly (HandoffRow & { total: number | null })[]) => ({
  handoffs: rows.map(({ total: _, ...row }) => tellRow(row)),
  total: rows[0]?.total ?? 0,
})

export const readHandoff = async (
  tx: Tx,
  teamId: string,
  id: string,
): Promise<HandoffSummary | undefined> => {
  const row = await shown(tx, teamId).where('h.id', '=', id).executeTakeFirst()
  return row && tellRow(row)
}

/** What waits for somebody by name. */
export const listAddressedTo = async (
  tx: Tx,
  teamId: string,
  personId: string,
): Promise<HandoffSummary[]> => {
  const rows = await shown(tx, teamId)
    .where('h.toId', '=', personId)
    .where('h.endedHow', 'is', null)
    .orderBy('h.at')
    .execute()
  return rows.map(tellRow)
}

export const readBriefing = async (
  tx: Tx,
  teamId: string,
  id: string,
): Promise<(Briefing & { timeZone: string }) | undefined> =>
  tx
    .selectFrom('handoff')
    .select(['briefing as sections', 'briefingMode as mode', 'briefingAt as madeAt', 'timeZone'])
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst()

export interface NewHandoff {
  teamId: string
  id: string
  sessionId: string
  intent: HandoffSummary['intent']
  reason: string
  byId: string | null
  toId: string | null
  priority: string | null
  lacking: HandoffSummary['lacking']
  at: string
  timeZone: string
  briefing: Briefing['sections']
}

export const insertHandoff = (tx: Tx, { lacking, briefing, ...row }: NewHandoff) =>
  tx
    .insertInto('handoff')
    .values({
      ...row,
      lacking: asJson(lacking),
      briefing: asJson(briefing),
      briefingMode: 'rules',
      briefingAt: row.at,
    })
    .execute()

/** True when it waited until now. */
export const endHandoff = async (
  tx: Tx,
  teamId: string,
  id: string,
  end: { endedHow: HandoffEnd; endedAt: string; endedBy: string | null },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('handoff')
    .set(end)
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('endedHow', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** True when it said something else until now. */
export const rewordReason = async (
  tx: Tx,
  teamId: string,
  id: string,
  reason: string,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('handoff')
    .set({ reason })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('reason', '!=', reason)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Better words for the same while nobody has read it; the record's own are not put back. */
export const rewordBriefing = async (
  tx: Tx,
  teamId: string,
  id: string,
  briefing: { sections: Briefing['sections']; mode: ReplyMode; at: Date },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('handoff')
    .set({
      briefing: asJson(briefing.sections),
      briefingMode: briefing.mode,
      briefingAt: briefing.at,
    })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('endedHow', 'is', null)
    .where('briefingMode', '=', 'rules')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
