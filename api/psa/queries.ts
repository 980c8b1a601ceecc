/** The SQL of the team's connection and of its members. */
import { sql } from 'kysely'
import type { ConnectionTest, Member } from '#shared/psa/contract.ts'
import { asJson, type Db, inTeam, type Tx } from '../db.ts'
import type { Bound } from '../secrets.ts'
import { matchMembers } from './match-members.ts'
import type { PsaMember } from './psa.ts'

/** A key belongs to one team and one field; copied elsewhere it does not open. */
export const boundTo = (team: string, field: 'publicKey' | 'privateKey'): Bound => ({
  team,
  record: 'psa_connection',
  field,
})

export const readStoredConnection = (db: Db, teamId: string) =>
  inTeam(db, teamId, (tx) => readConnection(tx, teamId))

export const readConnection = (tx: Tx, teamId: string) =>
  tx.selectFrom('psaConnection').selectAll().where('teamId', '=', teamId).executeTakeFirst()

/**
 * Whether the team's connection is still the one that something was read by, and it stays so
 * until the transaction ends: what another company's ConnectWise said is kept under no other.
 */
export const holdConnection = async (tx: Tx, teamId: string, keysSetAt: string): Promise<boolean> =>
  (await tx
    .selectFrom('psaConnection')
    .select('teamId')
    .where('teamId', '=', teamId)
    .where('keysSetAt', '=', keysSetAt)
    .forShare()
    .executeTakeFirst()) !== undefined

export interface ConnectionToStore {
  site: string
  companyId: string
  /** Sealed. */
  publicKey: string
  privateKey: string
  keysSetAt: Date
  keysSetBy: string
}

/**
 * What the team was connected to before, held until the transaction ends: what is read or stored
 * by it meanwhile waits. `isSame`: the new one is of the same company, only by other keys.
 */
export async function holdBefore(
  tx: Tx,
  teamId: string,
  { site, companyId }: Pick<ConnectionToStore, 'site' | 'companyId'>,
) {
  await lockMembers(tx, teamId)
  const before = await readConnection(tx, teamId)
  return { before, isSame: before?.site === site && before.companyId === companyId }
}

/** Other keys for the same company keep its members; another company has others. */
export async function storeConnection(tx: Tx, teamId: string, connection: ConnectionToStore) {
  const { before, isSame } = await holdBefore(tx, teamId, connection)
  if (before && !isSame) await forgetWhatWasRead(tx, teamId)
  const fresh = { lastTest: asJson(null) }
  return tx
    .insertInto('psaConnection')
    .values({ teamId, ...connection, ...fresh })
    .onConflict((taken) =>
      taken.column('teamId').doUpdateSet({
        ...connection,
        ...fresh,
        ...(isSame ? {} : { membersReadAt: null }),
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function removeConnection(tx: Tx, teamId: string) {
  await tx.deleteFrom('psaConnection').where('teamId', '=', teamId).execute()
  await forgetWhatWasRead(tx, teamId)
}

async function forgetWhatWasRead(tx: Tx, teamId: string) {
  await tx.deleteFrom('psaMember').where('teamId', '=', teamId).execute()
  await tx.deleteFrom('ticketCache').where('teamId', '=', teamId).execute()
}

/** Kept only beside the keys that were tried. */
export const storeTest = (tx: Tx, teamId: string, keysSetAt: string, test: ConnectionTest) =>
  tx
    .updateTable('psaConnection')
    .set({ lastTest: asJson(test) })
    .where('teamId', '=', teamId)
    .where('keysSetAt', '=', keysSetAt)
    .execute()

export const listMembers = (tx: Tx, teamId: string): Promise<Member[]> =>
  tx
    .selectFrom('psaMember')
    .select(['memberId', 'identifier', 'name', 'email', 'isInactive', 'personId', 'matchedBy'])
    .where('teamId', '=', teamId)
    .orderBy('isInactive')
    .orderBy('name')
    .orderBy('memberId')
    .execute()

/**
 * Keeps what ConnectWise has now and matches anew. The connection's row is the lock: two reads
 * at once end one after the other, and none survives the connection it came by; false for those.
 */
export async function storeMembers(
  tx: Tx,
  teamId: string,
  keysSetAt: string,
  members: PsaMember[],
  readAt: Date,
): Promise<boolean> {
  const connection = await tx
    .updateTable('psaConnection')
    .set({ membersReadAt: readAt })
    .where('teamId', '=', teamId)
    .where('keysSetAt', '=', keysSetAt)
    .returning('teamId')
    .executeTakeFirst()
  if (!connection) return false
  const before = await listMembers(tx, teamId)
  const people = await tx
    .selectFrom('person')
    .select(['id', 'email', 'name'])
    .where('teamId', '=', teamId)
    .where('removedAt', 'is', null)
    .where('isServiceAccount', '=', false)
    .execute()
  const matches = new Map(matchMembers(members, people, before).map((m) => [m.memberId, m]))
  await tx.deleteFrom('psaMember').where('teamId', '=', teamId).execute()
  const rows = members.map((member) => ({
    teamId,
    memberId: member.memberId,
    identifier: member.identifier,
    name: member.name,
    email: member.emails[0] ?? null,
    isInactive: member.isInactive,
    personId: matches.get(member.memberId)?.personId ?? null,
    matchedBy: matches.get(member.memberId)?.matchedBy ?? null,
  }))
  // A statement takes so many values and no more.
  for (let from = 0; from < rows.length; from += MOST_ROWS) {
    await tx
      .insertInto('psaMember')
      .values(rows.slice(from, from + MOST_ROWS))
      .execute()
  }
  return true
}

const MOST_ROWS = 1_000

const oneMember = (tx: Tx, teamId: string, memberId: number) =>
  tx
    .selectFrom('psaMember')
    .leftJoin('person', (on) =>
      on.onRef('person.id', '=', 'psaMember.personId').on('person.teamId', '=', teamId),
    )
    .select([
      'psaMember.memberId',
      'psaMember.name',
      'psaMember.isInactive',
      'psaMember.personId',
      'person.name as personName',
    ])
    .where('psaMember.teamId', '=', teamId)
    .where('psaMember.memberId', '=', memberId)

export const readMember = (tx: Tx, teamId: string, memberId: number) =>
  oneMember(tx, teamId, memberId).executeTakeFirst()

/** A person who may write: of the team, not removed, and not while this transaction lasts. */
export const readActivePerson = (tx: Tx, teamId: string, personId: string) =>
  tx
    .selectFrom('person')
    .select(['id', 'name'])
    .where('teamId', '=', teamId)
    .where('id', '=', personId)
    .where('removedAt', 'is', null)
    .where('isServiceAccount', '=', false)
    .forShare()
    .executeTakeFirst()

/** Takes a member for a person; undefined when somebody else has it already. */
export async function claimMember(tx: Tx, teamId: string, memberId: number, personId: string) {
  await tx
    .updateTable('psaMember')
    .set({ personId: null, matchedBy: null })
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('memberId', '<>', memberId)
    .execute()
  return tx
    .updateTable('psaMember')
    .set({ personId, matchedBy: 'hand' })
    .where('teamId', '=', teamId)
    .where('memberId', '=', memberId)
    .where('isInactive', '=', false)
    .where((eb) => eb.or([eb('personId', 'is', null), eb('personId', '=', personId)]))
    .returning(MEMBER)
    .executeTakeFirst()
}

export const freeMember = (tx: Tx, teamId: string, memberId: number) =>
  tx
    .updateTable('psaMember')
    .set({ personId: null, matchedBy: 'hand' })
    .where('teamId', '=', teamId)
    .where('memberId', '=', memberId)
    .returning(MEMBER)
    .executeTakeFirst()

const MEMBER = [
  'memberId',
  'identifier',
  'name',
  'email',
  'isInactive',
  'personId',
  'matchedBy',
] as const

/** As whom a person writes; undefined while nobody has said so. */
export const readAuthor = (tx: Tx, teamId: string, personId: string) =>
  tx
    .selectFrom('psaMember')
    .select(['memberId', 'identifier', 'name'])
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('isInactive', '=', false)
    .executeTakeFirst()

/** Held until the transaction ends, so that claims and changes are decided one after the other. */
export const lockMembers = (tx: Tx, teamId: string) =>
  sql`select 1 from psa_connection where team_id = ${teamId} for update`.execute(tx)
