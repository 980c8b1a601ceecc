import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CARD_WIDTH } from './card-size.ts'
import { layOut } from './lay-out.ts'
import { inColumns, type Places, placeSteps, type Shape } from './places.ts'

/** Steps that lead on, back, to themselves, and some that nothing leads to. */
const anyShape: fc.Arbitrary<Shape> = fc.integer({ min: 1, max: 40 }).chain((most) => {
  const id = fc.integer({ min: 0, max: most - 1 }).map((n) => `step-${n}`)
  return fc.record({
    start: fc.constant('step-0'),
    nodes: fc
      .array(fc.integer({ min: 76, max: 400 }), { minLength: most, maxLength: most })
      .map((heights) => heights.map((height, n) => ({ id: `step-${n}`, height }))),
    edges: fc.array(fc.record({ from: id, to: id }), { maxLength: 80 }),
  })
})

const expectApart = (shape: Shape, places: Places) => {
  const boxes = shape.nodes
    .map(({ id, height }) => ({ ...(places.get(id) ?? NOWHERE), height }))
    .toSorted((one, other) => one.x - other.x || one.y - other.y)
  for (const [n, one] of boxes.entries()) {
    for (let at = n + 1; at < boxes.length; at++) {
      const other = boxes[at] ?? one
      if (other.x - one.x >= CARD_WIDTH) break
      const isAbove = one.y + one.height <= other.y || other.y + other.height <= one.y
      expect(isAbove).toBe(true)
    }
  }
}
const NOWHERE = { x: Number.NaN, y: Number.NaN }

test('however steps lead to one another, no two stand on each other', () => {
  fc.assert(
    fc.property(anyShape, (shape) => {
      expectApart(shape, layOut(shape))
      expectApart(shape, inColumns(shape))
    }),
    { seed: 128383, numRuns: 60 },
  )
})

test('a chain of thousands, and one with ways back from everywhere, has places at once', () => {
  const nodes = Array.from({ length: 5_000 }, (_, at) => ({ id: `step-${at}`, height: 132 }))
  const on = nodes.slice(1).map(({ id }, at) => ({ from: `step-${at}`, to: id }))
  const back = nodes.map(({ id }) => ({ from: id, to: 'step-0' }))
  const shape = { start: 'step-0', nodes, edges: [...on, ...back] }
  expectApart(shape, inColumns(shape))
  expectApart(shape, layOut({ ...shape, edges: on }))
})

test('one comes from the left: what an answer leads to stands further to the right', () => {
  const nodes = ['a', 'b', 'c'].map((id) => ({ id, height: 100 }))
  const edges = [
    { from: 'c', to: 'a' },
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
  ]
  const places = layOut({ start: 'a', nodes, edges })
  const [a = 0, b = 0, c = 0] = ['a', 'b', 'c'].map((id) => places.get(id)?.x)
  expect(a).toBeLessThan(b)
  expect(b).toBeLessThan(c)
})

test('what comes after a step that somebody moved keeps its distance to it; the rest stays', () => {
  const at = (id: string, more: object = {}) => ({
    ...{ id, kind: 'question' as const, title: id, links: [], choices: [], ...more },
  })
  const nodes = [at('a'), at('b', { position: { x: 500, y: 90 } }), at('c'), at('d')]
  const edges = [
    { id: '1', from: 'a', to: 'b' },
    { id: '2', from: 'b', to: 'c' },
  ]
  const laidOut = new Map(['a', 'b', 'c', 'd'].map((id, n) => [id, { x: n * 100, y: 0 }] as const))
  const places = placeSteps({ ...EMPTY, start: 'a', nodes, edges }, laidOut)
  expect(Object.fromEntries(places)).toEqual({
    a: { x: 0, y: 0 },
    b: { x: 500, y: 90 },
    c: { x: 600, y: 90 },
    d: { x: 300, y: 0 },
  })
})

const EMPTY = {
  ...{ slug: '', name: '', kind: 'troubleshooting' as const, summary: '', category: '' },
  ...{ words: [], isSubFlow: false, variables: [] },
}
