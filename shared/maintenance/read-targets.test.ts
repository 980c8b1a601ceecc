import { expect, test } from 'vitest'
import { addTargets, readTargets, tellTargets } from './read-targets.ts'

test.each([
  ['ADL-DC01', [{ name: 'ADL-DC01' }]],
  [
    ' ADL-DC01 , domain controller, Graz \n\n ADL-FS02',
    [{ name: 'ADL-DC01', detail: 'domain controller, Graz' }, { name: 'ADL-FS02' }],
  ],
])('%j is read, and told again', (text, targets) => {
  expect(readTargets(text)).toEqual({ targets })
  expect(readTargets(tellTargets(targets))).toEqual({ targets })
})

test.each([
  [' \n', 'Name one target at least.'],
  ['A\nB\n a', '“a” is there twice.'],
  [', a server', '“, a server” has no name or is too long.'],
  [Array.from({ length: 501 }, (_, i) => `S${i}`).join('\n'), 'At most 500 in one batch.'],
])('what is wrong with it is said', (text, problem) => {
  expect(readTargets(text)).toEqual({ problem })
})

test('what is added stands once, behind what a person has written', () => {
  const more = [{ name: 'adl-dc01' }, { name: 'ADL-FS02', detail: 'Server' }]
  expect(addTargets('ADL-DC01, mine\n', more)).toBe('ADL-DC01, mine\nADL-FS02, Server')
  expect(addTargets('', more)).toBe('adl-dc01\nADL-FS02, Server')
})
