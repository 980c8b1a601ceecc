/**
 * Which doubtful sentences a person has taken and which they have left, kept in this browser for
 * one state of the record: a look at the work, or a closed panel, asks nothing twice. They are kept
 * masked, and masked again where words were marked since.
 */
import * as z from 'zod/mini'
import type { NoteKind } from '#shared/session/event.ts'
import type { LocalStore } from '../../client/local-store.ts'

const Decided = z.object({
  stateVersion: z.int(),
  taken: z.array(z.string()),
  left: z.array(z.string()),
})
/** Sentences by their text. */
export type Decided = z.infer<typeof Decided>

export interface DecisionKeeper {
  read(kind: NoteKind): Promise<Decided | null>
  keep(kind: NoteKind, decided: Decided): Promise<void>
}

export function createDecisionKeeper(
  { db, now }: { db: Pick<LocalStore, 'drafts'>; now: () => string },
  sessionId: string,
  mask: (text: string) => string,
): DecisionKeeper {
  const fieldOf = (kind: NoteKind) => `${kind} sentences`
  const keep = (kind: NoteKind, decided: Decided) => {
    const text = JSON.stringify(maskDecided(decided, mask))
    return db.drafts.put({ sessionId, field: fieldOf(kind), text, from: '', at: now() })
  }
  return {
    keep,
    async read(kind) {
      const kept = await db.drafts.get([sessionId, fieldOf(kind)])
      const decided = kept ? decidedOf(kept.text) : null
      if (!kept || !decided) return null
      const masked = maskDecided(decided, mask)
      if (JSON.stringify(masked) !== kept.text) await keep(kind, masked)
      return masked
    },
  }
}

export const maskDecided = (
  { stateVersion, taken, left }: Decided,
  mask: (text: string) => string,
): Decided => ({ stateVersion, taken: taken.map(mask), left: left.map(mask) })

function decidedOf(text: string): Decided | null {
  try {
    return Decided.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
