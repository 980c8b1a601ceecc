/**
 * Draws a proposal: what its sources would change in the flow as it is now, and how many past
 * sessions that would have led to their cause.
 *
 * Drawn anew whenever its flow or its sources have changed. What has nothing left is over; what has
 * come to say the same as another joins it. A source that comes or goes is no new revision as long
 * as what is decided about stays the same.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '#shared/canonical-json.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { type Alignment, alignWith } from '#shared/proposal/align-with.ts'
import type { Proposal, ProposedChange } from '#shared/proposal/contract.ts'
import { drawFlow } from '#shared/proposal/draw-flow.ts'
import type { FinishedPath } from '#shared/proposal/path-of.ts'
import { acceptEdits, type ProposedEdit } from '#shared/proposal/proposed-edit.ts'
import { replay } from '#shared/proposal/replay.ts'
import { retireBranch, tellBranch } from '#shared/proposal/retire-branch.ts'
import { titleOf } from '#shared/proposal/title-of.ts'
import type { Tx } from '../db.ts'
import { readFlowVersion } from '../flow/queries.ts'
import { findFitting } from './find-fitting.ts'
import { findTarget, type Target } from './find-target.ts'
import { changePattern, listPathsBy, listPathsOf } from './path-queries.ts'
import {
  changeProposal,
  findOpen,
  listSourceIds,
  moveSources,
  type ProposalRow,
  readProposal,
} from './queries.ts'
import { tellOver } from './tell-people.ts'

/** Patterns are of any length; an index holds their hashes. */
export const hashPattern = (pattern: string): string =>
  createHash('sha256').update(pattern).digest('hex')

export interface DrawnPatch {
  pattern: string
  changes: ProposedChange[]
  title: string
}

/** The first of these that the flow would have to change for. */
export function drawPatch(
  flow: { id: string; content: FlowContent },
  paths: readonly FinishedPath[],
): DrawnPatch | undefined {
  for (const path of paths) {
    const aligned = alignWith(flow, path)
    if (aligned.kind === 'patch') return tellPatch(aligned)
  }
  return undefined
}

export const tellPatch = ({
  pattern,
  edits,
}: Extract<Alignment, { kind: 'patch' }>): DrawnPatch => ({
  pattern: hashPattern(pattern),
  changes: edits.map(tellChange),
  title: titleOf(edits),
})

export const tellChange = (one: ProposedEdit): ProposedChange => ({
  ...one,
  edits: [...one.edits],
  needs: [...one.needs],
})

/** Past paths by flow, read once where several proposals of it are drawn. */
export type History = Map<string, Promise<FinishedPath[]>>

/** Of the newest ten thousand sessions that were in this flow. */
export async function replayPatch(
  tx: Tx,
  teamId: string,
  flow: { id: string; content: FlowContent },
  changes: readonly ProposedChange[],
  history: History = new Map(),
): Promise<Proposal['replay']> {
  const all = acceptEdits(flow.content, changes, new Set(changes.map(({ id }) => id)))
  if (!all.ok) return null
  const reading = history.get(flow.id) ?? listPathsBy(tx, teamId, flow.id)
  history.set(flow.id, reading)
  const paths = await reading
  const { of, led: before } = replay(flow, paths)
  const { led: after } = replay({ id: flow.id, content: all.flow }, paths)
  return { of, before, after }
}

/** Expects the team's proposals to be locked. What is over stays as it is. */
export async function drawAnew(
  tx: Tx,
  teamId: string,
  id: string,
  at: Date,
  history: History = new Map(),
): Promise<void> {
  const row = await readProposal(tx, teamId, id)
  if (row?.status !== 'open') return
  if (isRetiring(row)) return drawRetired(tx, teamId, row, at, history)
  const sessionIds = await listSourceIds(tx, teamId, id)
  const paths = await listPathsOf(tx, teamId, sessionIds)
  if (paths.length === 0) return end(tx, teamId, row, 'withdrawn', at)
  if (row.kind === 'newFlow') return drawNewFlow(tx, teamId, row, paths, at)
  await drawOpenPatch(tx, teamId, { row, paths, sessionIds, at, history })
}

/** What it takes out hangs on no session's path, and neither does what it says. */
export const isRetiring = ({ changes }: Pick<ProposalRow, 'changes'>): boolean =>
  changes.some(({ kind }) => kind === 'retire')

async function drawRetired(
  tx: Tx,
  teamId: string,
  row: ProposalRow,
  at: Date,
  history: History,
): Promise<void> {
  const flowId = row.flowId ?? ''
  const target = await findTarget(tx, teamId, flowId)
  const [node = '', choice = ''] = row.changes[0]?.key.split(' ') ?? []
  const retired = target && retireBranch(target.content, { node, choice })
  const base = row.baseVersion ? await readFlowVersion(tx, teamId, row.baseVersion) : undefined
  const [before, now] = [base, target].map(
    (one) => one && tellBranch(one.content, { node, choice }),
  )
  // What was mended by hand is to be seen at work before it is taken out.
  const isMended = before !== undefined && before !== now
  if (!target || !retired || isMended) return end(tx, teamId, row, 'outrun', at)
  await storeDrawn(tx, teamId, row, {
    ...{ target, at, history, pattern: row.pattern, title: row.title },
    ...{ changes: [tellChange(retired)], seen: Number(row.seen) },
  })
}

/** From so many on, one more source hardly changes what a replay of thousands says. */
const MOST_REPLAYED_FOR = 20

interface OpenPatch {
  row: ProposalRow
  paths: readonly FinishedPath[]
  sessionIds: string[]
  at: Date
  history: History
}

async function drawOpenPatch(tx: Tx, teamId: string, open: OpenPatch): Promise<void> {
  const { row, paths, sessionIds, at, history } = open
  const flowId = row.flowId ?? ''
  const target = await findTarget(tx, teamId, flowId)
  const drawn = target && drawPatch({ id: flowId, content: target.content }, paths)
  await changePattern(tx, teamId, { flowId, sessionIds, pattern: drawn?.pattern ?? null })
  if (!target || !drawn) return end(tx, teamId, row, 'outrun', at)
  const same = drawn.pattern === row.pattern ? undefined : await findOpen(tx, teamId, drawn.pattern)
  if (same) {
    await moveSources(tx, teamId, row.id, same.id)
    await end(tx, teamId, row, 'outrun', at)
    return drawAnew(tx, teamId, same.id, at, history)
  }
  await storeDrawn(tx, teamId, row, { ...drawn, target, at, history, seen: sessionIds.length })
}

interface Stored extends DrawnPatch {
  target: Target
  at: Date
  history: History
  seen: number
}

async function storeDrawn(
  tx: Tx,
  teamId: string,
  row: ProposalRow,
  { pattern, changes, title, target, at, history, seen }: Stored,
): Promise<void> {
  const isNext =
    row.baseVersion !== target.version ||
    row.baseFlowId !== target.id ||
    canonicalJson(changes) !== canonicalJson(row.changes)
  const isReplayed = !isNext && seen > MOST_REPLAYED_FOR
  const flow = { id: row.flowId ?? '', content: target.content }
  const replayed = isReplayed ? row.replay : await replayPatch(tx, teamId, flow, changes, history)
  await changeProposal(
    tx,
    teamId,
    row.id,
    {
      ...{ pattern, changes, title, flowName: target.content.name, replay: replayed },
      ...{ baseFlowId: target.id, baseVersion: target.version, changedAt: at },
    },
    isNext,
  )
}

async function drawNewFlow(
  tx: Tx,
  teamId: string,
  row: ProposalRow,
  paths: readonly FinishedPath[],
  at: Date,
): Promise<void> {
  const newFlow = firstFlow(paths)
  if (!newFlow) return end(tx, teamId, row, 'withdrawn', at)
  const isNext = canonicalJson(newFlow) !== canonicalJson(row.newFlow)
  const { name } = newFlow
  await changeProposal(
    tx,
    teamId,
    row.id,
    { newFlow, flowName: name, title: name, changedAt: at },
    isNext,
  )
}

export function firstFlow(paths: readonly FinishedPath[]): FlowContent | undefined {
  for (const path of paths) {
    const flow = drawFlow(path)
    if (flow) return flow
  }
  return undefined
}

/** Over where one that was published since has all of it; expects the team's proposals to be locked. */
export async function holdAgainstPublished(
  tx: Tx,
  teamId: string,
  id: string,
  at: Date,
): Promise<void> {
  const row = await readProposal(tx, teamId, id)
  if (row?.status !== 'open' || row.kind !== 'newFlow') return
  // They did the same, each of them.
  const [path] = await listPathsOf(tx, teamId, await listSourceIds(tx, teamId, id))
  const fitting = path && (await findFitting(tx, teamId, path))
  if (fitting?.fit.kind === 'has_all') return end(tx, teamId, row, 'outrun', at)
  await changeProposal(tx, teamId, id, { heldAgainstAt: at }, false)
}

const OVER = {
  outrun: null,
  withdrawn: 'What it was made of was opened again',
} as const

/** Nothing of it is kept but its line, and of what was withdrawn not even that. */
async function end(
  tx: Tx,
  teamId: string,
  row: ProposalRow,
  status: keyof typeof OVER,
  at: Date,
): Promise<void> {
  const title = OVER[status] ?? row.title
  // A flow that is there has a name of its own; that of a new one is the case's.
  const flowName = row.kind === 'newFlow' ? 'A new flow' : row.flowName
  await changeProposal(
    tx,
    teamId,
    row.id,
    { ...{ status, title, flowName, changes: [], newFlow: null, replay: null }, changedAt: at },
    true,
  )
  await tellOver(tx, teamId, row.id)
}
