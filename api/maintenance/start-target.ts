/**
 * Begins the session of a target, on the version of the flow that its batch was begun with. The
 * session's id has been there since the batch was: of two who begin at once one begins it, and both
 * are told where it is. What the target has shown the last time is put down with it. One that nobody
 * has begun can be left out, with the reason.
 */

import { enterFlow, pinsOf } from '#shared/flow/enter-flow.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { flowsEnteredAt } from '#shared/flow/flow-map.ts'
import { redact } from '#shared/redact/redact.ts'
import { refuse } from '#shared/route.ts'
import type { EventData } from '#shared/session/event.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { readFlowVersion, readNewestBySlugs } from '../flow/queries.ts'
import { appendEvents } from '../session/append-events.ts'
import { readSession } from '../session/queries.ts'
import { appenderOf } from '../session/routes.ts'
import type { Who } from '../who.ts'
import { holdTarget, leaveOut } from './batch-queries.ts'
import { readLastTime } from './last-time.ts'

/** By this name a flow of maintenance asks for what is looked after. */
const TARGET = 'target'

export async function startTarget(
  tx: Tx,
  who: Who,
  { newId, now }: Pick<Deps, 'newId' | 'now'>,
  { batchId, position }: { batchId: string; position: number },
): Promise<{ sessionId: string }> {
  const { teamId } = who
  const target = await holdTarget(tx, teamId, batchId, position)
  if (!target) return noTarget()
  const { sessionId } = target
  if (await readSession(tx, teamId, sessionId)) return { sessionId }
  if (target.leftOut !== null) refuse('conflict', `It was left out: ${target.leftOut}`)
  const flow = await readFlowVersion(tx, teamId, target.flowVersion)
  if (!flow) return refuse('notReady', 'The flow of this batch is not there any more.')
  const entered = await readEntered(tx, teamId, flow.content)
  const last = await readLastTime(tx, teamId, target)
  const ticket = {
    ...{ ref: null, client: target.client },
    summary: `${target.batchName}: ${target.name}`,
  }
  const data: EventData[] = [
    {
      ...{ type: 'session_started', ticket },
      maintenance: {
        ...{ batchId, name: target.batchName, target: target.name },
        ...(last ? { last } : {}),
      },
    },
    enterFlow(
      flow,
      pinsOf(flow, (slug) => entered.get(slug)),
      newId(),
      null,
    ),
  ]
  if (flow.content.variables.some(({ name }) => name === TARGET)) {
    const value = { name: TARGET, value: target.name, keep: 'session' } as const
    data.push({ type: 'variable_set', source: 'configuration', ...value })
  }
  const by = { kind: 'person', id: who.personId, name: who.name } as const
  const at = now().toISOString()
  const events = data.map((one) => ({ id: newId(), at, by, data: one }))
  const asked = { teamId, by: appenderOf(who), sessionId, after: 0, events, now: now() }
  const { refused } = await appendEvents(tx, asked)
  const [first] = refused
  if (first) refuse('notReady', first.message)
  return { sessionId }
}

/** Of a target that nobody has begun; said again it stays as it was said first. */
export async function leaveOutTarget(
  tx: Tx,
  { teamId, personId }: Who,
  { reason, ...at }: { batchId: string; position: number; reason: string },
): Promise<void> {
  const target = await holdTarget(tx, teamId, at.batchId, at.position)
  if (!target) return noTarget()
  if (await readSession(tx, teamId, target.sessionId)) {
    refuse('conflict', 'Somebody has begun it. Finish it in its session, with what came of it.')
  }
  if (target.leftOut !== null) return
  await leaveOut(tx, teamId, at, { reason: redact(reason).text, by: personId })
}

const noTarget = (): never => refuse('notFound', 'There is no such target in this batch.')

/** Every flow that can be entered from this one, by its short name, as it is now. */
async function readEntered(tx: Tx, teamId: string, content: FlowContent) {
  const found = new Map<string, Awaited<ReturnType<typeof readNewestBySlugs>>[number]>()
  let wanted = slugsIn([content])
  while (wanted.length > 0) {
    const flows = await readNewestBySlugs(tx, teamId, wanted)
    const fresh = flows.filter((flow) => !found.has(flow.content.slug))
    for (const flow of fresh) found.set(flow.content.slug, flow)
    wanted = slugsIn(fresh.map((flow) => flow.content)).filter((slug) => !found.has(slug))
  }
  return found
}

const slugsIn = (contents: readonly FlowContent[]): string[] => [
  ...new Set(contents.flatMap(({ nodes }) => nodes.flatMap(flowsEnteredAt))),
]
