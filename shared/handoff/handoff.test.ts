import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeNote } from '../note/compose-note.ts'
import { renderPlain } from '../note/render.ts'
import { HANDOFF_INTENTS } from '../session/handoff-event.ts'
import { makeRecord, ROBIN, SAM, testId } from '../testing/make-session.ts'
import { lackingOf } from './completeness.ts'
import { countRepeated } from './count-repeated.ts'
import { isFor, mayHandOff, mayPickUp } from './who-may.ts'

describe('who may', () => {
  const anyone = fc.record({ id: fc.constantFrom('a', 'b', 'c'), isLead: fc.boolean() })
  const waiting = fc.record({
    intent: fc.constantFrom(...HANDOFF_INTENTS),
    byId: fc.constantFrom('a', 'b', null),
    toId: fc.constantFrom('b', 'c', null),
    ownerId: fc.constantFrom('a', 'b', null),
  })

  test('whom it is for may take it; nobody is told of what they could not take', () => {
    fc.assert(
      fc.property(waiting, anyone, (handoff, who) => {
        if (isFor(handoff, who)) expect(mayPickUp(handoff, who)).toBe(true)
        // Whose work it was may have it back, whoever handed it over.
        if (handoff.ownerId === who.id) expect(mayPickUp(handoff, who)).toBe(true)
        if (handoff.byId === who.id) expect(isFor(handoff, who)).toBe(false)
        if (who.isLead && handoff.byId !== who.id) expect(isFor(handoff, who)).toBe(true)
        if (handoff.toId === who.id && handoff.byId !== who.id)
          expect(isFor(handoff, who)).toBe(true)
      }),
    )
  })

  test('an escalation to nobody goes to the leads, a next shift to any colleague', () => {
    const toNobody = { byId: 'a', toId: null }
    const peer = { id: 'b', isLead: false }
    expect(isFor({ ...toNobody, intent: 'escalate' }, peer)).toBe(false)
    expect(isFor({ ...toNobody, intent: 'shift_change' }, peer)).toBe(true)
    expect(isFor({ ...toNobody, toId: 'c', intent: 'shift_change' }, peer)).toBe(false)
  })

  test('whoever has it hands it over, and leads', () => {
    expect(mayHandOff('a', { id: 'a', isLead: false })).toBe(true)
    expect(mayHandOff('a', { id: 'b', isLead: false })).toBe(false)
    expect(mayHandOff('a', { id: 'b', isLead: true })).toBe(true)
  })
})

describe('what is lacking', () => {
  test('a bare session lacks nearly all, a worked one only what nobody else knows', () => {
    const bare = makeRecord()
    expect(lackingOf(bare.session(), {})).toEqual([
      ...['impact', 'environment', 'facts', 'tried', 'firstMove'],
    ])
    const worked = makeRecord()
    worked.state('report', 'The folder does not open')
    worked.state('observation', 'The share answers a ping')
    worked.state('dead_end', 'Restarting the client did not help')
    expect(lackingOf(worked.session(), {})).toEqual(['impact', 'environment', 'firstMove'])
    expect(
      lackingOf(worked.session(), { impact: 'Six people', environment: 'FS02', hasNoMove: true }),
    ).toEqual([])
  })
})

test('the escalation text tells all of it, each sentence with its evidence', () => {
  const record = makeRecord()
  const seen = record.state('observation', 'The share answers a ping')
  const failed = record.state('dead_end', 'Restarting the client')
  const handoffId = record.add({
    ...{ type: 'handed_off', intent: 'escalate', reason: 'No rights on the server', to: null },
    words: {
      impact: 'Six people until noon',
      environment: 'FS02, Windows Server 2022',
      access: 'Through the gateway; the password is in the vault',
      firstMove: 'Compare the permissions',
    },
  })
  const note = composeNote(record.session(), 'escalation', {
    timeZone: 'UTC',
    sessionId: testId(1),
  })
  const text = renderPlain(note)
  for (const words of [
    'Impact: Six people until noon.',
    'Environment: FS02, Windows Server 2022.',
    'No rights on the server.',
    'The share answers a ping.',
    'Did not help: Restarting the client.',
    'Through the gateway; the password is in the vault.',
    'Compare the permissions.',
  ]) {
    expect(text).toContain(words)
  }
  const sentences = note.sections.flatMap((section) => section.sentences)
  expect(sentences.every(({ evidence }) => evidence.length > 0)).toBe(true)
  expect(sentences.flatMap(({ evidence }) => evidence)).toEqual(
    expect.arrayContaining([seen, failed, handoffId]),
  )
})

test('what is about to be said is shown as it will be told', () => {
  const record = makeRecord()
  const said = { intent: 'escalate' as const, reason: 'Beyond me', words: { asks: 'Please look' } }
  const settings = { timeZone: 'UTC', sessionId: testId(1) }
  const before = composeNote(record.session(), 'escalation', { ...settings, handingOver: said })
  record.add({ type: 'handed_off', to: null, ...said })
  const after = composeNote(record.session(), 'escalation', settings)
  expect(renderPlain(before)).toBe(renderPlain(after))
})

describe('what is done again after a hand-off', () => {
  const HAND = {
    type: 'handed_off',
    intent: 'escalate',
    reason: 'Beyond me',
    to: null,
    words: {},
  } as const
  /** Robin does two steps and hands over; Sam takes it and does these. */
  function handedOver(...again: string[]) {
    const record = makeRecord()
    const did = (title: string, by = ROBIN) => {
      const customStepId = record.add({ type: 'custom_step_added', title }, { by })
      const says = { kind: 'action', text: title } as const
      record.add({ type: 'custom_step_done', customStepId, result: 'done', says }, { by })
    }
    for (const title of ['Ping the server', 'Read the event log']) did(title)
    const handoffId = record.add(HAND)
    record.add({ type: 'picked_up', handoffId }, { by: SAM })
    for (const title of again) did(title, SAM)
    const session = record.session()
    return session.handoffs.map((handoff) => countRepeated(session, handoff))
  }

  test('is counted step by step, each once', () => {
    expect(handedOver('Compare the permissions')).toEqual([0])
    expect(handedOver('Ping the server', 'Compare the permissions')).toEqual([1])
    expect(handedOver('Ping the server', 'Ping the server', 'Read the event log')).toEqual([2])
  })

  test('is nothing before somebody has taken it over', () => {
    const record = makeRecord()
    record.step('Ping the server', 'It answers')
    record.add(HAND)
    const session = record.session()
    expect(session.handoffs.map((handoff) => countRepeated(session, handoff))).toEqual([null])
  })
})
