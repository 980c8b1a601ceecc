/** Boxes of a drawing: of a card, of several, and whether two meet. */
import { CARD_WIDTH, cardHeight } from './card-size.ts'
import type { Card } from './to-canvas.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export const boxOf = ({ position: { x, y }, data: { step } }: Card): Box => ({
  ...{ x, y, width: CARD_WIDTH, height: cardHeight(step) },
})

/** The least in which all of them are; none without any. */
export function boxAround(cards: readonly Card[]): Box | undefined {
  let all: Box | undefined
  for (const card of cards) all = all ? boxOfBoth(all, boxOf(card)) : boxOf(card)
  return all
}

export function boxOfBoth(one: Box, other: Box): Box {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  const right = Math.max(one.x + one.width, other.x + other.width)
  const bottom = Math.max(one.y + one.height, other.y + other.height)
  return { x, y, width: right - x, height: bottom - y }
}

export const meet = (one: Box, other: Box): boolean =>
  one.x <= other.x + other.width &&
  other.x <= one.x + one.width &&
  one.y <= other.y + other.height &&
  other.y <= one.y + one.height
