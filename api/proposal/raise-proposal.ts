/**
 * Raises a proposal, or lets a session join the one that says the same.
 *
 * Declined, the same is raised again once three times as many sessions show it. What no flow fits
 * waits until three sessions of two people have done the same, or a first-level walk that somebody
 * has said to hold, and then proposes a flow of its own.
 * Expects the team's proposals to be locked and the session's path to be kept.
 */
import type { FlowContent } from '#shared/flow/flow.ts'
import { refuse } from '#shared/route.ts'
import { attempt, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { NoticeDeps } from '../notice/put-notices.ts'
import { type DrawnPatch, drawAnew, firstFlow, replayPatch } from './draw-proposal.ts'
import type { Target } from './find-target.ts'
import { listOfCluster, listOfPattern, listPathsOf, type Taught } from './path-queries.ts'
import {
  addSources,
  findMadeOf,
  findOpen,
  insertProposal,
  listSourceIds,
  readDeclined,
  type Source,
} from './queries.ts'
import { type Teacher, tellRaised } from './tell-people.ts'

/** A declined one needs so many times the sessions it had been seen in. */
export const TIMES_AS_MANY = 3
const ENOUGH_SESSIONS = 3
const ENOUGH_PEOPLE = 2

export type Lesson =
  | { outcome: 'raised' | 'joined' | 'nothing_new' | 'no_match'; flowName: string | null }
  | { outcome: 'declined'; flowName: string; reason: string; seen: number; needed: number }

type RaiseDeps = Pick<Deps, keyof NoticeDeps | 'now'>

export async function raisePatch(
  tx: Tx,
  deps: RaiseDeps,
  teacher: Teacher,
  { flowId, target, drawn }: { flowId: string; target: Target; drawn: DrawnPatch },
): Promise<Lesson> {
  const { teamId, source } = teacher
  const { pattern, changes, title } = drawn
  const flowName = target.content.name
  const open = await findOpen(tx, teamId, pattern)
  if (open) return join(tx, deps, teacher, open.id, flowName)
  const taught = await listOfPattern(tx, teamId, pattern)
  const declined = await findDeclined(tx, teamId, pattern, taught.length)
  if (declined) return { ...declined, flowName }
  const flow = { id: flowId, content: target.content }
  const at = deps.now()
  const id = deps.newId()
  await insertProposal(tx, {
    ...{ teamId, id, kind: 'patch', pattern, flowId, flowName, title, changes, newFlow: null },
    ...{ baseFlowId: target.id, baseVersion: target.version, raisedAt: at, changedAt: at },
    replay: await replayPatch(tx, teamId, flow, changes),
  })
  await addSources(tx, teamId, id, asSources(taught, source))
  await tellRaised(tx, deps, teacher, { id, flowName, title, kind: 'patch' })
  return { outcome: taught.length > 1 ? 'joined' : 'raised', flowName }
}

export async function raiseCluster(
  tx: Tx,
  deps: RaiseDeps,
  teacher: Teacher,
  cluster: string,
): Promise<Lesson> {
  const { teamId, source } = teacher
  const waits: Lesson = { outcome: 'no_match', flowName: null }
  const open = await findOpen(tx, teamId, cluster)
  if (open) return join(tx, deps, teacher, open.id, null)
  const made = await findMadeOf(tx, teamId, cluster)
  if (made) return { outcome: 'nothing_new', flowName: made.name }
  const taught = await listOfCluster(tx, teamId, cluster)
  const people = new Set(taught.map(({ byId }) => byId)).size
  const isEnough = taught.length >= ENOUGH_SESSIONS && people >= ENOUGH_PEOPLE
  if (!isEnough && !source.isFirstLevel) return waits
  const paths = await listPathsOf(
    tx,
    teamId,
    taught.map(({ sessionId }) => sessionId),
  )
  const newFlow: FlowContent | undefined = firstFlow(paths)
  if (!newFlow) return waits
  const flowName = newFlow.name
  const declined = await findDeclined(tx, teamId, cluster, taught.length)
  if (declined) return { ...declined, flowName }
  const at = deps.now()
  const id = deps.newId()
  await insertProposal(tx, {
    ...{ teamId, id, kind: 'newFlow', pattern: cluster, flowId: null, flowName, title: flowName },
    ...{ baseFlowId: null, baseVersion: null, changes: [], newFlow, replay: null },
    ...{ raisedAt: at, changedAt: at },
  })
  await addSources(tx, teamId, id, asSources(taught, source))
  await tellRaised(tx, deps, teacher, { id, flowName, title: flowName, kind: 'newFlow' })
  return { outcome: taught.length > 1 ? 'joined' : 'raised', flowName }
}

async function join(
  tx: Tx,
  { now }: RaiseDeps,
  { teamId, source, onNotDrawn }: Teacher,
  id: string,
  flowName: string | null,
): Promise<Lesson> {
  await addSources(tx, teamId, id, [source])
  try {
    await attempt(tx, () => drawAnew(tx, teamId, id, now()))
  } catch (error) {
    if (!onNotDrawn) throw error
    onNotDrawn(error, id)
  }
  const sessionIds = await listSourceIds(tx, teamId, id)
  return { outcome: sessionIds.length > 1 ? 'joined' : 'raised', flowName }
}

const asSources = (taught: readonly Taught[], source: Source): Source[] => [
  source,
  ...taught
    .filter(({ sessionId }) => sessionId !== source.sessionId)
    .map((one) => ({ ...one, isOffered: false })),
]

export async function findDeclined(tx: Tx, teamId: string, pattern: string, seen: number) {
  const declined = await readDeclined(tx, teamId, pattern)
  const needed = (declined?.seen ?? 0) * TIMES_AS_MANY
  if (!declined || seen >= needed) return undefined
  return { outcome: 'declined' as const, reason: declined.reason, seen, needed }
}

/** Somebody offers it who cannot know: they are told when it comes back by itself. */
export const refuseDeclined = ({
  reason,
  seen,
  needed,
}: Extract<Lesson, { outcome: 'declined' }>) =>
  refuse(
    'conflict',
    `A lead has declined this: ${reason}. It is looked at again once ${needed} sessions show it; now ${seen} do.`,
  )
