/**
 * What one edit does to a flow: the next flow, or why it does not fit.
 *
 * Pure and total. The editor, the API, an accepted proposal and the tests all go through here.
 * Expects a draft that is not torn (`draft-content.ts`) and leaves one behind. A refusal is a
 * value: the edit is well-formed, but what it names is not there (any more), or there is no room.
 * What is not touched stays the very same object, so that histories share it and views of it need
 * not be made again.
 */
import type { Edge, FlowContent, FlowNode } from '../flow.ts'
import { isWayOut, wayOf } from './draft-content.ts'
import { DraftNode, type FlowEdit } from './flow-edit.ts'
import { inOrderOf, insert, put } from './ordered-list.ts'

export interface EditRefusal {
  code: 'unknown' | 'already' | 'does_not_fit' | 'no_room'
  /** What to do next, in a sentence. */
  message: string
}
export type Edited = { ok: true; flow: FlowContent } | { ok: false; refusal: EditRefusal }

export const MOST_NODES = 5_000
const MOST_VARIABLES = 40

export function applyEdit(flow: FlowContent, edit: FlowEdit): Edited {
  const next = reduce(flow, edit)
  return isRefusal(next) ? { ok: false, refusal: next } : { ok: true, flow: next }
}

/** One after the other; the first that does not fit ends it, and nothing is done. */
export function applyEdits(flow: FlowContent, edits: readonly FlowEdit[]): Edited {
  let now = flow
  for (const edit of edits) {
    const next = reduce(now, edit)
    if (isRefusal(next)) return { ok: false, refusal: next }
    now = next
  }
  return { ok: true, flow: now }
}

type Next = FlowContent | EditRefusal
const isRefusal = (next: Next): next is EditRefusal => 'code' in next

function reduce(flow: FlowContent, edit: FlowEdit): Next {
  switch (edit.type) {
    case 'setFlow':
      return setFlow(flow, edit)
    case 'putVariable': {
      const variables = put(flow.variables, edit.variable, edit.before, nameOf)
      if (variables.length > MOST_VARIABLES) return noRoom(`${MOST_VARIABLES} values to fill in`)
      return { ...flow, variables }
    }
    case 'removeVariable': {
      const variables = flow.variables.filter(({ name }) => name !== edit.name)
      if (variables.length === flow.variables.length) return unknown('value to fill in')
      return { ...flow, variables }
    }
    case 'addNode':
      return addNode(flow, edit.node, edit.before)
    case 'changeNode':
      return atNode(flow, edit.node, (node) => changeNode(node, edit.fields))
    case 'replaceNode': {
      const next = atNode(flow, edit.node.id, () => edit.node)
      return isRefusal(next) ? next : keepEdges(next, (edge) => !isLost(edge, edit.node))
    }
    case 'removeNode': {
      const nodes = flow.nodes.filter(({ id }) => id !== edit.node)
      if (nodes.length === flow.nodes.length) return unknown('step')
      return keepEdges({ ...flow, nodes }, ({ from, to }) => from !== edit.node && to !== edit.node)
    }
    case 'moveNodes':
      return moveNodes(flow, new Map(Object.entries(edit.to)))
    case 'groupNodes':
      return groupNodes(flow, new Set(edit.nodes), edit.group)
    case 'putChoice':
      return atNode(flow, edit.node, (node) => {
        if (!('choices' in node)) return noAnswers()
        return whole({ ...node, choices: put(node.choices, edit.choice, edit.before, idOf) })
      })
    case 'removeChoice':
      return removeChoice(flow, edit.node, edit.choice)
    case 'orderChoices':
      return atNode(flow, edit.node, (node) => {
        if (!('choices' in node)) return noAnswers()
        const choices = inOrderOf(node.choices, edit.ids, idOf)
        return choices ? { ...node, choices } : otherThings()
      })
    case 'connect':
      return connect(flow, edit.edge, edit.before)
    case 'disconnect': {
      const next = keepEdges(flow, ({ id }) => id !== edit.edge)
      return next.edges.length === flow.edges.length ? unknown('edge') : next
    }
    case 'insertOnEdge':
      return insertOnEdge(flow, edit)
    case 'reorder':
      return reorder(flow, edit)
    default:
      return edit satisfies never
  }
}

type Of<T extends FlowEdit['type']> = Extract<FlowEdit, { type: T }>

const MAY_BE_MISSING = new Set(['owner', 'reviewBy', 'changeReason', 'tags', 'fork'])

function setFlow(flow: FlowContent, { fields }: Of<'setFlow'>): Next {
  const gone = Object.entries(fields).filter(([, value]) => value === null)
  const needed = gone.find(([name]) => !MAY_BE_MISSING.has(name))
  if (needed) return doesNotFit(`A flow cannot be without its ${needed[0]}.`)
  return mergeFields(flow, fields)
}

function addNode(flow: FlowContent, node: FlowNode, before?: string): Next {
  if (flow.nodes.length >= MOST_NODES) return noRoom(`${MOST_NODES} steps`)
  if (flow.nodes.some(({ id }) => id === node.id)) return already('step')
  return { ...flow, nodes: insert(flow.nodes, node, before, idOf) }
}

/** Another node in the place of one, or why not. */
function atNode(
  flow: FlowContent,
  id: string,
  change: (node: FlowNode) => FlowNode | EditRefusal,
): Next {
  const at = flow.nodes.findIndex((node) => node.id === id)
  const node = flow.nodes[at]
  if (!node) return unknown('step')
  const next = change(node)
  return 'code' in next ? next : { ...flow, nodes: flow.nodes.with(at, next) }
}

function changeNode(node: FlowNode, fields: object): FlowNode | EditRefusal {
  const merged = mergeFields(node, fields)
  const next = whole(merged)
  if ('code' in next) return next
  const foreign = Object.keys(merged).find((name) => !(name in next))
  return foreign === undefined ? next : doesNotFit(`A step of this kind has no “${foreign}”.`)
}

/** As it is kept: with everything that a node of its kind must have, and not too much of it. */
function whole(node: unknown): FlowNode | EditRefusal {
  const parsed = DraftNode.safeParse(node)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return issue?.code === 'too_big'
    ? noRoom(`${issue.maximum} ${issue.path.at(-1) === 'choices' ? 'answers' : 'of these'}`)
    : doesNotFit(`A step of this kind cannot have this as its “${issue?.path.join('.')}”.`)
}

function moveNodes(
  flow: FlowContent,
  to: ReadonlyMap<string, { x: number; y: number } | null>,
): Next {
  let moved = 0
  const nodes = flow.nodes.map((node): FlowNode => {
    const position = to.get(node.id)
    if (position === undefined) return node
    moved += 1
    return mergeFields(node, { position })
  })
  return moved === to.size ? { ...flow, nodes } : unknown('step')
}

function groupNodes(flow: FlowContent, ids: ReadonlySet<string>, group: string | null): Next {
  let grouped = 0
  const nodes = flow.nodes.map((node): FlowNode => {
    if (!ids.has(node.id)) return node
    grouped += 1
    return mergeFields(node, { group })
  })
  return grouped === ids.size ? { ...flow, nodes } : unknown('step')
}

function removeChoice(flow: FlowContent, nodeId: string, choice: string): Next {
  const next = atNode(flow, nodeId, (node) => {
    if (!('choices' in node)) return noAnswers()
    const choices = node.choices.filter(({ id }) => id !== choice)
    return choices.length < node.choices.length ? { ...node, choices } : unknown('answer')
  })
  if (isRefusal(next)) return next
  return keepEdges(next, (edge) => edge.from !== nodeId || edge.choice !== choice)
}

function connect(flow: FlowContent, edge: Edge, before?: string): Next {
  const from = flow.nodes.find(({ id }) => id === edge.from)
  if (!from || !flow.nodes.some(({ id }) => id === edge.to)) return unknown('step')
  if (!isWayOut(from, edge.choice)) return unknown('answer')
  const way = wayOf(edge)
  const taken = flow.edges.find(({ id }) => id === edge.id)
  if (taken && wayOf(taken) !== way) return already('edge')
  const at = flow.edges.findIndex((one) => wayOf(one) === way)
  const edges = at === -1 ? insert(flow.edges, edge, before, idOf) : flow.edges.with(at, edge)
  return { ...flow, edges }
}

function insertOnEdge(flow: FlowContent, { edge: id, node, onward }: Of<'insertOnEdge'>): Next {
  const edge = flow.edges.find((one) => one.id === id)
  if (!edge) return unknown('edge')
  const added = addNode(flow, node, edge.to)
  if (isRefusal(added)) return added
  const led = connect(added, { ...edge, to: node.id })
  if (isRefusal(led)) return led
  return connect(led, { ...onward, from: node.id, to: edge.to })
}

function reorder(flow: FlowContent, { list, ids }: Of<'reorder'>): Next {
  switch (list) {
    case 'nodes': {
      const nodes = inOrderOf(flow.nodes, ids, idOf)
      return nodes ? { ...flow, nodes } : otherThings()
    }
    case 'edges': {
      const edges = inOrderOf(flow.edges, ids, idOf)
      return edges ? { ...flow, edges } : otherThings()
    }
    case 'variables': {
      const variables = inOrderOf(flow.variables, ids, nameOf)
      return variables ? { ...flow, variables } : otherThings()
    }
    default:
      return list satisfies never
  }
}

/** An edge that leaves a node by a way that it has not got. */
const isLost = (edge: Edge, node: FlowNode): boolean =>
  edge.from === node.id && !isWayOut(node, edge.choice)

const keepEdges = (flow: FlowContent, isKept: (edge: Edge) => boolean): FlowContent =>
  flow.edges.every(isKept) ? flow : { ...flow, edges: flow.edges.filter(isKept) }

/** With these fields in place of its own; those that are `null` are not there any more. */
function mergeFields<T extends object>(thing: T, fields: object): T {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  const merged = Object.entries({ ...thing, ...Object.fromEntries(given) })
  return Object.fromEntries(merged.filter(([, value]) => value !== null)) as T // checked by who asks
}

const idOf = ({ id }: { id: string }): string => id
const nameOf = ({ name }: { name: string }): string => name

const refusal = (code: EditRefusal['code'], message: string): EditRefusal => ({ code, message })
const unknown = (what: string) =>
  refusal('unknown', `That ${what} is not in this flow any more. Look at it as it stands now.`)
const already = (what: string) =>
  refusal('already', `There is already a ${what} with this id. Give the new one another.`)
const noAnswers = () => doesNotFit('A step of this kind has no answers. Change its kind first.')
const otherThings = () =>
  doesNotFit('There are others in the flow now. Look at it as it stands and order them anew.')
const doesNotFit = (message: string) => refusal('does_not_fit', message)
const noRoom = (most: string) =>
  refusal('no_room', `There is room for ${most}. Take something out or begin another flow.`)
