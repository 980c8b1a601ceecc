/** The SQL of what models cost: the month's budget and the calls on it. */
import { sql } from 'kysely'
import { ahead, prepare, sendAhead } from '#db/prepare.ts'
import type { FailureKind, Tier } from '#shared/session/lane-event.ts'
import type { Tx } from '../../db.ts'
import type { TokensUsed } from './price.ts'
import type { AssistantSetting } from './setting-queries.ts'

/** The month's row, taken until the transaction ends: whoever reserves waits for it. */
export async function lockBudget(tx: Tx, teamId: string, month: string): Promise<number> {
  const { rows } = await tx.executeQuery(locking({ teamId, month }))
  return rows[0]?.usedMicro ?? 0
}

type MonthOfTeam = { teamId: string; month: string }

const prepareLocking = (name: string, send: typeof ahead) =>
  prepare<MonthOfTeam, { usedMicro: number }>(name, (db, value) =>
    send(
      db
        .insertInto('aiBudget')
        .values({ teamId: value('teamId'), month: value('month'), usedMicro: 0 })
        .onConflict((taken) =>
          taken
            .columns(['teamId', 'month'])
            .doUpdateSet({ usedMicro: (eb) => eb.ref('aiBudget.usedMicro') }),
        )
        .returning('usedMicro'),
    ),
  )
const locking = prepareLocking('lock_budget', (query) => query)
const lockingAhead = prepareLocking('lock_budget_ahead', ahead)
const settingAhead = prepare<{ teamId: string }, AssistantSetting>(
  'assistant_setting',
  (db, value) =>
    ahead(db.selectFrom('assistantSetting').selectAll().where('teamId', '=', value('teamId'))),
)

export interface Desk {
  usedMicro: number
  setting: AssistantSetting | undefined
  turns: RecentTurn[]
  /** What each of these sessions has cost, calls under way at what they were estimated. */
  sessions: Map<string, number>
}

/** A person's turn, or what else they asked, and when it began. */
export interface RecentTurn {
  personId: string
  turnId: string
  at: string
}

const turn = sql<string>`coalesce(turn_id, id)`
const recentTurns = prepare<{ teamId: string; personIds: string[]; since: string }, RecentTurn>(
  'recent_turns',
  (db, value) =>
    db
      .selectFrom('aiCall')
      .select((eb) => [
        eb.ref('personId').$notNull().as('personId'),
        turn.as('turnId'),
        eb.fn.min('at').as('at'),
      ])
      .where('teamId', '=', value('teamId'))
      .where(sql<boolean>`person_id = any(${value('personIds')}::uuid[])`)
      .where('at', '>', value('since'))
      .groupBy(['personId', turn]),
)

const ofSessionsAhead = prepare<
  { teamId: string; sessionIds: string[] },
  { sessionId: string; usedMicro: number }
>('used_of_sessions', (db, value) =>
  ahead(
    db
      .selectFrom('aiCall')
      .select((eb) => [
        eb.ref('sessionId').$notNull().as('sessionId'),
        sql<number>`sum(cost_micro)::float8`.as('usedMicro'),
      ])
      .where('teamId', '=', value('teamId'))
      .where(sql<boolean>`session_id = any(${value('sessionIds')}::uuid[])`)
      .groupBy('sessionId'),
  ),
)

/**
 * All that decides whether calls may be let out, in one round trip: the budget is locked first,
 * and what is read after it sees what everybody before has stored.
 */
export async function holdDesk(
  tx: Tx,
  month: MonthOfTeam,
  { personIds, since, sessionIds }: { personIds: string[]; since: Date; sessionIds: string[] },
): Promise<Desk> {
  const { teamId } = month
  const budget = await sendAhead(tx, lockingAhead(month))
  const first = await sendAhead(tx, settingAhead({ teamId }))
  const costs = await sendAhead(tx, ofSessionsAhead({ teamId, sessionIds }))
  // Asked for last, since this is what is waited for.
  const asked = recentTurns({ teamId, personIds, since: since.toISOString() })
  const { rows: turns } = await tx.executeQuery(asked)
  const [held] = await budget.rows
  const [setting] = await first.rows
  const sessions = new Map((await costs.rows).map((one) => [one.sessionId, one.usedMicro]))
  return { usedMicro: held?.usedMicro ?? 0, setting, turns, sessions }
}

export const readUsed = async (tx: Tx, teamId: string, month: string): Promise<number> => {
  const row = await tx
    .selectFrom('aiBudget')
    .select('usedMicro')
    .where('teamId', '=', teamId)
    .where('month', '=', month)
    .executeTakeFirst()
  return row?.usedMicro ?? 0
}

/** Of that, what was asked with the installation's key. */
export const readUsedOfInstallation = async (
  tx: Tx,
  teamId: string,
  month: string,
): Promise<number> => {
  const { used } = await tx
    .selectFrom('aiCall')
    .select(sql<number>`coalesce(sum(cost_micro), 0)::float8`.as('used'))
    .where('teamId', '=', teamId)
    .where('month', '=', month)
    .where('isOwnKey', '=', false)
    .executeTakeFirstOrThrow()
  return used
}

export interface CallToReserve {
  teamId: string
  id: string
  at: Date
  month: string
  purpose: string
  sessionId: string | null
  turnId: string | null
  ticketOrigin: string | null
  ticketId: number | null
  personId: string | null
  isOwnKey: boolean
  tierRequested: Tier
  modelRequested: string
  effort: string
  routerVersion: string
  reasons: string[]
  promptVersion: string
  schemaVersion: string
  priceVersion: string
  /** Of the prompt as it was reckoned; the vendor's count when it is settled. */
  inputTokens: number
  /** What it may cost at the most. */
  costMicro: number
}

type CallValues = Omit<CallToReserve, 'reasons'> & { reasonsJson: string }

/** Sent ahead: when it fails, the commit fails with its reason. */
const reserving = prepare<CallValues, unknown>('reserve_call', (db, value) =>
  ahead(
    db
      .with('put', (put) =>
        put.insertInto('aiCall').values({
          teamId: value('teamId'),
          id: value('id'),
          at: value('at'),
          month: value('month'),
          purpose: value('purpose'),
          sessionId: value('sessionId'),
          turnId: value('turnId'),
          ticketOrigin: value('ticketOrigin'),
          ticketId: value('ticketId'),
          personId: value('personId'),
          isOwnKey: value('isOwnKey'),
          tierRequested: value('tierRequested'),
          modelRequested: value('modelRequested'),
          effort: value('effort'),
          routerVersion: value('routerVersion'),
          reasons: sql`${value('reasonsJson')}::jsonb`,
          promptVersion: value('promptVersion'),
          schemaVersion: value('schemaVersion'),
          priceVersion: value('priceVersion'),
          inputTokens: value('inputTokens'),
          costMicro: value('costMicro'),
        }),
      )
      .updateTable('aiBudget')
      .set((eb) => ({ usedMicro: eb('usedMicro', '+', value('costMicro')) }))
      .where('teamId', '=', value('teamId'))
      .where('month', '=', value('month')),
  ),
)

/** Writes the call down and takes what it may cost from the month's budget. */
export async function insertCall(tx: Tx, { reasons, ...call }: CallToReserve): Promise<void> {
  await tx.executeQuery(reserving({ ...call, reasonsJson: JSON.stringify(reasons) }))
}

export interface CallSettled {
  tierServed: Tier | null
  modelServed: string | null
  requestId: string | null
  stopReason: string | null
  failure: FailureKind | null
  used: TokensUsed
  costMicro: number
  firstTextMs: number | null
  totalMs: number
  settledAt: Date
}

type SettledValues = { teamId: string; id: string; month: string; estimateMicro: number } & Omit<
  CallSettled,
  'used'
> &
  TokensUsed

const prepareSettling = (name: string, send: typeof ahead) =>
  prepare<SettledValues, { usedMicro: number }>(name, (db, value) =>
    send(
      db
        .with('settled', (settled) =>
          settled
            .updateTable('aiCall')
            .set({
              tierServed: value('tierServed'),
              modelServed: value('modelServed'),
              requestId: value('requestId'),
              stopReason: value('stopReason'),
              failure: value('failure'),
              costMicro: value('costMicro'),
              firstTextMs: value('firstTextMs'),
              totalMs: value('totalMs'),
              settledAt: value('settledAt'),
              inputTokens: value('input'),
              cacheReadTokens: value('cacheRead'),
              cacheWriteShortTokens: value('cacheWrite5m'),
              cacheWriteLongTokens: value('cacheWrite1h'),
              outputTokens: value('output'),
              thinkingTokens: value('thinking'),
            })
            .where('teamId', '=', value('teamId'))
            .where('id', '=', value('id'))
            .where('settledAt', 'is', null)
            .returning('costMicro'),
        )
        .updateTable('aiBudget')
        .from('settled')
        .set({
          usedMicro: sql`used_micro + settled.cost_micro - ${value('estimateMicro')}::bigint`,
        })
        .where('teamId', '=', value('teamId'))
        .where('month', '=', value('month'))
        .returning('usedMicro'),
    ),
  )
const settling = prepareSettling('settle_call', (query) => query)
const settlingAhead = prepareSettling('settle_call_ahead', ahead)

export interface CallToSettle extends CallSettled {
  teamId: string
  id: string
  month: string
  /** What was put aside for it. */
  estimateMicro: number
}

const valuesOf = ({ used, ...settled }: CallToSettle): SettledValues => ({ ...settled, ...used })

/**
 * Settles a call that is open and gives the month's budget back what it did not cost; false when
 * it was settled already. The budget is to be locked before: that is the order in which reserving
 * takes the two, and in another one both could wait for each other.
 */
export async function settleCall(tx: Tx, call: CallToSettle): Promise<boolean> {
  const { rows } = await tx.executeQuery(settling(valuesOf(call)))
  return rows.length > 0
}

/** The same of several of one team, with what ends the transaction in one round trip. */
export async function settleCalls(tx: Tx, calls: readonly CallToSettle[]): Promise<void> {
  const teamId = calls[0]?.teamId ?? ''
  const months = new Set(calls.map(({ month }) => month).toSorted())
  for (const month of months) await sendAhead(tx, lockingAhead({ teamId, month }))
  for (const call of calls) await sendAhead(tx, settlingAhead(valuesOf(call)))
}

/** Of a turn that nobody works on any more, or begun before a time. */
export type LostCalls = { turnId: string; before?: never } | { turnId?: never; before: Date }

/** Calls that nobody will settle any more. */
export const listLostCalls = (tx: Tx, teamId: string, { turnId, before }: LostCalls) =>
  tx
    .selectFrom('aiCall')
    .select(['id', 'month', 'sessionId', 'tierRequested', 'inputTokens', 'costMicro'])
    .where('teamId', '=', teamId)
    .where('settledAt', 'is', null)
    .$if(turnId !== undefined, (calls) => calls.where('turnId', '=', turnId ?? null))
    .$if(before !== undefined, (calls) => calls.where('at', '<', before?.toISOString() ?? ''))
    .orderBy('id')
    .execute()
