import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import { runsOf } from '../../testing/runs-of.ts'
import { applyEdits } from './apply-edit.ts'
import { diffFlows } from './diff-flows.ts'
import { findTears } from './draft-content.ts'
import { FlowEdit } from './flow-edit.ts'
import { anyDraft } from './testing/arbitrary-drafts.ts'

const flow = makeFlow('made', {
  ask: { ways: { yes: 'look', no: 'end' } },
  look: { ways: { on: 'end' } },
  end: {},
})

describe('for any two flows', () => {
  test('what has changed, applied to the first, gives the second, byte for byte', () => {
    fc.assert(
      fc.property(anyDraft, anyDraft, (before, after) => {
        const edits = diffFlows(before, after).map((edit) => FlowEdit.parse(edit))
        const edited = applyEdits(before, edits)
        expect(edited).toEqual({ ok: true, flow: after })
        expect(edited.ok && findTears(edited.flow)).toEqual([])
      }),
      { seed: 128383, numRuns: runsOf(200) },
    )
  })
  test('nothing has changed from one to itself', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        expect(diffFlows(draft, structuredClone(draft))).toEqual([])
      }),
      { seed: 128383, numRuns: runsOf(100) },
    )
  })
})

test('a changed word is one edit of one field', () => {
  const nodes = flow.nodes.map((n) => (n.id === 'look' ? { ...n, title: 'Look well' } : n))
  expect(diffFlows(flow, { ...flow, nodes })).toEqual([
    { type: 'changeNode', node: 'look', fields: { title: 'Look well' } },
  ])
})

test('an answer that leads elsewhere is one edit', () => {
  const edges = flow.edges.map((e) => (e.id === 'ask-no' ? { ...e, to: 'look' } : e))
  expect(diffFlows(flow, { ...flow, edges })).toEqual([
    { type: 'connect', edge: { id: 'ask-no', from: 'ask', choice: 'no', to: 'look' } },
  ])
})

test('a step in the middle shifts nothing else', () => {
  const [ask, look, end] = flow.nodes
  if (!ask || !look || !end) throw new Error('The flow has three steps')
  const nodes = [ask, { ...look, id: 'new' }, look, end]
  expect(diffFlows(flow, { ...flow, nodes }).map(({ type }) => type)).toEqual(['addNode'])
})

test('edges that go with their step are not taken away twice', () => {
  const nodes = flow.nodes.filter(({ id }) => id !== 'look')
  const edges = flow.edges.filter(({ from, to }) => from !== 'look' && to !== 'look')
  expect(diffFlows(flow, { ...flow, nodes, edges })).toEqual([{ type: 'removeNode', node: 'look' }])
})

test('two edges may change places', () => {
  const swapped = flow.edges.map((edge) => {
    if (edge.id === 'ask-yes') return { ...edge, choice: 'no' }
    return edge.id === 'ask-no' ? { ...edge, choice: 'yes' } : edge
  })
  const after = { ...flow, edges: swapped }
  expect(applyEdits(flow, diffFlows(flow, after))).toEqual({ ok: true, flow: after })
})
