import { expect, test } from 'vitest'
import { type DrawnNode, makeFlow } from '../testing/make-flow.ts'
import { checkFlow } from './check-flow.ts'

const step = (more: DrawnNode = {}): DrawnNode => ({ kind: 'step', ...more })
const problemsOf = (nodes: Record<string, DrawnNode>, more: object = {}) =>
  checkFlow(makeFlow('made', nodes, { kind: 'procedure', ...more })).map(
    ({ code, at }) => `${code} ${at}`,
  )

test('a list of steps in order is whole', () => {
  expect(
    problemsOf({
      a: step({ group: 'One' }),
      b: step({ group: 'One', waitsFor: ['a'] }),
      c: step(),
    }),
  ).toEqual([])
})

test.each<[string, Record<string, DrawnNode>]>([
  ['kind_not_here b', { a: step(), b: { ending: 'resolved' } }],
  ['waits_for_later a', { a: step({ waitsFor: ['b'] }), b: step() }],
  ['waits_for_later a', { a: step({ waitsFor: ['a'] }) }],
  ['group_torn c', { a: step({ group: 'One' }), b: step(), c: step({ group: 'One' }) }],
  ['exception_unsaid a', { a: step({ exceptionFlow: 'other' }) }],
  ['no_way_back a', { a: step({ safety: 'changes' }) }],
  ['class_too_low a', { a: step({ commands: [{ text: 'Remove-Item x', safety: 'disrupts' }] }) }],
  ['variable_not_declared a', { a: step({ asks: ['name'] }) }],
  ['edge_in_checklist a-on', { a: step({ to: 'b' }), b: step() }],
  [
    'too_many_steps nodes',
    Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`s${n}`, step()])),
  ],
])('%s', (problem, nodes) => {
  expect(problemsOf(nodes)).toEqual([problem])
})

test('a troubleshooting flow has no steps of a list', () => {
  expect(
    problemsOf({ a: step(), b: { ending: 'resolved' } }, { kind: 'troubleshooting' }),
  ).toContain('kind_not_here a')
})
