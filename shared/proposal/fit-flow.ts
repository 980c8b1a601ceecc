/**
 * Whether a flow that a session did not go by has what the session did of its own.
 *
 * It has it where each step, and each word of it that carries something, is one of the flow's; with
 * one step alone the flow must know the cause too, since one step in common says little. Where it
 * lacks some that were done between two of its steps which follow each other, the session is told
 * as one that stood there, so that it teaches the flow what it lacks. Anything else is no fit.
 */
import type { Edge, Flow, FlowContent, FlowNode } from '../flow/flow.ts'
import { choicesOf } from '../flow/flow-map.ts'
import type { Answered, FinishedPath, OwnStep } from './path-of.ts'
import { stepKey } from './step-key.ts'

export type Fit = { kind: 'has_all' } | { kind: 'lacks'; path: FinishedPath } | { kind: 'none' }

const LEAST_IN_COMMON = 2

export function fitFlow({ id, content }: Pick<Flow, 'id' | 'content'>, path: FinishedPath): Fit {
  const nodes = nodesByKey(content)
  const known = path.own.filter(({ key }) => nodes.has(key))
  const isEnough =
    known.length >= LEAST_IN_COMMON || (known.length > 0 && knowsCause(content, path.cause))
  if (!isEnough) return { kind: 'none' }
  if (known.length === path.own.length) return { kind: 'has_all' }
  const placed = placeIn({ id, content }, path, nodes)
  return placed ? { kind: 'lacks', path: placed } : { kind: 'none' }
}

type Nodes = ReadonlyMap<string, FlowNode>

const nodesByKey = ({ nodes }: FlowContent): Nodes =>
  new Map(
    nodes.flatMap((node): [string, FlowNode][] => {
      const key = node.kind === 'end' ? '' : stepKey(node.title)
      return key === '' ? [] : [[key, node]]
    }),
  )

function knowsCause({ nodes }: FlowContent, cause: string): boolean {
  const key = stepKey(cause)
  if (key === '') return false
  return nodes.some(
    (node) =>
      (node.kind === 'end' && stepKey(node.cause?.text ?? '') === key) ||
      choicesOf(node).some((choice) => [choice.cause ?? '', choice.label].some(isIt)),
  )
  function isIt(text: string) {
    return stepKey(text) === key
  }
}

/** None where one step that it lacks stands between no two of its own. */
function placeIn(
  { id, content }: Pick<Flow, 'id' | 'content'>,
  path: FinishedPath,
  nodes: Nodes,
): FinishedPath | null {
  const answered: Answered[] = []
  const own: OwnStep[] = []
  for (const [i, step] of path.own.entries()) {
    if (nodes.has(step.key)) continue
    const from = nodeOf(path.own.slice(0, i).findLast(({ key }) => nodes.has(key)))
    const to = nodeOf(path.own.slice(i + 1).find(({ key }) => nodes.has(key)))
    const edge = from && to && edgeBetween(content, from, to)
    if (!edge) return null
    const cameBy = { flow: id, node: edge.from, ...(edge.choice ? { choice: edge.choice } : {}) }
    if (!answered.some(({ node }) => node === edge.from)) answered.push(cameBy)
    own.push({ ...step, at: { flow: id, node: edge.to }, cameBy, wentOn: true })
  }
  return { ...path, answered: [...path.answered, ...answered], own }
  function nodeOf(step: OwnStep | undefined) {
    return step && nodes.get(step.key)
  }
}

const edgeBetween = ({ edges }: FlowContent, from: FlowNode, to: FlowNode): Edge | undefined =>
  edges.find((edge) => edge.from === from.id && edge.to === to.id)
