import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventData, Outcome } from '../session/event.ts'
import { makeOutcome, makeRecord, testId } from '../testing/make-session.ts'
import { attemptsOf } from './attempts-of.ts'
import { LIKENESSES } from './contract.ts'
import { namesIn } from './find-words.ts'
import {
  type EarlierSession,
  isSymptomAlike,
  MOST_TOLD,
  rankTried,
  speaksOfAny,
} from './rank-tried.ts'

const IN_FRONT = { client: 'harbour', summary: 'Printer queue stuck', devices: ['PRN-01'] }

let made = 0
const earlier = (more: Partial<EarlierSession>, ...tried: [string, string][]): EarlierSession => ({
  ...{ sessionId: testId(++made), ticket: '#1', client: 'harbour', summary: 'Mail is slow' },
  texts: [],
  attempts: tried.map(([text, day]) => ({
    text,
    hasHelped: false,
    at: `2026-06-${day}T09:00:00Z`,
  })),
  ...more,
})

describe('what was tried before', () => {
  test('is told nearest first: device, client with symptom, client, symptom elsewhere', () => {
    const told = rankTried(IN_FRONT, [
      earlier({ client: 'adler', summary: 'Printer queue is stuck again' }, ['Elsewhere', '09']),
      earlier({}, ['For the client', '08']),
      earlier({ summary: 'The printer queue stuck' }, ['The same symptom', '07']),
      earlier({ texts: ['prn-01 does not answer'] }, ['On the device', '01']),
      earlier({ client: 'adler' }, ['Of nobody here', '10']),
    ])
    expect(told.map(({ text }) => text)).toEqual([
      'On the device',
      'The same symptom',
      'For the client',
      'Elsewhere',
    ])
    expect(told.map(({ likeness }) => likeness)).toEqual(LIKENESSES)
  })

  test('the same thing is told once, counted by sessions, as the newest words it', () => {
    const first = earlier({}, ['Restarting the spooler', '01'], ['Restarting spooler.', '02'])
    const second = earlier({ texts: ['PRN-01'] }, ['restarting the spooler', '03'])
    const [told, ...others] = rankTried(IN_FRONT, [first, second])
    expect(others).toEqual([])
    expect(told).toMatchObject({
      ...{ text: 'restarting the spooler', times: 2, likeness: 'device' },
      sessions: [{ sessionId: second.sessionId }, { sessionId: first.sessionId }],
    })
  })

  test('what helped once and did not another time stands twice', () => {
    const did = earlier({
      attempts: [{ text: 'New driver', hasHelped: true, at: '2026-06-01T09:00:00Z' }],
    })
    const told = rankTried(IN_FRONT, [did, earlier({}, ['New driver', '02'])])
    expect(told.map(({ hasHelped }) => hasHelped)).toEqual([false, true])
  })

  test('a device is a name of its own: no other that begins or ends with it', () => {
    const [told] = rankTried(IN_FRONT, [earlier({ texts: ['PRN-012, XPRN-01'] }, ['This', '01'])])
    expect(told?.likeness).toBe('client')
  })

  test('one word in common is no like symptom', () => {
    expect(isSymptomAlike('Printer offline', 'Printer needs toner')).toBe(false)
    expect(isSymptomAlike('Printer offline', 'The printer is offline since Monday')).toBe(true)
  })

  test('whichever session comes first, the same is told; never too much, never twice', () => {
    const attempt = fc.record({
      text: fc.constantFrom('Restart', 'the restart', 'New cable', 'Other port', 'Ping'),
      hasHelped: fc.boolean(),
      at: fc.constantFrom(
        '2026-06-01T09:00:00Z',
        '2026-06-01T09:00:00.500Z',
        '2026-06-03T09:00:00Z',
      ),
    })
    const some = fc.uniqueArray(
      fc.record({
        sessionId: fc.integer({ min: 1, max: 40 }).map(testId),
        ticket: fc.constant(null),
        client: fc.constantFrom('harbour', 'adler', ''),
        summary: fc.constantFrom('Printer queue stuck', 'Mail is slow', ''),
        texts: fc.subarray(['PRN-01', 'x']),
        attempts: fc.uniqueArray(attempt, { maxLength: 4, selector: ({ text }) => text }),
      }),
      { maxLength: 15, selector: ({ sessionId }) => sessionId },
    )
    fc.assert(
      fc.property(some, (sessions) => {
        const told = rankTried(IN_FRONT, sessions)
        const again = rankTried(IN_FRONT, sessions.toReversed())
        expect(again).toEqual(told)
        expect(told.length).toBeLessThanOrEqual(MOST_TOLD)
        for (const { times, sessions: named } of told) {
          expect(named.length).toBeLessThanOrEqual(times)
          expect(times).toBeLessThanOrEqual(sessions.length)
          expect(new Set(named.map(({ sessionId }) => sessionId)).size).toBe(named.length)
        }
      }),
    )
  })
})

describe('the words it is found by', () => {
  const name = fc.stringMatching(/^[A-Za-zÄöß0-9-]{2,6}( [A-Za-z0-9#-]{1,4})?$/)
  const around = fc.constantFrom('', ' ', '. ', '(', '-', 'x', '1', '\n', 'Ü')

  test('no session is missed that speaks of a device of the ticket', () => {
    fc.assert(
      fc.property(name, around, around, (device, before, after) => {
        const texts = ['Nothing here', `It was ${before}${device.toUpperCase()}${after}`]
        fc.pre(speaksOfAny(texts, [device]))
        expect(namesIn(texts)).toEqual(expect.arrayContaining(namesIn([device])))
      }),
    )
  })
})

const failed = (text: string): EventData => ({
  ...{ type: 'attempt_failed', place: null, title: 'A try', why: 'did_not_help', text },
})

describe('what a session has tried', () => {
  test('dead ends of any session; what helped of a resolved one that stands so', () => {
    const record = makeRecord()
    record.add(failed('Restarting the PC'))
    const seen = record.state('cause', 'The group was removed')
    const deadEnd = { text: 'Restarting the PC', hasHelped: false }
    expect(attemptsOf(record.session())).toMatchObject([deadEnd])
    const cause = { status: 'confirmed' as const, text: 'a removed group', confirmedBy: [seen] }
    record.finish(makeOutcome({ cause }))
    expect(attemptsOf(record.session())).toMatchObject([
      deadEnd,
      { text: 'The cause was: a removed group', hasHelped: true },
    ])
    record.add({ type: 'session_reopened', reason: 'It came back' })
    expect(attemptsOf(record.session())).toMatchObject([deadEnd])
  })

  test('steps of one’s own helped where the user or the cause says so, a workaround as that', () => {
    const own = (result: 'done' | 'did_not_help', title: string) => {
      const customStepId = record.add({ type: 'custom_step_added', title })
      const kind = result === 'done' ? 'action' : 'dead_end'
      const says = { kind, text: `${title} at the desk` } as const
      return record.add({ type: 'custom_step_done', customStepId, result, says })
    }
    const record = makeRecord()
    record.step('Restart the spooler', 'Done', 'action', 'Restarted the spooler')
    own('did_not_help', 'Clear the queue')
    own('done', 'Replace the driver')
    const left = own('done', 'Swap the cable')
    record.add({ type: 'went_back', toStepId: left })
    const helped = () => attemptsOf(record.session()).flatMap((o) => (o.hasHelped ? [o.text] : []))
    const finishAnew = (outcome: Partial<Outcome>) => {
      if (record.session().outcome) record.add({ type: 'session_reopened', reason: 'Again' })
      record.finish(makeOutcome(outcome))
      return helped()
    }
    expect(helped()).toEqual([])
    expect(finishAnew({})).toEqual(['Replace the driver'])
    const byNobody = { verification: { by: 'nobody', text: '' } } as const
    expect(finishAnew(byNobody)).toEqual([])
    const cause = { status: 'confirmed' as const, text: 'an old driver', confirmedBy: [] }
    expect(finishAnew({ ...byNobody, cause })).toEqual([
      'Replace the driver',
      'The cause was: an old driver',
    ])
    expect(finishAnew({ outcome: 'workaround' })).toEqual(['As a workaround: Replace the driver'])
    expect(finishAnew({ outcome: 'escalate' })).toEqual([])
  })

  test('a secret is masked', () => {
    const record = makeRecord()
    record.add(failed('Signing in with password: Hunter2-Blue-Sky!'))
    expect(JSON.stringify(attemptsOf(record.session()))).not.toContain('Hunter2')
  })
})
