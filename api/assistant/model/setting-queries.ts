/** The SQL of a team's settings about models. */
import type { AssistantTest, InferenceGeo, RedactionPolicy } from '#shared/assistant/settings.ts'
import { asJson, type Tx } from '../../db.ts'
import type { Bound } from '../../secrets.ts'

/** A key belongs to one team; copied elsewhere it does not open. */
export const keyBoundTo = (team: string): Bound => ({
  team,
  record: 'assistant_setting',
  field: 'apiKey',
})

export type AssistantSetting = NonNullable<Awaited<ReturnType<typeof readSetting>>>

export const readSetting = (tx: Tx, teamId: string) =>
  tx.selectFrom('assistantSetting').selectAll().where('teamId', '=', teamId).executeTakeFirst()

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
  sessionLimitMicro: number | null
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
