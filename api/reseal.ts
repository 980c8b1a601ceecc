/**
 * Seals stored secrets anew with the first key of the ring, so that an old key can be taken
 * out. Runs every night and whenever asked; what is sealed with the first key is left alone.
 * Successors of refresh tokens are not resealed: they are good for seconds.
 */

import { keyBoundTo, readSetting, replaceSealedKey } from './assistant/model/setting-queries.ts'
import { inTeam, listTeamIds } from './db.ts'
import type { Deps } from './deps.ts'
import type { JobKind } from './jobs.ts'
import { listChannels, readChannel, replaceSealedAddress } from './notice/channel-queries.ts'
import { addressBoundTo } from './notice/send-to-chat.ts'
import { boundTo, readConnection } from './psa/queries.ts'
import { replaceSealedKeys } from './queries.ts'
import type { Bound, Secrets } from './secrets.ts'

export const RESEAL: JobKind<object> = { name: 'reseal' }

export function defineReseal(deps: Deps): void {
  deps.jobs.define(RESEAL, async () => {
    const count = await reseal(deps)
    if (count > 0) deps.log.info({ count }, 'stored secrets sealed anew')
  })
  deps.jobs.schedule(RESEAL, '41 3 * * *', {})
}

type Needs = Pick<Deps, 'db' | 'secrets' | 'log'>

/** How many records were sealed anew. */
export async function reseal(deps: Needs): Promise<number> {
  let count = 0
  for (const teamId of await listTeamIds(deps.db)) {
    for (const resealOne of [resealConnection, resealModelKey, resealChannels]) {
      try {
        if (await resealOne(deps, teamId)) count++
      } catch (error) {
        // What one team's keys were sealed with may be gone; the others' go on.
        deps.log.warn({ err: error, teamId }, 'stored secrets not sealed anew')
      }
    }
  }
  return count
}

async function resealConnection({ db, secrets }: Needs, teamId: string): Promise<boolean> {
  const before = await inTeam(db, teamId, (tx) => readConnection(tx, teamId))
  if (!before) return false
  const { publicKey, privateKey } = before
  if (![publicKey, privateKey].some(secrets.isStale)) return false
  const anew = (sealed: string, field: 'publicKey' | 'privateKey') =>
    sealAnew(secrets, sealed, boundTo(teamId, field))
  const after = {
    publicKey: await anew(publicKey, 'publicKey'),
    privateKey: await anew(privateKey, 'privateKey'),
  }
  await inTeam(db, teamId, (tx) => replaceSealedKeys(tx, teamId, before, after))
  return true
}

async function resealModelKey({ db, secrets }: Needs, teamId: string): Promise<boolean> {
  const setting = await inTeam(db, teamId, (tx) => readSetting(tx, teamId))
  const before = setting?.apiKey
  if (!before || !secrets.isStale(before)) return false
  const after = await sealAnew(secrets, before, keyBoundTo(teamId))
  await inTeam(db, teamId, (tx) => replaceSealedKey(tx, teamId, before, after))
  return true
}

async function resealChannels({ db, secrets }: Needs, teamId: string): Promise<boolean> {
  let isAny = false
  for (const { kind } of await inTeam(db, teamId, (tx) => listChannels(tx, teamId))) {
    const before = (await inTeam(db, teamId, (tx) => readChannel(tx, teamId, kind)))?.address
    if (!before || !secrets.isStale(before)) continue
    const after = await sealAnew(secrets, before, addressBoundTo(teamId, kind))
    await inTeam(db, teamId, (tx) => replaceSealedAddress(tx, teamId, kind, before, after))
    isAny = true
  }
  return isAny
}

const sealAnew = async (secrets: Secrets, sealed: string, bound: Bound) =>
  secrets.seal(await secrets.open(sealed, bound), bound)
