/**
 * Words to FlowPilot that have not arrived: what is being typed, and what was asked and could
 * not be sent. Kept in this browser per session, so that a closed panel loses none of them, and
 * masked as they will be recorded.
 */
import * as z from 'zod/mini'
import { TurnCause } from '#shared/assistant/contract.ts'
import { Id } from '#shared/ids.ts'
import type { LocalStore } from './local-store.ts'

/** A turn that is asked for; its id is made here, so that asking again is the same turn. */
export const Ask = z.object({
  turnId: Id,
  cause: TurnCause,
  text: z.string(),
  isDeep: z.boolean(),
  /** The version of the record that a turn on results is to look at, once it is known. */
  reads: z._default(z.nullable(z.int()), null),
})
export type Ask = z.infer<typeof Ask>

export interface KeptWords {
  typed: string
  asks: readonly Ask[]
}

const TYPED = 'assistant'
const ASKS = 'assistant asks'
const Asks = z.array(Ask)

export async function readKeptWords(db: LocalStore, sessionId: string): Promise<KeptWords> {
  const [typed, asks] = await Promise.all([
    db.drafts.get([sessionId, TYPED]),
    db.drafts.get([sessionId, ASKS]),
  ])
  return { typed: typed?.text ?? '', asks: asks ? asksOf(asks.text) : [] }
}

/**
 * Keeps what changes; the last change wins, and none waits for more than one before it. `read`
 * gives the words as they are when their turn comes, masked.
 */
export function createWordKeeper(db: LocalStore, sessionId: string, now: () => string) {
  let wanted: (() => Promise<KeptWords>) | undefined
  let keeping: Promise<void> | undefined

  const run = async () => {
    for (let read = wanted; read; read = wanted) {
      wanted = undefined
      const { typed, asks } = await read()
      const kept = [
        { field: TYPED, text: typed },
        { field: ASKS, text: asks.length > 0 ? JSON.stringify(asks) : '' },
      ]
      // What goes from one to the other stands in both for a moment, never in none.
      for (const { field, text } of kept) {
        if (text !== '') await db.drafts.put({ sessionId, field, text, from: '', at: now() })
      }
      for (const { field, text } of kept) {
        if (text === '') await db.drafts.delete([sessionId, field])
      }
    }
  }

  return (read: () => Promise<KeptWords>): Promise<void> => {
    wanted = read
    keeping ??= run().finally(() => {
      keeping = undefined
    })
    return keeping
  }
}

function asksOf(text: string): Ask[] {
  try {
    return z.safeParse(Asks, JSON.parse(text)).data ?? []
  } catch {
    return []
  }
}
