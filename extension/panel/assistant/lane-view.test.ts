import { expect, test } from 'vitest'
import type { EventData } from '#shared/session/event.ts'
import { makeRecord } from '#shared/testing/make-session.ts'
import { viewLane } from './lane-view.ts'

const check = (title: string, minutes: number): EventData => ({
  ...{ type: 'check_proposed', title, how: '', minutes, safety: 'reads' },
  outcomes: [
    { result: 'Yes', pointsTo: ['a'] },
    { result: 'No', pointsTo: ['b'] },
  ],
})
const cause = (key: string, likelihood: 'possible' | 'likely'): EventData => ({
  ...{ type: 'hypothesis_raised', key, cause: `Cause ${key}`, likelihood, for: [], against: [] },
})
const FIX: EventData = {
  ...{ type: 'fix_proposed', title: 'Restart it', hypothesis: 'a', steps: [], confidence: 60 },
  ...{ evidence: [], wouldConfirm: '', safety: 'changes', scriptTemplate: null },
}

/** A question, two checks of which the second is the quicker, two causes and a fix. */
function fullLane() {
  const record = makeRecord()
  const question = record.add({ type: 'question_asked', text: 'Since when?', why: '', choices: [] })
  for (const one of [cause('b', 'possible'), cause('a', 'likely')]) record.add(one)
  const slow = record.add(check('Slow', 30))
  const quick = record.add(check('Quick', 1))
  const fixId = record.add(FIX)
  return { record, question, slow, quick, fixId }
}

test('keys go to one thing: the question, then the check, then the fix to decide on', () => {
  const { record, question, slow, quick } = fullLane()
  const keysFor = () => viewLane(record.session()).keysFor
  expect(keysFor()).toBe('question')
  record.add({ type: 'question_answered', questionId: question, text: 'Monday' })
  expect(keysFor()).toBe('check')
  for (const checkId of [slow, quick]) record.add({ type: 'check_dropped', checkId })
  expect(keysFor()).toBe('fix')
})

test('while a fix is tried no check stands before it; once it has worked nothing is asked', () => {
  const { record, question, fixId } = fullLane()
  record.add({ type: 'question_dropped', questionId: question })
  record.add({ type: 'fix_decided', fixId, decision: 'one_off' })
  const trying = viewLane(record.session())
  expect(trying).toMatchObject({ keysFor: 'fix', next: undefined })
  expect(trying.further).toHaveLength(2)
  record.add({ type: 'fix_tried', fixId, outcome: 'worked', text: 'It works' })
  expect(viewLane(record.session())).toMatchObject({ keysFor: 'nothing', next: undefined })
})

test('the check that tells the most for its time is next, unless a person picks another', () => {
  const { record, slow } = fullLane()
  const session = record.session()
  expect(viewLane(session).next?.check.title).toBe('Quick')
  const picked = viewLane(session, slow)
  expect(picked.next?.check.title).toBe('Slow')
  expect(picked.further.map((one) => one.check.title)).toEqual(['Quick'])
})

test('causes stand by how likely they are, something else last', () => {
  const { record } = fullLane()
  const { causes } = viewLane(record.session())
  expect(causes.map(({ key }) => key)).toEqual(['a', 'b', null])
})

test('what is to be done next is no fact', () => {
  const record = makeRecord()
  record.state('next_step', 'Call back on Monday')
  record.state('observation', 'The lamp is off')
  expect(viewLane(record.session()).facts.map(({ text }) => text)).toEqual(['The lamp is off'])
})

test('the same session gives the same view', () => {
  const session = fullLane().record.session()
  expect(viewLane(session)).toEqual(viewLane(session))
})
