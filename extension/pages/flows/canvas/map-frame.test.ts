/** Whatever is drawn and wherever one looks: the map shows both, and each of its places is one of the drawing. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Box } from './box.ts'
import { frameOf, lookOn, placeIn } from './map-frame.ts'

const anyBox: fc.Arbitrary<Box> = fc.record({
  ...{ x: fc.integer({ min: -5_000, max: 5_000 }), y: fc.integer({ min: -5_000, max: 5_000 }) },
  ...{ width: fc.integer({ min: 1, max: 9_000 }), height: fc.integer({ min: 1, max: 9_000 }) },
})
const MAP = { width: 132, height: 88 }

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

test('all of the drawing and what is in sight are in it, in the shape of the map', () => {
  fc.assert(
    fc.property(fc.option(anyBox, { nil: undefined }), anyBox, (all, view) => {
      const frame = frameOf(all, view, MAP)
      expect(isWithin(view, frame)).toBe(true)
      if (all) expect(isWithin(all, frame)).toBe(true)
      expect(frame.width / frame.height).toBeCloseTo(MAP.width / MAP.height)
    }),
  )
})

test('its corners and its middle are those of what it shows', () => {
  const frame = frameOf({ x: 0, y: 0, width: 1_320, height: 880 }, { ...MAP, x: 0, y: 0 }, MAP)
  expect(placeIn(frame, 0, 0)).toEqual({ x: frame.x, y: frame.y })
  const middle = placeIn(frame, 0.5, 0.5)
  expect(middle.x).toBeCloseTo(660)
  expect(middle.y).toBeCloseTo(440)
})

test('an arrow key looks half a window on, and the opposite one back', () => {
  const view = { x: 100, y: 40, width: 800, height: 600 }
  expect(lookOn(view, 'ArrowRight')).toEqual({ x: 900, y: 340 })
  expect(lookOn({ ...view, x: 500 }, 'ArrowLeft')).toEqual({ x: 500, y: 340 })
  expect(lookOn(view, 'ArrowDown')).toEqual({ x: 500, y: 640 })
  expect(lookOn({ ...view, y: 340 }, 'ArrowUp')).toEqual({ x: 500, y: 340 })
  expect(lookOn(view, 'Enter')).toBeUndefined()
})
