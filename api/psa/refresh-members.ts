/** Reads a team's members from its ConnectWise, keeps them, and matches people anew. */
import { Refused } from '#shared/route.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { TeamPsa } from './door.ts'
import type { PsaOutcome } from './psa.ts'
import { storeMembers } from './queries.ts'

type Given = Pick<Deps, 'db' | 'now'>

/** Readings under way: whoever asks meanwhile waits for the one that is. */
const underWay = new WeakMap<Given['db'], Map<string, Promise<PsaOutcome<void>>>>()

export function refreshMembers(
  given: Given,
  teamId: string,
  team: TeamPsa,
): Promise<PsaOutcome<void>> {
  const ofThis = underWay.get(given.db) ?? new Map<string, Promise<PsaOutcome<void>>>()
  underWay.set(given.db, ofThis)
  const name = `${teamId} ${team.keysSetAt}`
  const reading = ofThis.get(name) ?? read(given, teamId, team).finally(() => ofThis.delete(name))
  ofThis.set(name, reading)
  return reading
}

async function read({ db, now }: Given, teamId: string, team: TeamPsa): Promise<PsaOutcome<void>> {
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
