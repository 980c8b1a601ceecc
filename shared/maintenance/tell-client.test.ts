import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ExportForm, exportSession } from '../note/export-session.ts'
import { SessionOutcome } from '../session/event.ts'
import { testId } from '../testing/make-session.ts'
import type { Batch, BatchTarget } from './batch.ts'
import type { OpenStep, SettledStep, TargetResult } from './contract.ts'
import { tellBatchNote } from './tell-batch.ts'
import { tellClient } from './tell-client.ts'

const settings = { timeZone: 'UTC' }
const JUDE = 'Jude Amari'
const DANA = 'Dana (on call) Whitlock'

const step = (more: Partial<SettledStep> = {}): SettledStep => ({
  ...{ title: 'Free space on SRV01', ready: 'disk space', isCustom: false, how: 'done' },
  ...{ text: null, values: [], ...more },
})
const result = (more: Partial<TargetResult> = {}): TargetResult => ({
  ...{ name: 'SRV01', detail: null, state: 'complete', workedBy: [JUDE], outcome: 'done' },
  ...{ finishedAt: '2026-06-10T18:30:00.000Z', done: 3, steps: 3, settled: [], nextSteps: [] },
  ...{ open: [], notDone: null, ...more },
})
const target = (name: string, position: number): BatchTarget => ({
  ...{ position, name, detail: null, sessionId: testId(position), state: 'complete' },
  ...{ leftOut: null, settled: 3, steps: 3, ownerId: testId(900), ownerName: DANA },
  ...{ outcome: 'done', lastAt: null },
})
const batchOf = (results: readonly TargetResult[]): Batch => ({
  ...{ id: testId(1), planId: testId(2), flowId: testId(3), name: 'Servers', client: 'Adler' },
  ...{ due: '2026-06-10T16:00:00.000Z', startedBy: null, startedAt: '2026-06-10T16:00:00.000Z' },
  ...{ flowName: 'Monthly server check', flowVersion: 'a'.repeat(64) },
  targets: results.map(({ name }, i) => target(name, i + 1)),
})
const tell = (...results: TargetResult[]) => tellClient(batchOf(results), results, settings)
const inWords = (results: readonly TargetResult[], form: ExportForm = 'text') =>
  exportSession(tell(...results), form)

describe('what a client reads of a batch', () => {
  test('what was checked stands in the words for the client, with what was found', () => {
    const values = [{ label: 'Free on each volume', value: 'C: 38 %, D: 22 %' }]
    const text = inWords([
      result({
        settled: [
          step({ values }),
          step({ title: 'Look at services.msc', ready: 'services' }),
          step({ title: 'Clock', ready: null }),
          step({ ready: 'directory', how: 'not_applicable', text: 'No domain controller' }),
        ],
      }),
    ])
    expect(text).toContain('Checked: disk space. Free on each volume: C: 38 %, D: 22 %.')
    expect(text).toContain('Checked: services, Clock.')
    expect(text).toContain('Not checked: directory. No domain controller.')
    expect(text).not.toContain('services.msc')
  })

  test('what is out of the ordinary is told with its reason, its values and what happens next', () => {
    const exception = step({
      ...{ how: 'exception', text: 'D: is nearly full.' },
      values: [{ label: 'Free', value: 'D: 6 %' }],
    })
    const nextSteps = [
      { text: 'Enlarge D:', owner: 'Jude', due: '2026-06-20' },
      { text: 'Order a disk', owner: 'Vendor', due: null },
      { text: 'Approve the offer', owner: 'ADLER', due: null },
    ]
    const text = inWords([
      result({ settled: [exception], nextSteps }),
      result({ name: 'SRV02', settled: [exception] }),
    ])
    expect(text).toContain('SRV01: disk space. D: is nearly full. Found: Free: D: 6 %.')
    expect(text).toContain('SRV01: Enlarge D:, by 2026-06-20.')
    expect(text).toContain('SRV01: Order a disk (Vendor).')
    expect(text).toContain('SRV01: Approve the offer (ADLER).')
    expect(text).toContain('SRV02: No further step is recorded so far.')
    expect(text).not.toContain('Jude')
  })

  test('what somebody worded for themselves stays in the record, unless it was out of the ordinary', () => {
    const own = (how: SettledStep['how']) =>
      step({ title: `Own ${how}`, ready: null, isCustom: true, how, text: 'Said so' })
    const text = inWords([
      result({ settled: [own('done'), own('not_applicable'), own('exception')] }),
    ])
    expect(text).toContain('Own exception. Said so.')
    expect(text).not.toMatch(/Own (?:done|not)/)
  })

  test('what nobody has checked is named, and done without what must be checked is done in part', () => {
    const open = (more: Partial<OpenStep> = {}): OpenStep => ({
      ...{ title: 'Free space on SRV01', ready: 'disk space', isRequired: false, ...more },
    })
    const leftOut = { how: 'not_applicable', text: 'The client stopped us.' } as const
    const text = inWords([
      result({ open: [open({ isRequired: true }), open({ title: 'Clock', ready: null })] }),
      result({ ...{ name: 'SRV02', open: [open()] } }),
      result({ ...{ name: 'SRV03', state: 'in_progress', outcome: null }, open: [open()] }),
      result({ name: 'SRV04', settled: [step(leftOut), step({ ...leftOut, ready: 'services' })] }),
    ])
    expect(text).toContain('SRV01: Done in part')
    expect(text).toContain('Not checked: disk space, Clock.')
    expect(text).toContain('4: 1 Done in part, 2 Done, 1 Not finished yet')
    expect(text).toContain('Still to be checked: disk space.')
    expect(text).toContain('Not checked: disk space, services. The client stopped us.')
    const results = [result({ open: [open({ isRequired: true })] })]
    expect(tellBatchNote(batchOf(results), results, settings)).toContain(
      'Not checked\n- SRV01: Free space on SRV01',
    )
  })

  test('nobody of the team is named, whoever wrote it where', () => {
    const said = `${JUDE} and ${DANA} looked`
    const text = inWords([
      result({
        nextSteps: [{ text: `${JUDE} orders it`, owner: JUDE, due: null }],
        settled: [
          step({ how: 'exception', text: said, values: [{ label: 'Seen', value: said }] }),
          step({ title: said, isCustom: true, ready: null, how: 'exception', text: said }),
          step({ how: 'not_applicable', text: said }),
        ],
        open: [{ title: said, ready: null, isRequired: true }],
      }),
      result({ name: 'SRV02', state: 'left_out', outcome: null, notDone: said, settled: [] }),
    ])
    expect(text).not.toContain(JUDE)
    expect(text).not.toContain(DANA)
    expect(text).toContain('a technician and a technician looked')
  })
})

const anySettled = fc.record({
  title: fc.constantFrom('Free space', 'Errors in the logs'),
  ready: fc.option(fc.constantFrom('disk space', 'event logs')),
  isCustom: fc.boolean(),
  how: fc.constantFrom('done', 'exception', 'not_applicable'),
  text: fc.option(fc.constantFrom('Too full', `${JUDE} says so.`)),
  values: fc.array(fc.record({ label: fc.constant('Free'), value: fc.constantFrom('6 %', JUDE) }), {
    maxLength: 2,
  }),
} as const)
const anyResult = fc
  .record({
    state: fc.constantFrom('not_started', 'in_progress', 'complete', 'left_out'),
    outcome: fc.option(fc.constantFrom(...SessionOutcome.options)),
    settled: fc.array(anySettled, { maxLength: 4 }),
    nextSteps: fc.array(
      fc.record({
        text: fc.constantFrom('Order a disk', `${JUDE} calls`),
        owner: fc.option(fc.constantFrom(JUDE, 'Vendor')),
        due: fc.option(fc.constant('2026-07-01')),
      }),
      { maxLength: 2 },
    ),
    notDone: fc.option(fc.constant('Retired')),
  } as const)
  .map((more) => result(more))
const anyResults = fc
  .array(anyResult, { maxLength: 12 })
  .map((results) => results.map((one, i) => ({ ...one, name: `SRV-${i + 1}` })))

describe('of any batch', () => {
  test('each target stands in the list once, in its order', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const entries = tell(...results).flatMap((block) =>
          block.kind === 'entry' ? [block.text.split(':')[0]] : [],
        )
        expect(entries).toEqual(results.map(({ name }) => name))
      }),
    )
  })

  test('the parts are the whole, and what is out of the ordinary is counted as it is told', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const blocks = tell(...results)
        const facts = new Map(
          blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : [])),
        )
        const [whole, ...parts] = (facts.get('Looked after') ?? '').match(/\d+/g) ?? []
        expect(Number(whole)).toBe(results.length)
        expect(parts.reduce((sum, part) => sum + Number(part), 0)).toBe(results.length)
        const odd = results.flatMap(({ settled }) =>
          settled.filter(({ how }) => how === 'exception'),
        )
        expect(Number(facts.get('Out of the ordinary'))).toBe(odd.length)
        const details = blocks.flatMap((block) => (block.kind === 'entry' ? block.details : []))
        expect(details.filter((line) => line.startsWith('Out of'))).toHaveLength(odd.length)
      }),
    )
  })

  test.each<ExportForm>(['text', 'markdown', 'html'])(
    'no name and no inside word in it, as %s',
    (form) => {
      fc.assert(
        fc.property(anyResults, (results) => {
          expect(inWords(results, form)).not.toMatch(
            /Jude|Dana|escalat|security process|undefined|null/i,
          )
        }),
      )
    },
  )
})

test('the note for the ticket says whose the next step is, and how each target ended', () => {
  const results = [
    result({
      ...{ outcome: 'escalate', settled: [step({ how: 'exception', text: 'D: has 6 % left' })] },
      nextSteps: [{ text: 'Enlarge D:', owner: 'Jude', due: '2026-06-20' }],
    }),
    result({ name: 'SRV02', state: 'left_out', outcome: null, notDone: 'Retired in spring' }),
  ]
  expect(tellBatchNote(batchOf(results), results, settings).split('\n')).toEqual([
    'Servers, 2026-06-10',
    '1 of 1 targets complete, by the flow “Monthly server check”.',
    '',
    'Out of the ordinary',
    '- SRV01: Free space on SRV01. D: has 6 % left',
    '',
    'What remains to be done',
    '- SRV01: Enlarge D: (Jude), by 2026-06-20',
    '',
    'Targets',
    '- SRV01: To be escalated',
    '- SRV02: Left out, Retired in spring',
  ])
})
