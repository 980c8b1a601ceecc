import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Target } from './batch.ts'
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

test('what is told is read back the same', () => {
  const anyTarget = fc
    .record({ name: fc.string(), detail: fc.option(fc.string(), { nil: undefined }) })
    .map(({ name, detail }) => Target.safeParse(detail?.trim() ? { name, detail } : { name }).data)
    .filter((target) => target !== undefined)
  fc.assert(
    fc.property(fc.uniqueArray(anyTarget, { minLength: 1, selector: keyOf }), (targets) => {
      const read = readTargets(tellTargets(targets))
      expect('targets' in read && read.targets.map(({ name }) => name)).toEqual(
        targets.map(({ name }) => name),
      )
    }),
  )
})

const keyOf = ({ name }: Target) => name.replaceAll(/\s+/g, ' ').trim().toLowerCase()
