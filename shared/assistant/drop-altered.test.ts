import { expect, test } from 'vitest'
import type { EventData } from '../session/event.ts'
import { makeRecord } from '../testing/make-session.ts'
import { dropAltered } from './drop-altered.ts'

const raised = (likelihood: 'possible' | 'likely'): EventData => ({
  type: 'hypothesis_raised',
  key: 'lost-group',
  cause: 'The user left the group',
  likelihood,
  for: [],
  against: [],
})

const fix = (title: string): EventData => ({
  type: 'fix_proposed',
  title,
  hypothesis: null,
  steps: [],
  confidence: 70,
  evidence: [],
  wouldConfirm: '',
  safety: 'changes',
  scriptTemplate: null,
})

test('a cause that a person dropped meanwhile is not raised again', () => {
  const record = makeRecord()
  record.add(raised('possible'))
  const asked = record.session()
  record.add({ type: 'hypothesis_dropped', key: 'lost-group' })
  const { events, dropped } = dropAltered([raised('likely')], asked, record.session())
  expect(events).toEqual([])
  expect(dropped).toMatchObject([{ what: 'The user left the group' }])
})

test('a fix that was decided for meanwhile is not superseded', () => {
  const record = makeRecord()
  record.add(fix('First'))
  const asked = record.session()
  const fixId = asked.lane.fixes[0]?.id ?? ''
  record.add({ type: 'fix_decided', fixId, decision: 'one_off' })
  expect(dropAltered([fix('Second')], asked, record.session()).events).toEqual([])
})

test('what only adds stays, whatever has happened', () => {
  const record = makeRecord()
  const asked = record.session()
  record.add(raised('possible'))
  const added = [fix('First'), raised('likely')]
  expect(dropAltered([fix('First')], asked, record.session()).events).toEqual([added[0]])
  expect(dropAltered(added, asked, asked)).toEqual({ events: added, dropped: [] })
})
