import { expect, test } from 'vitest'
import { countTags, type FlowPick, pickFlows } from './pick-flows.ts'

const flow = (name: string, category: string, tags: string[], more: object = {}) => ({
  ...{ id: name, name, category, tags, folder: [] as string[], isBuiltIn: false, authorId: 'ada' },
  ...more,
})
const FLOWS = [
  flow('share', 'Files', ['vpn', 'remote work']),
  flow('onedrive', 'Files', ['remote work'], { authorId: 'erik' }),
  flow('queue', 'Printing', ['vpn', 'remote work', 'hardware'], { folder: ['Desk', 'North'] }),
  flow('ships', 'Printing', [], { isBuiltIn: true, authorId: 'nobody' }),
]
const ASKER = { personId: 'ada', favourites: new Set(['ships']) }
const pick = (some: Partial<FlowPick>) =>
  pickFlows(
    FLOWS,
    { whose: 'all', category: null, folder: [], tags: new Set(), ...some },
    ASKER,
  ).map(({ name }) => name)

test.each<[string, Partial<FlowPick>, string[]]>([
  ['nothing', {}, ['share', 'onedrive', 'queue', 'ships']],
  ['a category', { category: 'Files' }, ['share', 'onedrive']],
  ['a tag', { tags: new Set(['remote work']) }, ['share', 'onedrive', 'queue']],
  ['two tags', { tags: new Set(['vpn', 'hardware']) }, ['queue']],
  ['a tag that none has', { tags: new Set(['vpn', 'other']) }, []],
  ['a folder and what is beneath it', { folder: ['Desk'] }, ['queue']],
  ['one’s own', { whose: 'mine' }, ['share', 'queue']],
  ['favourites', { whose: 'favourites' }, ['ships']],
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
