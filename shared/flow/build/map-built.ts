/**
 * What a model has drawn becomes a draft: its words cleaned, its faults mended by rule, and each
 * of that told. Whatever it has drawn, the draft can be opened and walked.
 *
 * How careful one must be with a step is never taken from a model: a command that is not known to
 * read only changes something (`guess-safety.ts`), and a look that may change something is an
 * action. Nothing in a draft is a link, and which flow is entered, a person picks.
 */
import { beginFlow, type NewId, shortNameOf } from '../edit/begin-flow.ts'
import type { Choice, Command, Edge, FlowContent, FlowNode } from '../flow.ts'
import { type BuiltFlow, type BuiltNode, isEnd } from './built-flow.ts'
import { cleanBuilt } from './clean-built.ts'
import { guessSafety, guessSafetyBeside } from './guess-safety.ts'
import { LONGEST_BODY, quoteText } from './line-words.ts'
import { mendBuilt } from './mend-built.ts'
import { valuesIn } from './values-in.ts'

export interface MappedFlow {
  flow: FlowContent
  /** What was put right, in sentences. */
  repairs: string[]
}

export function mapBuilt(built: BuiltFlow, newId: NewId): MappedFlow {
  const told = new Set<string>()
  const tell = (message: string) => void told.add(message)
  const { name, summary, start, nodes, links } = mendBuilt(cleanBuilt(built, tell), tell)
  const ids = new Map(nodes.map(({ id }) => [id, newId()]))
  const idOf = (id: string) => ids.get(id) ?? newId()
  const edges: Edge[] = []
  const choices = new Map<string, Choice[]>()
  for (const { from, answer, to } of links) {
    const choice = { id: newId(), label: answer }
    choices.set(from, [...(choices.get(from) ?? []), choice])
    edges.push({ id: newId(), from: idOf(from), choice: choice.id, to: idOf(to) })
  }
  const drawn = nodes.map((node) => mapNode(node, idOf(node.id), choices.get(node.id) ?? [], tell))
  const flow: FlowContent = {
    ...beginFlow(newId),
    ...{ name, summary, slug: shortNameOf(name), start: idOf(start) },
    ...{ nodes: drawn, edges, variables: valuesIn(drawn) },
  }
  return { flow, repairs: [...told] }
}

function mapNode(
  node: BuiltNode,
  id: string,
  choices: Choice[],
  tell: (message: string) => void,
): FlowNode {
  const { kind, title, text } = node
  const place = { id, title, links: [], ...bodyOf(text) }
  if (isEnd(node)) return mapEnd(node, id)
  if (kind === 'subflow') {
    tell(`Pick the flow that is entered at ${quoteText(title)}.`)
    const body = [text, ...node.commands.map((command) => `\`${command}\``)].filter(Boolean)
    return { ...place, ...bodyOf(body.join('\n\n')), kind: 'sub_flow', flow: '', choices }
  }
  const commands = node.commands.map(
    (command): Command => ({ text: command, safety: guessSafety(command), shell: 'powershell' }),
  )
  if (kind === 'question' && commands.length === 0) return { ...place, kind, choices }
  const doesRead =
    commands.every(({ safety }) => safety === 'reads') && guessSafetyBeside(title) === 'reads'
  if (kind !== 'action' && doesRead) return { ...place, kind: 'check', commands, choices }
  if (kind !== 'action') tell(`${quoteText(title)} may change something. It is an action.`)
  const disrupts = commands.some(({ safety }) => safety === 'disrupts')
  const { before, undo } = node
  return {
    ...{ ...place, kind: 'action', commands, choices, before, undo },
    safety: disrupts ? 'disrupts' : 'changes',
  }
}

const MOST_EVIDENCE = 20
const LONGEST_EVIDENCE = 200

function mapEnd({ kind, title, text, commands }: BuiltNode, id: string): FlowNode {
  const lines = [text, ...commands].flatMap((one) => one.split('\n')).map((one) => one.trim())
  const said = lines.filter(Boolean)
  const place = { id, kind: 'end' as const, title, links: [] }
  if (kind === 'resolved') {
    return { ...place, ending: 'resolved', verification: cut(said.join('\n')), evidence: [] }
  }
  const evidence = said.slice(0, MOST_EVIDENCE).map((one) =>
    one
      .replace(/^[-*•]\s+/, '')
      .slice(0, LONGEST_EVIDENCE)
      .toWellFormed()
      .trim(),
  )
  return { ...place, ending: 'escalate', evidence: evidence.filter(Boolean) }
}

const bodyOf = (text: string) => (text === '' ? {} : { body: cut(text) })
const cut = (text: string) => text.slice(0, LONGEST_BODY).toWellFormed()
