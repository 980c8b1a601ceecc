/**
 * A flow read for what it knows of causes: which there are, where they are shown, and how one
 * comes to them.
 *
 * A cause stands at an answer or at an end. Each answer is a place of its own between its node
 * and the one it leads to. Variables are shown by their value or, where nobody told it, by what
 * they are called.
 */
import { valuesOf } from '../../flow/fill-sentences.ts'
import { fillVariables } from '../../flow/fill-variables.ts'
import type { FlowContent, FlowNode } from '../../flow/flow.ts'
import { choicesOf, drawMap } from '../../flow/flow-map.ts'
import type { Session } from '../../session/session.ts'
import { capital } from '../../text/capital.ts'

export interface FlowCause {
  /** The words of the flow itself: the same whatever its variables are. */
  key: string
  cause: string
  /** Answers and ends at which it is shown. */
  places: ReadonlySet<string>
}

export interface ReadFlow {
  name: string
  start: string
  nodes: ReadonlyMap<string, FlowNode>
  causes: readonly FlowCause[]
  fill: (text: string) => string
  /** What variables stand for, where that is known. */
  values: Readonly<Record<string, string>>
  /** Where a place leads at once: a node to its answers, an answer to its node. */
  next: (place: string) => readonly string[]
  /** Every place that can be come to, the nearest first, by the place before it. */
  onwardFrom: (place: string) => ReadonlyMap<string, string | null>
  /**
   * Of these the places where the flow looks for a cause by what was seen: not beyond a repair or
   * another flow, after which it looks for what is left.
   */
  soughtFrom: (place: string) => ReadonlyMap<string, string | null>
}

export const answerAt = (nodeId: string, choice: string): string => `${nodeId}#${choice}`

export function readFlow(content: FlowContent, session: Session): ReadFlow {
  const { nodes, from } = drawMap(content)
  const called = Object.fromEntries(content.variables.map((v) => [v.name, withinSentence(v.label)]))
  const values = valuesOf(session)
  const fill = (text: string) => {
    const filled = fillVariables(text, { ...called, ...values }).text
    const [, first = ''] = /^\{(\w+)\}/.exec(text) ?? []
    return first in called && !(first in values) ? capital(filled) : filled
  }
  const next = (place: string): readonly string[] => {
    const [nodeId = '', choice] = place.split('#')
    const node = nodes.get(nodeId)
    const answers = choice === undefined && node ? choicesOf(node) : []
    if (answers.length > 0) return answers.map((answer) => answerAt(nodeId, answer.id))
    return (from.get(nodeId) ?? []).filter((e) => e.choice === choice).map((e) => e.to)
  }
  const isLooked = (place: string) => {
    const [nodeId = '', choice] = place.split('#')
    const node = nodes.get(nodeId)
    const isLeft = choice !== undefined || (node && choicesOf(node).length === 0)
    return !(isLeft && (node?.kind === 'action' || node?.kind === 'sub_flow'))
  }
  return {
    name: content.name,
    start: content.start,
    nodes,
    causes: causesOf(content, fill),
    fill,
    values,
    next,
    onwardFrom: (place) => spreadNearestFirst(place, next),
    soughtFrom: (from) => spreadNearestFirst(from, (at) => (isLooked(at) ? next(at) : [])),
  }
}

/** A label begins with a capital; what begins with two is short for something. */
const withinSentence = (label: string): string =>
  /^\p{Lu}(?!\p{Lu})/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label

function causesOf({ nodes }: FlowContent, fill: ReadFlow['fill']): FlowCause[] {
  const places = new Map<string, Set<string>>()
  const stand = (text: string | undefined, place: string) => {
    if (text) places.set(text, (places.get(text) ?? new Set()).add(place))
  }
  for (const node of nodes) {
    for (const choice of choicesOf(node)) stand(choice.cause, answerAt(node.id, choice.id))
    if (node.kind === 'end' && node.cause?.status !== 'not_determined') {
      stand(node.cause?.text, node.id)
    }
  }
  return [...places].map(([text, at]) => ({ key: text, cause: fill(text), places: at }))
}

function spreadNearestFirst(
  from: string,
  next: (place: string) => readonly string[],
): Map<string, string | null> {
  const cameFrom = new Map<string, string | null>([[from, null]])
  // It grows while it is walked, which makes it the queue as well.
  for (const place of cameFrom.keys()) {
    for (const further of next(place)) {
      if (!cameFrom.has(further)) cameFrom.set(further, place)
    }
  }
  return cameFrom
}

/** The way to a place, itself included, by where each place was come to from. */
export function wayTo(place: string, cameFrom: ReadonlyMap<string, string | null>): string[] {
  const way: string[] = []
  for (let at: string | null = place; at !== null; at = cameFrom.get(at) ?? null) way.unshift(at)
  return way
}
