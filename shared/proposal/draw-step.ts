/**
 * A step of somebody's own, drawn into a flow: as a step in a way that is there, or as the first
 * of a branch behind a new answer. Gives the edits that belong together.
 *
 * Braces are taken out of what is taken over: there they would ask for a value.
 */
import { DID_NOT_HELP } from '../flow/did-not-help.ts'
import type { FlowEdit } from '../flow/edit/flow-edit.ts'
import type { Choice, FlowContent, FlowNode } from '../flow/flow.ts'
import type { FinishedPath, OwnStep } from './path-of.ts'

export interface Drawn {
  /** The id of the new step. */
  node: string
  edits: readonly FlowEdit[]
  /** The edge by which it leads on: a further step goes there. */
  onward: string
  /** In a branch: where those go whom it does not help. */
  handOver?: string
}

/** In the middle of an edge; in a branch also with a way out for whom it does not help. */
export function addStep(
  flow: FlowContent,
  own: OwnStep,
  edge: string,
  handOver?: string,
): Drawn | null {
  const title = plain(own.title, 200)
  if (title === '') return null
  const id = newId(flow, own.key)
  const onward = `${id}-on`
  const between: FlowEdit = {
    type: 'insertOnEdge',
    edge,
    node: stepNode(id, title, handOver !== undefined),
    onward: { id: onward, choice: 'done' },
  }
  if (handOver === undefined) return { node: id, edits: [between], onward }
  return { node: id, edits: [between, toHandOver(id, handOver)], onward, handOver }
}

/** A new answer, the step, and both ways in which it can end. */
export function addBranch(
  flow: FlowContent,
  at: FlowNode,
  own: OwnStep,
  path: FinishedPath,
): Drawn | null {
  const title = plain(own.title, 200)
  if (title === '' || !('choices' in at) || at.kind === 'sub_flow') return null
  const id = newId(flow, own.key)
  const cause = plain(path.cause, 500)
  const onward = `${id}-on`
  const solved = `${id}-solved`
  const handOver = `${id}-over`
  return {
    node: id,
    onward,
    handOver,
    edits: [
      { type: 'addNode', node: stepNode(id, title, true) },
      { type: 'addNode', node: solvedEnd(solved, path) },
      { type: 'addNode', node: handOverEnd(handOver) },
      { type: 'connect', edge: { id: onward, from: id, choice: 'done', to: solved } },
      toHandOver(id, handOver),
      {
        type: 'putChoice',
        node: at.id,
        choice: { id, label: newLabel(at.choices, plain(cause, 200), title) },
      },
      { type: 'connect', edge: { id: `${id}-in`, from: at.id, choice: id, to: id } },
    ],
  }
}

/** A new answer that leads to a step which the flow has elsewhere. */
export function addAnswer(
  flow: FlowContent,
  at: FlowNode,
  own: OwnStep,
  path: FinishedPath,
  to: FlowNode,
): Drawn | null {
  const title = plain(own.title, 200)
  if (title === '' || !('choices' in at) || at.kind === 'sub_flow') return null
  const id = newId(flow, own.key)
  const onward = `${id}-in`
  const label = newLabel(at.choices, plain(path.cause, 200), title)
  return {
    ...{ node: id, onward },
    edits: [
      { type: 'putChoice', node: at.id, choice: { id, label } },
      { type: 'connect', edge: { id: onward, from: at.id, choice: id, to: to.id } },
    ],
  }
}

/** The cause; the step where an answer says that cause already, or none was found. */
function newLabel(choices: readonly Choice[], cause: string, title: string): string {
  const isFree = (label: string) =>
    choices.every((one) => one.label.trim().toLowerCase() !== label.toLowerCase())
  if (cause !== '' && isFree(cause)) return cause
  return cause !== '' && isFree(title) ? title : `None of these: ${plain(title, 180)}`
}

const toHandOver = (from: string, to: string): FlowEdit => ({
  type: 'connect',
  edge: { id: `${from}-stuck`, from, choice: 'stuck', to },
})

/** How it is seen that it works, and the cause as the one that was found. */
export function solvedEnd(id: string, path: Pick<FinishedPath, 'cause' | 'verification'>) {
  const cause = plain(path.cause, 500)
  return {
    ...{ id, kind: 'end', ending: 'resolved', title: 'Resolved', links: [], evidence: [] },
    verification: plain(path.verification, 500) || 'The user confirms that it works.',
    ...(cause ? { cause: { status: 'confirmed', text: cause } } : {}),
  } satisfies FlowNode
}

export const handOverEnd = (id: string) =>
  ({
    ...{ id, kind: 'end', ending: 'escalate', title: 'Hand over', links: [] },
    evidence: ['What was tried, and what it showed'],
  }) satisfies FlowNode

export function stepNode(id: string, title: string, canFail: boolean): FlowNode {
  return {
    id,
    kind: 'action',
    title,
    links: [],
    safety: 'changes',
    before: 'Note what is set now.',
    undo: 'Set it back to what was noted.',
    commands: [],
    choices: [
      { id: 'done', label: 'Done', says: { kind: 'action', text: title } },
      ...(canFail
        ? [
            {
              id: 'stuck',
              label: DID_NOT_HELP,
              says: { kind: 'dead_end' as const, text: title },
            },
          ]
        : []),
    ],
  }
}

function idOf(key: string): string {
  const words = key.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return `own-${words}`.slice(0, 48).replace(/-+$/, '')
}

/** Whether it was drawn of somebody's step. */
export const isDrawn = (id: string): boolean => id.startsWith('own-')

/** Whether it was drawn of this step, whatever it is called by now. Where an id has lost some of the words, it says nothing. */
export function isDrawnOf(id: string, key: string): boolean {
  const own = idOf(key)
  const rest = id.slice(own.length)
  return own === `own-${key.replaceAll(' ', '-')}` && id.startsWith(own) && /^(-\d+)?$/.test(rest)
}

/** Of the step's own words, the same each time, and free for all that hangs on it. */
export function newId(flow: FlowContent, key: string): string {
  const base = idOf(key)
  const ids = [
    ...flow.nodes.map(({ id }) => id),
    ...flow.edges.map(({ id }) => id),
    ...flow.nodes.flatMap((node) => ('choices' in node ? node.choices.map(({ id }) => id) : [])),
  ]
  const isFree = (id: string) => !ids.some((one) => one === id || one.startsWith(`${id}-`))
  let id = base
  for (let n = 2; !isFree(id); n++) id = `${base}-${n}`
  return id
}

/** On one line, no longer than this, without braces and without half a sign at its end. */
export const plain = (text: string, most: number): string =>
  text
    .replace(/[{}]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()
