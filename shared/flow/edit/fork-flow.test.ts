import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeFlow, publish } from '../../testing/make-flow.ts'
import { runsOf } from '../../testing/runs-of.ts'
import type { FlowContent } from '../flow.ts'
import { applyEdits } from './apply-edit.ts'
import type { FlowEdit } from './flow-edit.ts'
import { changesInOriginal, forkFlow, takeFromOriginal } from './fork-flow.ts'
import { anyDraft } from './testing/arbitrary-drafts.ts'

const base = makeFlow(
  'printer',
  { ask: { ways: { yes: 'look', no: 'end' } }, look: { ways: { on: 'end' } }, end: {} },
  { owner: 'Desk', changeReason: 'Wording', reviewBy: '2027-01-01' },
)
const original = publish(base)
const made = forkFlow(
  original,
  { name: ' Printer, north site ', reason: ' Other queue ' },
  new Set(),
)
const edited = (flow: FlowContent, ...edits: FlowEdit[]): FlowContent => {
  const next = applyEdits(flow, edits)
  if (!next.ok) throw new Error(next.refusal.message)
  return next.flow
}
const titled = (node: string, title: string): FlowEdit => ({
  ...{ type: 'changeNode', node, fields: { title } },
})

describe('a fork', () => {
  test('is the original under another name, and says of which version and why', () => {
    const { owner: _o, changeReason: _c, reviewBy: _r, ...same } = base
    expect(made).toEqual({
      ...{ ...same, name: 'Printer, north site', slug: 'printer-north-site' },
      fork: {
        ...{ flow: original.id, version: original.version },
        ...{ name: base.name, reason: 'Other queue' },
      },
    })
  })
  test('gets a short name that is free, also where its name has no letters for one', () => {
    const taken = new Set(['printer', 'printer-2', 'same'])
    const slugOf = (name: string) => forkFlow(original, { name, reason: 'x' }, taken).slug
    expect(['打印机', 'Same', 'Other'].map(slugOf)).toEqual(['printer-3', 'same-2', 'other'])
  })
  test('of a fork says that fork', () => {
    const second = forkFlow(publish(made, 2), { name: 'Third', reason: 'x' }, new Set())
    expect(second.fork).toMatchObject({ flow: publish(made, 2).id, name: 'Printer, north site' })
  })
})

describe('what the original has changed since', () => {
  const own = edited(made, titled('ask', 'Mine'))
  const gone: FlowEdit = { type: 'removeNode', node: 'look' }

  test('is told but for what it says of itself alone, and for what the fork has done too', () => {
    const now = edited(
      base,
      { type: 'setFlow', fields: { name: 'Other', slug: 'other', owner: null, category: 'New' } },
      titled('look', 'Look twice'),
    )
    expect(changesInOriginal(own, base, now)).toEqual([
      { edit: { type: 'setFlow', fields: { category: 'New' } }, fits: true },
      { edit: titled('look', 'Look twice'), fits: true },
    ])
    const both = edited(own, titled('look', 'Look twice'))
    expect(changesInOriginal(both, base, now)).toHaveLength(1)
    expect(changesInOriginal(own, base, base)).toEqual([])
  })
  test('and what the fork has changed as well is told to be decided', () => {
    const now = edited(base, titled('ask', 'Theirs'), gone)
    expect(changesInOriginal(own, base, now).map(({ fits }) => fits)).toEqual([true, false])
  })
  test('is taken over as it was picked; both then have the newer version in common', () => {
    const now = edited(base, titled('look', 'Look twice'), titled('end', 'Over'))
    const newer = { ...original, version: 'b'.repeat(64), content: now }
    const taken = takeFromOriginal(own, base, newer, [titled('end', 'Over')])
    expect(taken).toEqual({
      flow: {
        ...edited(own, titled('end', 'Over')),
        fork: { ...made.fork, version: newer.version },
      },
      leftOut: [],
    })
  })
  test('is all there once all of it was taken over by a fork that is as it was', () => {
    fc.assert(
      fc.property(anyDraft, anyDraft, (was, is) => {
        const before = { ...was, variables: [] }
        const after = { ...is, variables: [] }
        const fork = forkFlow(
          { ...original, content: before },
          { name: 'F', reason: 'x' },
          new Set(),
        )
        const changes = changesInOriginal(fork, before, after)
        const { flow, leftOut } = takeFromOriginal(
          ...([fork, before, { version: 'b'.repeat(64), content: after }] as const),
          changes.map(({ edit }) => edit),
        )
        expect(leftOut).toEqual([])
        expect([flow.nodes, flow.edges]).toEqual([after.nodes, after.edges])
      }),
      { numRuns: runsOf(60) },
    )
  })
})
