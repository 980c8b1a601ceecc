/**
 * What a flow begins with, and what is new in it: a step of a kind, an answer, a short name.
 *
 * New things get ids by chance, so that two who draw at once never mean two things by one id.
 */
import { DID_NOT_HELP } from '../did-not-help.ts'
import {
  type Choice,
  type FlowContent,
  type FlowKind,
  type FlowNode,
  isChecklist,
  type NodeKind,
} from '../flow.ts'
import type { FlowEdit } from './flow-edit.ts'

/** Eight signs that are in no id of this flow. */
export type NewId = () => string

/** A question with two answers and an end: one sees at once what a flow is. */
export function beginFlow(newId: NewId): FlowContent {
  const [ask, end] = [makeStep('question', newId), makeStep('end', newId)]
  return {
    ...{ slug: '', name: '', kind: 'troubleshooting', summary: '', category: '', words: [] },
    ...{ isSubFlow: false, variables: [], start: ask.id, nodes: [ask, end], edges: [] },
  }
}

export function makeStep(kind: NodeKind, newId: NewId, title = ''): FlowNode {
  const place = { id: newId(), title, links: [] }
  switch (kind) {
    case 'question':
      return { ...place, kind, choices: [makeAnswer(newId, 'Yes'), makeAnswer(newId, 'No')] }
    case 'check':
      return {
        ...{ ...place, kind, commands: [] },
        choices: [makeAnswer(newId, 'As expected'), makeAnswer(newId, 'Not as expected')],
      }
    case 'action':
      return {
        ...{ ...place, kind, safety: 'changes', commands: [], before: '', undo: '' },
        choices: [
          makeAnswer(newId, 'Done'),
          // What was tried for nothing is told by what the step is called: see `entitle.ts`.
          { ...makeAnswer(newId, DID_NOT_HELP), says: { kind: 'dead_end', text: title } },
        ],
      }
    case 'input':
      return { ...place, kind, variable: '' }
    case 'sub_flow':
      return { ...place, kind, flow: '', choices: [] }
    case 'end':
      return { ...place, kind, ending: 'resolved', verification: '', evidence: [] }
    case 'step':
      return {
        ...{ ...place, kind, safety: 'reads', commands: [], before: '', undo: '' },
        ...{ isMandatory: false, waitsFor: [], asks: [], library: 'team' },
      }
    default:
      return kind satisfies never
  }
}

export const makeAnswer = (newId: NewId, label = ''): Choice => ({ id: newId(), label })

/** The same step as another kind: what both kinds say stays, its answers among it. */
export function asKind(node: FlowNode, kind: NodeKind, newId: NewId): FlowNode {
  const made = makeStep(kind, newId, node.title)
  const common = { ...node, ...made }
  const kept = Object.fromEntries(
    Object.entries(common).filter(([name]) => name in made || OF_EVERY_KIND.has(name)),
  )
  const alike = Object.entries(node).filter(([name]) => name in made && OF_SOME_KINDS.has(name))
  const { id, title, links } = node
  return { ...kept, ...Object.fromEntries(alike), id, title, links } as FlowNode // the fields of its kind
}

const OF_SOME_KINDS: ReadonlySet<string> = new Set([
  ...['choices', 'commands', 'safety', 'before', 'undo'],
])

/** A flow as one of another kind: a list of steps is no graph, so each step becomes one that fits. */
export function asFlowKind(flow: FlowContent, kind: FlowKind, newId: NewId): FlowEdit[] {
  const set: FlowEdit = { type: 'setFlow', fields: { kind } }
  if (isChecklist(flow) === isChecklist({ kind })) return [set]
  const becomes = isChecklist({ kind }) ? 'step' : 'action'
  return [
    set,
    ...flow.edges.map(({ id }): FlowEdit => ({ type: 'disconnect', edge: id })),
    ...flow.nodes.map(
      (node): FlowEdit => ({ type: 'replaceNode', node: asKind(node, becomes, newId) }),
    ),
  ]
}

const OF_EVERY_KIND: ReadonlySet<string> = new Set(['body', 'group', 'position'])

/** A new step that a way out of another leads to, right behind it in the list. */
export function leadToNew(
  flow: FlowContent,
  way: { from: string; choice?: string },
  node: FlowNode,
  newId: NewId,
): FlowEdit[] {
  const at = flow.nodes.findIndex(({ id }) => id === way.from)
  const before = flow.nodes[at + 1]?.id
  return [
    { type: 'addNode', node, ...(before === undefined ? {} : { before }) },
    leadTo(flow, way, node.id, newId),
  ]
}

/** A way out of a step leads to another; its edge, where it has one, stays the same edge. */
export function leadTo(
  flow: FlowContent,
  { from, choice }: { from: string; choice?: string },
  to: string,
  newId: NewId,
): FlowEdit {
  const edge = flow.edges.find((one) => one.from === from && one.choice === choice)
  const way = { from, to, ...(choice === undefined ? {} : { choice }) }
  return { type: 'connect', edge: { id: edge?.id ?? newId(), ...way } }
}

/** “Printer: offline” goes by `printer-offline`. */
export const shortNameOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64)
