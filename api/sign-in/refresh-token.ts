/**
 * Refresh tokens: 256 random bits, of which only the hash is kept; each is used once.
 *
 * Using one gives the next. Using one again soon after gives the same next one, because an
 * answer can be lost and two windows can ask at once. Using one again later means that
 * somebody holds a copy: the whole sign-in ends, for the thief and the owner alike.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { SignedIn } from '#shared/person/contract.ts'
import { Refused } from '#shared/route.ts'
import { recordAudit } from '../audit.ts'
import { atDoor, inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { makeAccessToken } from './access-token.ts'
import {
  endFamilies,
  findTokenOwner,
  insertFamily,
  insertRefreshToken,
  lockFamily,
  readRefreshToken,
  spendRefreshToken,
  touchFamily,
} from './queries.ts'

const DAY_MS = 24 * 3_600_000
/** However it is used, a sign-in ends after this. */
export const FAMILY_MS = 30 * DAY_MS
/** And unused after this. */
export const IDLE_MS = 14 * DAY_MS
/** Within this a token used again gets the same answer. */
export const LOST_ANSWER_MS = 10_000

type Family = NonNullable<Awaited<ReturnType<typeof lockFamily>>>

/** Begins a sign-in for somebody whose password was right. */
export async function beginFamily(
  deps: Deps,
  tx: Tx,
  who: { teamId: string; personId: string; device: string; addressHash: string },
): Promise<SignedIn> {
  const at = deps.now()
  const id = deps.newId()
  await insertFamily(tx, {
    ...who,
    id,
    startedAt: at,
    lastUsedAt: at,
    endsAt: new Date(at.getTime() + FAMILY_MS),
  })
  const token = makeToken()
  await insertRefreshToken(tx, {
    teamId: who.teamId,
    familyId: id,
    hash: hashToken(token),
    issuedAt: at,
  })
  const family = await lockFamily(tx, who.teamId, id)
  if (!family) throw new Error('A sign-in that was just stored is not there.')
  return tellSignedIn(deps, family, token)
}

/** Trades a token for the next one. */
export async function refresh(deps: Deps, token: string, address: string): Promise<SignedIn> {
  const hash = hashToken(token)
  const owner = await atDoor(deps.db, (tx) => findTokenOwner(tx, hash))
  const signedIn =
    owner &&
    (await inTeam(deps.db, owner.teamId, async (tx) => {
      const family = await lockFamily(tx, owner.teamId, owner.familyId)
      const kept = await readRefreshToken(tx, owner.teamId, hash)
      if (!family || !kept || !isRunning(family, deps.now())) return undefined
      if (!kept.usedAt) return rotate(deps, tx, family, hash)
      const sinceMs = deps.now().getTime() - Date.parse(kept.usedAt)
      if (sinceMs <= LOST_ANSWER_MS && kept.successor) {
        const next = await deps.secrets.open(kept.successor, boundTo(family.teamId, hash))
        return tellSignedIn(deps, family, next)
      }
      await endReplayed(deps, tx, family, address)
      return undefined
    }))
  return signedIn ?? signInAgain()
}

/** Ends the sign-in that a token belongs to. Saying it twice, or of nothing, is fine. */
export async function signOut(deps: Deps, token: string, address: string): Promise<void> {
  const owner = await atDoor(deps.db, (tx) => findTokenOwner(tx, hashToken(token)))
  if (!owner) return
  await inTeam(deps.db, owner.teamId, async (tx) => {
    const family = await lockFamily(tx, owner.teamId, owner.familyId)
    if (!family || family.endedAt) return
    await endFamilies(tx, { ...family, only: family.signInId }, deps.now(), 'signed out')
    await recordAudit(tx, { ...auditOf(deps, family, address), act: 'sign-in.ended' })
    await tell(tx, { about: 'access', team: family.teamId, id: family.personId })
  })
}

async function rotate(deps: Deps, tx: Tx, family: Family, hash: string): Promise<SignedIn> {
  const { teamId, signInId } = family
  const next = makeToken()
  const at = deps.now()
  await spendRefreshToken(tx, {
    teamId,
    hash,
    at,
    successor: await deps.secrets.seal(next, boundTo(teamId, hash)),
  })
  await insertRefreshToken(tx, { teamId, familyId: signInId, hash: hashToken(next), issuedAt: at })
  await touchFamily(tx, teamId, signInId, at)
  return tellSignedIn(deps, family, next)
}

async function endReplayed(deps: Deps, tx: Tx, family: Family, address: string) {
  await endFamilies(tx, { ...family, only: family.signInId }, deps.now(), 'replayed')
  await recordAudit(tx, { ...auditOf(deps, family, address), act: 'sign-in.replayed' })
  await tell(tx, { about: 'access', team: family.teamId, id: family.personId })
  deps.log.warn(
    { teamId: family.teamId, personId: family.personId, signInId: family.signInId },
    'a refresh token was used twice; its sign-in has been ended',
  )
}

async function tellSignedIn(deps: Deps, family: Family, refreshToken: string): Promise<SignedIn> {
  const { token, endsAt } = await makeAccessToken(deps.secrets, family, deps.now())
  const { personId, email, name, role, isLead, createdAt, teamId, teamName } = family
  const { mustChangePassword } = family
  return {
    accessToken: token,
    accessTokenEndsAt: endsAt,
    refreshToken,
    person: { id: personId, email, name, role, isLead, isRemoved: false, createdAt },
    team: { id: teamId, name: teamName },
    mustChangePassword,
  }
}

const isRunning = (family: Family, now: Date): boolean =>
  !family.endedAt &&
  !family.removedAt &&
  Date.parse(family.endsAt) > now.getTime() &&
  Date.parse(family.lastUsedAt) + IDLE_MS > now.getTime()

const auditOf = (deps: Deps, family: Family, address: string) => ({
  teamId: family.teamId,
  personId: family.personId,
  at: deps.now(),
  object: family.signInId,
  address,
})

const boundTo = (team: string, hash: string) => ({ team, record: hash, field: 'successor' })
const makeToken = () => randomBytes(32).toString('base64url')
const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

const signInAgain = (): never => {
  throw new Refused('notSignedIn', 'This sign-in has ended. Sign in again; nothing is lost.')
}
