/** What the targets of a batch have shown, out of their records, masked as everything that leaves. */
import type { Batch, BatchTarget } from '#shared/maintenance/batch.ts'
import type { TargetResult } from '#shared/maintenance/contract.ts'
import { checklistsOf } from '#shared/session/checklist.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import { workersOf } from '#shared/session/takes-part.ts'
import type { Tx } from '../db.ts'
import { readFolded } from '../session/read-folded.ts'

export async function resultsOf(tx: Tx, teamId: string, batch: Batch): Promise<TargetResult[]> {
  const results: TargetResult[] = []
  for (const target of batch.targets) {
    const folded =
      target.state === 'not_started' ? undefined : await readFolded(tx, teamId, target.sessionId)
    results.push(resultOf(target, folded?.session))
  }
  return results
}

function resultOf(target: BatchTarget, session: Session | undefined): TargetResult {
  const { name, detail, outcome, settled: done, steps } = target
  const of = { name, detail, outcome, done, steps }
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
