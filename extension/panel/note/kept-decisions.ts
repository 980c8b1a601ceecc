/**
 * Which doubtful sentences a person has taken and which they have left, kept in this browser for
 * one state of the record: a look at the work, or a closed panel, asks nothing twice.
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
): DecisionKeeper {
  const fieldOf = (kind: NoteKind) => `${kind} sentences`
  return {
    async read(kind) {
      const kept = await db.drafts.get([sessionId, fieldOf(kind)])
      return kept ? decidedOf(kept.text) : null
    },
    keep: (kind, decided) =>
      db.drafts.put({
        ...{ sessionId, field: fieldOf(kind), text: JSON.stringify(decided) },
        ...{ from: '', at: now() },
      }),
  }
}

function decidedOf(text: string): Decided | null {
  try {
    return Decided.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
