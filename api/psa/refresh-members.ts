/** Reads a team's members from its ConnectWise, keeps them, and matches people anew. */

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
  await inTeam(db, teamId, (tx) => storeMembers(tx, teamId, members.body, now()))
  return { kind: 'ok', body: undefined }
}
