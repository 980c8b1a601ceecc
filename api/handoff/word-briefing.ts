/**
 * Lets the model word a briefing after the hand-off was stored with the record's own words.
 *
 * It is the preview of the escalation note: the same gate, the same rests and limits, and kept with
 * it. Where nothing may be worded, or nothing passes, the record's own words stay. Whoever reads
 * the briefing then sees that it was made later, and by whom.
 */

import type { PreviewNote } from '#shared/note/contract.ts'
import type { RequestOf } from '#shared/route.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import { tell } from '../live.ts'
import { makePreviewer } from '../preview/preview-note.ts'
import { readBriefing, readHandoff, rewordBriefing } from './queries.ts'

export const WORD_BRIEFING: JobKind<{ teamId: string; handoffId: string }> = {
  name: 'word-briefing',
  atOnce: 2,
  retries: 2,
}

export function defineHandoffJobs(deps: Deps): void {
  const preview = makePreviewer(deps)
  deps.jobs.define(WORD_BRIEFING, ({ teamId, handoffId }) =>
    wordBriefing(deps, preview, teamId, handoffId),
  )
}

export async function wordBriefing(
  deps: Deps,
  preview: ReturnType<typeof makePreviewer>,
  teamId: string,
  handoffId: string,
): Promise<void> {
  const { handoff, briefing } = await inTeam(deps.db, teamId, async (tx) => ({
    handoff: await readHandoff(tx, teamId, handoffId),
    briefing: await readBriefing(tx, teamId, handoffId),
  }))
  // Whoever has it by now has read it.
  if (!handoff?.byId || handoff.end || briefing?.mode !== 'rules') return
  const asked: Required<RequestOf<typeof PreviewNote>> = {
    ...{ sessionId: handoff.sessionId, noteKind: 'escalation' },
    ...{ timeZone: briefing.timeZone, isAnew: false },
  }
  const { mode, note } = await preview({ teamId, personId: handoff.byId }, asked)
  if (mode === 'rules') return
  await inTeam(deps.db, teamId, async (tx) => {
    const { sections } = note
    // Whoever has taken it while the model wrote keeps what they have read.
    const isNews = await rewordBriefing(tx, teamId, handoffId, { sections, mode, at: deps.now() })
    if (!isNews) return
    await tell(tx, {
      about: 'handoffs',
      team: teamId,
      id: teamId,
      handoff: handoffId,
      isChanged: true,
    })
  })
}
