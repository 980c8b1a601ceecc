/**
 * A flow as a model draws it: a flat list of steps and a flat list of links between them.
 *
 * Nothing in it is optional and nothing holds itself, since that is what an answer can be held to;
 * what there is none of is empty. `findFaults` says what is wrong with such a drawing, as data
 * that the model is shown; `mapBuilt` (`map-built.ts`) puts right what is wrong still.
 */
import * as z from 'zod/mini'
import { listBy, spread } from '../flow-map.ts'

export const BUILT_KINDS = [
  'question',
  'check',
  'action',
  'subflow',
  'resolved',
  'escalate',
] as const

const BuiltNode = z.object({
  id: z.string(),
  kind: z.enum(BUILT_KINDS),
  title: z.string(),
  /** What to do or ask in full; at an end, how it is verified or what is handed on. */
  text: z.string(),
  commands: z.array(z.string()),
  /** What to note down before something is changed, and how to go back. */
  before: z.string(),
  undo: z.string(),
})
export type BuiltNode = z.infer<typeof BuiltNode>

const BuiltLink = z.object({ from: z.string(), answer: z.string(), to: z.string() })
export type BuiltLink = z.infer<typeof BuiltLink>

export const BuiltFlow = z.object({
  name: z.string(),
  summary: z.string(),
  start: z.string(),
  nodes: z.array(BuiltNode),
  links: z.array(BuiltLink),
})
export type BuiltFlow = z.infer<typeof BuiltFlow>

export const MOST_NODES = 300
export const MOST_ANSWERS = 20

export type BuiltFaultCode =
  | 'no_steps'
  | 'too_many_steps'
  | 'id_twice'
  | 'no_title'
  | 'no_start'
  | 'link_from_nowhere'
  | 'missing_target'
  | 'end_leads_on'
  | 'dead_end'
  | 'one_answer'
  | 'too_many_answers'
  | 'unnamed_answer'
  | 'equal_answers'
  | 'unreachable'
  | 'never_ends'

export interface BuiltFault {
  code: BuiltFaultCode
  /** The id of the step. */
  at: string
}

export const isEnd = ({ kind }: Pick<BuiltNode, 'kind'>): boolean =>
  kind === 'resolved' || kind === 'escalate'

/** One way out of an action needs no name: it is done. */
const needsName = (node: BuiltNode, ways: readonly BuiltLink[]): boolean =>
  node.kind === 'question' || ways.length > 1

export const sameLabel = (label: string): string => label.trim().toLowerCase()

/** Everything that keeps it from being walked. A drawing without any stays as it is drawn. */
export function findFaults({ start, nodes, links }: BuiltFlow): BuiltFault[] {
  if (nodes.length === 0) return [{ code: 'no_steps', at: '' }]
  const faults: BuiltFault[] = []
  const tell = (code: BuiltFaultCode, at: string) => faults.push({ code, at })
  if (nodes.length > MOST_NODES) tell('too_many_steps', '')
  const known = new Map<string, BuiltNode>()
  for (const node of nodes) {
    if (known.has(node.id)) tell('id_twice', node.id)
    else known.set(node.id, node)
    if (node.title.trim() === '') tell('no_title', node.id)
  }
  const ways = new Map<string, BuiltLink[]>([...known.keys()].map((id) => [id, []]))
  for (const link of links) {
    const from = ways.get(link.from)
    if (from) from.push(link)
    else tell('link_from_nowhere', link.from)
    if (!known.has(link.to)) tell('missing_target', link.from)
  }
  for (const [id, node] of known) {
    for (const code of faultsOfWays(node, ways.get(id) ?? [])) tell(code, id)
  }
  if (!known.has(start)) return [...faults, { code: 'no_start', at: start }]
  const reached = spread([start], (id) => (ways.get(id) ?? []).map(({ to }) => to))
  const ending = endingFrom(known.values(), links)
  for (const id of known.keys()) {
    if (!reached.has(id)) tell('unreachable', id)
    else if (!ending.has(id)) tell('never_ends', id)
  }
  return faults
}

function faultsOfWays(node: BuiltNode, ways: readonly BuiltLink[]): BuiltFaultCode[] {
  if (isEnd(node)) return ways.length > 0 ? ['end_leads_on'] : []
  if (ways.length === 0) return ['dead_end']
  const labels = ways.map(({ answer }) => sameLabel(answer))
  const faults: [BuiltFaultCode, boolean][] = [
    ['one_answer', node.kind === 'question' && ways.length === 1],
    ['too_many_answers', ways.length > MOST_ANSWERS],
    ['unnamed_answer', needsName(node, ways) && labels.includes('')],
    ['equal_answers', new Set(labels).size < labels.length],
  ]
  return faults.flatMap(([code, isSo]) => (isSo ? [code] : []))
}

/** Every step from which an end can be come to. */
function endingFrom(nodes: Iterable<BuiltNode>, links: readonly BuiltLink[]): ReadonlySet<string> {
  const into = listBy(links, ({ to }) => to)
  const ends = [...nodes].filter(isEnd).map(({ id }) => id)
  return spread(ends, (id) => (into.get(id) ?? []).map(({ from }) => from))
}
