/** Reads a team's members from its ConnectWise, keeps them, and matches people anew. */
import { Refused } from '#shared/route.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { TeamPsa } from './door.ts'
import type { PsaOutcome } from './psa.ts'
import { storeMembers } from './queries.ts'

export async function refreshMembers(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  teamId: string,
  team: TeamPsa,
): Promise<PsaOutcome<void>> {
  const members = await team.psa.listMembers()
  if (members.kind !== 'ok') return members
  const isKept = await inTeam(db, teamId, (tx) =>
    storeMembers(tx, teamId, team.keysSetAt, members.body, now()),
  )
  if (!isKept) throw new Refused('conflict', CHANGED_MEANWHILE)
  return { kind: 'ok', body: undefined }
}

const CHANGED_MEANWHILE =
  'The ConnectWise connection was changed while its members were read, so none of them were kept. Try again.'
