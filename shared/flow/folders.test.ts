import { expect, test } from 'vitest'
import { Folder, isWithin, listFolders, moveWithin, readFolder, tellFolder } from './folders.ts'

test.each([
  ['', { folder: [] }],
  [' Printing ', { folder: ['Printing'] }],
  ['Printing/North  site', { folder: ['Printing', 'North  site'] }],
  ['a / b / c / d / e', { problem: 'At most 4 folders in one another.' }],
  ['a / / b', { problem: 'Write a name before and after each slash.' }],
  ['a /', { problem: 'Write a name before and after each slash.' }],
  ['a / \u200b', { problem: 'Write names that can be seen, each on one line.' }],
  ['a\tb', { problem: 'Write names that can be seen, each on one line.' }],
  ['x'.repeat(61), { problem: 'At most 60 characters for each name.' }],
])('%j is read', (text, read) => {
  expect(readFolder(text)).toEqual(read)
  if ('folder' in read && read.folder) expect(Folder.safeParse(read.folder).success).toBe(true)
})

test('a folder is within itself and those above it', () => {
  const [top, north] = [['Printing'], ['Printing', 'North']]
  expect([
    isWithin(north, top),
    isWithin(top, top),
    isWithin(top, []),
    isWithin(top, north),
  ]).toEqual([true, true, true, false])
  expect(isWithin(['Printing too'], top)).toBe(false)
})

test('what is beneath a folder moves with it, as far as it may be deep', () => {
  const move = (folder: string[]) => moveWithin(folder, ['a', 'b'], ['x', 'y', 'z'])
  expect(move(['a', 'b'])).toEqual(['x', 'y', 'z'])
  expect(move(['a', 'b', 'c'])).toEqual(['x', 'y', 'z', 'c'])
  expect(move(['a', 'b', 'c', 'd'])).toBeUndefined()
  expect(move(['a', 'c'])).toEqual(['a', 'c'])
})

test('the folders of flows are told as a tree, each with what is beneath it', () => {
  const folders = [['b'], ['a', 'z'], ['a', 'c', 'd'], [], ['a', 'z']]
  const told = listFolders(folders.map((folder) => ({ folder })))
  expect(told.map(({ folder, flows }) => `${tellFolder(folder)}: ${flows}`)).toEqual([
    ...['a: 3', 'a / c: 1', 'a / c / d: 1', 'a / z: 2', 'b: 1'],
  ])
})
