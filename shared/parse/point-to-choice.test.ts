import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Choice } from '../flow/flow.ts'
import { Finding } from './finding.ts'
import { pointToChoice } from './point-to-choice.ts'
import { readOutput } from './read-output.ts'

const choice = (id: string, ...shownBy: Finding[]): Choice => ({
  ...{ id, label: id },
  ...(shownBy.length > 0 ? { shownBy } : {}),
})
const BOTH = choice('both-fine', 'name_resolved', 'path_open')
const CLOSED = choice('closed', 'path_closed')
const RESOLVED = choice('resolved', 'name_resolved')

test('an answer is pointed to when everything it names was found, the fuller one before the other', () => {
  expect(pointToChoice([BOTH, CLOSED], ['path_closed'])).toBe(CLOSED)
  expect(pointToChoice([BOTH, CLOSED], ['name_resolved'])).toBeUndefined()
  expect(pointToChoice([RESOLVED, BOTH], ['path_open', 'name_resolved'])).toBe(BOTH)
})

test('nobody is pointed anywhere where two are shown alike, or nothing is named', () => {
  expect(pointToChoice([CLOSED, choice('other', 'path_closed')], ['path_closed'])).toBeUndefined()
  expect(pointToChoice([choice('any')], ['path_closed'])).toBeUndefined()
  expect(pointToChoice([], [])).toBeUndefined()
})

test('the answer pointed to is one of the given, and shown by what was found', () => {
  const finding = fc.constantFrom(...Finding.options)
  const choices = fc.array(fc.uniqueArray(finding, { maxLength: 3 }), { maxLength: 6 })
  fc.assert(
    fc.property(choices, fc.uniqueArray(finding, { maxLength: 5 }), (shown, findings) => {
      const all = shown.map((by, n) => choice(`c${n}`, ...by))
      const pointed = pointToChoice(all, findings)
      if (!pointed) return
      expect(all).toContain(pointed)
      expect(findings).toEqual(expect.arrayContaining(pointed.shownBy ?? ['none']))
    }),
  )
})

test('output of a closed port points to the answer that says so', () => {
  const findings = readOutput(
    'ComputerName     : fs01\nRemotePort       : 445\nTcpTestSucceeded : False\n',
  ).flatMap((one) => one.findings)
  expect(pointToChoice([BOTH, CLOSED], findings)).toBe(CLOSED)
})
