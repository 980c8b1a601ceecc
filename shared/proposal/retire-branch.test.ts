import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkFlow } from '../flow/check-flow.ts'
import { makeFlow } from '../testing/make-flow.ts'
import { acceptEdits } from './proposed-edit.ts'
import { retireBranch, tellBranch } from './retire-branch.ts'

const flow = makeFlow(
  'share',
  {
    ping: { ways: { yes: 'open', no: 'ask' } },
    ask: { variable: 'server', to: 'restart' },
    restart: { ways: { done: 'end', stuck: 'over' }, title: 'Restart {server}' },
    open: { ways: { yes: 'end', no: 'end' } },
    over: { kind: 'end', ending: 'escalate', evidence: ['What was tried'] },
    end: {},
  },
  { variables: [{ name: 'server', label: 'Server', keep: 'session' }] },
)

const after = (at: Parameters<typeof retireBranch>[1], content = flow) => {
  const retired = retireBranch(content, at)
  const next = retired && acceptEdits(content, [retired], new Set([retired.id]))
  if (next && !next.ok) throw new Error(next.refusal.message)
  return next?.flow
}

test('a branch is another where its own steps are, and the same whatever else is changed', () => {
  const at = { node: 'ping', choice: 'no' }
  const retitled = (id: string) => ({
    ...flow,
    nodes: flow.nodes.map((one) => (one.id === id ? { ...one, title: 'Another' } : one)),
  })
  const before = tellBranch(flow, at)
  for (const id of ['ping', 'open', 'end']) expect(tellBranch(retitled(id), at)).toBe(before)
  for (const id of ['ask', 'restart', 'over']) expect(tellBranch(retitled(id), at)).not.toBe(before)
  expect(tellBranch({ ...flow, nodes: flow.nodes.toReversed() }, at)).toBe(before)
  const edges = flow.edges.map((one) => (one.choice === 'stuck' ? { ...one, to: 'end' } : one))
  expect(tellBranch({ ...flow, edges }, at)).not.toBe(before)
})

test('the answer stays and hands over; what only it led to is gone', () => {
  const next = after({ node: 'ping', choice: 'no' })
  expect(next?.nodes.map(({ id }) => id)).toEqual(['ping', 'open', 'end', 'own-hand-over'])
  expect(next?.edges).toContainEqual(
    expect.objectContaining({ from: 'ping', choice: 'no', to: 'own-hand-over' }),
  )
  expect(next?.variables).toEqual([])
  expect(checkFlow(next ?? flow)).toEqual([])
})

test('where it can be handed over already, it leads there', () => {
  const next = after({ node: 'ping', choice: 'yes' })
  expect(next?.edges).toContainEqual(expect.objectContaining({ from: 'ping', to: 'over' }))
  expect(next?.nodes.map(({ id }) => id)).toEqual(['ping', 'ask', 'restart', 'over', 'end'])
})

test('what hands over already, or is no more, is left alone', () => {
  expect(retireBranch(flow, { node: 'restart', choice: 'stuck' })).toBeNull()
  expect(retireBranch(flow, { node: 'ping', choice: 'maybe' })).toBeNull()
  expect(retireBranch(flow, { node: 'gone', choice: 'yes' })).toBeNull()
})

test('a flow that was sound stays sound, and nothing is left to take out', () => {
  const cases = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 7 })
  fc.assert(
    fc.property(cases, fc.nat(7), fc.boolean(), (jumps, at, isYes) => {
      const last = jumps.length
      const content = makeFlow(
        'any',
        Object.fromEntries([
          ...jumps.map(([yes, no], i) => [
            `n${i}`,
            {
              ways: {
                yes: `n${Math.min(last, i + 1 + yes)}`,
                no: i % 3 === 2 ? `n${Math.max(0, i - no)}` : `n${i + 1}`,
              },
            },
          ]),
          [`n${last}`, {}],
        ]),
      )
      if (checkFlow(content).length > 0) return
      const place = { node: `n${at}`, choice: isYes ? 'yes' : 'no' }
      const next = after(place, content)
      if (!next) return
      expect(checkFlow(next)).toEqual([])
      expect(retireBranch(next, place)).toBeNull()
    }),
  )
})
