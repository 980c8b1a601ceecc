import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeFlow } from '../testing/make-flow.ts'
import { versionOf } from './flow-version.ts'
import { nextNode } from './next-node.ts'

const flow = makeFlow(
  'small',
  { value: { variable: 'name', to: 'ask' }, ask: { ways: { yes: 'end', hole: 'end' } }, end: {} },
  { variables: [{ name: 'name', label: 'Name', keep: 'session' }] },
)
const holed = { ...flow, edges: flow.edges.filter((e) => e.choice !== 'hole') }

test.each([
  ['value', undefined, 'ask'],
  ['ask', 'yes', 'end'],
  ['ask', 'hole', 'stuck'],
  ['ask', undefined, 'stuck'],
  ['ask', 'unknown', 'stuck'],
  ['value', 'yes', 'stuck'],
  ['end', undefined, 'stuck'],
  ['nowhere', 'yes', 'stuck'],
])('from %s with %s one comes to %s', (at, choice, to) => {
  const next = nextNode(holed, at, choice)
  expect(next === 'stuck' ? next : next.id).toBe(to)
})

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

test('a version is of the content: whatever the order of keys, and of each letter', async () => {
  const { slug, ...others } = flow
  const turned = { ...others, slug }
  expect(await versionOf(turned, digest)).toBe(await versionOf(flow, digest))
  expect(await versionOf(flow, digest)).toMatch(/^[0-9a-f]{64}$/)
  expect(await versionOf({ ...flow, name: `${flow.name}.` }, digest)).not.toBe(
    await versionOf(flow, digest),
  )
})
