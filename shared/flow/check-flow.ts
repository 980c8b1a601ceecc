/**
 * What is wrong with a flow, before anybody walks it. Publishing needs an empty list.
 *
 * Runs on both sides and while one draws, so it reads every node and edge a fixed number of
 * times. With `known` it also follows sub-flows: do they exist, do their ways back fit the
 * node they were entered from, and can the walk end at all when flows call one another.
 */
import type { Choice, Command, Edge, FlowContent, FlowNode, SafetyClass } from './flow.ts'
import { textsOf, variablesIn } from './variables.ts'

export type FlowProblemCode =
  | 'id_twice'
  | 'no_start'
  | 'edge_lands_nowhere'
  | 'choice_without_edge'
  | 'choice_with_two_edges'
  | 'edge_of_no_choice'
  | 'edge_after_end'
  | 'unreachable'
  | 'never_ends'
  | 'end_without_evidence'
  | 'returns_unclear'
  | 'no_way_back'
  | 'class_too_low'
  | 'check_changes'
  | 'variable_not_declared'
  | 'variable_not_used'
  | 'link_not_https'
  | 'sub_flow_unknown'
  | 'sub_flow_itself'
  | 'sub_flow_returns'
  | 'sub_flow_variable'
  | 'sub_flow_never_ends'

export interface FlowProblem {
  code: FlowProblemCode
  /** The node, the edge or the variable. */
  at: string
  /** What to do about it. */
  message: string
}

export interface KnownFlows {
  subFlow(slug: string): FlowContent | undefined
}

export function checkFlow(flow: FlowContent, known?: KnownFlows): FlowProblem[] {
  const map = drawMap(flow)
  return [
    ...checkIds(flow),
    ...checkEdges(flow, map),
    ...checkPaths(flow, map),
    ...flow.nodes.flatMap(checkNode),
    ...checkVariables(flow),
    ...(known ? checkSubFlows(flow, known) : []),
  ]
}

interface FlowMap {
  nodes: Map<string, FlowNode>
  /** Edges that start and land on a node, by where they start and where they land. */
  from: Map<string, Edge[]>
  to: Map<string, Edge[]>
}

function drawMap(flow: FlowContent): FlowMap {
  const nodes = new Map(flow.nodes.map((n) => [n.id, n]))
  const from = new Map<string, Edge[]>()
  const to = new Map<string, Edge[]>()
  for (const edge of flow.edges) {
    if (!nodes.has(edge.from) || !nodes.has(edge.to)) continue
    append(from, edge.from, edge)
    append(to, edge.to, edge)
  }
  return { nodes, from, to }
}

function checkIds(flow: FlowContent): FlowProblem[] {
  const twice = (ids: string[], what: string) =>
    repeated(ids).map((id) =>
      problem('id_twice', id, `Two ${what} are called "${id}". Give one of them another id.`),
    )
  return [
    ...twice(ids(flow.nodes), 'nodes'),
    ...twice(ids(flow.edges), 'edges'),
    ...twice(
      flow.variables.map((v) => v.name),
      'variables',
    ),
    ...flow.nodes.flatMap((n) => twice(ids(choicesOf(n)), `choices of "${n.title}"`)),
  ]
}

function checkEdges(flow: FlowContent, { nodes, from }: FlowMap): FlowProblem[] {
  const lost = flow.edges
    .filter((e) => !nodes.has(e.from) || !nodes.has(e.to))
    .map((e) =>
      problem(
        'edge_lands_nowhere',
        e.id,
        'This edge has no node at one end. Connect or remove it.',
      ),
    )
  return [...lost, ...flow.nodes.flatMap((n) => checkWaysOut(n, from.get(n.id) ?? []))]
}

function checkWaysOut(node: FlowNode, edges: Edge[]): FlowProblem[] {
  if (node.kind === 'end') {
    return edges.map((e) =>
      problem('edge_after_end', e.id, `"${node.title}" is an end. Remove the edge that leaves it.`),
    )
  }
  const ways: { id: string | undefined; label: string }[] =
    node.kind === 'input' ? [{ id: undefined, label: 'the value' }] : [...choicesOf(node)]
  const drawn = new Map<string | undefined, number>()
  for (const edge of edges) drawn.set(edge.choice, (drawn.get(edge.choice) ?? 0) + 1)
  const known = new Set(ways.map((w) => w.id))
  return [
    ...ways.flatMap(({ id, label }) => {
      const count = drawn.get(id) ?? 0
      if (count === 1) return []
      return count
        ? problem(
            'choice_with_two_edges',
            node.id,
            `"${label}" of "${node.title}" leads to ${count} nodes. Keep one edge.`,
          )
        : problem(
            'choice_without_edge',
            node.id,
            `"${label}" of "${node.title}" leads nowhere. Draw its edge.`,
          )
    }),
    ...edges
      .filter((e) => !known.has(e.choice))
      .map((e) =>
        problem(
          'edge_of_no_choice',
          e.id,
          `An edge of "${node.title}" belongs to no choice. Pick one or remove the edge.`,
        ),
      ),
  ]
}

function checkPaths(flow: FlowContent, { nodes, from, to }: FlowMap): FlowProblem[] {
  if (!nodes.has(flow.start)) {
    return [problem('no_start', flow.start, 'The flow starts at no node. Pick the first one.')]
  }
  const reached = spread([flow.start], (id) => (from.get(id) ?? []).map((e) => e.to))
  const ends = flow.nodes.filter((n) => n.kind === 'end').map((n) => n.id)
  const ending = spread(ends, (id) => (to.get(id) ?? []).map((e) => e.from))
  return flow.nodes.flatMap((node) => [
    ...(reached.has(node.id)
      ? []
      : [
          problem(
            'unreachable',
            node.id,
            `Nothing leads to "${node.title}". Connect or remove it.`,
          ),
        ]),
    ...(ending.has(node.id)
      ? []
      : [
          problem(
            'never_ends',
            node.id,
            `No end can be reached from "${node.title}". Lead it to one.`,
          ),
        ]),
  ])
}

function checkNode(node: FlowNode): FlowProblem[] {
  const links = node.links
    .filter((link) => !link.url.startsWith('https://'))
    .map((link) =>
      problem('link_not_https', node.id, `The link "${link.title}" must begin with https://.`),
    )
  switch (node.kind) {
    case 'end':
      return [...links, ...checkEnd(node)]
    case 'check':
      return worst(node.commands) === 'reads'
        ? links
        : [
            ...links,
            problem(
              'check_changes',
              node.id,
              `"${node.title}" runs a command that changes something. Make it an action.`,
            ),
          ]
    case 'action':
      return [...links, ...checkAction(node)]
    default:
      return links
  }
}

function checkEnd(node: Extract<FlowNode, { kind: 'end' }>): FlowProblem[] {
  const returns = node.ending === 'returns'
  return [
    ...(node.verification || node.evidence.length
      ? []
      : [
          problem(
            'end_without_evidence',
            node.id,
            `Say at "${node.title}" how the outcome is verified, or which evidence the next person needs.`,
          ),
        ]),
    ...(returns === (node.returns !== undefined) &&
    (returns || !node.alone) &&
    node.alone !== 'returns'
      ? []
      : [
          problem(
            'returns_unclear',
            node.id,
            `"${node.title}" must either go back with a choice of the flow before it, or end here.`,
          ),
        ]),
  ]
}

function checkAction(node: Extract<FlowNode, { kind: 'action' }>): FlowProblem[] {
  const problems: FlowProblem[] = []
  if (node.safety !== 'reads' && !(node.before && node.undo)) {
    problems.push(
      problem(
        'no_way_back',
        node.id,
        `Say at "${node.title}" what to note before and how to go back.`,
      ),
    )
  }
  if (CLASSES.indexOf(worst(node.commands)) > CLASSES.indexOf(node.safety)) {
    problems.push(
      problem(
        'class_too_low',
        node.id,
        `A command of "${node.title}" is riskier than the step says. Raise the class of the step.`,
      ),
    )
  }
  return problems
}

function checkVariables(flow: FlowContent): FlowProblem[] {
  const declared = new Set(flow.variables.map((v) => v.name))
  const used = new Set<string>()
  const unknown = flow.nodes.flatMap((node) => {
    const names = variablesIn(textsOf(node))
    if (node.kind === 'input' && !names.includes(node.variable)) names.push(node.variable)
    for (const name of names) used.add(name)
    return names
      .filter((name) => !declared.has(name))
      .map((name) =>
        problem(
          'variable_not_declared',
          node.id,
          `"${node.title}" uses {${name}}. Declare it among the flow's variables.`,
        ),
      )
  })
  const unused = [...declared]
    .filter((name) => !used.has(name))
    .map((name) =>
      problem('variable_not_used', name, `No step uses {${name}}. Use it or remove it.`),
    )
  return [...unknown, ...unused]
}

function checkSubFlows(flow: FlowContent, known: KnownFlows): FlowProblem[] {
  const nodes = flow.nodes.filter((n) => n.kind === 'sub_flow')
  const ending = nodes.length ? flowsThatEnd(flow, known) : new Set<string>()
  return nodes.flatMap((node) => {
    if (node.flow === flow.slug) {
      return [
        problem(
          'sub_flow_itself',
          node.id,
          `"${node.title}" enters the flow it belongs to. Lead back with an edge instead.`,
        ),
      ]
    }
    const sub = known.subFlow(node.flow)
    if (!sub) {
      return [
        problem(
          'sub_flow_unknown',
          node.id,
          `There is no published flow "${node.flow}". Publish it or pick another.`,
        ),
      ]
    }
    return [
      ...checkHandOver(node, sub),
      ...(ending.has(sub.slug)
        ? []
        : [
            problem(
              'sub_flow_never_ends',
              node.id,
              `"${sub.name}" enters flows that enter it again and never ends. Give it a way out.`,
            ),
          ]),
    ]
  })
}

function checkHandOver(
  node: Extract<FlowNode, { kind: 'sub_flow' }>,
  sub: FlowContent,
): FlowProblem[] {
  const choices = new Set(ids(node.choices))
  const returns = new Set(
    sub.nodes.flatMap((n) => (n.kind === 'end' && n.returns ? [n.returns] : [])),
  )
  const declared = new Set(sub.variables.map((v) => v.name))
  return [
    ...[...returns]
      .filter((id) => !choices.has(id))
      .map((id) =>
        problem(
          'sub_flow_returns',
          node.id,
          `"${sub.name}" can come back with "${id}". Add that choice to "${node.title}".`,
        ),
      ),
    ...Object.keys(node.gives ?? {})
      .filter((name) => !declared.has(name))
      .map((name) =>
        problem(
          'sub_flow_variable',
          node.id,
          `"${sub.name}" has no variable {${name}}. Hand over another or none.`,
        ),
      ),
  ]
}

/**
 * The flows that can come to an end from their start, of all that can be entered from here.
 * Found backwards over all of them at once: a sub-flow node passes on what lies behind it as
 * soon as the flow it enters is known to end.
 */
function flowsThatEnd(flow: FlowContent, known: KnownFlows): Set<string> {
  const flows = new Map<string, FlowContent>()
  const waiting: string[] = []
  const callers = new Map<string, { key: string }[]>()
  const maps = new Map<string, FlowMap>()
  const queue = [flow]
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (flows.has(next.slug)) continue
    flows.set(next.slug, next)
    maps.set(next.slug, drawMap(next))
    for (const node of next.nodes) {
      if (node.kind === 'end') waiting.push(keyOf(next.slug, node.id))
      if (node.kind !== 'sub_flow') continue
      append(callers, node.flow, { key: keyOf(next.slug, node.id) })
      const sub = known.subFlow(node.flow)
      if (sub) queue.push(sub)
    }
  }
  const ends = new Set<string>()
  /** Nodes behind which an end was found, and those whose way there has been passed on. */
  const ahead = new Set<string>()
  const passed = new Set<string>()
  const arrive = (key: string) => {
    ahead.add(key)
    const [slug = '', id = ''] = key.split('\n')
    const node = maps.get(slug)?.nodes.get(id)
    if (passed.has(key) || !node) return
    if (node.kind === 'sub_flow' && flows.has(node.flow) && !ends.has(node.flow)) return
    passed.add(key)
    for (const edge of maps.get(slug)?.to.get(id) ?? []) waiting.push(keyOf(slug, edge.from))
    if (flows.get(slug)?.start !== id || ends.has(slug)) return
    ends.add(slug)
    for (const caller of callers.get(slug) ?? [])
      if (ahead.has(caller.key)) waiting.push(caller.key)
  }
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (!passed.has(key)) arrive(key)
  }
  return ends
}

const keyOf = (slug: string, id: string) => `${slug}\n${id}`

const CLASSES: readonly SafetyClass[] = ['reads', 'changes', 'disrupts']
const worst = (commands: readonly Command[]): SafetyClass =>
  CLASSES.findLast((c) => commands.some((command) => command.safety === c)) ?? 'reads'

const choicesOf = (node: FlowNode): readonly Choice[] => ('choices' in node ? node.choices : [])
const ids = (things: readonly { id: string }[]) => things.map((t) => t.id)

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const id of ids) (seen.has(id) ? twice : seen).add(id)
  return [...twice]
}

function append<T>(lists: Map<string, T[]>, key: string, item: T) {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}

function spread(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set(from)
  const queue = [...seen]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const further of next(id)) {
      if (!seen.has(further)) {
        seen.add(further)
        queue.push(further)
      }
    }
  }
  return seen
}

const problem = (code: FlowProblemCode, at: string, message: string): FlowProblem => ({
  code,
  at,
  message,
})
