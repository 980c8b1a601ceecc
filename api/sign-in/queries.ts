/** The SQL of signing in: accounts, sign-ins, their tokens and passwords. */
import type { Insertable } from 'kysely'
import { prepare } from '#db/prepare.ts'
import type { SignInFamilyTable } from '#db/tables.ts'
import type { Tx } from '../db.ts'

/** At the door: who has this e-mail, and whether they have signed in from this address before. */
export const findAccount = (tx: Tx, email: string, addressHash: string) =>
  tx
    .selectFrom('person as p')
    .select((eb) => [
      'p.teamId',
      'p.id',
      'p.passwordHash',
      eb
        .exists(
          eb
            .selectFrom('signInFamily as f')
            .select('f.personId')
            .whereRef('f.teamId', '=', 'p.teamId')
            .whereRef('f.personId', '=', 'p.id')
            .where('f.addressHash', '=', addressHash),
        )
        .as('isFamiliar'),
    ])
    .where('p.email', '=', email)
    .where('p.removedAt', 'is', null)
    .where('p.isServiceAccount', '=', false)
    .executeTakeFirst()

/** At the door: whose a refresh token is. */
export const findTokenOwner = (tx: Tx, hash: string) =>
  tx
    .selectFrom('refreshToken')
    .select(['teamId', 'familyId'])
    .where('hash', '=', hash)
    .executeTakeFirst()

export const insertFamily = (tx: Tx, row: Insertable<SignInFamilyTable>) =>
  tx.insertInto('signInFamily').values(row).execute()

/** A sign-in with its person, held until the transaction ends: one use of a token at a time. */
export const lockFamily = (tx: Tx, teamId: string, familyId: string) =>
  tx
    .selectFrom('signInFamily as f')
    .innerJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'f.teamId').onRef('p.id', '=', 'f.personId'),
    )
    .innerJoin('team as t', 't.id', 'f.teamId')
    .select([
      'f.id as signInId',
      'f.endsAt',
      'f.endedAt',
      'f.lastUsedAt',
      'p.teamId',
      'p.id as personId',
      'p.email',
      'p.name',
      'p.role',
      'p.isLead',
      'p.createdAt',
      'p.removedAt',
      'p.mustChangePassword',
      't.name as teamName',
    ])
    .where('f.teamId', '=', teamId)
    .where('f.id', '=', familyId)
    .forUpdate('f')
    .executeTakeFirst()

export const readRefreshToken = (tx: Tx, teamId: string, hash: string) =>
  tx
    .selectFrom('refreshToken')
    .selectAll()
    .where('teamId', '=', teamId)
    .where('hash', '=', hash)
    .executeTakeFirst()

export const insertRefreshToken = (
  tx: Tx,
  row: { teamId: string; familyId: string; hash: string; issuedAt: Date },
) => tx.insertInto('refreshToken').values(row).execute()

export const spendRefreshToken = (
  tx: Tx,
  { teamId, hash, at, successor }: { teamId: string; hash: string; at: Date; successor: string },
) =>
  tx
    .updateTable('refreshToken')
    .set({ usedAt: at, successor })
    .where('teamId', '=', teamId)
    .where('hash', '=', hash)
    .execute()

export const touchFamily = (tx: Tx, teamId: string, familyId: string, at: Date) =>
  tx
    .updateTable('signInFamily')
    .set({ lastUsedAt: at })
    .where('teamId', '=', teamId)
    .where('id', '=', familyId)
    .execute()

/** Ends sign-ins of a person: all, one, or all but one. How many were running is the answer. */
export async function endFamilies(
  tx: Tx,
  which: { teamId: string; personId: string; only?: string; except?: string },
  at: Date,
  why: string,
): Promise<number> {
  const { only, except } = which
  const ended = await tx
    .updateTable('signInFamily')
    .set({ endedAt: at, endedWhy: why })
    .where('teamId', '=', which.teamId)
    .where('personId', '=', which.personId)
    .where('endedAt', 'is', null)
    .$if(only !== undefined, (qb) => qb.where('id', '=', only ?? ''))
    .$if(except !== undefined, (qb) => qb.where('id', '!=', except ?? ''))
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

export const listFamilies = (tx: Tx, teamId: string, personId: string, at: Date) =>
  tx
    .selectFrom('signInFamily')
    .select(['id', 'device', 'startedAt', 'lastUsedAt'])
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .where('endsAt', '>', at.toISOString())
    .orderBy('lastUsedAt', 'desc')
    .limit(200)
    .execute()

export const readPasswordHash = async (tx: Tx, teamId: string, personId: string) =>
  (
    await tx
      .selectFrom('person')
      .select('passwordHash')
      .where('teamId', '=', teamId)
      .where('id', '=', personId)
      .executeTakeFirst()
  )?.passwordHash

/** The same, of somebody who belongs to the team, and staying so until the transaction ends. */
export const holdPasswordHash = async (tx: Tx, teamId: string, personId: string) =>
  (
    await tx
      .selectFrom('person')
      .select('passwordHash')
      .where('teamId', '=', teamId)
      .where('id', '=', personId)
      .where('removedAt', 'is', null)
      .forShare()
      .executeTakeFirst()
  )?.passwordHash

/** This sign-in has just proved who sits there. */
export const proveFamily = (
  tx: Tx,
  who: { teamId: string; personId: string; signInId: string },
  at: Date,
) =>
  tx
    .updateTable('signInFamily')
    .set({ provedAt: at })
    .where('teamId', '=', who.teamId)
    .where('personId', '=', who.personId)
    .where('id', '=', who.signInId)
    .where('endedAt', 'is', null)
    .execute()

/** Puts a new one in the place of the one that was looked at; false where that one is gone. */
export const replacePasswordHash = async (
  tx: Tx,
  who: { teamId: string; personId: string },
  before: string,
  after: string,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('person')
    .set({ passwordHash: after, mustChangePassword: false })
    .where('teamId', '=', who.teamId)
    .where('id', '=', who.personId)
    .where('passwordHash', '=', before)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export interface PsaOf {
  site: string | null
  memberId: number | null
  identifier: string | null
  name: string | null
}

/** The team's ConnectWise site, and the member somebody writes as. */
export const psaOf = prepare<{ teamId: string; personId: string }, PsaOf>('psa_of', (db, value) =>
  db
    .selectFrom('team as t')
    .leftJoin('psaConnection as c', 'c.teamId', 't.id')
    .leftJoin('psaMember as m', (join) =>
      join.onRef('m.teamId', '=', 't.id').on('m.personId', '=', value('personId')),
    )
    .select(['c.site', 'm.memberId', 'm.identifier', 'm.name'])
    .where('t.id', '=', value('teamId')),
)

/** Sign-ins that ended some time ago go, and their tokens with them. */
export const forgetOldFamilies = (tx: Tx, teamId: string, before: Date) =>
  tx
    .deleteFrom('signInFamily')
    .where('teamId', '=', teamId)
    .where((eb) =>
      eb.or([eb('endedAt', '<', before.toISOString()), eb('endsAt', '<', before.toISOString())]),
    )
    .execute()
