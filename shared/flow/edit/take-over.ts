/**
 * Takes into a flow what others have changed since both had the same: what was published since a
 * draft was begun, what has changed in the original of a fork.
 *
 * What they have changed and this one has not is done, each on its own. Where both have changed the
 * same, this one's stays and theirs is told, so that a person decides; so is what fits no more.
 * What both have changed alike is done already.
 */
import { canonicalJson } from '../../canonical-json.ts'
import type { FlowContent } from '../flow.ts'
import { applyEdit } from './apply-edit.ts'
import { diffFlows } from './diff-flows.ts'
import { wayOf } from './draft-content.ts'
import type { FlowEdit } from './flow-edit.ts'

export interface TakenOver {
  flow: FlowContent
  /** What they have changed and is not in it. */
  leftOut: FlowEdit[]
}

export const takeOver = (mine: FlowContent, base: FlowContent, theirs: FlowContent): TakenOver =>
  takeEdits(mine, base, diffFlows(base, theirs))

/** The same of some of what they have changed. */
export function takeEdits(
  mine: FlowContent,
  base: FlowContent,
  theirs: readonly FlowEdit[],
): TakenOver {
  const edges = new Map(base.edges.map((edge) => [edge.id, edge]))
  const touchOf = (edit: FlowEdit) => touchedBy(edit, (id) => edges.get(id))
  const own = diffFlows(base, mine).flatMap(splitEdit)
  const alike = new Set(own.map(canonicalJson))
  const touched = own.map(touchOf)
  const places = new Set(touched.map(({ place }) => place))
  const steps = new Set(touched.flatMap((one) => one.steps))
  const wholeSteps = new Set(touched.flatMap((one) => (one.isWhole ? one.steps : [])))
  const isMineToo = (edit: FlowEdit): boolean => {
    const theirTouch = touchOf(edit)
    const mineOf = theirTouch.isWhole ? steps : wholeSteps
    return places.has(theirTouch.place) || theirTouch.steps.some((id) => mineOf.has(id))
  }
  const leftOut: FlowEdit[] = []
  let flow = mine
  for (const edit of theirs.flatMap(splitEdit)) {
    if (alike.has(canonicalJson(edit))) continue
    const next = isMineToo(edit) ? undefined : applyEdit(flow, edit)
    if (next?.ok) flow = next.flow
    else leftOut.push(edit)
  }
  return { flow, leftOut }
}

/** Field by field and step by step, so that one of them in the way holds up no other. */
export function splitEdit(edit: FlowEdit): FlowEdit[] {
  switch (edit.type) {
    case 'setFlow':
      return split(edit.fields, (fields) => ({ ...edit, fields }))
    case 'changeNode':
      return split(edit.fields, (fields) => ({ ...edit, fields }))
    case 'moveNodes':
      return split(edit.to, (to) => ({ ...edit, to }))
    default:
      return [edit]
  }
}

const split = <T extends object>(fields: T, make: (one: T) => FlowEdit): FlowEdit[] =>
  // one of its fields is some of its fields
  Object.entries(fields).map(([name, value]) => make({ [name]: value } as T))

/** What an edit changes: two at the same place cannot both be done unasked. */
interface Touched {
  place: string
  /** The steps that have to be there as they were. */
  steps: readonly string[]
  /** The step goes or becomes another, with all that is in it. */
  isWhole?: true
}

type Way = { from: string; choice?: string | undefined; to: string }

function touchedBy(edit: FlowEdit, edgeOf: (id: string) => Way | undefined): Touched {
  const way = (one: Way | undefined): Touched =>
    one ? { place: `way ${wayOf(one)}`, steps: [one.from, one.to] } : { place: '', steps: [] }
  switch (edit.type) {
    case 'setFlow':
      return { place: `flow ${Object.keys(edit.fields)}`, steps: [] }
    case 'putVariable':
      return { place: `value ${edit.variable.name}`, steps: [] }
    case 'removeVariable':
      return { place: `value ${edit.name}`, steps: [] }
    case 'addNode':
      return { place: `step ${edit.node.id}`, steps: [edit.node.id] }
    case 'changeNode':
      return { place: `in ${edit.node} ${Object.keys(edit.fields)}`, steps: [edit.node] }
    case 'replaceNode':
      return { place: `step ${edit.node.id}`, steps: [edit.node.id], isWhole: true }
    case 'removeNode':
      return { place: `step ${edit.node}`, steps: [edit.node], isWhole: true }
    case 'moveNodes':
      return { place: `drawn ${Object.keys(edit.to)}`, steps: [] }
    case 'groupNodes':
      return { place: `group ${edit.nodes}`, steps: edit.nodes }
    case 'putChoice':
      return { place: `answer ${edit.node} ${edit.choice.id}`, steps: [edit.node] }
    case 'removeChoice':
      return { place: `answer ${edit.node} ${edit.choice}`, steps: [edit.node] }
    case 'orderChoices':
      return { place: `order ${edit.node}`, steps: [edit.node] }
    case 'connect':
      return way(edit.edge)
    case 'disconnect':
    case 'insertOnEdge':
      return way(edgeOf(edit.edge))
    case 'reorder':
      return { place: `order of ${edit.list}`, steps: [] }
    default:
      return edit satisfies never
  }
}
