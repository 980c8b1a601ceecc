import { expect, test } from 'vitest'
import { countTags, type FlowPick, pickFlows } from './pick-flows.ts'

const flow = (name: string, category: string, tags: string[], more: object = {}) => ({
  ...{ name, category, tags, isBuiltIn: false, authorId: 'ada' },
  ...more,
})
const FLOWS = [
  flow('share', 'Files', ['vpn', 'remote work']),
  flow('onedrive', 'Files', ['remote work'], { authorId: 'erik' }),
  flow('queue', 'Printing', ['vpn', 'remote work', 'hardware']),
  flow('ships', 'Printing', [], { isBuiltIn: true, authorId: 'nobody' }),
]
const pick = (some: Partial<FlowPick>) =>
  pickFlows(FLOWS, { whose: 'all', category: null, tags: new Set(), ...some }, 'ada').map(
    ({ name }) => name,
  )

test.each<[string, Partial<FlowPick>, string[]]>([
  ['nothing', {}, ['share', 'onedrive', 'queue', 'ships']],
  ['a category', { category: 'Files' }, ['share', 'onedrive']],
  ['a tag', { tags: new Set(['remote work']) }, ['share', 'onedrive', 'queue']],
  ['two tags', { tags: new Set(['vpn', 'hardware']) }, ['queue']],
  ['a tag that none has', { tags: new Set(['vpn', 'other']) }, []],
  ['one’s own', { whose: 'mine' }, ['share', 'queue']],
  ['the team’s', { whose: 'team' }, ['share', 'onedrive', 'queue']],
  ['built-in ones', { whose: 'built_in' }, ['ships']],
  ['all at once', { whose: 'mine', category: 'Files', tags: new Set(['vpn']) }, ['share']],
])('by %s', (_, some, names) => {
  expect(pick(some)).toEqual(names)
})

test('tags are counted, those of most flows first', () => {
  expect([...countTags(FLOWS)]).toEqual([
    ['remote work', 3],
    ['vpn', 2],
    ['hardware', 1],
  ])
})
