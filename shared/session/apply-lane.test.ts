import { describe, expect, test } from 'vitest'
import { laterEvent, makeRecord, ROBIN } from '../testing/make-session.ts'
import { applyEvent } from './apply-event.ts'
import type { EventData } from './event.ts'
import { activeFix } from './lane.ts'
import { ledgerOf } from './ledger.ts'
import type { Author } from './statement.ts'

const FLOWPILOT: Author = { kind: 'assistant' }
const TURN = '01900000-0000-7000-8000-00000000b001'

const check: Extract<EventData, { type: 'check_proposed' }> = {
  type: 'check_proposed',
  title: 'Ping the gateway',
  how: '`ping 10.0.0.1`',
  minutes: 1,
  safety: 'reads',
  outcomes: [
    { result: 'It answers', pointsTo: ['dns'] },
    { result: 'No answer', pointsTo: ['link'] },
  ],
}
const fix = (title: string): EventData => ({
  type: 'fix_proposed',
  title,
  hypothesis: 'dns',
  steps: ['Restart the service'],
  confidence: 73,
  evidence: [],
  wouldConfirm: 'Names resolve again',
  safety: 'changes',
  scriptTemplate: null,
})

describe('a check', () => {
  test('leaves a step and a statement when it is done', () => {
    const record = makeRecord()
    const checkId = record.add(check, { by: FLOWPILOT })
    record.add({ type: 'output_pasted', text: 'Reply from 10.0.0.1' })
    const done = record.add({
      ...{ type: 'check_done', checkId, result: 'done', outcome: 0 },
      text: '4 of 4 answered.',
    })
    const session = record.session()
    expect(session.lane.checks[0]).toMatchObject({ state: 'done', outcome: 0, stepId: done })
    expect(session.steps.at(0)).toMatchObject({
      ...{ id: done, kind: 'check', title: 'Ping the gateway' },
      result: { kind: 'seen', label: 'It answers' },
      outputs: [{ text: 'Reply from 10.0.0.1' }],
    })
    expect(ledgerOf(session)).toMatchObject([
      { kind: 'test', text: 'Ping the gateway: 4 of 4 answered.', stepId: done, isConfirmed: true },
    ])
  })

  test('that cannot be done here is a dead end, not a result', () => {
    const record = makeRecord()
    const checkId = record.add(check, { by: FLOWPILOT })
    record.add({
      ...{ type: 'check_done', checkId, result: 'not_possible', outcome: null },
      text: 'No access to the router.',
    })
    expect(ledgerOf(record.session())).toMatchObject([
      { kind: 'dead_end', text: 'Ping the gateway: not possible here. No access to the router.' },
    ])
  })

  test('is done once', () => {
    const record = makeRecord()
    const checkId = record.add(check, { by: FLOWPILOT })
    const done = { type: 'check_done', checkId, result: 'done', outcome: null } as const
    record.add({ ...done, text: 'It answers' })
    const again = applyEvent(record.session(), laterEvent({ ...done, text: 'It does not' }))
    expect(again).toMatchObject({ ok: false, refusal: { code: 'already' } })
  })
})

describe('a question', () => {
  test('becomes a report with its answer', () => {
    const record = makeRecord()
    const questionId = record.add(
      { type: 'question_asked', text: 'Since when?', why: 'Narrows it down', choices: ['Today'] },
      { by: FLOWPILOT },
    )
    record.add({ type: 'question_answered', questionId, text: 'Since the update.' })
    expect(ledgerOf(record.session())).toMatchObject([
      { kind: 'report', text: 'Since when? Since the update.' },
    ])
  })
})

describe('a fix', () => {
  test('is superseded by a newer one and stays readable', () => {
    const record = makeRecord()
    const first = record.add(fix('Flush the cache'), { by: FLOWPILOT })
    const second = record.add(fix('Restart the resolver'), { by: FLOWPILOT })
    const { lane } = record.session()
    expect(activeFix(lane)?.id).toBe(second)
    expect(lane.fixes.find((f) => f.id === first)?.supersededAt).not.toBeNull()
  })

  test('that is dismissed is off the table, and a second dismissal changes nothing', () => {
    const record = makeRecord()
    const fixId = record.add(fix('Flush the cache'), { by: FLOWPILOT })
    record.add({ type: 'fix_decided', fixId, decision: 'dismissed' })
    const session = record.session()
    expect(activeFix(session.lane)).toBeUndefined()
    expect(session.lane.fixes[0]).toMatchObject({ decision: 'dismissed' })
    const again = applyEvent(
      session,
      laterEvent({ type: 'fix_decided', fixId, decision: 'dismissed' }),
    )
    expect(again).toMatchObject({ ok: false, refusal: { code: 'already' } })
  })

  test.each([
    ['worked', 'action'],
    ['partly', 'action'],
    ['failed', 'dead_end'],
  ] as const)('that %s leaves a statement of kind %s', (outcome, kind) => {
    const record = makeRecord()
    const fixId = record.add(fix('Flush the cache'), { by: FLOWPILOT })
    record.add({ type: 'fix_decided', fixId, decision: 'one_off' })
    record.add({ type: 'fix_tried', fixId, outcome, text: 'Names resolve.' })
    expect(ledgerOf(record.session())).toMatchObject([
      { kind, text: 'Flush the cache: Names resolve.' },
    ])
  })
})

describe('what FlowPilot says', () => {
  test('is not confirmed until a person does it, and then takes the place of what it corrects', () => {
    const record = makeRecord()
    const old = record.state('observation', 'The share is on FS01.')
    const better = record.add(
      {
        ...{ type: 'statement_added', kind: 'observation', text: 'The share is on FS02.' },
        source: { kind: 'ticket', ref: 'ticket:5', quote: 'moved to FS02', isFound: true },
        replaces: old,
      },
      { by: FLOWPILOT },
    )
    expect(ledgerOf(record.session()).map((s) => s.id)).toEqual([old])
    record.add({ type: 'statement_confirmed', statementId: better })
    expect(ledgerOf(record.session())).toMatchObject([{ id: better, no: 2 }])
  })

  test.each<EventData>([
    { type: 'statement_confirmed', statementId: TURN },
    { type: 'check_done', checkId: TURN, result: 'done', outcome: null, text: 'x' },
    { type: 'fix_decided', fixId: TURN, decision: 'one_off' },
    { type: 'resumed' },
  ])('can be no act: $type', (data) => {
    const applied = applyEvent(makeRecord().session(), laterEvent(data, FLOWPILOT))
    expect(applied).toMatchObject({ ok: false, refusal: { code: 'proposes_only' } })
  })
})

describe('the state version', () => {
  const versionAfter = (...happened: EventData[]) => {
    const record = makeRecord()
    for (const data of happened)
      record.add(data, { by: data.type === 'replied' ? FLOWPILOT : ROBIN })
    return record.session().stateVersion
  }

  test('rises with what a note could say', () => {
    expect(versionAfter({ type: 'statement_added', kind: 'test', text: 'x' })).toBe(2)
    expect(versionAfter(check, fix('Flush'))).toBe(3)
  })

  test('stays with talk, time and drafts', () => {
    expect(
      versionAfter(
        { type: 'said', turnId: TURN, text: 'Hello' },
        {
          ...{ type: 'replied', turnId: TURN, text: 'Hi', mode: 'rules', tier: null },
          ...{ isPartial: false, citations: [], dropped: [] },
        },
        { type: 'note_drafted', noteKind: 'working', text: 'x', basedOn: 1 },
      ),
    ).toBe(1)
  })
})
