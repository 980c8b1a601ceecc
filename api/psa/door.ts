/**
 * From a team to its ticket system: the stored connection with its keys opened.
 *
 * One living connection per team and process, so that pace and pauses are kept over everything
 * that asks; it is made anew when the stored one is another. Keys exist in the clear in here and
 * in the room behind it, and nowhere else.
 */
import type { NewConnection } from '#shared/psa/contract.ts'
import { Refused } from '#shared/route.ts'
import type { Db } from '../db.ts'
import type { Secrets } from '../secrets.ts'
import type { Psa } from './psa.ts'
import { boundTo, readStoredConnection } from './queries.ts'

export interface TeamPsa {
  site: string
  /** Which of the team's connections it is: what is read by it is kept only beside these keys. */
  keysSetAt: string
  psa: Psa
}

export interface PsaDoor {
  /** The team's own; undefined while it has none. Refuses where its keys no longer open. */
  of(teamId: string): Promise<TeamPsa | undefined>
  /** One that need not be stored, to try it out. */
  open(teamId: string, connection: NewConnection): Psa
}

/** Makes the living connection of a team. */
export type OpenPsa = (teamId: string, connection: NewConnection) => Psa

const KEYS_LOST =
  'The stored ConnectWise keys do not open: the key of this server that sealed them is gone, or they were sealed elsewhere. An admin sets them again under Settings > ConnectWise, or whoever runs the server puts its old key back.'

export function makePsaDoor(db: Db, secrets: Secrets, open: OpenPsa): PsaDoor {
  const living = new Map<string, TeamPsa>()
  return {
    open,
    async of(teamId) {
      const stored = await readStoredConnection(db, teamId)
      if (!stored) {
        living.delete(teamId)
        return undefined
      }
      const known = living.get(teamId)
      if (known?.keysSetAt === stored.keysSetAt) return known
      const [publicKey, privateKey] = await Promise.all([
        secrets.open(stored.publicKey, boundTo(teamId, 'publicKey')),
        secrets.open(stored.privateKey, boundTo(teamId, 'privateKey')),
      ]).catch((cause: unknown) => {
        throw new Refused('notReady', KEYS_LOST, { cause })
      })
      const { site, companyId, keysSetAt } = stored
      const psa = open(teamId, { site, companyId, publicKey, privateKey })
      const team = { site, keysSetAt, psa }
      living.set(teamId, team)
      return team
    },
  }
}
