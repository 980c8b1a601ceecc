/** A flow as Markdown, to be read, printed or kept in a documentation. */
import { CAUSE_WORDS } from '../../note/wording.ts'
import { type Command, type FlowContent, type FlowNode, isChecklist } from '../flow.ts'
import { NODE_KIND_WORDS } from '../kind-words.ts'
import { inOrder, waysOf } from './flow-order.ts'

const SAFETY = {
  reads: 'reads only',
  changes: 'changes something',
  disrupts: 'disrupts',
} as const

export function tellAsMarkdown(flow: FlowContent): string {
  const nodes = inOrder(flow)
  const number = new Map(nodes.map(({ id }, n) => [id, n + 1]))
  const ways = waysOf(flow)
  const steps = nodes.map((node) => {
    const answers = (isChecklist(flow) ? [] : ways(node)).map(({ label, to }) => {
      const words = label ? `${plain(label)} → ` : 'Then '
      return `- ${words}${number.get(to.id)}. ${plain(to.title)}`
    })
    return paragraphs(
      `## ${number.get(node.id)}. ${plain(node.title)}`,
      `*${NODE_KIND_WORDS[node.kind]}${node.group ? `, ${plain(node.group)}` : ''}*`,
      node.body,
      ...partsOf(node),
      waitsOf(node, number),
      answers.join('\n'),
      node.links.map(({ title, url }) => `- [${plain(title)}](<${url}>)`).join('\n'),
    )
  })
  return `${paragraphs(`# ${plain(flow.name)}`, plain(flow.summary), tellVariables(flow), ...steps)}\n`
}

function waitsOf(node: FlowNode, number: ReadonlyMap<string, number>): string | undefined {
  const waits = node.kind === 'step' ? node.waitsFor.flatMap((id) => number.get(id) ?? []) : []
  return waits.length > 0 ? `After ${waits.join(', ')}.` : undefined
}

function partsOf(node: FlowNode): (string | undefined)[] {
  const commands = 'commands' in node ? node.commands.map(tellCommand) : []
  switch (node.kind) {
    case 'action':
      return [
        `Class: ${SAFETY[node.safety]}.`,
        node.before && `Before: ${node.before}`,
        ...commands,
        node.undo && `Way back: ${node.undo}`,
      ]
    case 'input':
      return [`Asks for \`{${node.variable}}\`.`]
    case 'sub_flow':
      return [`Goes through \`${node.flow}\` and comes back.`]
    case 'end':
      return [
        node.cause && `Cause (${CAUSE_WORDS[node.cause.status]}): ${plain(node.cause.text)}`,
        node.verification && `To verify: ${node.verification}`,
        node.evidence.map((one) => `- ${plain(one)}`).join('\n'),
        node.tell && `Tell the user: ${node.tell}`,
      ]
    case 'step':
      return [
        `${node.isMandatory ? 'Must be settled. ' : ''}Class: ${SAFETY[node.safety]}.`,
        node.asks.map((name) => `Asks for \`{${name}}\`.`).join(' '),
        node.before && `Before: ${node.before}`,
        ...commands,
        node.undo && `Way back: ${node.undo}`,
        node.flow && `Goes through \`${node.flow}\` and comes back.`,
        node.exceptionWhen &&
          `Exception when: ${plain(node.exceptionWhen)}${node.exceptionFlow ? ` → \`${node.exceptionFlow}\`` : ''}`,
        node.tell && `Tell the user: ${node.tell}`,
      ]
    default:
      return commands
  }
}

function tellCommand({ text, safety, where, expect }: Command): string {
  const fence = fenceFor(text)
  const about = [SAFETY[safety], where && plain(where), expect && `look for: ${plain(expect)}`]
  return `${fence}\n${text}\n${fence}\n\n${about.filter(Boolean).join('; ')}`
}

/** Longer than any run of the sign in the text, so that nothing ends it early. */
const fenceFor = (text: string): string =>
  '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))

const tellVariables = ({ variables }: FlowContent): string =>
  variables.map(({ name, label }) => `- \`{${name}}\`: ${plain(label)}`).join('\n')

/** Words of a single line that mean nothing in Markdown. */
const plain = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`)

const paragraphs = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join('\n\n')
