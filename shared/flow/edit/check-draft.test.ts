import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import { runsOf } from '../../testing/runs-of.ts'
import { FlowContent } from '../flow.ts'
import { checkDraft } from './check-draft.ts'
import { anyDraft } from './testing/arbitrary-drafts.ts'

const whole = makeFlow(
  'made',
  { ask: { ways: { yes: 'value', no: 'end' } }, value: { variable: 'server', to: 'end' }, end: {} },
  { variables: [{ name: 'server', label: 'Server', keep: 'client' }] },
)

/** The same with something else in one node. */
const withNode = (id: string, fields: object): FlowContent =>
  ({
    ...whole,
    nodes: whole.nodes.map((n) => (n.id === id ? { ...n, ...fields } : n)),
  }) as FlowContent

test('a whole flow lacks nothing', () => {
  expect(checkDraft(whole)).toEqual([])
})

describe('what is missing is told at its node and field, in words', () => {
  const lacking: [string, string, FlowContent][] = [
    ['summary', 'summary', { ...whole, summary: '' }],
    ['slug', 'slug', { ...whole, slug: '' }],
    ['server', 'label', { ...whole, variables: [{ name: 'server', label: ' ', keep: 'client' }] }],
    ['ask', 'title', withNode('ask', { title: '  ' })],
    [
      'ask',
      'choices.1.label',
      withNode('ask', {
        choices: [
          { id: 'yes', label: 'Yes' },
          { id: 'no', label: '' },
        ],
      }),
    ],
    ['ask', 'choices', withNode('ask', { choices: [] })],
    [
      'ask',
      'links.0.url',
      withNode('ask', { links: [{ title: 'Page', url: 'htt', grade: 'read' }] }),
    ],
    ['value', 'variable', withNode('value', { variable: '' })],
    ['end', 'evidence.0', withNode('end', { evidence: [''] })],
  ]
  test.each(lacking)('%s: %s', (at, field, draft) => {
    const found = checkDraft(draft).find((one) => one.at === at && one.field === field)
    expect(found?.message).toMatch(/^[A-Z].{10,80}\.$/)
    expect(found?.message).not.toContain('not written as it has to be')
  })
})

test('whatever is drawn, nothing that can be told keeps a flow from being read', () => {
  fc.assert(
    fc.property(anyDraft, (draft) => {
      const codes = checkDraft(draft).map(({ code }) => code)
      const isComplete = !codes.some((code) => code.endsWith('_incomplete'))
      expect(isComplete && draft.nodes.length > 0).toBe(FlowContent.safeParse(draft).success)
    }),
    { seed: 128383, numRuns: runsOf(100) },
  )
})
