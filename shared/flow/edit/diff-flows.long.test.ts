/** What comparing two flows costs grows as they do: how often their nodes and edges are read. */
import { expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import { diffFlows } from './diff-flows.ts'

const chain = (length: number) =>
  makeFlow('chain', {
    ...Object.fromEntries(
      Array.from({ length }, (_, n) => [
        `n${n}`,
        { ways: { on: n + 1 < length ? `n${n + 1}` : 'end' } },
      ]),
    ),
    end: {},
  })

/** How often a node or an edge is looked at while two flows are compared that differ in one word. */
const readsFor = (length: number): number => {
  let reads = 0
  const counted = <T extends object>(thing: T): T =>
    new Proxy(thing, {
      get(target, key, receiver) {
        reads += 1
        return Reflect.get(target, key, receiver)
      },
    })
  const before = chain(length)
  const nodes = before.nodes.map(counted)
  const watched = { ...before, nodes, edges: before.edges.map(counted) }
  expect(
    diffFlows(watched, {
      ...watched,
      nodes: nodes.with(2, { ...before.nodes[2], title: 'x' } as never),
    }),
  ).toHaveLength(1)
  return reads / length
}

test('grows with the size and no faster, from 10 nodes to 4,900', () => {
  const [small, large] = [readsFor(100), readsFor(4900)]
  expect(large).toBeLessThan(small * 1.1)
  expect(large).toBeLessThan(readsFor(10) * 1.5)
})
