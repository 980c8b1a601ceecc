import { expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import { FlowContent, type NodeKind } from '../flow.ts'
import { NODE_KIND_WORDS } from '../kind-words.ts'
import { applyEdits } from './apply-edit.ts'
import { asKind, beginFlow, leadTo, leadToNew, makeStep, shortNameOf } from './begin-flow.ts'
import { checkDraft } from './check-draft.ts'
import { DraftContent } from './draft-content.ts'
import { entitle } from './entitle.ts'
import { DraftNode } from './flow-edit.ts'

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

test('what did not help is a dead end that says what the step is called, until it is said otherwise', () => {
  const step = makeStep('action', newId)
  const flow = { ...makeFlow('one', { end: {} }), nodes: [step] }
  const call = (at: typeof flow, title: string) => {
    const [node] = at.nodes
    const next = node && applyEdits(at, entitle(node, title))
    if (!next?.ok) throw new Error('The title was refused.')
    return next.flow
  }
  const saysOf = ({ nodes: [node] }: typeof flow) =>
    node && 'choices' in node ? node.choices.map(({ says }) => says) : []
  const called = call(call(flow, 'Restart'), 'Restart the spooler')
  expect(saysOf(called)).toEqual([undefined, { kind: 'dead_end', text: 'Restart the spooler' }])
  const [node] = called.nodes
  const [, stuck] = node && 'choices' in node ? node.choices : []
  if (!node || !stuck) throw new Error('It has no answers.')
  const own = { kind: 'dead_end' as const, text: 'Restarting changed nothing' }
  const worded = applyEdits(called, [
    { type: 'putChoice', node: node.id, choice: { ...stuck, says: own } },
  ])
  if (!worded.ok) throw new Error(worded.refusal.message)
  expect(saysOf(call(worded.flow, 'Restart it'))).toEqual([undefined, own])
  const listed = { ...makeStep('step', newId), title: 'Was in a list' }
  expect(saysOf({ ...flow, nodes: [asKind(listed, 'action', newId)] })).toEqual([
    undefined,
    { kind: 'dead_end', text: 'Was in a list' },
  ])
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
