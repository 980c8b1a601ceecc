/**
 * What a flow would have to be for a finished session to have found its way in it.
 *
 * A step of one's own after which the flow's step was settled belongs before that step. One after
 * which the flow had no way on is a new answer there, with a branch that ends in the cause; where the flow has
 * that step elsewhere, and nothing more was done, the new answer leads to it. What
 * the flow already has at that place is not proposed: a proposal whose flow has moved on is
 * aligned anew with the newer version, and is over when nothing is left of it.
 *
 * Deterministic, and one `pattern` for all sessions that teach the same: they join one proposal.
 * Whether a step changes anything is not recorded, so it is proposed as one that does.
 */
import { applyEdits } from '../flow/edit/apply-edit.ts'
import type { FlowEdit } from '../flow/edit/flow-edit.ts'
import { type Flow, type FlowContent, type FlowNode, isChecklist } from '../flow/flow.ts'
import { choicesOf } from '../flow/flow-map.ts'
import { findNode } from '../flow/next-node.ts'
import { addAnswer, addBranch, addStep, type Drawn, isDrawn, isDrawnOf } from './draw-step.ts'
import type { FinishedPath, OwnStep } from './path-of.ts'
import type { ProposedEdit } from './proposed-edit.ts'
import { stepKey } from './step-key.ts'

export type Alignment =
  | { kind: 'patch'; pattern: string; edits: readonly ProposedEdit[] }
  /** The flow has all of it. */
  | { kind: 'nothing_new' }
  /** Nothing of one's own was done in this flow, the place is no more, or nothing fits in there. */
  | { kind: 'no_match' }

export function alignWith({ id, content }: Pick<Flow, 'id' | 'content'>, path: FinishedPath) {
  const here = path.own.filter(({ at }) => at?.flow === id)
  if (isChecklist(content) || here.every(({ at }) => !at || !findNode(content, at.node))) {
    return { kind: 'no_match' } satisfies Alignment
  }
  const edits: ProposedEdit[] = []
  const done = new Set(here.map(({ key }) => key))
  const known: string[] = []
  let isInFlow = false
  let now = content
  /** By place, the last change there: the next one goes behind it. */
  const last = new Map<string, Drawn & { id: string }>()
  for (const own of here) {
    if (!own.at || !findNode(content, own.at.node)) continue
    const place = `${own.at.node} ${own.wentOn}`
    if (edits.some(({ key }) => key === own.key)) continue
    if (isThere(now, own.at.node, own.key, done)) {
      isInFlow = true
      continue
    }
    const behind = last.get(place)
    const to = leadsOn(here, own) ? undefined : findElsewhere(now, own.at.node, own.key)
    const drawn = draw(now, own, path, { behind, to })
    const next = drawn && tried(now, drawn.edits)
    if (!drawn || !next) continue
    now = next
    const edit: ProposedEdit = {
      id: `${own.at.node}/${drawn.node}`,
      kind: to ? 'answer' : own.wentOn ? 'step' : 'branch',
      key: own.key,
      edits: drawn.edits,
      needs: behind ? [behind.id] : [],
    }
    edits.push(edit)
    known.push(`${place} ${own.key}`)
    last.set(place, { ...drawn, id: edit.id })
  }
  if (edits.length === 0) return { kind: isInFlow ? 'nothing_new' : 'no_match' } satisfies Alignment
  const pattern = [id, ...known.sort()].join('|')
  return { kind: 'patch', pattern, edits } satisfies Alignment
}

/** Where no flow fits: sessions that wait for others like them, until they are enough for a new one. */
export const clusterOf = (path: FinishedPath): string =>
  [stepKey(path.cause), ...new Set(path.own.map(({ key }) => key).sort())].join('|')

function draw(
  flow: FlowContent,
  own: OwnStep,
  path: FinishedPath,
  { behind, to }: { behind: Drawn | undefined; to: FlowNode | undefined },
): Drawn | null {
  const node = own.at && findNode(flow, own.at.node)
  if (!node) return null
  if (to) return addAnswer(flow, node, own, path, to)
  if (behind) return addStep(flow, own, behind.onward, behind.handOver)
  if (!own.wentOn) return addBranch(flow, node, own, path)
  const { cameBy } = own
  const edge =
    cameBy &&
    flow.edges.find(
      ({ from, choice, to }) => from === cameBy.node && choice === cameBy.choice && to === node.id,
    )
  return edge ? addStep(flow, own, edge.id) : null
}

/** Whether the flow's own step was settled after it, or more was done of one's own at that place. */
const leadsOn = (here: readonly OwnStep[], own: OwnStep): boolean =>
  own.wentOn ||
  here.some((one) => one.key !== own.key && !one.wentOn && one.at?.node === own.at?.node)

/** The step of this flow that does the same, from which no way leads back here. */
function findElsewhere(flow: FlowContent, from: string, key: string): FlowNode | undefined {
  const there = flow.nodes.find(
    ({ id, kind, title }) =>
      kind !== 'end' && id !== from && (stepKey(title) === key || isDrawnOf(id, key)),
  )
  return there && !isReached(flow, there.id, from) ? there : undefined
}

function isReached({ edges }: FlowContent, from: string, to: string): boolean {
  const reached = new Set([from])
  for (const id of reached) {
    for (const edge of edges) if (edge.from === id) reached.add(edge.to)
  }
  return reached.has(to)
}

function tried(flow: FlowContent, edits: readonly FlowEdit[]): FlowContent | null {
  const next = applyEdits(flow, edits)
  return next.ok ? next.flow : null
}

/**
 * Whether a step next to this one, or an answer of it, says the same, or did before it was worded
 * better. Where several were done at one place they hang on one another: behind each that was
 * drawn, or that was done as well, lies the next.
 */
function isThere(flow: FlowContent, node: string, key: string, done: ReadonlySet<string>): boolean {
  const at = findNode(flow, node)
  if (at && choicesOf(at).some(({ label }) => stepKey(label) === key)) return true
  const seen = new Set([node])
  const from = [node]
  for (let here = from.pop(); here !== undefined; here = from.pop()) {
    for (const other of nextTo(flow, here)) {
      if (seen.has(other.id)) continue
      seen.add(other.id)
      const otherKey = stepKey(other.title)
      if (otherKey === key || isDrawnOf(other.id, key)) return true
      if (isDrawn(other.id) || done.has(otherKey)) from.push(other.id)
    }
  }
  return false
}

const nextTo = (flow: FlowContent, node: string): FlowNode[] =>
  flow.edges.flatMap(({ from, to }) => {
    if (from !== node && to !== node) return []
    return findNode(flow, from === node ? to : from) ?? []
  })
