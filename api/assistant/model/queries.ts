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
  /** Of the person who asks, in the last minute; none where nobody does. */
  turns: { turns: number; firstAt: string | null }
}

/**
 * All that decides whether a call may be let out, in one round trip: the budget is locked first,
 * and what is read after it sees what everybody before has stored.
 */
export async function holdDesk(
  tx: Tx,
  month: MonthOfTeam,
  asking: { personId: string | null; since: Date; butFor: string | null },
): Promise<Desk> {
  const { teamId } = month
  const { personId, ...counted } = asking
  const budget = await sendAhead(tx, lockingAhead(month))
  const first = await sendAhead(tx, settingAhead({ teamId }))
  // Asked for last, since this is what is waited for.
  const turns = await countTurns(tx, teamId, personId, counted)
  const [held] = await budget.rows
  const [setting] = await first.rows
  return { usedMicro: held?.usedMicro ?? 0, setting, turns }
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

export const addToBudget = (tx: Tx, teamId: string, month: string, micro: number) =>
  tx
    .updateTable('aiBudget')
    .set((eb) => ({ usedMicro: eb('usedMicro', '+', micro) }))
    .where('teamId', '=', teamId)
    .where('month', '=', month)
    .execute()

/** Turns of a person since then, and when the first of them began; one's own is not counted. */
export async function countTurns(
  tx: Tx,
  teamId: string,
  personId: string | null,
  { since, butFor }: { since: Date; butFor: string | null },
): Promise<{ turns: number; firstAt: string | null }> {
  const turn = sql<string>`coalesce(turn_id, id)`
  const counted = await tx
    .selectFrom('aiCall')
    .select([
      sql<number>`count(distinct ${turn})`.as('turns'),
      (eb) => eb.fn.min('at').as('firstAt'),
    ])
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('at', '>', since.toISOString())
    .where(turn, 'is distinct from', butFor)
    .executeTakeFirstOrThrow()
  return { turns: Number(counted.turns), firstAt: counted.firstAt }
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

/** Settles a call that is open; undefined when it was settled already. */
export const settleCall = (tx: Tx, teamId: string, id: string, { used, ...settled }: CallSettled) =>
  tx
    .updateTable('aiCall')
    .set({
      ...settled,
      inputTokens: used.input,
      cacheReadTokens: used.cacheRead,
      cacheWriteShortTokens: used.cacheWrite5m,
      cacheWriteLongTokens: used.cacheWrite1h,
      outputTokens: used.output,
      thinkingTokens: used.thinking,
    })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('settledAt', 'is', null)
    .returning('id')
    .executeTakeFirst()

/** Of a turn that nobody works on any more, or begun before a time. */
export type LostCalls = { turnId: string; before?: never } | { turnId?: never; before: Date }

/** Calls that nobody will settle any more. */
export const listLostCalls = (tx: Tx, teamId: string, { turnId, before }: LostCalls) =>
  tx
    .selectFrom('aiCall')
    .select(['id', 'month', 'tierRequested', 'inputTokens', 'costMicro'])
    .where('teamId', '=', teamId)
    .where('settledAt', 'is', null)
    .$if(turnId !== undefined, (calls) => calls.where('turnId', '=', turnId ?? null))
    .$if(before !== undefined, (calls) => calls.where('at', '<', before?.toISOString() ?? ''))
    .orderBy('id')
    .execute()
