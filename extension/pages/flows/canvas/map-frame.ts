/** How a map shows a drawing: all of it and what is in sight, as wide to its height as the map. */
import { type Box, boxOfBoth } from './box.ts'

export interface Point {
  x: number
  y: number
}

/** With some room around it, however far one looks beside the drawing. */
export function frameOf(all: Box | undefined, view: Box, map: Pick<Box, 'width' | 'height'>): Box {
  const { x, y, width, height } = all ? boxOfBoth(all, view) : view
  const scale = 1.08 * Math.max(width / map.width, height / map.height)
  const [wide, high] = [map.width * scale, map.height * scale]
  return { x: x - (wide - width) / 2, y: y - (high - height) / 2, width: wide, height: high }
}

/** Which place of the drawing is meant by one of the map, as far across it and down as it is. */
export const placeIn = (frame: Box, across: number, down: number): Point => ({
  x: frame.x + frame.width * across,
  y: frame.y + frame.height * down,
})

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-0.5, 0],
  ArrowRight: [0.5, 0],
  ArrowUp: [0, -0.5],
  ArrowDown: [0, 0.5],
}

/** The middle of what is in sight after an arrow key, half a window on; none for another key. */
export function lookOn({ x, y, width, height }: Box, key: string): Point | undefined {
  const step = STEPS[key]
  return step && { x: x + width * (0.5 + step[0]), y: y + height * (0.5 + step[1]) }
}
