/** Of a large drawing the part around what is in sight: nothing there is missing, and what is held stays. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { type Box, boxOf, meet } from './box.ts'
import { makeView } from './to-canvas.ts'
import { nearTo } from './use-near.ts'

/** Steps in rows of ten, as far apart as cards stand, and lines between any of them. */
function draw(steps: number, lines: readonly (readonly [number, number])[]) {
  const nodes = Array.from({ length: steps }, (_, n): FlowNode => {
    const choices = [{ id: 'yes', label: 'Yes' }]
    return { id: `s${n}`, kind: 'question', title: `Step ${n}`, links: [], choices }
  })
  const flow: FlowContent = {
    ...{ slug: 'large', name: 'Large', kind: 'troubleshooting', summary: 'Large.' },
    ...{ category: 'Large', words: [], isSubFlow: false, variables: [], start: 's0', nodes },
    edges: lines.map(([from, to], n) => ({
      ...{ id: `e${n}`, from: `s${from % steps}`, choice: 'yes', to: `s${to % steps}` },
    })),
  }
  const places = new Map(
    nodes.map(({ id }, n) => [id, { x: (n % 10) * 320, y: Math.floor(n / 10) * 220 }]),
  )
  const none = { numbers: new Map(), problems: new Map(), selected: new Set<string>() }
  const view = makeView()
  return {
    cards: view.cardsOf(flow, places, { ...none, mayEdit: true }),
    lines: view.linesOf(flow, { selected: undefined, onInsert: undefined }),
  }
}

const NOBODY: ReadonlySet<string> = new Set()
const idsOf = (things: readonly { id: string }[]) => new Set(things.map(({ id }) => id))
const anyBox: fc.Arbitrary<Box> = fc.record({
  ...{ x: fc.integer({ min: -500, max: 3_500 }), y: fc.integer({ min: -500, max: 5_000 }) },
  ...{ width: fc.integer({ min: 1, max: 3_000 }), height: fc.integer({ min: 1, max: 2_000 }) },
})
const anyLines = fc.array(fc.tuple(fc.nat(199), fc.nat(199)), { maxLength: 60 })

test('every card that is in sight is drawn, and no line without the cards at its ends', () => {
  fc.assert(
    fc.property(anyBox, anyLines, (sight, lines) => {
      const all = draw(200, lines)
      const near = nearTo(sight, all, NOBODY)
      const cards = idsOf(near.cards)
      for (const card of all.cards) if (meet(boxOf(card), sight)) expect(cards).toContain(card.id)
      for (const { source, target } of near.lines) {
        expect(cards).toContain(source)
        expect(cards).toContain(target)
      }
      const drawn = idsOf(near.lines)
      for (const { id, source, target } of all.lines) {
        const isAt = all.cards.some(
          (card) => (card.id === source || card.id === target) && meet(boxOf(card), sight),
        )
        if (isAt) expect(drawn).toContain(id)
      }
    }),
    { seed: 62811, numRuns: 60 },
  )
})

test('a line that only crosses what is in sight is drawn, with its ends far away', () => {
  const all = draw(200, [[0, 190]])
  const near = nearTo({ x: 0, y: 2_000, width: 300, height: 100 }, all, NOBODY)
  expect(near.lines).toHaveLength(1)
  expect(idsOf(near.cards)).toContain('s190')
})

test('what is held is drawn however far one has moved on, and of thousands few are', () => {
  const all = draw(5_000, [])
  const near = nearTo({ x: 0, y: 100_000, width: 1_000, height: 1_000 }, all, new Set(['s3']))
  expect(idsOf(near.cards)).toContain('s3')
  expect(near.cards.length).toBeLessThan(50)
})
