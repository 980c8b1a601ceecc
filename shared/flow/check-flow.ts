/**
 * What is wrong with a flow, before anybody walks it. Publishing needs an empty list.
 *
 * Runs on both sides and while one draws, so it reads every edge a fixed number of times, and of a
 * node that is the very same as before nothing again. With `known` it also looks into sub-flows: do they exist, do their ways back fit the
 * node they were entered from, and does the walk end at all when flows enter one another.
 */
import { checkChecklist, checkKinds } from './check-checklist.ts'
import { checkNode } from './check-node.ts'
import { checkSubFlows, type KnownFlows } from './check-sub-flows.ts'
import { type Edge, type FlowContent, type FlowNode, isChecklist } from './flow.ts'
import { choicesOf, drawMap, type FlowMap, spread } from './flow-map.ts'
import { type FlowProblem, type Problems, problem } from './flow-problem.ts'
import { namedAt } from './variables.ts'

export function checkFlow(flow: FlowContent, known?: KnownFlows): FlowProblem[] {
  return [
    ...checkIds(flow),
    ...checkKinds(flow),
    ...(isChecklist(flow) ? checkChecklist(flow) : checkGraph(flow, drawMap(flow))),
    ...flow.nodes.flatMap((node) => lookAt(node).problems),
    ...checkVariables(flow),
    ...(known ? checkSubFlows(flow, known) : []),
  ]
}

/** All that a node says by itself, wherever it stands. */
interface Looked {
  problems: readonly FlowProblem[]
  /** The variables that it names or asks for. */
  names: readonly string[]
  ways: ReadonlyMap<string | undefined, string>
}
const looked = new WeakMap<FlowNode, Looked>()

function lookAt(node: FlowNode): Looked {
  const before = looked.get(node)
  if (before) return before
  const found = {
    problems: [
      ...twice(choicesOf(node).map(idOf), `choices of "${node.title}"`),
      ...checkNode(node),
    ],
    names: namedAt(node),
    ways: waysOut(node),
  }
  looked.set(node, found)
  return found
}

function* checkGraph(flow: FlowContent, map: FlowMap): Problems {
  yield* checkEdges(flow, map)
  yield* checkPaths(flow, map)
}

function* checkIds(flow: FlowContent): Problems {
  yield* twice(flow.nodes.map(idOf), 'nodes')
  yield* twice(flow.edges.map(idOf), 'edges')
  yield* twice(
    flow.variables.map((v) => v.name),
    'variables',
  )
}

function* twice(ids: readonly string[], what: string): Problems {
  const seen = new Set<string>()
  const told = new Set<string>()
  for (const id of ids) {
    if (seen.has(id) && !told.has(id)) {
      told.add(id)
      yield problem('id_twice', id, `Two ${what} are called "${id}". Rename one of them.`)
    }
    seen.add(id)
  }
}

function* checkEdges(flow: FlowContent, { nodes, from }: FlowMap): Problems {
  for (const edge of flow.edges) {
    if (nodes.has(edge.from) && nodes.has(edge.to)) continue
    const message = 'This edge has no node at one end. Connect or remove it.'
    yield problem('edge_lands_nowhere', edge.id, message)
  }
  for (const node of flow.nodes) yield* checkWaysOut(node, from.get(node.id) ?? [])
}

function* checkWaysOut(node: FlowNode, edges: readonly Edge[]): Problems {
  const where = `"${node.title}"`
  if (node.kind === 'step') return
  if (node.kind === 'end') {
    for (const edge of edges) {
      yield problem(
        'edge_after_end',
        edge.id,
        `${where} is an end. Remove the edge that leaves it.`,
      )
    }
    return
  }
  const drawn = new Map<string | undefined, number>()
  for (const edge of edges) drawn.set(edge.choice, (drawn.get(edge.choice) ?? 0) + 1)
  const { ways } = lookAt(node)
  for (const [choice, label] of ways) {
    const count = drawn.get(choice) ?? 0
    if (count === 0) {
      const message = `"${label}" of ${where} leads nowhere. Draw its edge.`
      yield problem('choice_without_edge', node.id, message)
    }
    if (count > 1) {
      const message = `"${label}" of ${where} leads to ${count} nodes. Keep one edge.`
      yield problem('choice_with_two_edges', node.id, message)
    }
  }
  for (const edge of edges) {
    if (ways.has(edge.choice)) continue
    const message = `An edge of ${where} belongs to no choice. Pick one or remove the edge.`
    yield problem('edge_of_no_choice', edge.id, message)
  }
}

/** Each way out by its choice, with its label; the one of an input has no choice. */
const waysOut = (node: FlowNode): Map<string | undefined, string> =>
  node.kind === 'input'
    ? new Map([[undefined, 'The value']])
    : new Map(choicesOf(node).map((c) => [c.id, c.label]))

function* checkPaths(flow: FlowContent, { nodes, from, to }: FlowMap): Problems {
  if (!nodes.has(flow.start)) {
    yield problem('no_start', flow.start, 'The flow starts at no node. Pick the first one.')
    return
  }
  const reached = spread([flow.start], (id) => (from.get(id) ?? []).map((e) => e.to))
  const ends = flow.nodes.filter((n) => n.kind === 'end').map(idOf)
  const ending = spread(ends, (id) => (to.get(id) ?? []).map((e) => e.from))
  for (const { id, title } of flow.nodes) {
    if (!reached.has(id)) {
      yield problem('unreachable', id, `Nothing leads to "${title}". Connect or remove it.`)
    }
    if (!ending.has(id)) {
      yield problem('never_ends', id, `No end can be reached from "${title}". Lead it to one.`)
    }
  }
}

function* checkVariables(flow: FlowContent): Problems {
  const declared = new Set(flow.variables.map((v) => v.name))
  const used = new Set<string>()
  for (const node of flow.nodes) {
    for (const name of lookAt(node).names) {
      used.add(name)
      if (declared.has(name)) continue
      const message = `"${node.title}" uses {${name}}. Declare it among the flow's variables.`
      yield problem('variable_not_declared', node.id, message)
    }
  }
  for (const name of declared) {
    if (used.has(name)) continue
    yield problem('variable_not_used', name, `No step uses {${name}}. Use it or remove it.`)
  }
}

const idOf = (thing: { id: string }): string => thing.id
