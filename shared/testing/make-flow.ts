/**
 * Makes flows for tests: say which answer leads where, get a flow that `checkFlow` finds whole.
 *
 * A node with `ways` is a question, unless it says otherwise; with `flow` it enters another
 * flow, with `variable` it asks for a value, and with neither it is an end. A step of a checklist
 * says its kind.
 */
import { type Flow, FlowContent } from '../flow/flow.ts'
import { testId } from './make-session.ts'

export interface DrawnNode {
  /** By choice, the node it leads to. */
  ways?: Record<string, string>
  /** Where an input leads. */
  to?: string
  kind?: string
  flow?: string
  variable?: string
  [more: string]: unknown
}

export function makeFlow(
  slug: string,
  nodes: Record<string, DrawnNode>,
  more: Record<string, unknown> = {},
): FlowContent {
  const drawn = Object.entries(nodes)
  return FlowContent.parse({
    slug,
    name: `Flow ${slug}`,
    kind: 'troubleshooting',
    summary: 'A flow for tests.',
    category: 'Tests',
    start: drawn[0]?.[0],
    nodes: drawn.map(([id, node]) => drawNode(id, node)),
    edges: drawn.flatMap(([from, { ways = {}, to }]) => [
      ...Object.entries(ways).map(([choice, into]) => ({
        id: `${from}-${choice}`,
        from,
        choice,
        to: into,
      })),
      ...(to ? [{ id: `${from}-on`, from, to }] : []),
    ]),
    ...more,
  })
}

function drawNode(id: string, { ways, to: _to, says, causes, ...rest }: DrawnNode) {
  const choices = Object.keys(ways ?? {}).map((choice) => ({
    id: choice,
    label: choice,
    ...(isTexts(says) && says[choice] ? { says: { kind: 'test', text: says[choice] } } : {}),
    ...(isTexts(causes) && causes[choice] ? { cause: causes[choice] } : {}),
  }))
  const common = { id, title: `At ${id}`, ...rest }
  if (rest.kind === 'step') return { ...common, ...(isTexts(says) ? {} : { says }) }
  if (rest.flow) return { kind: 'sub_flow', ...common, choices }
  if (rest.variable) return { kind: 'input', ...common, ...(isTexts(says) ? {} : { says }) }
  if (ways) return { kind: 'question', ...common, choices }
  return { kind: 'end', ending: 'resolved', verification: 'it works', ...common }
}

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && !('kind' in value)

/** A published version of it. The version is made of the slug, not of the content. */
export const publish = (content: FlowContent, n = 1): Flow => ({
  id: testId(0xf000 + n),
  version: `${n}`.repeat(64).slice(0, 64),
  publishedAt: '2026-06-01T08:00:00Z',
  isBuiltIn: false,
  content,
})
