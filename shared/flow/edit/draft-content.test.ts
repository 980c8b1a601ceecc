import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import { runsOf } from '../../testing/runs-of.ts'
import { DraftContent, findTears } from './draft-content.ts'
import { anyDraft } from './testing/arbitrary-drafts.ts'

const whole = makeFlow('made', { ask: { ways: { yes: 'end', no: 'ask' } }, end: {} })
const [ask] = whole.nodes

test('what may be walked may be drawn, and is the same', () => {
  expect(DraftContent.parse(whole)).toEqual(whole)
})

test('what is only begun is a draft', () => {
  fc.assert(
    fc.property(anyDraft, (draft) => {
      expect(DraftContent.parse(draft)).toEqual(draft)
    }),
    { seed: 128383, numRuns: runsOf(100) },
  )
})

describe('what is torn is refused by its place', () => {
  const edge = { id: 'more', from: 'ask', choice: 'yes', to: 'end' }
  const torn: [string, object][] = [
    ['nodes.2.id', { nodes: [...whole.nodes, ask] }],
    ['edges.2.choice', { edges: [...whole.edges, edge] }],
    ['edges.2.id', { edges: [...whole.edges, { ...edge, id: 'ask-no' }] }],
    ['edges.0.to', { edges: [{ ...edge, to: 'nowhere' }] }],
    ['edges.0.from', { edges: [{ ...edge, from: 'nowhere' }] }],
    ['edges.0.choice', { edges: [{ ...edge, choice: 'maybe' }] }],
    ['edges.0.choice', { edges: [{ id: 'more', from: 'end', to: 'ask' }] }],
    [
      'nodes.0.choices.1.id',
      {
        nodes: [
          {
            ...ask,
            choices: [
              { id: 'a', label: '' },
              { id: 'a', label: '' },
            ],
          },
        ],
        edges: [],
      },
    ],
    [
      'variables.1.name',
      { variables: ['x', 'x'].map((name) => ({ name, label: '', keep: 'session' })) },
    ],
  ]
  test.each(torn)('%s', (at, more) => {
    const parsed = DraftContent.safeParse({ ...whole, ...more })
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toContain(at)
  })
})

test('most lengths hold, and so do kinds', () => {
  const tooMuch: [string, object][] = [
    ['name', { name: 'x'.repeat(201) }],
    ['kind', { kind: 'other' }],
    [
      'nodes',
      { nodes: Array.from({ length: 5001 }, (_, n) => ({ ...ask, id: `n${n}` })), edges: [] },
    ],
    [
      'nodes.0.choices',
      {
        nodes: [
          { ...ask, choices: Array.from({ length: 21 }, (_, n) => ({ id: `c${n}`, label: '' })) },
        ],
      },
    ],
    ['slug', { slug: 'With Space' }],
  ]
  for (const [at, more] of tooMuch) {
    const parsed = DraftContent.safeParse({ ...whole, ...more })
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toContain(at)
  }
})

test('tears are looked for once per node and edge, however many there are', () => {
  const nodes = Array.from({ length: 5000 }, () => ({ ...whole.nodes[1], id: 'same' }))
  expect(findTears({ ...whole, nodes: nodes as typeof whole.nodes, edges: [] })).toHaveLength(4999)
})
