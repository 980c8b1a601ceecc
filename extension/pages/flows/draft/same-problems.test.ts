import { expect, test } from 'vitest'
import { checkDraft } from '#shared/flow/edit/check-draft.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { makeSameProblems } from './same-problems.ts'

const flow = makeFlow('torn', { ask: { ways: { yes: 'lost', no: 'end' } }, end: {} })

test('it is the same list while it says the same, and what it says now once that is something else', () => {
  const same = makeSameProblems()
  const first = same(checkDraft(flow))
  expect(first.length).toBeGreaterThan(0)
  const moved = { ...flow, nodes: flow.nodes.map((one) => ({ ...one, position: { x: 1, y: 2 } })) }
  expect(same(checkDraft(moved))).toBe(first)
  const unnamed = { ...flow, name: '' }
  expect(same(checkDraft(unnamed))).toEqual(checkDraft(unnamed))
  expect(same([])).toEqual([])
  expect(same(checkDraft(flow))).toEqual(first)
})
