/** What checking a flow costs grows as the flow does: how often its nodes and edges are read. */
import { expect, test } from 'vitest'
import { makeFlow } from '../testing/make-flow.ts'
import { checkFlow } from './check-flow.ts'

/** A ladder: each node leads to the next two; reads of nodes and edges are counted. */
const readsFor = (size: number): number => {
  let reads = 0
  const counted = <T extends object>(thing: T): T =>
    new Proxy(thing, {
      get(target, key, receiver) {
        reads += 1
        return Reflect.get(target, key, receiver)
      },
    })
  const name = (i: number) => (i < size ? `n${i}` : 'end')
  const flow = makeFlow('ladder', {
    ...Object.fromEntries(
      Array.from({ length: size }, (_, i) => [
        `n${i}`,
        i % 7 === 3
          ? { flow: 'leaf', ways: { fixed: name(i + 1), open: name(i + 2) } }
          : { ways: { a: name(i + 1), b: name(i + 2) } },
      ]),
    ),
    end: {},
  })
  const leaf = makeFlow('leaf', { end: { ending: 'returns', returns: 'fixed' } })
  const watched = { ...flow, nodes: flow.nodes.map(counted), edges: flow.edges.map(counted) }
  expect(checkFlow(watched, { subFlow: () => leaf })).toEqual([])
  return reads / size
}

test('grows with the size and no faster, from 10 nodes to 4,900', () => {
  const [small, middle, large] = [readsFor(100), readsFor(1000), readsFor(4900)]
  expect(middle).toBeLessThan(small * 1.1)
  expect(large).toBeLessThan(small * 1.1)
  expect(large).toBeLessThan(readsFor(10) * 1.5)
})
