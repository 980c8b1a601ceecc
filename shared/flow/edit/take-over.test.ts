import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import { runsOf } from '../../testing/runs-of.ts'
import type { FlowContent } from '../flow.ts'
import { applyEdits } from './apply-edit.ts'
import { makeStep } from './begin-flow.ts'
import { diffFlows } from './diff-flows.ts'
import { findTears } from './draft-content.ts'
import type { FlowEdit } from './flow-edit.ts'
import { takeOver } from './take-over.ts'
import { tellEdits } from './tell-edits.ts'
import { anyDraft } from './testing/arbitrary-drafts.ts'

const base = makeFlow('made', {
  ask: { ways: { yes: 'look', no: 'end' } },
  look: { ways: { on: 'end' } },
  end: {},
})
const baseWith = (...edits: FlowEdit[]): FlowContent => {
  const next = applyEdits(base, edits)
  if (!next.ok) throw new Error(next.refusal.message)
  return next.flow
}
const titled = (node: string, title: string): FlowEdit => ({
  type: 'changeNode',
  node,
  fields: { title },
})
const lead = (choice: string, to: string): FlowEdit => ({
  type: 'connect',
  edge: { id: `ask-${choice}`, from: 'ask', choice, to },
})

describe('what others have changed', () => {
  test('is taken over beside one’s own', () => {
    const mine = [titled('ask', 'Mine'), lead('no', 'look')]
    const theirs = [titled('look', 'Look twice'), lead('yes', 'end')]
    expect(takeOver(baseWith(...mine), base, baseWith(...theirs))).toEqual({
      flow: baseWith(...mine, ...theirs),
      leftOut: [],
    })
  })
  test('and oneself alike is done already', () => {
    const both = baseWith(titled('ask', 'Same'), { type: 'removeNode', node: 'look' })
    expect(takeOver(both, base, both)).toEqual({ flow: both, leftOut: [] })
  })

  const label = (text: string): FlowEdit => ({
    type: 'putChoice',
    node: 'ask',
    choice: { id: 'yes', label: text },
  })
  const name = (text: string): FlowEdit => ({ type: 'setFlow', fields: { name: text } })
  const gone = (node: string): FlowEdit => ({ type: 'removeNode', node })
  test.each<[string, FlowEdit, FlowEdit]>([
    ['the same field of a step', titled('ask', 'Mine'), titled('ask', 'Theirs')],
    ['the same field of the flow', name('Mine'), name('Theirs')],
    ['the same answer', label('Mine'), label('Theirs')],
    ['the same way on', lead('no', 'look'), lead('no', 'ask')],
    ['a step one has taken out', gone('look'), titled('look', 'Theirs')],
    ['a step that they have taken out', titled('look', 'Mine'), gone('look')],
    ['a step they have taken out that one leads to', lead('no', 'look'), gone('look')],
    [
      'a step that became another kind',
      { type: 'replaceNode', node: { ...makeStep('end', () => 'look') } },
      titled('look', 'Theirs'),
    ],
  ])('and oneself otherwise stays as one’s own and is told: %s', (_, mine, theirs) => {
    const { flow, leftOut } = takeOver(baseWith(mine), base, baseWith(theirs, name('Theirs too')))
    const isSame = mine.type === 'setFlow'
    expect(flow).toEqual(isSame ? baseWith(mine) : baseWith(mine, name('Theirs too')))
    expect(leftOut).toHaveLength(1)
  })

  test('whatever it is, one’s own changes stay, and no flow is torn', () => {
    fc.assert(
      fc.property(anyDraft, anyDraft, anyDraft, (one, mine, theirs) => {
        const { flow } = takeOver(mine, one, theirs)
        expect(findTears(flow)).toEqual([])
        expect(takeOver(one, one, theirs)).toEqual({ flow: theirs, leftOut: [] })
        expect(takeOver(mine, one, one)).toEqual({ flow: mine, leftOut: [] })
        const { nodes: _n, edges: _e, variables: _v, ...own } = mine
        for (const [field, value] of Object.entries(own)) {
          const was = (one as Record<string, unknown>)[field]
          if (JSON.stringify(was) === JSON.stringify(value)) continue
          expect((flow as Record<string, unknown>)[field]).toEqual(value)
        }
      }),
      { seed: 128383, numRuns: runsOf(150) },
    )
  })
})

test('changes are told in the names that a person sees', () => {
  const added = makeStep('end', () => 'new')
  const now = baseWith(
    { type: 'setFlow', fields: { name: 'Theirs', summary: 'Other.' } },
    { type: 'addNode', node: added, before: 'end' },
    titled('look', 'Look twice'),
    lead('no', 'look'),
  )
  expect(tellEdits(diffFlows(base, now), base, now)).toEqual([
    'The flow says another name and summary.',
    'A step is new: what has no name yet.',
    '“Look twice” says another title.',
    '“no” of “At ask” leads to “Look twice”.',
  ])
  expect(tellEdits(diffFlows(now, base), now, base)).toContain(
    'What has no name yet is taken out, with all that leads to it.',
  )
})
