/**
 * Which variables a flow's texts name: `{server}` in a title, a command or a sentence.
 *
 * Braces around anything else (a script block, a GUID) are not variables: a name is lower
 * case letters, digits and underscores, with nothing else between the braces.
 */
import type { FlowNode } from './flow.ts'

/** One variable in a text; the name is the first group. */
export const VARIABLE = /\{([a-z][a-z0-9_]{0,39})\}/g

export function variablesIn(texts: Iterable<string | undefined>): string[] {
  const names = new Set<string>()
  for (const text of texts) {
    if (!text?.includes('{')) continue
    for (const match of text.matchAll(VARIABLE)) if (match[1]) names.add(match[1])
  }
  return [...names]
}

/** Every text of a node that is filled when one stands there or leaves it. */
export function textsOf(node: FlowNode): (string | undefined)[] {
  const common = [node.title, node.body, node.group]
  switch (node.kind) {
    case 'question':
      return [...common, ...choiceTexts(node.choices)]
    case 'check':
      return [...common, ...commandTexts(node.commands), ...choiceTexts(node.choices)]
    case 'action':
      return [
        ...common,
        node.before,
        node.undo,
        ...commandTexts(node.commands),
        ...choiceTexts(node.choices),
      ]
    case 'input':
      return [...common, node.says?.text]
    case 'sub_flow':
      return [...common, ...Object.values(node.gives ?? {}), ...choiceTexts(node.choices)]
    case 'end':
      return [
        ...common,
        node.cause?.text,
        node.verification,
        ...node.evidence,
        node.tell,
        node.followUp,
      ]
    case 'step':
      return [
        ...common,
        ...[node.before, node.undo, node.says?.text, node.exceptionWhen, node.ready, node.tell],
        ...commandTexts(node.commands),
      ]
    default:
      return node satisfies never
  }
}

/** The variables a node asks a value for itself. */
export const askedAt = (node: FlowNode): readonly string[] =>
  node.kind === 'input' ? [node.variable] : node.kind === 'step' ? node.asks : []

/** The variables that a node's texts name or that it asks for itself. */
export const namedAt = (node: FlowNode): string[] => [
  ...new Set([...askedAt(node), ...variablesIn(textsOf(node))]),
]

/** How a value is called where no flow says it: "file_server" is "File server". */
export const labelOf = (name: string): string =>
  name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ')

type Choices = Extract<FlowNode, { kind: 'question' }>['choices']
type Commands = Extract<FlowNode, { kind: 'check' }>['commands']

const choiceTexts = (choices: Choices) => choices.flatMap((c) => [c.label, c.says?.text, c.cause])
const commandTexts = (commands: Commands) => commands.flatMap((c) => [c.text, c.where, c.expect])
