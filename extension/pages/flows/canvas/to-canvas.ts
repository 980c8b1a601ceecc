/**
 * A flow as the canvas draws it. A view and nothing else: it holds nothing that the flow, where
 * its steps stand and what is wrong with them do not say.
 */
import type { Edge as DrawnEdge, Node as DrawnNode } from '@xyflow/react'
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { CARD_WIDTH, cardHeight } from './card-size.ts'
import type { Places } from './lay-out.ts'

export interface CardData extends Record<string, unknown> {
  step: FlowNode
  /** In the order of a walk, as in the list of steps. */
  number: number
  isStart: boolean
  /** How much is wrong with it. */
  problems: number
  mayConnect: boolean
}
export type Card = DrawnNode<CardData, 'card'>
export type Line = DrawnEdge<{ onInsert: ((edge: string) => void) | undefined }, 'line'>

/** The way in of each card, and the way out of one that asks for a value. */
export const WAY_IN = 'in'
export const ONLY_WAY_OUT = 'then'

export interface Marks {
  numbers: ReadonlyMap<string, number>
  problems: ReadonlyMap<string, number>
  mayEdit: boolean
}

export const toCards = (
  flow: FlowContent,
  places: Places,
  { numbers, problems, mayEdit }: Marks,
): Card[] =>
  flow.nodes.map((step) => {
    const number = numbers.get(step.id) ?? 0
    const isStart = step.id === flow.start
    return {
      id: step.id,
      type: 'card',
      position: places.get(step.id) ?? { x: 0, y: 0 },
      width: CARD_WIDTH,
      height: cardHeight(step),
      ariaLabel: `Step ${number}: ${step.title || 'without a title'}`,
      data: { step, number, isStart, problems: problems.get(step.id) ?? 0, mayConnect: mayEdit },
    }
  })

export function toLines(
  { nodes, edges }: FlowContent,
  onInsert: ((edge: string) => void) | undefined,
): Line[] {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]))
  return edges.map(({ id, from, choice, to }) => ({
    id,
    type: 'line',
    source: from,
    sourceHandle: choice ?? ONLY_WAY_OUT,
    target: to,
    targetHandle: WAY_IN,
    ariaLabel: `From ${titles.get(from) ?? from} to ${titles.get(to) ?? to}`,
    data: { onInsert },
  }))
}

/** What was drawn between two handles, as the edge of a flow; undefined where it can be none. */
export function edgeOf(
  drawn: { source: string | null; sourceHandle?: string | null; target: string | null },
  newId: () => string,
) {
  const { source: from, sourceHandle, target: to } = drawn
  if (!from || !to || !sourceHandle) return undefined
  const choice = sourceHandle === ONLY_WAY_OUT ? {} : { choice: sourceHandle }
  return { id: newId(), from, to, ...choice }
}
