import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import { runsOf } from '../../testing/runs-of.ts'
import type { FlowContent } from '../flow.ts'
import { applyEdits } from './apply-edit.ts'
import { diffFlows } from './diff-flows.ts'
import { findTears } from './draft-content.ts'
import type { FlowEdit } from './flow-edit.ts'
import { markChanges } from './mark-changes.ts'
import { anyDraft } from './testing/arbitrary-drafts.ts'

const before = makeFlow('marked', {
  ask: { ways: { yes: 'look', no: 'end' } },
  look: { ways: { on: 'end' } },
  end: {},
})
const edited = (...edits: FlowEdit[]): FlowContent => {
  const next = applyEdits(before, edits)
  if (!next.ok) throw new Error(next.refusal.message)
  return next.flow
}
const marks = (after: FlowContent) => {
  const { steps, lines } = markChanges(before, after)
  return { steps: [...steps], lines: [...lines] }
}

test.each<[string, FlowEdit[], ReturnType<typeof marks>]>([
  ['nothing', [], { steps: [], lines: [] }],
  [
    'where a step stands',
    [{ type: 'moveNodes', to: { look: { x: 3, y: 4 } } }],
    { steps: [], lines: [] },
  ],
  [
    'what a step says',
    [{ type: 'changeNode', node: 'look', fields: { title: 'Look twice' } }],
    { steps: [['look', 'changed']], lines: [] },
  ],
  [
    'where an answer leads',
    [{ type: 'connect', edge: { id: 'ask-yes', from: 'ask', choice: 'yes', to: 'end' } }],
    {
      steps: [],
      lines: [
        ['ask-yes', 'new'],
        ['was-ask-yes', 'gone'],
      ],
    },
  ],
  [
    'a step that is gone, with its lines',
    [{ type: 'removeNode', node: 'look' }],
    {
      steps: [['look', 'gone']],
      lines: [
        ['was-ask-yes', 'gone'],
        ['was-look-on', 'gone'],
      ],
    },
  ],
])('%s', (_, edits, expected) => {
  expect(marks(edited(...edits))).toEqual(expected)
})

test('an answer that is gone stays drawn and says so, with the line that led from it', () => {
  const { flow, steps, lines } = markChanges(
    before,
    edited({ type: 'removeChoice', node: 'ask', choice: 'yes' }),
  )
  expect([...steps]).toEqual([['ask', 'changed']])
  expect([...lines]).toEqual([['was-ask-yes', 'gone']])
  const ask = flow.nodes.find(({ id }) => id === 'ask')
  expect(ask && 'choices' in ask && ask.choices.at(-1)?.label).toMatch(/ \(taken out\)$/)
})

test('of any two flows: a mark for each difference that is drawn, and every line from a step to one', () => {
  fc.assert(
    fc.property(anyDraft, anyDraft, (one, other) => {
      const { flow, steps, lines } = markChanges(one, other)
      const nodes = new Set(flow.nodes.map(({ id }) => id))
      expect(flow.edges.every(({ from, to }) => nodes.has(from) && nodes.has(to))).toBe(true)
      expect(new Set(flow.edges.map(({ id }) => id)).size).toBe(flow.edges.length)
      expect([...steps.keys()].every((id) => nodes.has(id))).toBe(true)
      const differs = diffFlows(one, other).some(({ type }) => /Node$|Choice|connect/.test(type))
      if (!differs) expect([steps.size, lines.size]).toEqual([0, 0])
      expect(findTears(other)).toEqual([])
    }),
    { numRuns: runsOf(80) },
  )
})
