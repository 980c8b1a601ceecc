import { describe, expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import { FlowContent, type NodeKind } from '../flow.ts'
import { NODE_KIND_WORDS } from '../kind-words.ts'
import { applyEdits } from './apply-edit.ts'
import { asKind, beginFlow, leadTo, leadToNew, makeStep, shortNameOf } from './begin-flow.ts'
import { checkDraft } from './check-draft.ts'
import { diffFlows } from './diff-flows.ts'
import { DraftContent } from './draft-content.ts'
import { DraftNode } from './flow-edit.ts'
import { takeOver } from './take-over.ts'
import { tellEdits } from './tell-edits.ts'

const KINDS = Object.keys(NODE_KIND_WORDS) as NodeKind[] // the keys of a constant object
let made = 0
const newId = () => `made-${++made}`

test('a flow begins as a draft that lacks its words and nothing that is hard to find', () => {
  const flow = DraftContent.parse(beginFlow(newId))
  expect(FlowContent.safeParse(flow).success).toBe(false)
  const codes = new Set(checkDraft(flow).map(({ code }) => code))
  expect(codes).not.toContain('no_start')
  expect(codes).toContain('node_incomplete')
})

test.each(KINDS)('a new step and one that becomes another kind are steps: %s', (kind) => {
  const step = makeStep(kind, newId)
  expect(DraftNode.parse(step)).toEqual(step)
  for (const other of KINDS) {
    const before = { ...makeStep(other, newId), title: 'Kept', body: 'Kept too' }
    const turned = asKind(before, kind, newId)
    expect(DraftNode.parse(turned)).toEqual(turned)
    expect(turned).toMatchObject({ id: before.id, kind, title: 'Kept', body: 'Kept too' })
    if ('choices' in before && 'choices' in turned) expect(turned.choices).toBe(before.choices)
  }
})

test('an answer leads to a new step behind its own, and then to another by the same edge', () => {
  const flow = makeFlow('made', { ask: { ways: { yes: 'end', no: 'end' } }, end: {} })
  const step = makeStep('check', newId)
  const edits = leadToNew(flow, { from: 'ask', choice: 'no' }, step, newId)
  const next = applyEdits(flow, edits)
  if (!next.ok) throw new Error(next.refusal.message)
  expect(next.flow.nodes.map(({ id }) => id)).toEqual(['ask', step.id, 'end'])
  expect(next.flow.edges.find(({ id }) => id === 'ask-no')?.to).toBe(step.id)
  expect(leadTo(next.flow, { from: 'ask', choice: 'no' }, 'end', newId)).toEqual({
    type: 'connect',
    edge: { id: 'ask-no', from: 'ask', choice: 'no', to: 'end' },
  })
})

test.each([
  ['Printer: offline', 'printer-offline'],
  ['Über-Blick', 'uber-blick'],
  ['…', ''],
  ['x'.repeat(99), 'x'.repeat(64)],
])('%s goes by %s', (name, short) => {
  expect(shortNameOf(name)).toBe(short)
})

describe('what others have changed', () => {
  const base = makeFlow('made', {
    ask: { ways: { yes: 'look', no: 'end' } },
    look: { ways: { on: 'end' } },
    end: {},
  })
  const titled = (flow: FlowContent, id: string, title: string): FlowContent => ({
    ...flow,
    nodes: flow.nodes.map((node) => (node.id === id ? { ...node, title } : node)),
  })
  test('is taken over beside one’s own', () => {
    const theirs = titled(base, 'look', 'Look twice')
    const { flow, leftOut } = takeOver(titled(base, 'ask', 'Mine'), diffFlows(base, theirs))
    expect(leftOut).toEqual([])
    expect(flow).toEqual(titled(titled(base, 'ask', 'Mine'), 'look', 'Look twice'))
  })
  test('and does not fit any more is told, the rest is done', () => {
    const theirs = { ...titled(base, 'look', 'Look twice'), name: 'Theirs' }
    const mine = applyEdits(base, [{ type: 'removeNode', node: 'look' }])
    if (!mine.ok) throw new Error(mine.refusal.message)
    const { flow, leftOut } = takeOver(mine.flow, diffFlows(base, theirs))
    expect(flow.name).toBe('Theirs')
    expect(leftOut).toMatchObject([{ edit: { type: 'changeNode' }, refusal: { code: 'unknown' } }])
  })
  test('is told in the names that a person sees', () => {
    const [ask, look, end] = titled(base, 'look', 'Look twice').nodes
    const after = {
      ...base,
      ...{
        name: 'Theirs',
        summary: 'Other.',
        nodes: [ask, look, makeStep('end', () => 'new'), end],
      },
      edges: base.edges.map((edge) => (edge.id === 'ask-no' ? { ...edge, to: 'look' } : edge)),
    } as FlowContent
    expect(tellEdits(diffFlows(base, after), base, after)).toEqual([
      'The flow says another name and summary.',
      'A step is new: what has no name yet.',
      '“Look twice” says another title.',
      '“no” of “At ask” leads to “Look twice”.',
    ])
    expect(tellEdits(diffFlows(after, base), after, base)).toContain(
      'What has no name yet is taken out, with all that leads to it.',
    )
  })
})
