import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathOf } from '../proposal/path-of.ts'
import { actToData, anyAct, stamp } from '../testing/arbitrary-events.ts'
import { makeOutcome, makeRecord, ROBIN, SAM } from '../testing/make-session.ts'
import { runsOf } from '../testing/runs-of.ts'
import { applyEvent } from './apply-event.ts'
import type { EventData } from './event.ts'
import { hasWorkedOn, isFirstLevel, waitsForValidation } from './first-level.ts'
import type { Session } from './session.ts'
import type { Author } from './statement.ts'

type Validated = Extract<EventData, { type: 'outcome_validated' }>
const PROGRAM: Author = { kind: 'program' }
const LEAD: Validated = { type: 'outcome_validated', how: 'lead' }
const CONFIRMED: Validated = {
  ...{ type: 'outcome_validated', how: 'client_confirmed' },
  note: 'She opened the Budget folder',
}
const STAYED: Validated = { type: 'outcome_validated', how: 'stayed_closed' }
const refusalOf = (session: Session, data: EventData, by: Author = ROBIN) => {
  const applied = applyEvent(session, stamp(data, 900, by))
  return applied.ok ? undefined : applied.refusal.message
}
const walked = () => {
  const record = makeRecord({ level: 'first' })
  record.step('Is the share there?', 'No')
  return record
}
const ended = () => {
  const record = walked()
  record.finish()
  return record
}

describe('validating a first-level walk', () => {
  test('a lead who had no part in it says that it holds, once', () => {
    const record = ended()
    expect(waitsForValidation(record.session())).toBe(true)
    record.add({ ...LEAD, note: 'The group was missing' }, { by: SAM })
    const session = record.session()
    expect(session.validation).toMatchObject({ how: 'lead', by: SAM })
    expect(waitsForValidation(session)).toBe(false)
    expect(refusalOf(session, LEAD, SAM)).toContain('Sam Ode has validated this walk already')
  })

  test('who walked it tells what the client said, and cannot look at it as a lead', () => {
    const session = ended().session()
    expect(refusalOf(session, LEAD)).toContain('Another lead')
    const { note: _, ...wordless } = CONFIRMED
    expect(refusalOf(session, wordless)).toContain('in a few words')
    expect(refusalOf(session, CONFIRMED)).toBeUndefined()
  })

  test('only the program tells that a ticket stayed closed, and it tells nothing else', () => {
    const session = ended().session()
    expect(refusalOf(session, STAYED, SAM)).toContain('Only the ticket itself')
    expect(refusalOf(session, STAYED, PROGRAM)).toBeUndefined()
    expect(refusalOf(session, LEAD, PROGRAM)).toContain('A person')
    expect(refusalOf(session, CONFIRMED, { kind: 'assistant' })).toContain('only proposes')
  })

  test('there is nothing to validate before the end, without a solution, or of other sessions', () => {
    expect(refusalOf(walked().session(), LEAD, SAM)).toContain('Finish it first')
    const without = walked()
    without.finish({ outcome: 'no_contact' })
    expect(waitsForValidation(without.session())).toBe(false)
    expect(refusalOf(without.session(), LEAD, SAM)).toContain('without a solution')
    const ordinary = makeRecord()
    ordinary.finish()
    expect(refusalOf(ordinary.session(), LEAD, SAM)).toContain('no first-level walk')
  })

  test('opened again, or with another outcome, it is open again whether it holds', () => {
    const record = ended()
    record.add(LEAD, { by: SAM })
    record.add({ type: 'session_reopened', reason: 'It came back' }, { by: SAM })
    expect(record.session().validation).toBeNull()
    record.finish()
    record.add(LEAD, { by: SAM })
    const corrects = record.session().outcome?.at
    record.add({
      ...{ type: 'session_finished', outcome: makeOutcome({ outcome: 'workaround' }) },
      ...(corrects ? { corrects } : {}),
    })
    expect(waitsForValidation(record.session())).toBe(true)
  })

  test('escalated and taken over it is ordinary work; handed back it is a walk again', () => {
    const record = walked()
    const up = { type: 'handed_off' as const, reason: 'Beyond me', to: null, words: {} }
    const first = record.add({ ...up, intent: 'escalate' })
    expect(isFirstLevel(record.session())).toBe(true)
    record.add({ type: 'picked_up', handoffId: first }, { by: SAM })
    expect(isFirstLevel(record.session())).toBe(false)
    // From one colleague to the next it stays what it was.
    const shift = record.add({ ...up, intent: 'shift_change' }, { by: SAM })
    record.add({ type: 'picked_up', handoffId: shift })
    expect(isFirstLevel(record.session())).toBe(false)
    const back = record.add({ ...up, intent: 'return' })
    record.add({ type: 'picked_up', handoffId: back }, { by: SAM })
    expect(isFirstLevel(record.session())).toBe(true)
  })

  test('it teaches a flow once it is validated, and not before', () => {
    const record = ended()
    expect(pathOf(record.session())).toBeNull()
    record.add(LEAD, { by: SAM })
    expect(pathOf(record.session())).not.toBeNull()
  })

  test('whatever happens, a validation stands beside an outcome that is over, and is a colleague’s or told in words', () => {
    const acts = fc.array(fc.tuple(anyAct, fc.boolean()), { maxLength: 40 })
    fc.assert(
      fc.property(acts, (program) => {
        let session: Session | null = null
        program.forEach(([act, isSam], n) => {
          const data = actToData(act, session, n)
          const before: Session | null = session
          const applied = applyEvent(session, stamp(data, n, isSam ? SAM : ROBIN))
          if (applied.ok) session = applied.session
          if (!session?.validation) return
          const { validation } = session
          expect(session.status).toBe('finished')
          expect(session.level).toBe('first')
          expect(validation.at >= (session.outcome?.at ?? '')).toBe(true)
          if (validation.how === 'client_confirmed') expect(validation.note).toBeTruthy()
          if (before?.validation === null) {
            expect(validation.how === 'lead' && hasWorkedOn(before, validation.by)).toBe(false)
          }
        })
      }),
      { numRuns: runsOf(300) },
    )
  })
})
