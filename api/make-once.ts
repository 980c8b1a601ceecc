/**
 * Makes once what several ask for at the same time, in one process and in many.
 *
 * Who asks for what is being made here gets that. Among processes the database decides: `claim`
 * says what is kept, gives the right to make it, or says that somebody has it; then one looks
 * again after a moment, and gives up after a while, since a maker may be slow. The right runs out
 * by itself, so that what a dead process was making is made by the next; when the making breaks
 * it is given back at once.
 */
import type { Deps } from './deps.ts'

export type Claim<T> = { is: 'ready'; kept: T } | { is: 'mine' } | { is: 'being made' }

export interface Making<T> {
  claim(lease: { now: Date; leaseUntil: Date }): Promise<Claim<T>>
  /** Keeps what it makes, or gives the right back where it is not worth keeping. */
  make(): Promise<T>
  release(): Promise<unknown>
  /** What there is without any making. */
  giveUp(): T
}

const LEASE_MS = 60_000
const LOOK_AGAIN_MS = 500
const MOST_LOOKS = 40

/** `name` says what is made: the same name is the same thing. */
export function makeOnce<T>(
  deps: Pick<Deps, 'now' | 'sleep'>,
): (name: string, making: Making<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>()
  return (name, making) => {
    const mine = running.get(name) ?? claimOrWait(deps, making).finally(() => running.delete(name))
    running.set(name, mine)
    return mine
  }
}

async function claimOrWait<T>(
  { now, sleep }: Pick<Deps, 'now' | 'sleep'>,
  { claim, make, release, giveUp }: Making<T>,
): Promise<T> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const at = now()
    const leaseUntil = new Date(at.getTime() + LEASE_MS)
    const claimed = await claim({ now: at, leaseUntil })
    if (claimed.is === 'ready') return claimed.kept
    if (claimed.is === 'mine') {
      return make().catch(async (error: unknown) => {
        await release()
        throw error
      })
    }
    await sleep(LOOK_AGAIN_MS)
  }
  return giveUp()
}
