import { expect, test } from 'vitest'
import type { HandoffEnd } from '../session/handoff.ts'
import type { Author } from '../session/statement.ts'
import { whomItConcerns } from './whom-it-concerns.ts'

const person = (id: string): Author => ({ kind: 'person', id, name: id })
const of = (id: string, by: string, how?: HandoffEnd, ended = by) => ({
  ...{ id, by: person(by) },
  end: how ? { how, at: '2026-06-10T08:00:00Z', by: person(ended) } : null,
})
const startedBy = person('jude')

test('whoever had the session and whoever handed it over, each once', () => {
  expect(whomItConcerns({ startedBy, handoffs: [of('1', 'jude')] }, '1')).toEqual(['jude'])
  expect(whomItConcerns({ startedBy, handoffs: [of('1', 'maja')] }, '1')).toEqual(['jude', 'maja'])
})

test('a change leaves in it whoever handed it over first', () => {
  const handoffs = [of('1', 'dana', 'replaced', 'maja'), of('2', 'maja', 'picked_up', 'kim')]
  expect(whomItConcerns({ startedBy, handoffs }, '2')).toEqual(['jude', 'dana', 'maja'])
})

test('what was taken over before is theirs who took it, and of nobody before them', () => {
  const handoffs = [of('1', 'jude', 'picked_up', 'kim'), of('2', 'kim'), of('3', 'x')]
  expect(whomItConcerns({ startedBy, handoffs }, '2')).toEqual(['kim'])
  expect(whomItConcerns({ startedBy, handoffs }, 'none such')).toEqual([])
})
