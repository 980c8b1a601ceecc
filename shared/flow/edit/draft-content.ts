/**
 * A flow while it is being drawn: much may be missing, nothing is torn.
 *
 * Texts may be empty, answers may lead nowhere, ends may lack. But each thing has a name of its
 * own, and each edge goes from a way out of a node to a node, one from each way, and a copy says of what:
 * that is what an edit can rely on and what every edit leaves behind. What is torn is refused where it comes in,
 * with its place.
 */
import * as z from 'zod/mini'
import { type Edge, FlowContent, type FlowNode, Fork } from '../flow.ts'
import { choicesOf } from '../flow-map.ts'
import { halfWritten } from './half-written.ts'

export const DraftContent = halfWritten(FlowContent)
  .check((ctx) => {
    for (const { path, message } of findTears(ctx.value)) {
      ctx.issues.push({ code: 'custom', path: [...path], message, input: ctx.value })
    }
  })
  .check(z.meta({ id: 'DraftContent' }))

export interface Tear {
  path: readonly (string | number)[]
  message: string
}

export const findTears = (flow: FlowContent): Tear[] => [
  ...twice(flow.nodes.map(idOf), 'nodes', ['nodes']),
  ...flow.nodes.flatMap((node, n) => [
    ...twice(choicesOf(node).map(idOf), `answers of “${node.title}”`, ['nodes', n, 'choices']),
  ]),
  ...twice(flow.variables.map(nameOf), 'values to fill in', ['variables'], 'name'),
  ...twice(flow.edges.map(idOf), 'edges', ['edges']),
  ...findTornEdges(flow),
  ...findTornFork(flow),
]

function* twice(
  ids: readonly string[],
  what: string,
  path: Tear['path'],
  field = 'id',
): Iterable<Tear> {
  const seen = new Set<string>()
  for (const [n, id] of ids.entries()) {
    const message = `Is “${id}” a second time among the ${what}. Rename one of them`
    if (seen.has(id)) yield { path: [...path, n, field], message }
    seen.add(id)
  }
}

function* findTornEdges(flow: FlowContent): Iterable<Tear> {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]))
  const drawn = new Set<string>()
  for (const [n, edge] of flow.edges.entries()) {
    const from = nodes.get(edge.from)
    if (!from) {
      yield tornEdge(n, 'from', `Names “${edge.from}”, which is no node of this flow`)
    } else if (!isWayOut(from, edge.choice)) {
      yield tornEdge(n, 'choice', `Is no answer of “${from.title}”`)
    }
    if (!nodes.has(edge.to)) {
      yield tornEdge(n, 'to', `Names “${edge.to}”, which is no node of this flow`)
    }
    const way = wayOf(edge)
    if (drawn.has(way)) {
      yield tornEdge(n, 'choice', 'Leads on a second time from the same answer. Keep one edge')
    }
    drawn.add(way)
  }
}

/** Nobody writes it by hand: it is whole, or it is none. */
function* findTornFork({ fork }: FlowContent): Iterable<Tear> {
  if (fork && !Fork.safeParse(fork).success) {
    yield { path: ['fork'], message: 'Names no flow that this could be a copy of' }
  }
}

const tornEdge = (n: number, field: string, message: string): Tear => ({
  path: ['edges', n, field],
  message,
})

/** Whether one can leave a node this way: by one of its answers, or from an input without one. */
export const isWayOut = (node: FlowNode, choice: string | undefined): boolean =>
  node.kind === 'input' ? choice === undefined : choicesOf(node).some(({ id }) => id === choice)

/** Where an edge starts, as one key. Ids hold no space. */
export const wayOf = ({ from, choice }: Pick<Edge, 'from' | 'choice'>): string =>
  `${from} ${choice ?? ''}`

const idOf = ({ id }: { id: string }): string => id
const nameOf = ({ name }: { name: string }): string => name
