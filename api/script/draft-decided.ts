/**
 * Leaves a draft for each fix that is to become a template, in the transaction that stores the
 * decision. The draft has the id of the fix's first such decision, so that a fix leaves one however
 * often it is decided or sent; what is used once leaves none.
 */

import { draftFromFix } from '#shared/script/draft-from-fix.ts'
import type { StoredEvent } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import { maskScript } from './mask-script.ts'
import { insertScript } from './queries.ts'

export async function draftDecided(
  tx: Tx,
  place: { teamId: string; sessionId: string; at: Date },
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  const { teamId, sessionId, at } = place
  for (const { event } of stored) {
    const { data, by } = event
    if (data.type !== 'fix_decided' || by.kind !== 'person') continue
    const fix = session.lane.fixes.find((one) => one.id === data.fixId)
    if (!fix?.draftId) continue
    await insertScript(tx, {
      teamId,
      id: fix.draftId,
      state: 'draft',
      content: maskScript(draftFromFix(fix), session),
      authorId: by.id,
      from: { sessionId, fixId: fix.id },
      at,
    })
  }
}
