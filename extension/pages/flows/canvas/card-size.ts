/**
 * How large the card of a step is: known without drawing it, so that a flow can be laid out
 * before anything is on the screen, and nothing jumps when it is.
 */
import type { FlowNode } from '#shared/flow/flow.ts'
import { choicesOf } from '#shared/flow/flow-map.ts'

export const CARD_WIDTH = 240
/** Mark and two lines of title, with what is around them. */
export const HEAD_HEIGHT = 76
export const WAY_HEIGHT = 28

/** A way out of a step, as it is named on its card. */
export interface CardWay {
  /** None on the one way out of a step that asks for a value. */
  choice: string | undefined
  label: string
}

export const waysOutOf = (node: FlowNode): CardWay[] => {
  if (node.kind === 'end') return []
  if (node.kind === 'input') return [{ choice: undefined, label: 'Then' }]
  return choicesOf(node).map(({ id, label }) => ({ choice: id, label }))
}

export const cardHeight = (node: FlowNode): number =>
  HEAD_HEIGHT + waysOutOf(node).length * WAY_HEIGHT

/** The dot by which a line is drawn, as `canvas.css` has it. */
export const HANDLE_SIZE = 10
const BORDER = 1

/** Where the upper left corners of the dots are: on the edges, beside what they belong to. */
export const wayInAt = { x: -HANDLE_SIZE / 2, y: (HEAD_HEIGHT - HANDLE_SIZE) / 2 }
export const wayOutAt = (n: number) => ({
  x: CARD_WIDTH - BORDER - HANDLE_SIZE / 2,
  y: BORDER + HEAD_HEIGHT + n * WAY_HEIGHT + (BORDER + WAY_HEIGHT - HANDLE_SIZE) / 2,
})
