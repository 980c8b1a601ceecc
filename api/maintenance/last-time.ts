/**
 * What a target has shown the last time, for whoever begins to look after it again: read from the
 * newest finished session of the same target of the same plan, by the same flow and for the same
 * client, that has found anything. Masked as everything that leaves that session.
 */
import type { FlowContent } from '#shared/flow/flow.ts'
import { checklistsOf, type RuntimeStep } from '#shared/session/checklist.ts'
import type { LastStep, LastTime } from '#shared/session/last-time.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import { readFlowVersion } from '../flow/queries.ts'
import { readFolded } from '../session/read-folded.ts'
import { type HeldTarget, listFinishedBefore } from './batch-queries.ts'

/** One that was ended with nobody there has found nothing: the one before is looked at. */
const LOOKED_AT = 3

export async function readLastTime(
  tx: Tx,
  teamId: string,
  target: HeldTarget,
): Promise<LastTime | undefined> {
  for (const { sessionId } of await listFinishedBefore(tx, teamId, target, LOOKED_AT)) {
    const session = (await readFolded(tx, teamId, sessionId))?.session
    if (!session?.outcome) continue
    const steps = await stepsOf(tx, teamId, session, target.flowId)
    if (steps.length > 0) return { at: session.outcome.at, flowId: target.flowId, steps }
  }
  return undefined
}

async function stepsOf(
  tx: Tx,
  teamId: string,
  session: Session,
  flowId: string,
): Promise<LastStep[]> {
  const mask = maskIn(session)
  // Entered twice, what was settled last is what was found.
  const found = new Map<string, LastStep>()
  for (const { run, steps } of checklistsOf(session)) {
    if (run.flow.id !== flowId) continue
    const flow = (await readFlowVersion(tx, teamId, run.flow.version))?.content
    for (const step of steps) {
      const told = flow && tellLast(step, flow, session, mask)
      if (told) found.set(told.node, told)
    }
  }
  return [...found.values()]
}

function tellLast(
  { settled, isCustom, place: { nodeId } }: RuntimeStep,
  flow: FlowContent,
  session: Session,
  mask: (text: string) => string,
): LastStep | undefined {
  const node = flow.nodes.find(({ id }) => id === nodeId)
  const tick = settled?.tick
  if (isCustom || node?.kind !== 'step' || !tick || tick.kind === 'not_applicable') return undefined
  const values = node.asks.flatMap((name) => {
    const value = session.variables[name]?.value
    const label = flow.variables.find((one) => one.name === name)?.label ?? name
    return value ? [{ label, value: mask(value) }] : []
  })
  if (values.length === 0 && tick.kind === 'done') return undefined
  return { node: nodeId, values, ...(tick.kind === 'exception' ? { text: mask(tick.text) } : {}) }
}
