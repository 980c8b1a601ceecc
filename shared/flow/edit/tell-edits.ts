/**
 * Edits in words: one sentence each, in the names that a person sees.
 *
 * Expects the flow before and the flow after, so that also what has come or gone has its name.
 */
import type { Edge, FlowContent, FlowNode } from '../flow.ts'
import { choicesOf } from '../flow-map.ts'
import { NODE_KIND_WORDS } from '../kind-words.ts'
import type { FlowEdit } from './flow-edit.ts'

export function tellEdits(
  edits: readonly FlowEdit[],
  before: FlowContent,
  after: FlowContent,
): string[] {
  const names = namesIn(before, after)
  return edits.map((edit) => capitalise(tellEdit(edit, names)))
}

function tellEdit(edit: FlowEdit, names: Names): string {
  switch (edit.type) {
    case 'setFlow':
      return `The flow says another ${listFields(edit.fields)}.`
    case 'putVariable':
      return names.hadVariable(edit.variable.name)
        ? `The value {${edit.variable.name}} is described anew.`
        : `A value to fill in is new: {${edit.variable.name}}.`
    case 'removeVariable':
      return `The value {${edit.name}} is taken out.`
    case 'addNode':
      return `A step is new: ${quote(edit.node.title)}.`
    case 'changeNode':
      return `${names.step(edit.node)} says another ${listFields(edit.fields)}.`
    case 'replaceNode':
      return `${names.step(edit.node.id)} is now of the kind “${NODE_KIND_WORDS[edit.node.kind]}”.`
    case 'removeNode':
      return `${names.step(edit.node)} is taken out, with all that leads to it.`
    case 'moveNodes':
      return `In the drawing ${count(Object.keys(edit.to).length, 'step stands', 'steps stand')} elsewhere.`
    case 'groupNodes':
      return edit.group === null
        ? `${count(edit.nodes.length, 'step is', 'steps are')} in no group any more.`
        : `${count(edit.nodes.length, 'step is', 'steps are')} in the group “${edit.group}”.`
    case 'putChoice':
      return names.hadAnswer(edit.node, edit.choice.id)
        ? `The answer ${quote(edit.choice.label)} of ${names.step(edit.node)} says something else.`
        : `${names.step(edit.node)} has a new answer: ${quote(edit.choice.label)}.`
    case 'removeChoice':
      return `${names.answer(edit.node, edit.choice)} of ${names.step(edit.node)} is taken out.`
    case 'orderChoices':
      return `The answers of ${names.step(edit.node)} stand in another order.`
    case 'connect':
      return `${names.way(edit.edge)} leads to ${names.step(edit.edge.to)}.`
    case 'disconnect':
      return `${names.edge(edit.edge)} leads nowhere any more.`
    case 'insertOnEdge':
      return `${quote(edit.node.title)} is a new step after ${names.edge(edit.edge)}.`
    case 'reorder':
      return `${LISTS[edit.list]} stand in another order.`
    default:
      return edit satisfies never
  }
}

const LISTS = {
  nodes: 'The steps',
  edges: 'The edges',
  variables: 'The values to fill in',
} as const

interface Names {
  step(id: string): string
  answer(step: string, id: string): string
  way(way: Pick<Edge, 'from' | 'choice'>): string
  edge(id: string): string
  hadVariable(name: string): boolean
  hadAnswer(step: string, id: string): boolean
}

function namesIn(before: FlowContent, after: FlowContent): Names {
  const was = new Map(before.nodes.map((node) => [node.id, node]))
  const is = new Map(after.nodes.map((node) => [node.id, node]))
  const edges = new Map([...after.edges, ...before.edges].map((edge) => [edge.id, edge]))
  const step = (id: string) => quote((is.get(id) ?? was.get(id))?.title ?? '')
  const labelIn = (node: FlowNode | undefined, id: string) =>
    node && choicesOf(node).find((choice) => choice.id === id)?.label
  const answer = (at: string, id: string) =>
    quote(labelIn(is.get(at), id) ?? labelIn(was.get(at), id) ?? '')
  const way = ({ from, choice }: Pick<Edge, 'from' | 'choice'>) =>
    choice === undefined ? step(from) : `${answer(from, choice)} of ${step(from)}`
  return {
    ...{ step, answer, way },
    edge: (id) => {
      const edge = edges.get(id)
      return edge ? way(edge) : 'an answer'
    },
    hadVariable: (name) => before.variables.some((variable) => variable.name === name),
    hadAnswer: (at, id) => labelIn(was.get(at), id) !== undefined,
  }
}

const listFields = (fields: object): string => {
  const words = Object.keys(fields).map((name) => FIELD_WORDS[name] ?? name)
  return new Intl.ListFormat('en').format(words)
}

/** What fields are called where they are filled in. */
const FIELD_WORDS: Record<string, string> = {
  ...{ slug: 'short name', words: 'ticket words', isSubFlow: 'way of being entered' },
  ...{ tags: 'list of tags', fork: 'version of its original' },
  ...{ reviewBy: 'day of review', changeReason: 'reason for the change', start: 'first step' },
  ...{ body: 'text', links: 'documentation', commands: 'commands', safety: 'class' },
  ...{ before: 'note on the state before', undo: 'way back', variable: 'value', says: 'sentence' },
  ...{ flow: 'flow to enter', gives: 'values handed over', returns: 'answer to go back with' },
  ...{ alone: 'ending by itself', verification: 'way to verify', evidence: 'evidence' },
  ...{ tell: 'word to the user', followUp: 'follow-up', ready: 'word on what it makes ready' },
  ...{ isMandatory: 'word on whether it is required', waitsFor: 'list of steps to wait for' },
  ...{ asks: 'list of values to ask for', library: 'place in the step library' },
  ...{ exceptionWhen: 'exception', exceptionFlow: 'flow for the exception' },
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
const quote = (text: string): string => (text.trim() ? `“${text.trim()}”` : 'what has no name yet')
const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
