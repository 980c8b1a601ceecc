import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DrawnNode, makeFlow } from '../../testing/make-flow.ts'
import type { FlowContent } from '../flow.ts'
import { applyEdits } from './apply-edit.ts'
import { moveStep } from './move-step.ts'

/** `a:One` is a step in a group, `a` one in none. */
const listOf = (...steps: string[]) =>
  makeFlow(
    'list',
    Object.fromEntries(
      steps.map((step): [string, DrawnNode] => {
        const [id = '', group] = step.split(':')
        return [id, { kind: 'step', ...(group ? { group } : {}) }]
      }),
    ),
    { kind: 'procedure' },
  )
const tell = (flow: FlowContent) =>
  flow.nodes.map(({ id, group }) => (group ? `${id}:${group}` : id)).join(' ')

function moved(flow: FlowContent, id: string, before?: string): string {
  const edited = applyEdits(flow, moveStep(flow, id, before))
  return edited.ok ? tell(edited.flow) : edited.refusal.message
}

test('it comes to stand in front of another, or last', () => {
  const flow = listOf('a', 'b', 'c')
  expect(moved(flow, 'c', 'a')).toBe('c a b')
  expect(moved(flow, 'a', 'c')).toBe('b a c')
  expect(moved(flow, 'a')).toBe('b c a')
})

test('where it stands already, or is not any more, nothing is changed', () => {
  const flow = listOf('a', 'b', 'c')
  expect(moveStep(flow, 'a', 'b')).toEqual([])
  expect(moveStep(flow, 'a', 'a')).toEqual([])
  expect(moveStep(flow, 'c', undefined)).toEqual([])
  expect(moveStep(flow, 'gone', 'a')).toEqual([])
})

test.each([
  ['amid a group it belongs to it', 'a', 'c', 'b:One a:One c:One d'],
  ['at the edge of a group it keeps its own', 'a', 'b', 'a b:One c:One d'],
  ['of a group to its edge it stays of it', 'b', 'd', 'a c:One b:One d'],
])('%s', (_, id, before, told) => {
  expect(moved(listOf('a', 'b:One', 'c:One', 'd'), id, before)).toBe(told)
})

test('apart from its group and amid steps of none it leaves it; alone it takes it along', () => {
  expect(moved(listOf('a:One', 'b:One', 'c', 'd'), 'a', 'd')).toBe('b:One c a d')
  expect(moved(listOf('a:One', 'c', 'd'), 'a', 'd')).toBe('c a:One d')
})

test('wherever it goes no other step changes, nor their order', () => {
  const flow = listOf('a:One', 'b:One', 'c', 'd:Two', 'e:Two', 'f')
  const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  fc.assert(
    fc.property(ids, fc.option(ids, { nil: undefined }), (id, before) => {
      const edited = applyEdits(flow, moveStep(flow, id, before))
      const others = ({ nodes }: FlowContent) => nodes.filter((node) => node.id !== id)
      expect(edited.ok && others(edited.flow)).toEqual(others(flow))
    }),
  )
})
