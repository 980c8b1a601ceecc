/** The SQL of people. The service account is nobody's colleague and is in no list. */
import { type Insertable, sql, type Updateable } from 'kysely'
import type { PersonTable, TeamTable } from '#db/tables.ts'
import type { Person } from '#shared/person/person.ts'
import type { Tx } from '../db.ts'

const SHOWN = ['id', 'email', 'name', 'role', 'isLead', 'createdAt', 'removedAt'] as const

type Row = Omit<Person, 'isRemoved'> & { removedAt: string | null }

export const tellPerson = ({ removedAt, ...person }: Row): Person => ({
  ...person,
  isRemoved: removedAt !== null,
})

export const listPeople = (tx: Tx, teamId: string): Promise<Row[]> =>
  tx
    .selectFrom('person')
    .select(SHOWN)
    .where('teamId', '=', teamId)
    .where('isServiceAccount', '=', false)
    .orderBy(sql`removed_at is not null`)
    .orderBy('name')
    .orderBy('id')
    .execute()

/** Takes changes of people one after the other, so that two cannot remove each other. */
export const lockPeople = (tx: Tx, teamId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`people ${teamId}`}, 0))`.execute(tx)

export const readPerson = (tx: Tx, teamId: string, id: string): Promise<Row | undefined> =>
  tx
    .selectFrom('person')
    .select(SHOWN)
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('isServiceAccount', '=', false)
    .executeTakeFirst()

/** As they are until this transaction ends: nobody removes them, or changes their role, before. */
export const holdColleague = (tx: Tx, teamId: string, id: string): Promise<Row | undefined> =>
  tx
    .selectFrom('person')
    .select(SHOWN)
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('isServiceAccount', '=', false)
    .forShare()
    .executeTakeFirst()

/** How many others can still run the team. */
export const countOtherAdmins = async (tx: Tx, teamId: string, id: string): Promise<number> =>
  (
    await tx
      .selectFrom('person')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('teamId', '=', teamId)
      .where('id', '!=', id)
      .where('role', '=', 'team_admin')
      .where('removedAt', 'is', null)
      .executeTakeFirstOrThrow()
  ).count

export const insertPerson = (tx: Tx, row: Insertable<PersonTable>): Promise<Row> =>
  tx.insertInto('person').values(row).returning(SHOWN).executeTakeFirstOrThrow()

export const changePerson = (
  tx: Tx,
  teamId: string,
  id: string,
  change: Updateable<PersonTable>,
): Promise<Row> =>
  tx
    .updateTable('person')
    .set(change)
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .returning(SHOWN)
    .executeTakeFirstOrThrow()

/** Nobody writes as their ConnectWise member any more, and another may. */
export const releaseMember = (tx: Tx, teamId: string, personId: string) =>
  tx
    .updateTable('psaMember')
    .set({ personId: null, matchedBy: null })
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .execute()

export const insertTeam = (tx: Tx, row: Insertable<TeamTable>) =>
  tx
    .insertInto('team')
    .values(row)
    .onConflict((oc) => oc.doNothing())
    .execute()
