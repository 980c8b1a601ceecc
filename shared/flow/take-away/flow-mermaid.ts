/** A flow as a Mermaid flowchart, to be drawn where Markdown is. */
import type { FlowContent, FlowNode } from '../flow.ts'
import { inOrder, waysOf } from './flow-order.ts'

/** Each kind has its shape, as in any flowchart: a question is a rhombus, an end is round. */
const SHAPES: Record<FlowNode['kind'], readonly [string, string]> = {
  question: ['{', '}'],
  check: ['[', ']'],
  action: ['[/', '/]'],
  input: ['[\\', '\\]'],
  sub_flow: ['[[', ']]'],
  end: ['([', '])'],
  step: ['[', ']'],
}

export function tellAsMermaid(flow: FlowContent): string {
  const nodes = inOrder(flow)
  // Ids of its own: words like `end` mean something to Mermaid.
  const idOf = new Map(nodes.map(({ id }, n) => [id, `n${n + 1}`]))
  const ways = waysOf(flow)
  const lines = nodes.map((node) => {
    const [open, close] = SHAPES[node.kind]
    return `  ${idOf.get(node.id)}${open}${quote(node.title)}${close}`
  })
  const arrows = nodes.flatMap((node) =>
    ways(node).map(({ label, to }) => {
      const words = label ? `|${quote(label)}|` : ''
      return `  ${idOf.get(node.id)} -->${words} ${idOf.get(to.id)}`
    }),
  )
  return `${['flowchart TD', ...lines, ...arrows].join('\n')}\n`
}

/** In quotes everything may stand but quotes, and a sign that begins an entity. */
const quote = (text: string): string =>
  `"${text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll(/\s+/g, ' ')}"`
