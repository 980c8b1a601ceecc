import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DrawnNode, makeFlow } from '../testing/make-flow.ts'
import { runsOf } from '../testing/runs-of.ts'
import { checkFlow } from './check-flow.ts'
import type { FlowContent } from './flow.ts'
import type { FlowProblemCode } from './flow-problem.ts'
import { nextNode } from './next-node.ts'

const whole = (): Record<string, DrawnNode> => ({
  ask: { ways: { yes: 'do', no: 'end' } },
  do: {
    kind: 'action',
    safety: 'changes',
    before: 'note it',
    undo: 'put it back',
    commands: [{ text: 'Set-It {what}', safety: 'changes' }],
    ways: { done: 'end' },
  },
  end: { verification: 'it works' },
})
const WHAT = { variables: [{ name: 'what', label: 'What', keep: 'session' }] }
const flowWith = (
  over: Record<string, DrawnNode | undefined>,
  more: object = WHAT,
): FlowContent => {
  const nodes = { ...whole(), ...over }
  const kept = Object.entries(nodes).filter((n): n is [string, DrawnNode] => n[1] !== undefined)
  return makeFlow('made', Object.fromEntries(kept), { ...more })
}
const codes = (flow: FlowContent, known?: Parameters<typeof checkFlow>[1]) =>
  checkFlow(flow, known).map((p) => `${p.code} ${p.at}`)

test('a whole flow has no problems', () => {
  expect(checkFlow(flowWith({}))).toEqual([])
})

const subFlows = (...flows: FlowContent[]) => ({
  subFlow: (slug: string) => flows.find((f) => f.slug === slug),
})

describe('each fault is told where it is', () => {
  const twoNodes = flowWith({})
  const faults: [FlowProblemCode, string, FlowContent][] = [
    ['id_twice', 'ask', { ...twoNodes, nodes: [...twoNodes.nodes, ...twoNodes.nodes.slice(0, 1)] }],
    ['no_start', 'nowhere', { ...twoNodes, start: 'nowhere' }],
    ['edge_lands_nowhere', 'ask-yes', flowWith({ ask: { ways: { yes: 'lost', no: 'do' } } })],
    [
      'choice_without_edge',
      'ask',
      { ...twoNodes, edges: twoNodes.edges.filter((e) => e.choice !== 'no') },
    ],
    [
      'choice_with_two_edges',
      'ask',
      {
        ...twoNodes,
        edges: [...twoNodes.edges, { id: 'more', from: 'ask', choice: 'no', to: 'do' }],
      },
    ],
    [
      'edge_of_no_choice',
      'more',
      { ...twoNodes, edges: [...twoNodes.edges, { id: 'more', from: 'ask', to: 'do' }] },
    ],
    [
      'edge_after_end',
      'more',
      { ...twoNodes, edges: [...twoNodes.edges, { id: 'more', from: 'end', to: 'ask' }] },
    ],
    ['unreachable', 'island', flowWith({ island: { ways: { on: 'end' } } })],
    [
      'never_ends',
      'trap',
      flowWith({
        ask: { ways: { yes: 'do', no: 'end', lost: 'trap' } },
        trap: { ways: { on: 'trap' } },
      }),
    ],
    ['end_without_evidence', 'end', flowWith({ end: { verification: ' ' } })],
    ['returns_unclear', 'end', flowWith({ end: { ending: 'returns' } })],
    ['returns_unclear', 'end', flowWith({ end: { returns: 'fixed' } })],
    [
      'returns_unclear',
      'end',
      flowWith({ end: { ending: 'returns', returns: 'a', alone: 'returns' } }),
    ],
    ['no_way_back', 'do', flowWith({ do: { ...whole().do, undo: undefined } })],
    ['no_way_back', 'do', flowWith({ do: { ...whole().do, before: '  ' } })],
    [
      'class_too_low',
      'do',
      flowWith({
        do: { ...whole().do, commands: [{ text: 'Stop-It {what}', safety: 'disrupts' }] },
      }),
    ],
    ['check_changes', 'do', flowWith({ do: { ...whole().do, kind: 'check' } })],
    ['variable_not_declared', 'do', flowWith({}, {})],
    [
      'variable_not_used',
      'more',
      flowWith(
        {},
        { variables: [...WHAT.variables, { name: 'more', label: 'More', keep: 'session' }] },
      ),
    ],
    [
      'link_not_https',
      'end',
      {
        ...twoNodes,
        nodes: twoNodes.nodes.map((n) =>
          n.id === 'end'
            ? { ...n, links: [{ title: 'x', url: 'http://x.example', grade: 'read' as const }] }
            : n,
        ),
      },
    ],
  ]
  test.each(faults)('%s at %s', (code, at, flow) => {
    const found = checkFlow(flow)
    expect(found.map((p) => `${p.code} ${p.at}`)).toContain(`${code} ${at}`)
    for (const { message } of found) expect(message).toMatch(/^.{20,160}[.]$/)
  })

  test('an input has one way on, without a choice', () => {
    const input = (more: DrawnNode) =>
      codes(flowWith({ ask: { variable: 'what', ...more } }, WHAT)).filter((c) => c.includes('ask'))
    expect(input({ to: 'do' })).toEqual([])
    expect(input({})).toContain('choice_without_edge ask')
  })
})

describe('sub-flows', () => {
  const leaf = (returns = 'fixed') =>
    makeFlow('leaf', { end: { ending: 'returns', returns } }, { variables: [] })
  const caller = (node: DrawnNode, slug = 'caller') =>
    makeFlow(slug, { sub: { flow: 'leaf', ways: { fixed: 'end' }, ...node }, end: {} })

  test('fit when they exist and return with a choice that is there', () => {
    expect(codes(caller({}), subFlows(leaf()))).toEqual([])
    expect(codes(caller({}), subFlows())).toEqual(['sub_flow_unknown sub'])
    expect(codes(caller({}), subFlows(leaf('other')))).toEqual(['sub_flow_returns sub'])
    expect(codes(caller({ gives: { target: 'x' } }), subFlows(leaf()))).toEqual([
      'sub_flow_variable sub',
    ])
    expect(codes(caller({}))).toEqual([])
  })
  test('a flow does not enter itself', () => {
    const self = caller({ flow: 'self' }, 'self')
    expect(codes(self, subFlows(self))).toEqual(['sub_flow_itself sub'])
  })
  test('a circle of flows needs a way out', () => {
    const a = makeFlow('a', {
      sub: { flow: 'b', ways: { fixed: 'end' } },
      end: { ending: 'returns', returns: 'fixed' },
    })
    const b = makeFlow('b', {
      sub: { flow: 'a', ways: { fixed: 'end' } },
      end: { ending: 'returns', returns: 'fixed' },
    })
    const c = makeFlow('b', {
      ask: { ways: { in: 'sub', out: 'end' } },
      sub: { flow: 'a', ways: { fixed: 'end' } },
      end: { ending: 'returns', returns: 'fixed' },
    })
    expect(codes(a, subFlows(a, b))).toEqual(['sub_flow_never_ends sub'])
    expect(codes(a, subFlows(a, c))).toEqual([])
    expect(codes(c, subFlows(a, c))).toEqual([])
  })
})

describe('any drawing', () => {
  /** By node, where its answers lead; one without answers is an end, one past the last is lost. */
  const drawing = fc
    .integer({ min: 1, max: 12 })
    .chain((size) =>
      fc.array(fc.array(fc.nat(size), { maxLength: 3 }), { minLength: size, maxLength: size }),
    )
  const draw = (nodes: readonly number[][]) =>
    makeFlow(
      'drawn',
      Object.fromEntries(
        nodes.map((targets, i) => [
          `n${i}`,
          targets.length
            ? { ways: Object.fromEntries(targets.map((to, c) => [`c${c}`, `n${to}`])) }
            : {},
        ]),
      ),
    )
  /** Everything that can be come to from one node, the plain way. */
  const from = (
    nodes: readonly number[][],
    start: number,
    seen = new Set<number>(),
  ): Set<number> => {
    if (!nodes[start] || seen.has(start)) return seen
    seen.add(start)
    for (const to of nodes[start]) from(nodes, to, seen)
    return seen
  }

  test('has the unreachable and the endless nodes that walking from each one shows', () => {
    fc.assert(
      fc.property(drawing, (nodes) => {
        const found = checkFlow(draw(nodes))
        const told = (code: FlowProblemCode) =>
          found.filter((p) => p.code === code).map((p) => Number(p.at.slice(1)))
        const all = nodes.map((_, i) => i)
        expect(told('unreachable')).toEqual(all.filter((i) => !from(nodes, 0).has(i)))
        expect(told('never_ends')).toEqual(
          all.filter((i) => ![...from(nodes, i)].some((at) => nodes[at]?.length === 0)),
        )
        expect(found.some((p) => p.code === 'edge_lands_nowhere')).toBe(
          nodes.some((targets) => targets.some((to) => !nodes[to])),
        )
      }),
      { numRuns: runsOf(2000) },
    )
  })

  test('in which nothing is wrong is never stuck', () => {
    fc.assert(
      fc.property(drawing, (drawn) => {
        // Each node also leads to the next, and the last is an end: nothing can be wrong.
        const nodes = drawn.map((targets, i) =>
          i === drawn.length - 1 ? [] : [i + 1, ...targets.filter((to) => to < drawn.length)],
        )
        const flow = draw(nodes)
        expect(checkFlow(flow)).toEqual([])
        for (const edge of flow.edges) {
          expect(nextNode(flow, edge.from, edge.choice)).toMatchObject({ id: edge.to })
        }
      }),
    )
  })

  test('a whole one with any edge taken away or turned aside has a problem', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('gone', 'lost', 'other'), (pick, how) => {
        const flow = flowWith({})
        const at = pick % flow.edges.length
        const edges = flow.edges.flatMap((edge, i) => {
          if (i !== at) return [edge]
          if (how === 'gone') return []
          return [how === 'lost' ? { ...edge, to: 'lost' } : { ...edge, choice: 'other' }]
        })
        expect(checkFlow({ ...flow, edges })).not.toEqual([])
      }),
    )
  })
})

describe('a step that was looked at before', () => {
  test('is told of as if it were new, and one put in its place as what it is', () => {
    const flow = makeFlow('seen', { ask: { ways: { yes: 'end' } }, end: {} })
    const wrong = (nodes: FlowContent['nodes']) => ({ ...flow, nodes })
    const torn = flow.nodes.map((node) =>
      node.id === 'end' ? { ...node, title: 'Tell {whom}' } : node,
    )
    for (let n = 0; n < 2; n++) {
      expect(checkFlow(flow)).toEqual([])
      expect(checkFlow(wrong(torn))).toEqual(checkFlow(structuredClone(wrong(torn))))
      expect(codes(wrong(torn))).toEqual(['variable_not_declared end'])
    }
  })
})
