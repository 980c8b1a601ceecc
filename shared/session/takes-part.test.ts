import { describe, expect, test } from 'vitest'
import { makeRecord, ROBIN, SAM } from '../testing/make-session.ts'
import { applyEvent } from './apply-event.ts'
import { takesPart, workersOf } from './takes-part.ts'

const idOf = (by: typeof SAM) => (by.kind === 'person' ? by.id : '')

describe('taking part in a session', () => {
  test('whoever begins it does, and whoever says so', () => {
    const r = makeRecord()
    expect(takesPart(r.session(), idOf(ROBIN))).toBe(true)
    expect(takesPart(r.session(), idOf(SAM))).toBe(false)
    r.add({ type: 'part_taken' }, { by: SAM })
    expect(takesPart(r.session(), idOf(SAM))).toBe(true)
    expect(workersOf(r.session()).map(({ name }) => name)).toEqual(['Robin Kern', 'Sam Ode'])
  })

  test('changes nothing that a note could say', () => {
    const r = makeRecord()
    const before = r.session().stateVersion
    r.add({ type: 'part_taken' }, { by: SAM })
    expect(r.session().stateVersion).toBe(before)
  })

  test('is said once, and never by a machine', () => {
    const r = makeRecord()
    const session = r.session()
    const [{ id = '', at = '' } = {}] = r.events
    const taken = (by: typeof SAM) =>
      applyEvent(session, { id, at, by, data: { type: 'part_taken' } })
    expect(taken(ROBIN)).toMatchObject({ ok: false, refusal: { code: 'already' } })
    expect(taken({ kind: 'assistant' })).toMatchObject({
      ok: false,
      refusal: { code: 'proposes_only' },
    })
    expect(taken(SAM)).toMatchObject({ ok: true })
  })
})
