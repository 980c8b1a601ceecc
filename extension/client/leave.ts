/**
 * What becomes of a person's things in this browser when they sign out: all of it is deleted, or
 * all but what waits and what they have begun, where they want to find that again.
 *
 * That somebody is leaving, and with what, is written down first, so that a browser that dies in
 * the middle of it finishes when it runs again (`finishLeaving`). Before anything is deleted nobody
 * is signed in any more: no surface makes the database anew. A sign-in that ends by itself, or that
 * an admin ends, is none of this; everything stays for the day they are back.
 */
import * as z from 'zod/mini'
import { deleteLocalStore } from './delete-local-store.ts'
import { openLocalStore } from './local-store.ts'
import { leavingMark } from './local-store-name.ts'
import { ACCOUNT_LOCK, type Account, type Locks, type Shelf, type Tokens } from './tokens.ts'
import { keepOnlyWhatWaits } from './what-waits.ts'

const Leaving = z.object({
  server: z.string(),
  personId: z.string(),
  keeps: z.enum(['nothing', 'whatWaits']),
})
type Leaving = z.infer<typeof Leaving>
export type Keeps = Leaving['keeps']

export interface LeaveDeps {
  local: Shelf
  tokens: Pick<Tokens, 'signOut'>
}

export async function leave(
  { local, tokens }: LeaveDeps,
  { server, person }: Account,
  keeps: Keeps,
): Promise<void> {
  const leaving = { server, personId: person.id, keeps }
  const mark = leavingMark(server, person.id)
  await local.write(mark, leaving)
  await tokens.signOut(async () => {
    await clear(leaving)
    await local.remove(mark)
  })
}

export interface FinishDeps {
  local: Pick<Shelf, 'read' | 'remove'>
  locks: Locks
  /** Whether this person is signed in in this browser. */
  isSignedIn: (server: string, personId: string) => Promise<boolean>
}

/** Ends what was cut off; `kept` is all that stands on the local shelf. */
export async function finishLeaving(
  { local, locks, isSignedIn }: FinishDeps,
  kept: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const value of Object.values(kept)) {
    const { data: leaving } = z.safeParse(Leaving, value)
    if (!leaving) continue
    const { server, personId } = leaving
    const mark = leavingMark(server, personId)
    await locks.request(ACCOUNT_LOCK, {}, async () => {
      if (await isSignedIn(server, personId)) return
      // Looked at again: whoever was back meanwhile has taken the mark away.
      if (await local.read(mark)) await clear(leaving)
      await local.remove(mark)
    })
  }
}

async function clear({ server, personId, keeps }: Leaving): Promise<void> {
  if (keeps === 'nothing') return deleteLocalStore(server, personId)
  await keepOnlyWhatWaits(openLocalStore(server, personId, async () => true))
}
