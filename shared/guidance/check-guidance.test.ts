import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCharacters } from '../testing/any-text.ts'
import { runsOf } from '../testing/runs-of.ts'
import { checkGuidance } from './check-guidance.ts'

const PEOPLE = ['Ada Kern', 'Erik Lund', 'Sam']

test.each([
  ['We change switches after 18:00 only.', []],
  ['Ask ada  kern before a restart.', [/names Ada Kern/]],
  ['Adapt Ada Kernel settings.', []],
  ['Sam is a name that is also a file.', []],
  ['Write to helpdesk@pelican.example first.', [/address or a number/]],
  ['Call +49 30 901820 at night.', [/address or a number/]],
  ['See https://wiki.example/dns for more.', [/a link/]],
  ['Erik Lund, www.example.com', [/names Erik Lund/, /a link/]],
])('%s', (text, expected) => {
  const problems = checkGuidance(text, PEOPLE)
  expect(problems).toHaveLength(expected.length)
  for (const [n, pattern] of expected.entries()) expect(problems[n]).toMatch(pattern)
})

test('whatever is written is answered in sentences', () => {
  fc.assert(
    fc.property(anyCharacters(300), (text) => {
      for (const problem of checkGuidance(text, PEOPLE)) expect(problem).toMatch(/\.$/)
    }),
    { seed: 128383, numRuns: runsOf(300) },
  )
})
