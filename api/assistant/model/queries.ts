/** The SQL of what models cost, and of a team's settings about them. */
import { sql } from 'kysely'
import type { AssistantTest, InferenceGeo, RedactionPolicy } from '#shared/assistant/settings.ts'
import type { FailureKind, Tier } from '#shared/session/lane-event.ts'
import { asJson, type Tx } from '../../db.ts'
import type { Bound } from '../../secrets.ts'
import type { TokensUsed } from './price.ts'

/** A key belongs to one team; copied elsewhere it does not open. */
export const keyBoundTo = (team: string): Bound => ({
  team,
  record: 'assistant_setting',
  field: 'apiKey',
})

export type AssistantSetting = NonNullable<Awaited<ReturnType<typeof readSetting>>>

export const readSetting = (tx: Tx, teamId: string) =>
  tx.selectFrom('assistantSetting').selectAll().where('teamId', '=', teamId).executeTakeFirst()

/** The month's row, taken until the transaction ends: whoever reserves waits for it. */
export async function lockBudget(tx: Tx, teamId: string, month: string): Promise<number> {
  const { usedMicro } = await tx
    .insertInto('aiBudget')
    .values({ teamId, month, usedMicro: 0 })
    .onConflict((taken) =>
      taken
        .columns(['teamId', 'month'])
        .doUpdateSet({ usedMicro: (eb) => eb.ref('aiBudget.usedMicro') }),
    )
    .returning('usedMicro')
    .executeTakeFirstOrThrow()
  return usedMicro
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
  personId: string,
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
  /** What it may cost at the most. */
  costMicro: number
}

export const insertCall = (tx: Tx, call: CallToReserve) =>
  tx
    .insertInto('aiCall')
    .values({ ...call, reasons: asJson(call.reasons) })
    .execute()

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

export interface KeyToStore {
  apiKey: string
  keySetAt: Date
  keySetBy: string
}

export const storeKey = (tx: Tx, teamId: string, key: KeyToStore | null) => {
  const columns = {
    ...(key ?? { apiKey: null, keySetAt: null, keySetBy: null }),
    lastTest: asJson(null),
  }
  return tx
    .insertInto('assistantSetting')
    .values({ teamId, ...columns })
    .onConflict((taken) => taken.column('teamId').doUpdateSet(columns))
    .returningAll()
    .executeTakeFirstOrThrow()
}

export interface LimitsToStore {
  monthlyLimitMicro: number | null
  turnsPerMinute: number | null
  redactionPolicy: RedactionPolicy
  inferenceGeo: InferenceGeo | null
}

export const storeLimits = (tx: Tx, teamId: string, limits: LimitsToStore) =>
  tx
    .insertInto('assistantSetting')
    .values({
      teamId,
      ...limits,
      lastTest: asJson(null),
      apiKey: null,
      keySetAt: null,
      keySetBy: null,
    })
    .onConflict((taken) => taken.column('teamId').doUpdateSet(limits))
    .returningAll()
    .executeTakeFirstOrThrow()

/** Kept only beside the key that was tried. */
export const storeKeyTest = (tx: Tx, teamId: string, keySetAt: string, test: AssistantTest) =>
  tx
    .updateTable('assistantSetting')
    .set({ lastTest: asJson(test) })
    .where('teamId', '=', teamId)
    .where('keySetAt', '=', keySetAt)
    .execute()

/** Puts a key that was sealed anew in the place of the same one. */
export const replaceSealedKey = (tx: Tx, teamId: string, before: string, after: string) =>
  tx
    .updateTable('assistantSetting')
    .set({ apiKey: after })
    .where('teamId', '=', teamId)
    .where('apiKey', '=', before)
    .execute()
