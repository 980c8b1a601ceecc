import { describe, expect, test } from 'vitest'
import { makeFlow } from '../../testing/make-flow.ts'
import type { FlowContent, FlowNode } from '../flow.ts'
import { applyEdit, applyEdits, MOST_NODES } from './apply-edit.ts'
import { findTears } from './draft-content.ts'
import { FlowEdit } from './flow-edit.ts'

const flow = makeFlow(
  'made',
  {
    ask: { ways: { yes: 'look', no: 'end' } },
    look: { kind: 'check', ways: { fine: 'end', bad: 'ask' } },
    value: { variable: 'server', to: 'end' },
    end: {},
  },
  { variables: [{ name: 'server', label: 'Server', keep: 'client' }] },
)
const END: FlowNode = {
  id: 'new',
  kind: 'end',
  title: '',
  ending: 'resolved',
  links: [],
  evidence: [],
}
const QUESTION: FlowNode = {
  ...{ id: 'new', kind: 'question', title: '', links: [] },
  choices: [{ id: 'on', label: 'On' }],
}

/** As it comes out of a file or a proposal, and then applied. */
const edited = (edit: FlowEdit, to: FlowContent = flow): FlowContent => {
  const next = applyEdit(to, FlowEdit.parse(edit))
  if (!next.ok) throw new Error(next.refusal.message)
  expect(findTears(next.flow)).toEqual([])
  return next.flow
}
const refused = (edit: FlowEdit, to: FlowContent = flow) => {
  const next = applyEdit(to, edit)
  if (next.ok) throw new Error('It was applied')
  expect(next.refusal.message).toMatch(/^.{20,160}[.]$/)
  return next.refusal.code
}
const node = (id: string, of: FlowContent) => of.nodes.find((n) => n.id === id)
const leadsTo = (of: FlowContent, from: string, choice?: string) =>
  of.edges.find((e) => e.from === from && e.choice === choice)?.to
const ids = (of: FlowContent) => of.nodes.map(({ id }) => id)

describe('a flow', () => {
  test('says other things of itself, and what may be missing can be taken away', () => {
    const named = edited({ type: 'setFlow', fields: { name: 'Other', owner: 'Network team' } })
    expect(named).toMatchObject({ name: 'Other', owner: 'Network team', summary: flow.summary })
    expect(edited({ type: 'setFlow', fields: { owner: null } }, named)).not.toHaveProperty('owner')
    expect(refused({ type: 'setFlow', fields: { name: null } })).toBe('does_not_fit')
  })
  test('gets values to fill in, changes and loses them', () => {
    const share = { name: 'share', label: '', keep: 'session' } as const
    const two = edited({ type: 'putVariable', variable: share, before: 'server' })
    expect(two.variables.map(({ name }) => name)).toEqual(['share', 'server'])
    expect(
      edited({ type: 'putVariable', variable: { ...share, label: 'Share' } }, two).variables[0],
    ).toEqual({ ...share, label: 'Share' })
    expect(edited({ type: 'removeVariable', name: 'server' }).variables).toEqual([])
    expect(refused({ type: 'removeVariable', name: 'share' })).toBe('unknown')
  })
  test('is put in another order, of what it has and no other', () => {
    const order = ['end', 'ask', 'value', 'look']
    expect(ids(edited({ type: 'reorder', list: 'nodes', ids: order }))).toEqual(order)
    for (const wrong of [order.slice(1), [...order, 'end'], [...order.slice(1), 'other']]) {
      expect(refused({ type: 'reorder', list: 'nodes', ids: wrong })).toBe('does_not_fit')
    }
  })
})

describe('a step', () => {
  test('is added in front of another or last, once', () => {
    expect(ids(edited({ type: 'addNode', node: END }))).toEqual([...ids(flow), 'new'])
    expect(ids(edited({ type: 'addNode', node: END, before: 'look' }))[1]).toBe('new')
    expect(refused({ type: 'addNode', node: { ...END, id: 'ask' } })).toBe('already')
  })
  test('says other things; what its kind has not got is refused', () => {
    const changed = edited({
      type: 'changeNode',
      node: 'look',
      fields: { title: '', body: 'Text' },
    })
    expect(node('look', changed)).toMatchObject({ title: '', body: 'Text', kind: 'check' })
    const without = edited({ type: 'changeNode', node: 'look', fields: { body: null } }, changed)
    expect(node('look', without)).not.toHaveProperty('body')
    const wrong: FlowEdit = { type: 'changeNode', node: 'look', fields: { ending: 'resolved' } }
    expect(refused(wrong)).toBe('does_not_fit')
    expect(refused({ ...wrong, fields: { title: null } })).toBe('does_not_fit')
    expect(refused({ ...wrong, fields: { title: 'x'.repeat(201) } })).toBe('no_room')
    expect(refused({ ...wrong, node: 'gone' })).toBe('unknown')
  })
  test('becomes another kind, and keeps the edges of the answers it still has', () => {
    const choices = [{ id: 'bad', label: 'Bad' }]
    const replaced = edited({ type: 'replaceNode', node: { ...QUESTION, id: 'look', choices } })
    expect(leadsTo(replaced, 'look', 'bad')).toBe('ask')
    expect(leadsTo(replaced, 'look', 'fine')).toBeUndefined()
    expect(leadsTo(replaced, 'ask', 'yes')).toBe('look')
  })
  test('is taken out with every edge at it', () => {
    const less = edited({ type: 'removeNode', node: 'look' })
    expect(ids(less)).not.toContain('look')
    expect(leadsTo(less, 'ask', 'yes')).toBeUndefined()
    expect(leadsTo(less, 'ask', 'no')).toBe('end')
  })
  test('moves and is grouped with others, and loses place and group again', () => {
    const moved = edited({ type: 'moveNodes', to: { ask: { x: 1, y: 2 }, end: { x: 3, y: 4 } } })
    expect(node('end', moved)?.position).toEqual({ x: 3, y: 4 })
    expect(node('ask', edited({ type: 'moveNodes', to: { ask: null } }, moved))).toEqual(
      node('ask', flow),
    )
    const grouped = edited({ type: 'groupNodes', nodes: ['ask', 'look'], group: 'First' })
    expect(grouped.nodes.map(({ group }) => group)).toEqual([
      'First',
      'First',
      undefined,
      undefined,
    ])
    expect(edited({ type: 'groupNodes', nodes: ['ask', 'look'], group: null }, grouped)).toEqual(
      flow,
    )
    expect(refused({ type: 'moveNodes', to: { gone: null } })).toBe('unknown')
    expect(refused({ type: 'groupNodes', nodes: ['ask', 'gone'], group: 'x' })).toBe('unknown')
  })
  test('has no room beside five thousand others', () => {
    const nodes = Array.from({ length: MOST_NODES }, (_, n) => ({ ...END, id: `n${n}` }))
    expect(refused({ type: 'addNode', node: END }, { ...flow, nodes, edges: [] })).toBe('no_room')
  })
})

describe('an answer', () => {
  const put = (id: string, label: string, to: FlowContent = flow) =>
    edited({ type: 'putChoice', node: 'ask', choice: { id, label } }, to)
  test('is added, changed, moved and taken out with its edge', () => {
    const three = put('maybe', 'Maybe')
    expect(node('ask', three)).toMatchObject({
      choices: [{ id: 'yes' }, { id: 'no' }, { id: 'maybe' }],
    })
    expect(leadsTo(put('yes', 'Surely', three), 'ask', 'yes')).toBe('look')
    const ordered = edited(
      { type: 'orderChoices', node: 'ask', ids: ['no', 'maybe', 'yes'] },
      three,
    )
    expect(node('ask', ordered)).toMatchObject({
      choices: [{ id: 'no' }, { id: 'maybe' }, { id: 'yes' }],
    })
    const two = edited({ type: 'removeChoice', node: 'ask', choice: 'yes' }, three)
    expect(leadsTo(two, 'ask', 'yes')).toBeUndefined()
  })
  test('has no place at a step without answers, nor beside twenty', () => {
    const choice = { id: 'more', label: 'More' }
    expect(refused({ type: 'putChoice', node: 'end', choice })).toBe('does_not_fit')
    const many = Array.from({ length: 18 }, (_, n) => `c${n}`)
    const full = many.reduce((now, id) => put(id, id, now), flow)
    expect(refused({ type: 'putChoice', node: 'ask', choice }, full)).toBe('no_room')
    expect(refused({ type: 'removeChoice', node: 'ask', choice: 'more' })).toBe('unknown')
    expect(refused({ type: 'orderChoices', node: 'ask', ids: ['yes'] })).toBe('does_not_fit')
  })
})

describe('an edge', () => {
  test('leads an answer somewhere, and from then on nowhere else', () => {
    const led = edited({
      type: 'connect',
      edge: { id: 'other', from: 'ask', choice: 'yes', to: 'value' },
    })
    expect(led.edges).toHaveLength(flow.edges.length)
    expect(leadsTo(led, 'ask', 'yes')).toBe('value')
  })
  test('needs what it connects, and an id that is no other’s', () => {
    const edge = { id: 'other', from: 'ask', choice: 'yes', to: 'end' }
    for (const wrong of [
      { from: 'gone' },
      { to: 'gone' },
      { choice: 'gone' },
      { choice: undefined },
    ]) {
      expect(refused({ type: 'connect', edge: { ...edge, ...wrong } })).toBe('unknown')
    }
    expect(refused({ type: 'connect', edge: { ...edge, id: 'look-bad' } })).toBe('already')
  })
  test('is taken away', () => {
    expect(leadsTo(edited({ type: 'disconnect', edge: 'ask-yes' }), 'ask', 'yes')).toBeUndefined()
    expect(refused({ type: 'disconnect', edge: 'gone' })).toBe('unknown')
  })
  test('takes a step in between', () => {
    const longer = edited({
      ...{ type: 'insertOnEdge', edge: 'ask-yes', node: QUESTION },
      onward: { id: 'onward', choice: 'on' },
    })
    expect(leadsTo(longer, 'ask', 'yes')).toBe('new')
    expect(leadsTo(longer, 'new', 'on')).toBe('look')
    const between: FlowEdit = {
      type: 'insertOnEdge',
      edge: 'ask-yes',
      node: END,
      onward: { id: 'x' },
    }
    expect(refused(between)).toBe('unknown')
  })
})

test('what is not touched is the very same', () => {
  const changed = edited({ type: 'changeNode', node: 'look', fields: { title: 'Other' } })
  expect(changed.edges).toBe(flow.edges)
  expect(changed.nodes[0]).toBe(flow.nodes[0])
})

test('of several edits all are done or none', () => {
  const edits: FlowEdit[] = [
    { type: 'removeNode', node: 'look' },
    { type: 'changeNode', node: 'look', fields: { title: 'Gone' } },
  ]
  expect(applyEdits(flow, edits)).toMatchObject({ ok: false, refusal: { code: 'unknown' } })
  expect(applyEdits(flow, edits.slice(0, 1))).toEqual({
    ok: true,
    flow: edited({ type: 'removeNode', node: 'look' }),
  })
})
