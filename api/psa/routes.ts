/**
 * The team's connection to ConnectWise, and who writes there as whom.
 *
 * Keys come in, are sealed, and never go out again. ConnectWise is asked before or after a
 * transaction, never in one.
 */
import {
  type Connection,
  type ConnectionTest,
  GetConnection,
  ListClientConfigurations,
  ListMembers,
  ListWorkTypes,
  MapMember,
  type Member,
  type NewConnection,
  RemoveConnection,
  SaveConnection,
  TestConnection,
} from '#shared/psa/contract.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { recordAudit } from '../audit.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { endMovedWrites } from '../note/end-moved-writes.ts'
import { signInOrigin } from './connectwise/company-info.ts'
import {
  boundTo,
  claimMember,
  freeMember,
  holdBefore,
  listMembers,
  lockMembers,
  readActivePerson,
  readConnection,
  readMember,
  readStoredConnection,
  removeConnection,
  storeConnection,
  storeTest,
} from './queries.ts'
import { refreshMembers } from './refresh-members.ts'
import { bodyOf } from './refuse-failure.ts'

export const NO_CONNECTION =
  'No ConnectWise is connected. An admin of your team sets it up under Settings > ConnectWise.'

export function psaRoutes(app: App): void {
  const { deps } = app
  const { db, secrets, now, psa } = deps

  answer(app, GetConnection, async (_, { teamId }) => {
    const stored = await readStoredConnection(db, teamId)
    return { connection: stored ? shown(stored) : null }
  })

  answer(app, SaveConnection, async (asked, { teamId, personId, name }, { address }) => {
    const { companyId, publicKey, privateKey } = asked
    const connection = {
      // People copy either address; tickets are known by the one they are seen at.
      site: signInOrigin(asked.site),
      companyId,
      publicKey: await secrets.seal(publicKey, boundTo(teamId, 'publicKey')),
      privateKey: await secrets.seal(privateKey, boundTo(teamId, 'privateKey')),
      keysSetAt: now(),
      keysSetBy: name,
    }
    return inTeam(db, teamId, async (tx) => {
      const { before, isSame } = await holdBefore(tx, teamId, connection)
      if (before && !isSame) await endMovedWrites(tx, deps, teamId)
      const stored = await storeConnection(tx, teamId, connection)
      const object = stored.site
      await recordAudit(tx, { teamId, personId, at: now(), act: 'psa.keys.set', object, address })
      return { connection: shown(stored) }
    })
  })

  answer(app, TestConnection, async ({ connection }, { teamId }) => {
    return connection ? tryNew(deps, teamId, connection) : tryStored(deps, teamId)
  })

  answer(app, RemoveConnection, async (_, { teamId, personId }, { address }) => {
    await inTeam(db, teamId, async (tx) => {
      await lockMembers(tx, teamId)
      await endMovedWrites(tx, deps, teamId)
      await removeConnection(tx, teamId)
      await recordAudit(tx, { teamId, personId, at: now(), act: 'psa.removed', address })
    })
    return {}
  })

  answer(app, ListMembers, async ({ refresh }, { teamId }) => {
    const connection = await readStoredConnection(db, teamId)
    if (connection && (refresh || !connection.membersReadAt)) {
      const team = (await psa.of(teamId)) ?? refuse('notReady', NO_CONNECTION)
      bodyOf(await refreshMembers(deps, teamId, team))
    }
    return inTeam(db, teamId, async (tx) => ({
      members: await listMembers(tx, teamId),
      readAt: (await readConnection(tx, teamId))?.membersReadAt ?? null,
    }))
  })

  answer(app, MapMember, async ({ memberId, personId }, who, { address }) =>
    inTeam(db, who.teamId, async (tx) => {
      const mapped = await mapMember(tx, who.teamId, memberId, personId)
      await recordAudit(tx, {
        teamId: who.teamId,
        personId: who.personId,
        at: now(),
        act: 'psa.member.mapped',
        object: `${memberId} ${personId ?? 'nobody'}`,
        address,
      })
      return mapped
    }),
  )

  answer(app, ListClientConfigurations, async ({ client }, { teamId }) => {
    const team = (await psa.of(teamId)) ?? refuse('notReady', NO_CONNECTION)
    const found = bodyOf(await team.psa.listConfigurations(client))
    return {
      configurations: found.map(({ id, name, type, ipAddress }) => ({
        ...{ id, name, type },
        ...(ipAddress ? { ipAddress } : {}),
      })),
    }
  })

  answer(app, ListWorkTypes, async (_, { teamId }) => {
    const team = (await psa.of(teamId)) ?? refuse('notReady', NO_CONNECTION)
    return { workTypes: bodyOf(await team.psa.listWorkTypes()) }
  })
}

async function mapMember(
  tx: Tx,
  teamId: string,
  memberId: number,
  personId: string | null,
): Promise<Member> {
  await lockMembers(tx, teamId)
  const member =
    (await readMember(tx, teamId, memberId)) ??
    refuse('notFound', 'No such member. Read the list of members anew and choose from it.')
  if (personId === null) {
    return (await freeMember(tx, teamId, memberId)) ?? refuse('notFound', 'No such member.')
  }
  const person =
    (await readActivePerson(tx, teamId, personId)) ??
    refuse('notFound', 'No such person in your team. Choose somebody from the list.')
  if (member.isInactive) {
    refuse(
      'conflict',
      `${member.name} is inactive in ConnectWise, which takes nothing in that name. Choose an active member for ${person.name}.`,
    )
  }
  return (
    (await claimMember(tx, teamId, memberId, personId)) ??
    refuse(
      'conflict',
      `${member.personName ?? 'Somebody else'} writes as ${member.name}. Take the member from them first, or choose another one for ${person.name}.`,
    )
  )
}

type Stored = NonNullable<Awaited<ReturnType<typeof readStoredConnection>>>

/** Without the keys, sealed or not. */
const shown = ({ site, companyId, keysSetAt, keysSetBy, lastTest }: Stored): Connection => ({
  site,
  companyId,
  keysSetAt,
  keysSetBy,
  lastTest,
})

async function tryNew(
  { psa, now }: Deps,
  teamId: string,
  connection: NewConnection,
): Promise<ConnectionTest> {
  return { at: now().toISOString(), ...(await psa.open(teamId, connection).test()) }
}

async function tryStored({ db, psa, now }: Deps, teamId: string): Promise<ConnectionTest> {
  const team =
    (await psa.of(teamId)) ??
    refuse('notReady', 'There is no connection to try yet. Type address, company and keys first.')
  const test = { at: now().toISOString(), ...(await team.psa.test()) }
  await inTeam(db, teamId, (tx) => storeTest(tx, teamId, team.keysSetAt, test))
  return test
}
