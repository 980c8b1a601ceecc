/** The SQL of how hard a team takes the checks of its notes, and how it rounds time. */
import type { Insertable } from 'kysely'
import type { NoteCheckRuleTable } from '#db/tables.ts'
import type { NoteCheckRule } from '#shared/note/check-rule.ts'
import { asJson, type Tx } from '../db.ts'

/** Nobody has said anything yet. */
const NO_RULE: NoteCheckRule = {
  version: 0,
  levels: {},
  roundUpTo: 0,
  savedAt: null,
  savedBy: null,
}

export const readNoteCheckRule = async (tx: Tx, teamId: string): Promise<NoteCheckRule> =>
  (await tx
    .selectFrom('noteCheckRule as r')
    .innerJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'r.teamId').onRef('p.id', '=', 'r.savedBy'),
    )
    .select(['r.version', 'r.levels', 'r.roundUpTo', 'r.savedAt', 'p.name as savedBy'])
    .where('r.teamId', '=', teamId)
    .executeTakeFirst()) ?? NO_RULE

/** False where somebody else has saved since `basedOn`. */
export async function saveNoteCheckRule(
  tx: Tx,
  basedOn: number,
  { teamId, ...rest }: Omit<Insertable<NoteCheckRuleTable>, 'version'>,
): Promise<boolean> {
  const values = { ...rest, levels: asJson(rest.levels), version: basedOn + 1 }
  const result =
    basedOn === 0
      ? await tx
          .insertInto('noteCheckRule')
          .values({ teamId, ...values })
          .onConflict((taken) => taken.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('noteCheckRule')
          .set(values)
          .where('teamId', '=', teamId)
          .where('version', '=', basedOn)
          .returning('version')
          .executeTakeFirst()
  return result !== undefined
}
