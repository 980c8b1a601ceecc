import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actToData, anyAct, stamp } from '../testing/arbitrary-events.ts'
import { makeRecord, ROBIN, SAM } from '../testing/make-session.ts'
import { runsOf } from '../testing/runs-of.ts'
import { applyEvent } from './apply-event.ts'
import type { EventData } from './event.ts'
import { receivedHandoff, waitingHandoff } from './handoff.ts'
import type { Session } from './session.ts'
import type { Author } from './statement.ts'

const idOf = (by: Author) => (by.kind === 'person' ? by.id : '')
const toSam = { id: idOf(SAM), name: 'Sam Ode' }
const handedOff = (more: object = {}): Extract<EventData, { type: 'handed_off' }> => ({
  ...{ type: 'handed_off', intent: 'escalate', reason: 'Beyond me', to: null, words: {} },
  ...more,
})
const refusalOf = (session: Session, data: EventData, by: Author = ROBIN) => {
  const applied = applyEvent(session, stamp(data, 900, by))
  return applied.ok ? undefined : applied.refusal.message
}

describe('handing over', () => {
  test('it waits, and whoever picks it up has it and works on it', () => {
    const record = makeRecord()
    const handoffId = record.add(handedOff({ to: toSam }))
    expect(record.session()).toMatchObject({ status: 'escalated', owner: ROBIN })
    expect(waitingHandoff(record.session())?.id).toBe(handoffId)
    record.add({ type: 'picked_up', handoffId, understood: 'The share' }, { by: SAM })
    const session = record.session()
    expect(session).toMatchObject({ status: 'active', owner: SAM, joined: [{ by: SAM }] })
    expect(waitingHandoff(session)).toBeNull()
    expect(receivedHandoff(session)?.end).toMatchObject({
      how: 'picked_up',
      by: SAM,
      understood: 'The share',
    })
  })

  test('a second pickup is told who was first', () => {
    const record = makeRecord()
    const handoffId = record.add(handedOff())
    record.add({ type: 'picked_up', handoffId }, { by: SAM })
    expect(refusalOf(record.session(), { type: 'picked_up', handoffId })).toContain(
      'Sam Ode has picked this up already',
    )
  })

  test('never to oneself, and not to who has it', () => {
    const record = makeRecord()
    const to = { id: idOf(ROBIN), name: 'Robin Kern' }
    expect(refusalOf(record.session(), handedOff({ to }))).toContain('to yourself')
    expect(refusalOf(record.session(), handedOff({ to }), SAM)).toContain('with Robin Kern already')
  })

  test('only what was received can be handed back', () => {
    const record = makeRecord()
    expect(refusalOf(record.session(), handedOff({ intent: 'return' }))).toContain(
      'cannot be handed back',
    )
    const handoffId = record.add(handedOff())
    record.add({ type: 'picked_up', handoffId }, { by: SAM })
    const to = { id: idOf(ROBIN), name: 'Robin Kern' }
    record.add(handedOff({ intent: 'return', to }), { by: SAM })
    expect(record.session()).toMatchObject({ status: 'escalated', owner: SAM })
  })

  test('the sender takes it back, hands it over anew, or finishes it: nothing is left to pick up', () => {
    const record = makeRecord()
    const first = record.add(handedOff())
    record.add({ type: 'picked_up', handoffId: first })
    expect(record.session()).toMatchObject({ status: 'active', owner: ROBIN, joined: [] })
    const second = record.add(handedOff())
    const third = record.add(handedOff({ to: toSam }))
    expect(refusalOf(record.session(), { type: 'picked_up', handoffId: second }, SAM)).toContain(
      'handed this over anew',
    )
    record.finish()
    expect(record.session().handoffs.map(({ end }) => end?.how)).toEqual([
      'taken_back',
      'replaced',
      'finished',
    ])
    expect(refusalOf(record.session(), { type: 'picked_up', handoffId: third }, SAM)).toContain(
      'finished',
    )
  })

  test('what waits cannot be paused, and pausing ends with handing over', () => {
    const record = makeRecord()
    record.add({ type: 'paused', waitingFor: 'the vendor' })
    record.add(handedOff())
    expect(record.session()).toMatchObject({ status: 'escalated', pause: null })
    expect(refusalOf(record.session(), { type: 'paused' })).toContain('Take it back')
  })

  test('whatever happens, only the last can wait, and it waits exactly while it is escalated', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyAct, fc.boolean()), { maxLength: 40 }), (acts) => {
        let session: Session | null = null
        acts.forEach(([act, isSam], n) => {
          const data = actToData(act, session, n)
          const applied = applyEvent(session, stamp(data, n, isSam ? SAM : ROBIN))
          if (applied.ok) session = applied.session
          if (!session) return
          const waiting = session.handoffs.filter(({ end }) => end === null)
          expect(waiting.length).toBe(session.status === 'escalated' ? 1 : 0)
          expect(waiting[0] ?? null).toBe(waitingHandoff(session))
        })
      }),
      { numRuns: runsOf(200) },
    )
  })
})
