/**
 * Seals stored secrets anew with the first key of the ring, so that an old key can be taken
 * out. Runs every night and whenever asked; what is sealed with the first key is left alone.
 * Successors of refresh tokens are not resealed: they are good for seconds.
 */
import { inTeam, listTeamIds } from './db.ts'
import type { Deps } from './deps.ts'
import type { JobKind } from './jobs.ts'
import { boundTo, readConnection } from './psa/queries.ts'
import { replaceSealedKeys } from './queries.ts'

export const RESEAL: JobKind<object> = { name: 'reseal' }

export function defineReseal(deps: Deps): void {
  deps.jobs.define(RESEAL, async () => {
    const count = await reseal(deps)
    if (count > 0) deps.log.info({ count }, 'stored secrets sealed anew')
  })
  deps.jobs.schedule(RESEAL, '41 3 * * *', {})
}

/** How many teams' keys were sealed anew. */
export async function reseal({
  db,
  secrets,
  log,
}: Pick<Deps, 'db' | 'secrets' | 'log'>): Promise<number> {
  let count = 0
  for (const teamId of await listTeamIds(db)) {
    const before = await inTeam(db, teamId, (tx) => readConnection(tx, teamId))
    if (!before) continue
    const { publicKey, privateKey } = before
    if (![publicKey, privateKey].some(secrets.isStale)) continue
    const anew = async (sealed: string, field: 'publicKey' | 'privateKey') => {
      const bound = boundTo(teamId, field)
      return secrets.seal(await secrets.open(sealed, bound), bound)
    }
    try {
      const after = {
        publicKey: await anew(publicKey, 'publicKey'),
        privateKey: await anew(privateKey, 'privateKey'),
      }
      await inTeam(db, teamId, (tx) => replaceSealedKeys(tx, teamId, before, after))
      count++
    } catch (error) {
      // What one team's keys were sealed with may be gone; the others' go on.
      log.warn({ err: error, teamId }, 'stored secrets not sealed anew')
    }
  }
  return count
}
