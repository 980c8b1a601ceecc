/** What the targets of a batch have shown, out of their records, masked as everything that leaves. */
import type { FlowNode } from '#shared/flow/flow.ts'
import type { Batch, BatchTarget } from '#shared/maintenance/batch.ts'
import type { SettledStep, TargetResult } from '#shared/maintenance/contract.ts'
import { type ChecklistHere, checklistsOf, type RuntimeStep } from '#shared/session/checklist.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import { workersOf } from '#shared/session/takes-part.ts'
import { type Db, inTeam } from '../db.ts'
import { readFlowVersion } from '../flow/queries.ts'
import { readFolded } from '../session/read-folded.ts'

/** Each record is read by itself, so that nobody waits for all of them. */
export async function resultsOf(db: Db, teamId: string, batch: Batch): Promise<TargetResult[]> {
  const askedBy = new Map<string, AskedBy>()
  const results: TargetResult[] = []
  for (const target of batch.targets) {
    const { state, sessionId } = target
    const folded =
      state === 'not_started' || state === 'left_out'
        ? undefined
        : await inTeam(db, teamId, (tx) => readFolded(tx, teamId, sessionId))
    for (const { run } of folded ? checklistsOf(folded.session) : []) {
      const { version } = run.flow
      if (askedBy.has(version)) continue
      const flow = await inTeam(db, teamId, (tx) => readFlowVersion(tx, teamId, version))
      askedBy.set(version, asksOf(flow?.content))
    }
    results.push(resultOf(target, folded?.session, askedBy))
  }
  return results
}

/** The values each step of a version asks for, with what they are called. */
type AskedBy = ReadonlyMap<string, readonly { name: string; label: string }[]>

function asksOf(
  flow: { nodes: FlowNode[]; variables: { name: string; label: string }[] } | undefined,
): AskedBy {
  const labels = new Map(flow?.variables.map(({ name, label }) => [name, label]))
  return new Map(
    flow?.nodes.map((node) => [
      node.id,
      node.kind === 'step'
        ? node.asks.map((name) => ({ name, label: labels.get(name) ?? name }))
        : [],
    ]),
  )
}

function resultOf(
  target: BatchTarget,
  session: Session | undefined,
  askedBy: ReadonlyMap<string, AskedBy>,
): TargetResult {
  const { name, detail, state, outcome, settled: done, steps } = target
  const notDone = target.leftOut?.reason ?? null
  const of = { name, detail, state, outcome, done, steps, notDone }
  if (!session) {
    return { ...of, workedBy: [], settled: [], open: [], nextSteps: [], finishedAt: null }
  }
  const mask = maskIn(session)
  const ended = target.state === 'complete' ? session.outcome : null
  return {
    ...of,
    workedBy: workersOf(session).map((worker) => worker.name),
    finishedAt: ended?.at ?? null,
    settled: checklistsOf(session)
      .flatMap((list) => list.steps.flatMap((step) => tellSettled(list, step, session, askedBy)))
      .map((step) => masked(step, mask)),
    open: checklistsOf(session).flatMap(({ steps: listed }) =>
      listed
        .filter(({ settled, isCustom }) => !settled && !isCustom)
        .map(({ title, ready, isMandatory: isRequired }) => ({
          ...{ title: mask(title), ready: ready ? mask(ready) : null, isRequired },
        })),
    ),
    nextSteps: (ended?.nextSteps ?? []).map(({ text, owner, due }) => ({
      text: mask(text),
      owner: owner ? mask(owner) : null,
      due: due ?? null,
    })),
  }
}

function tellSettled(
  { run }: ChecklistHere,
  { place, title, ready, isCustom, settled }: RuntimeStep,
  session: Session,
  askedBy: ReadonlyMap<string, AskedBy>,
): SettledStep[] {
  if (!settled) return []
  const { tick } = settled
  const asked = isCustom ? [] : (askedBy.get(run.flow.version)?.get(place.nodeId) ?? [])
  return [
    {
      ...{ title, ready: ready ?? null, isCustom, how: tick.kind },
      text: tick.kind === 'done' ? null : tick.text,
      values: asked.flatMap(({ name, label }) => {
        const value = session.variables[name]?.value
        return value ? [{ label, value }] : []
      }),
    },
  ]
}

const masked = (step: SettledStep, mask: (text: string) => string): SettledStep => ({
  ...step,
  title: mask(step.title),
  ready: step.ready && mask(step.ready),
  text: step.text && mask(step.text),
  values: step.values.map(({ label, value }) => ({ label, value: mask(value) })),
})
