/** A flow as the demonstration draws it: what the product's own rules make of the description. */
import { buildFlow } from '#shared/flow/build/build-flow.ts'
import type { BuiltFlow, BuiltLink, BuiltNode } from '#shared/flow/build/built-flow.ts'
import type { FlowNode } from '#shared/flow/flow.ts'
import { choicesOf } from '#shared/flow/flow-map.ts'
import { type AskedOfDemo, isFields } from './read-asked.ts'

export function drawFlow({ documents }: AskedOfDemo): BuiltFlow {
  const handed = documents.find((one) => isFields(one) && typeof one.description === 'string')
  const description = isFields(handed) ? String(handed.description) : ''
  let made = 0
  const { flow } = buildFlow(description, () => `s${++made}`)
  const nodes = flow.nodes.map(drawStep)
  const [first] = nodes
  const name = flow.name || first?.title.replace(/\?$/, '') || 'A flow'
  const summary = `For tickets that ask: ${name}`
  if (flow.kind === 'procedure') {
    const end = {
      ...bare('end', 'resolved', 'Everything is done'),
      text: 'Each step was looked at.',
    }
    const all = [...nodes, end]
    const links = nodes.map(
      ({ id }, n): BuiltLink => ({ from: id, answer: 'Done', to: all[n + 1]?.id ?? end.id }),
    )
    return { name, summary, start: first?.id ?? end.id, nodes: all, links }
  }
  const answers = new Map(
    flow.nodes.flatMap((node) => choicesOf(node).map(({ id, label }) => [id, label])),
  )
  const links = flow.edges.map(({ from, choice, to }) => ({
    ...{ from, to },
    answer: answers.get(choice ?? '') ?? '',
  }))
  return { name, summary, start: flow.start, nodes, links }
}

function drawStep(node: FlowNode): BuiltNode {
  const { id, title, body = '' } = node
  if (node.kind === 'end') {
    const text = node.verification ?? node.evidence.join('\n')
    return { ...bare(id, node.ending === 'resolved' ? 'resolved' : 'escalate', title), text }
  }
  const commands = 'commands' in node ? node.commands.map(({ text }) => text) : []
  return { ...bare(id, kindOf(node), title), text: body, commands }
}

function kindOf(node: FlowNode): BuiltNode['kind'] {
  if (node.kind === 'question' || node.kind === 'check') return node.kind
  return node.kind === 'step' && node.safety === 'reads' ? 'check' : 'action'
}

const bare = (id: string, kind: BuiltNode['kind'], title: string): BuiltNode => ({
  ...{ id, kind, title, text: '', commands: [], before: '', undo: '' },
})
