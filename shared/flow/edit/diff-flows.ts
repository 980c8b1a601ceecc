/**
 * What has changed from one flow to another, as edits: applied to the first they give the second.
 *
 * Both are drafts that are not torn. Used to show what two versions differ in, to take over into
 * a fork or a draft what has changed elsewhere since, and, the other way round, to take it back.
 * Everything is matched by id and looked at a fixed number of times.
 */
import { canonicalJson } from '../../canonical-json.ts'
import type { Edge, FlowContent, FlowNode } from '../flow.ts'
import { choicesOf } from '../flow-map.ts'
import { isWayOut, wayOf } from './draft-content.ts'
import type { FlowEdit } from './flow-edit.ts'
import type { IdOf } from './ordered-list.ts'

export const diffFlows = (before: FlowContent, after: FlowContent): FlowEdit[] => [
  ...diffFields(before, after),
  ...diffVariables(before, after),
  ...diffNodes(before, after),
  ...diffEdges(edgesLeftBy(before, after), after.edges),
]

function* diffFields(before: FlowContent, after: FlowContent): Iterable<FlowEdit> {
  const { nodes: _n, edges: _e, variables: _v, ...was } = before
  const { nodes: _nodes, edges: _edges, variables: _variables, ...is } = after
  const fields = changedFields(was, is)
  if (Object.keys(fields).length > 0) yield { type: 'setFlow', fields }
}

function* diffVariables(before: FlowContent, after: FlowContent): Iterable<FlowEdit> {
  const list = compareLists(before.variables, after.variables, ({ name }) => name)
  for (const { name } of list.gone) yield { type: 'removeVariable', name }
  if (list.order) yield { type: 'reorder', list: 'variables', ids: list.order }
  for (const [, variable] of list.changed) yield { type: 'putVariable', variable }
  for (const { thing, before: at } of list.added)
    yield { type: 'putVariable', variable: thing, ...at }
}

function* diffNodes(before: FlowContent, after: FlowContent): Iterable<FlowEdit> {
  const list = compareLists(before.nodes, after.nodes, idOf)
  for (const { id } of list.gone) yield { type: 'removeNode', node: id }
  if (list.order) yield { type: 'reorder', list: 'nodes', ids: list.order }
  for (const { thing, before: at } of list.added) yield { type: 'addNode', node: thing, ...at }
  const moved: Extract<FlowEdit, { type: 'moveNodes' }>['to'] = {}
  for (const [was, is] of list.changed) {
    if (was.kind !== is.kind) {
      yield { type: 'replaceNode', node: is }
      continue
    }
    yield* diffNode(was, is)
    if (!isSame(was.position, is.position)) moved[is.id] = is.position ?? null
  }
  if (Object.keys(moved).length > 0) yield { type: 'moveNodes', to: moved }
}

function* diffNode(before: FlowNode, after: FlowNode): Iterable<FlowEdit> {
  const node = after.id
  const fields = changedFields(ownFields(before), ownFields(after))
  if (Object.keys(fields).length > 0) yield { type: 'changeNode', node, fields }
  const list = compareLists(choicesOf(before), choicesOf(after), idOf)
  for (const { id } of list.gone) yield { type: 'removeChoice', node, choice: id }
  if (list.order) yield { type: 'orderChoices', node, ids: list.order }
  for (const [, choice] of list.changed) yield { type: 'putChoice', node, choice }
  for (const { thing, before: at } of list.added)
    yield { type: 'putChoice', node, choice: thing, ...at }
}

function* diffEdges(before: readonly Edge[], after: readonly Edge[]): Iterable<FlowEdit> {
  const is = new Map(after.map((edge) => [edge.id, edge]))
  const startsElsewhere = (edge: Edge) => {
    const now = is.get(edge.id)
    return now !== undefined && wayOf(now) !== wayOf(edge)
  }
  // One that leaves by another way is another edge: its place may be taken until it has gone.
  const kept = before.filter((edge) => !startsElsewhere(edge))
  for (const { id } of before.filter(startsElsewhere)) yield { type: 'disconnect', edge: id }
  const list = compareLists(kept, after, idOf)
  for (const { id } of list.gone) yield { type: 'disconnect', edge: id }
  if (list.order) yield { type: 'reorder', list: 'edges', ids: list.order }
  for (const [, edge] of list.changed) yield { type: 'connect', edge }
  for (const { thing, before: at } of list.added) yield { type: 'connect', edge: thing, ...at }
}

/** The edges that are still there once the nodes are as they are after. */
function edgesLeftBy(before: FlowContent, after: FlowContent): readonly Edge[] {
  const was = new Map(before.nodes.map((node) => [node.id, node]))
  const is = new Map(after.nodes.map((node) => [node.id, node]))
  return before.edges.filter((edge) => {
    const from = is.get(edge.from)
    return from && is.has(edge.to) && (from === was.get(edge.from) || isWayOut(from, edge.choice))
  })
}

interface Compared<T> {
  gone: T[]
  /** The ids of those that stay, where their order has changed. */
  order: string[] | undefined
  changed: [was: T, is: T][]
  /** In the order in which they stand, each with what stays and stands next. */
  added: { thing: T; before: { before?: string } }[]
}

function compareLists<T>(before: readonly T[], after: readonly T[], idOf: IdOf<T>): Compared<T> {
  const was = new Map(before.map((thing) => [idOf(thing), thing]))
  const is = new Map(after.map((thing) => [idOf(thing), thing]))
  const stays = before.map(idOf).filter((id) => is.has(id))
  const order = after.map(idOf).filter((id) => was.has(id))
  const added: Compared<T>['added'] = []
  let next: string | undefined
  for (const thing of after.toReversed()) {
    const id = idOf(thing)
    if (was.has(id)) next = id
    else added.push({ thing, before: next === undefined ? {} : { before: next } })
  }
  return {
    gone: before.filter((thing) => !is.has(idOf(thing))),
    order: stays.every((id, n) => id === order[n]) ? undefined : order,
    changed: after.flatMap((thing): [T, T][] => {
      const old = was.get(idOf(thing))
      return old === undefined || isSame(old, thing) ? [] : [[old, thing]]
    }),
    added: added.reverse(),
  }
}

/** A node without what is changed in other ways. */
function ownFields(node: FlowNode): object {
  const { id: _id, kind: _kind, position: _position, ...own } = node
  if (!('choices' in own)) return own
  const { choices: _choices, ...rest } = own
  return rest
}

/** Fields that differ, as they are after; `null` where one is not there any more. */
function changedFields(before: object, after: object): Record<string, never> {
  const was = new Map<string, unknown>(Object.entries(before))
  const is = new Map<string, unknown>(Object.entries(after))
  const names = [...new Set([...was.keys(), ...is.keys()])]
  return Object.fromEntries(
    names
      .filter((name) => !isSame(was.get(name), is.get(name)))
      // What a flow or a node may hold, so the fields of the edit hold it too.
      .map((name) => [name, (is.get(name) ?? null) as never]),
  )
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || canonicalJson(one) === canonicalJson(other)

const idOf = ({ id }: { id: string }): string => id
