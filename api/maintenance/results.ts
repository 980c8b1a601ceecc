/** What the targets of a batch have shown, out of their records, masked as everything that leaves. */
import type { Batch, BatchTarget } from '#shared/maintenance/batch.ts'
import type { TargetResult } from '#shared/maintenance/contract.ts'
import { checklistsOf } from '#shared/session/checklist.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import { workersOf } from '#shared/session/takes-part.ts'
import { type Db, inTeam } from '../db.ts'
import { readFolded } from '../session/read-folded.ts'

/** Each record is read by itself, so that nobody waits for all of them. */
export async function resultsOf(db: Db, teamId: string, batch: Batch): Promise<TargetResult[]> {
  const results: TargetResult[] = []
  for (const target of batch.targets) {
    const { state, sessionId } = target
    const folded =
      state === 'not_started' || state === 'left_out'
        ? undefined
        : await inTeam(db, teamId, (tx) => readFolded(tx, teamId, sessionId))
    results.push(resultOf(target, folded?.session))
  }
  return results
}

function resultOf(target: BatchTarget, session: Session | undefined): TargetResult {
  const { name, detail, state, outcome, settled: done, steps } = target
  const notDone = target.leftOut?.reason ?? null
  const of = { name, detail, state, outcome, done, steps, notDone }
  if (!session) {
    const nothing = { workedBy: [], exceptions: [], leftOut: [], nextSteps: [] }
    return { ...of, ...nothing, finishedAt: null, remark: null }
  }
  const mask = maskIn(session)
  const ticks = (kind: 'exception' | 'not_applicable') =>
    checklistsOf(session).flatMap((list) =>
      list.steps.flatMap(({ title, settled }) =>
        settled?.tick.kind === kind ? [{ title: mask(title), text: mask(settled.tick.text) }] : [],
      ),
    )
  const ended = target.state === 'complete' ? session.outcome : null
  return {
    ...of,
    workedBy: workersOf(session).map((worker) => worker.name),
    finishedAt: ended?.at ?? null,
    exceptions: ticks('exception'),
    leftOut: ticks('not_applicable'),
    nextSteps: (ended?.nextSteps ?? []).map(({ text, owner, due }) =>
      mask(`${text}${owner ? ` (${owner})` : ''}${due ? `, by ${due}` : ''}`),
    ),
    remark: ended?.remark ? mask(ended.remark) : null,
  }
}
