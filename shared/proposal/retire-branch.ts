/**
 * Takes out of a flow what follows an answer and has stopped helping: the answer stays, and hands
 * over from now on. Steps that nothing else leads to go with it.
 *
 * None where there is nothing to take out any more, or where the flow would be left unsound.
 */
import { canonicalJson } from '../canonical-json.ts'
import { checkFlow } from '../flow/check-flow.ts'
import { applyEdits } from '../flow/edit/apply-edit.ts'
import type { FlowEdit } from '../flow/edit/flow-edit.ts'
import { type FlowContent, type FlowNode, isChecklist } from '../flow/flow.ts'
import { choicesOf, drawMap, spread } from '../flow/flow-map.ts'
import { handOverEnd, newId } from './draw-step.ts'
import type { ProposedEdit } from './proposed-edit.ts'

export interface BranchAt {
  node: string
  choice: string
}

export function retireBranch(flow: FlowContent, { node, choice }: BranchAt): ProposedEdit | null {
  const edge = flow.edges.find((one) => one.from === node && one.choice === choice)
  const from = flow.nodes.find(({ id }) => id === node)
  const to = flow.nodes.find(({ id }) => id === edge?.to)
  const isAnswer = from && choicesOf(from).some(({ id }) => id === choice)
  if (isChecklist(flow) || !edge || !isAnswer || !to || handsOver(to)) return null
  const left = { ...flow, edges: flow.edges.filter((one) => one !== edge) }
  const reached = reachedIn(left)
  const over = flow.nodes.find((one) => handsOver(one) && reached.has(one.id))
  const end = over ?? handOverEnd(newId(flow, 'hand over'))
  const edits = sweep(flow, [
    ...(over ? [] : [{ type: 'addNode' as const, node: end }]),
    { type: 'connect', edge: { ...edge, to: end.id } },
  ])
  if (!edits || !isAsSound(flow, edits)) return null
  return { id: `${node}/${choice}`, kind: 'retire', key: `${node} ${choice}`, edits, needs: [] }
}

/**
 * What follows an answer and nothing else leads to, in words that are the same as long as it is.
 * Somebody who has changed it since has mended it, or has tried to.
 */
export function tellBranch(flow: FlowContent, { node, choice }: BranchAt): string {
  const edge = flow.edges.find((one) => one.from === node && one.choice === choice)
  if (!edge) return ''
  const elsewhere = reachedIn({ ...flow, edges: flow.edges.filter((one) => one !== edge) })
  const { from } = drawMap(flow)
  const isOwn = (id: string) => !elsewhere.has(id)
  const own = spread([edge.to].filter(isOwn), (id) =>
    (from.get(id) ?? []).map(({ to }) => to).filter(isOwn),
  )
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)
  return canonicalJson({
    to: edge.to,
    nodes: flow.nodes.filter(({ id }) => own.has(id)).toSorted(byId),
    edges: flow.edges.filter((one) => own.has(one.from)).toSorted(byId),
  })
}

const handsOver = (node: FlowNode): boolean => node.kind === 'end' && node.ending === 'escalate'

function reachedIn(flow: FlowContent): ReadonlySet<string> {
  const { from } = drawMap(flow)
  return spread([flow.start], (id) => (from.get(id) ?? []).map(({ to }) => to))
}

/** With what nothing leads to and nothing names any more taken away; none where they do not fit. */
function sweep(flow: FlowContent, edits: readonly FlowEdit[]): FlowEdit[] | null {
  const next = applyEdits(flow, edits)
  if (!next.ok) return null
  const reached = reachedIn(next.flow)
  const gone = next.flow.nodes.filter(({ id }) => !reached.has(id))
  const without = [...edits, ...gone.map(({ id }): FlowEdit => ({ type: 'removeNode', node: id }))]
  const swept = applyEdits(flow, without)
  if (!swept.ok) return null
  const unused = checkFlow(swept.flow).filter(({ code }) => code === 'variable_not_used')
  const known = new Set(checkFlow(flow).map(tellProblem))
  return [
    ...without,
    ...unused
      .filter((one) => !known.has(tellProblem(one)))
      .map(({ at }): FlowEdit => ({ type: 'removeVariable', name: at })),
  ]
}

/** What was wrong before is no reason against it. */
function isAsSound(flow: FlowContent, edits: readonly FlowEdit[]): boolean {
  const next = applyEdits(flow, edits)
  const known = new Set(checkFlow(flow).map(tellProblem))
  return next.ok && checkFlow(next.flow).every((one) => known.has(tellProblem(one)))
}

const tellProblem = ({ code, at }: { code: string; at: string }): string => `${code} ${at}`
