/** The SQL of how notes were worded. */
import { type Insertable, sql } from 'kysely'
import type { NoteWordingTable } from '#db/tables.ts'
import type { NoteWords } from '#shared/note/note-words.ts'
import type { Tx } from '../db.ts'

export const insertWording = (tx: Tx, row: Insertable<NoteWordingTable>) =>
  tx
    .insertInto('noteWording')
    .values(row)
    .onConflict((known) => known.doNothing())
    .execute()

/** By kind of note and whose words were proposed, the most written first. */
export const sumWordings = (tx: Tx, teamId: string, since: Date): Promise<NoteWords[]> =>
  tx
    .selectFrom('noteWording')
    .select(({ fn }) => [
      'noteKind',
      'mode',
      sql<number>`count(*)::integer`.as('notes'),
      sql<number>`(count(*) filter (where changed_words = 0))::integer`.as('unchanged'),
      fn.sum<number>('words').as('words'),
      fn.sum<number>('changedWords').as('changedWords'),
      fn.sum<number>('flagged').as('flagged'),
      fn.sum<number>('taken').as('taken'),
    ])
    .where('teamId', '=', teamId)
    .where('writtenAt', '>=', since.toISOString())
    .groupBy(['noteKind', 'mode'])
    .orderBy('notes', 'desc')
    .orderBy('noteKind')
    .orderBy('mode')
    .execute()
