/**
 * Whether a flow and the flows it enters fit together: they exist, they come back with
 * choices that are there, they take the values handed over, and the walk can end.
 *
 * Flows may enter one another, even in a circle, as long as each can come to an end without
 * entering itself again; a flow that enters itself directly is drawn better as an edge back.
 */
import { type FlowContent, type FlowNode, isChecklist } from './flow.ts'
import { choicesOf, drawMap, type FlowMap, flowsEnteredAt, listBy } from './flow-map.ts'
import { type Problems, problem } from './flow-problem.ts'

export interface KnownFlows {
  subFlow(slug: string): FlowContent | undefined
}

export function* checkSubFlows(flow: FlowContent, known: KnownFlows): Problems {
  const entering = flow.nodes.flatMap((node) =>
    flowsEnteredAt(node).map((slug) => ({ node, slug })),
  )
  if (entering.length === 0) return
  const ending = flowsThatEnd(flow, known)
  for (const { node, slug } of entering) {
    const where = `"${node.title}"`
    const sub = known.subFlow(slug)
    if (slug === flow.slug) {
      const message = `${where} enters the flow it belongs to. ${isChecklist(flow) ? 'Take that out.' : 'Lead back with an edge instead.'}`
      yield problem('sub_flow_itself', node.id, message)
    } else if (!sub) {
      const message = `There is no published flow "${slug}". Publish it or pick another.`
      yield problem('sub_flow_unknown', node.id, message)
    } else {
      if (node.kind === 'sub_flow') yield* checkHandOver(node, sub)
      if (ending.has(sub.slug)) continue
      const message = `"${sub.name}" never ends, since flows enter it again. Give it a way out.`
      yield problem('sub_flow_never_ends', node.id, message)
    }
  }
}

type SubFlowNode = Extract<FlowNode, { kind: 'sub_flow' }>

function* checkHandOver(node: SubFlowNode, sub: FlowContent): Problems {
  const choices = new Set(choicesOf(node).map((c) => c.id))
  const returns = new Set(sub.nodes.flatMap((n) => (n.kind === 'end' && n.returns) || []))
  for (const id of returns) {
    if (choices.has(id)) continue
    const message = `"${sub.name}" can come back with "${id}". Add that choice to "${node.title}".`
    yield problem('sub_flow_returns', node.id, message)
  }
  const declared = new Set(sub.variables.map((v) => v.name))
  for (const name of Object.keys(node.gives ?? {})) {
    if (declared.has(name)) continue
    const message = `"${sub.name}" has no variable {${name}}. Hand over another or none.`
    yield problem('sub_flow_variable', node.id, message)
  }
}

/** A node in one of the flows looked at. */
interface Spot {
  flow: FlowContent
  map: FlowMap
  node: FlowNode
}

/**
 * The slugs of the flows that can end, of all that can be entered from this one. Found from
 * the ends backwards, in all flows at once: a sub-flow node is passed only when the flow it
 * enters is known to end, and waits for that otherwise. Each node is passed once.
 */
function flowsThatEnd(flow: FlowContent, known: KnownFlows): ReadonlySet<string> {
  const entered = enteredFrom(flow, known)
  const spots = [...entered.values()].flatMap((f) => {
    const map = drawMap(f)
    return f.nodes.map((node): Spot => ({ flow: f, map, node }))
  })
  const spotOf = new Map(spots.map((s) => [s.node, s]))
  const callers = listBy(
    spots.filter((s) => s.node.kind === 'sub_flow'),
    (s) => (s.node.kind === 'sub_flow' ? s.node.flow : ''),
  )
  // A list of steps can be left at any of them.
  const ends = new Set([...entered.values()].filter(isChecklist).map(({ slug }) => slug))
  const hasEndAhead = new Set<Spot>()
  const passed = new Set<Spot>()
  const queue = spots.filter((s) => s.node.kind === 'end')
  for (let spot = queue.pop(); spot; spot = queue.pop()) {
    const { node, map } = spot
    hasEndAhead.add(spot)
    const waits = node.kind === 'sub_flow' && entered.has(node.flow) && !ends.has(node.flow)
    if (waits || passed.has(spot)) continue
    passed.add(spot)
    for (const edge of map.to.get(node.id) ?? []) {
      const before = map.nodes.get(edge.from)
      const at = before && spotOf.get(before)
      if (at) queue.push(at)
    }
    if (node.id === spot.flow.start && !ends.has(spot.flow.slug)) {
      ends.add(spot.flow.slug)
      queue.push(...(callers.get(spot.flow.slug) ?? []).filter((s) => hasEndAhead.has(s)))
    }
  }
  return ends
}

/** This flow and all that can be entered from it, by slug. */
function enteredFrom(flow: FlowContent, known: KnownFlows): Map<string, FlowContent> {
  const entered = new Map([[flow.slug, flow]])
  const queue = [flow]
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const node of next.nodes) {
      for (const slug of flowsEnteredAt(node)) {
        const sub = entered.has(slug) ? undefined : known.subFlow(slug)
        if (!sub) continue
        entered.set(slug, sub)
        queue.push(sub)
      }
    }
  }
  return entered
}
