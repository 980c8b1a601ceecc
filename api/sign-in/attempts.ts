/**
 * How guessing passwords is slowed down, without anybody being locked out by a stranger.
 *
 * Three counts over a quarter of an hour: an address against one account, an address against
 * all, and an account from everywhere. The first two refuse for the rest of the time. The
 * third only makes each attempt slower, and not at all from addresses where that person has
 * signed in before. All of it is the same for accounts that do not exist.
 *
 * An attempt is counted before the password is looked at, so that a burst of attempts at once
 * does not slip through; a success takes its count back.
 */
import { Refused } from '#shared/route.ts'
import { atDoor } from '../db.ts'
import type { Deps } from '../deps.ts'
import { countAttempts, forgetAttempt, lockAttempts, takeBackAttempts } from './attempt-queries.ts'

const WINDOW_MS = 15 * 60_000
const MOST = { pair: 5, address: 50, account: 20 }
const SLOWER_MS = 1_000

export interface Attempt {
  /** The account is under attack: attempts from unfamiliar addresses wait. */
  isCrowded: boolean
  /** Who attempts, without naming them. */
  addressHash: string
  succeeded(): Promise<void>
}

export async function countAttempt(
  { db, secrets, now }: Deps,
  email: string,
  address: string,
): Promise<Attempt> {
  const addressHash = secrets.fingerprint('address', address)
  const keys = {
    pair: `pair ${secrets.fingerprint('pair', `${email}\n${address}`)}`,
    address: `address ${addressHash}`,
    account: `account ${secrets.fingerprint('account', email)}`,
  }
  const at = now()
  const since = new Date(at.getTime() - WINDOW_MS)
  const counts = await atDoor(db, (tx) => countAttempts(tx, Object.values(keys), at, since))
  const failuresOf = (key: string) => counts.find((count) => count.key === key)
  for (const kind of ['pair', 'address'] as const) {
    const count = failuresOf(keys[kind])
    if (count && count.failures > MOST[kind]) {
      const waitMs = Date.parse(count.since) + WINDOW_MS - at.getTime()
      throw new Refused(
        'tooMany',
        `Too many attempts to sign in. Wait ${Math.max(1, Math.ceil(waitMs / 60_000))} minutes and try again.`,
        { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) },
      )
    }
  }
  return {
    isCrowded: (failuresOf(keys.account)?.failures ?? 0) > MOST.account,
    addressHash,
    succeeded: () =>
      atDoor(db, async (tx) => {
        await lockAttempts(tx, Object.values(keys))
        await forgetAttempt(tx, keys.pair)
        await takeBackAttempts(tx, [keys.address, keys.account])
      }),
  }
}

/** Makes an attempt on a crowded account slower, wherever it is not at home. */
export async function slowDown(deps: Deps, attempt: Attempt, isFamiliar: boolean): Promise<void> {
  if (attempt.isCrowded && !isFamiliar) await deps.sleep(SLOWER_MS)
}
