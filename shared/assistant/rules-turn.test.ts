import { describe, expect, test } from 'vitest'
import { foldSession } from '../session/fold-session.ts'
import type { Session } from '../session/session.ts'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { laterEvent, makeRecord, testId } from '../testing/make-session.ts'
import { walkIn } from '../testing/walker.ts'
import type { KnownToRules } from './rules/known-to-rules.ts'
import { rulesTurn } from './rules-turn.ts'
import { makeKnown, TURN } from './testing/make-turn.ts'

const shares = makeFlow(
  'shares',
  {
    scope: { title: 'One user or several?', ways: { one: 'rights', several: 'service' } },
    rights: {
      kind: 'check',
      title: 'Read the rights on {share}',
      commands: [{ text: 'icacls {share}', safety: 'reads', where: 'on the server' }],
      ways: { missing: 'ask', fine: 'name' },
      causes: { missing: 'The group was taken off {share}' },
    },
    service: {
      kind: 'check',
      title: 'Does the file service run?',
      ways: { runs: 'name', stopped: 'start-it' },
      causes: { stopped: 'The file service was stopped' },
    },
    name: {
      kind: 'check',
      title: 'Does the name resolve?',
      ways: { yes: 'unknown', no: 'wrong-name' },
    },
    ask: {
      title: 'Who allows the change?',
      ways: { yes: 'who', no: 'unknown' },
    },
    who: {
      ...{ title: 'Who, and how?', variable: 'approved_by', to: 'add-group' },
      says: { kind: 'authorisation', text: 'Agreed by {approved_by}.' },
    },
    'add-group': {
      kind: 'action',
      title: 'Put the group back',
      safety: 'changes',
      before: 'Save the rights as they are.',
      commands: [{ text: 'icacls {share} /grant Finance:M', safety: 'changes' }],
      ways: { done: 'works', failed: 'unknown' },
    },
    'start-it': {
      kind: 'action',
      title: 'Start the file service',
      safety: 'disrupts',
      ways: { runs: 'works' },
    },
    works: { title: 'It works', verification: 'The user opens and saves a file' },
    'wrong-name': {
      ending: 'escalate',
      title: 'Hand over to DNS',
      cause: { status: 'probable', text: 'The name points to the old server' },
    },
    unknown: { ending: 'escalate', title: 'Hand over' },
  },
  {
    name: 'Share does not open',
    variables: [
      { name: 'share', label: 'the share', keep: 'session' },
      { name: 'approved_by', label: 'who agreed', keep: 'session' },
    ],
  },
)
const flow = publish(shares)
const matched = {
  content: shares,
  version: flow.version,
  because: ['Budget folder'],
  minutes: { rights: 2, service: 9 },
  similar: { worked: 8, of: 10 },
}

const turn = (session: Session, more: Partial<KnownToRules> = {}) =>
  rulesTurn({
    ...makeKnown({ session }),
    ...{ cause: 'recorded', devices: [], flow: matched },
    ...more,
  })
const opened = () => {
  const record = makeRecord()
  for (const data of turn(record.session(), { cause: 'open' }).events) {
    record.add(data, { by: { kind: 'assistant' } })
  }
  return record
}
const checkCalled = (session: Session, title: string) =>
  session.lane.checks.find((c) => c.title === title)?.id ?? ''

describe('a ticket that is opened', () => {
  const ticket = {
    summary: 'Cannot open the Budget folder',
    notes: [{ id: 'note 31', text: 'Hello team,\nsince Monday access is denied.\nBest regards' }],
  }
  const device = { id: 1, name: 'LT-014', type: 'Notebook', os: 'Windows 11' }

  test('gives facts in its own words', () => {
    const { events } = turn(makeRecord().session(), {
      ...{ cause: 'open', ticket, devices: [device], profile: 'LT-014 (Notebook)', flow: null },
    })
    expect(events).toMatchObject([
      { text: 'Cannot open the Budget folder', source: { kind: 'ticket', isFound: true } },
      {
        text: 'since Monday access is denied.',
        source: { ref: 'ticket:note 31', isFound: true },
      },
      {
        text: 'The ticket names LT-014, Notebook, Windows 11.',
        source: { kind: 'device', isFound: true },
      },
    ])
  })

  test('gets causes, checks with what they point to, and a question from the flow that fits', () => {
    const { events, dropped } = turn(makeRecord().session(), { cause: 'open', ticket })
    expect(dropped).toEqual([])
    expect(events.filter((e) => e.type === 'hypothesis_raised')).toMatchObject([
      { key: 'the-group-was-taken-off-share', cause: 'The group was taken off the share' },
      { cause: 'The file service was stopped', likelihood: 'possible' },
      { cause: 'The name points to the old server' },
    ])
    expect(events.filter((e) => e.type === 'check_proposed')).toMatchObject([
      {
        ...{ title: 'Read the rights on the share', minutes: 2, safety: 'reads' },
        how: 'on the server:\n```\nicacls {share}\n```',
        outcomes: [
          { result: 'missing', pointsTo: ['the-group-was-taken-off-share'] },
          { result: 'fine', pointsTo: ['the-name-points-to-the-old-server'] },
        ],
      },
      { title: 'Does the file service run?', minutes: 9 },
      { title: 'Does the name resolve?', outcomes: [{ pointsTo: [] }, {}] },
    ])
    expect(events.filter((e) => e.type === 'question_asked')).toMatchObject([
      { text: 'One user or several?', choices: ['one', 'several'] },
    ])
  })

  test('is told what fits, why, and what to do first', () => {
    const { reply } = turn(makeRecord().session(), { cause: 'open', ticket })
    expect(reply).toBe(
      [
        'The flow “Share does not open” fits this ticket: the ticket says “Budget folder”. Start it to be led step by step. 2 facts wait for your yes.',
        'Next: **Read the rights on the share** Tells “The group was taken off the share” from “The name points to the old server”, in about 2 minutes.',
      ].join('\n\n'),
    )
    expect(turn(makeRecord().session(), { cause: 'open', flow: null }).reply).toBe(
      'No flow is called for by the words of this ticket. One fact waits for your yes.\n\nNext: **add what you see**, or pick a flow from the list.',
    )
  })
})

test('opened again, or after a result, it proposes nothing twice', () => {
  const record = opened()
  expect(turn(record.session(), { cause: 'open' }).events).toEqual([])
  const checkId = checkCalled(record.session(), 'Does the name resolve?')
  record.add({ ...{ type: 'check_done', checkId, result: 'done', text: 'Yes' }, outcome: 0 })
  const { events, reply } = turn(record.session())
  expect(events).toEqual([])
  expect(reply).toContain('Recorded: Does the name resolve? Yes')
  expect(reply).toContain('Next: **Read the rights on the share**')
})

test('an answer points to what is looked for after it, not to what is looked for after a repair', () => {
  const again = makeFlow(
    'again',
    {
      which: { kind: 'check', title: 'Which message?', ways: { denied: 'rights', lost: 'repair' } },
      repair: {
        kind: 'action',
        title: 'Mend the name',
        safety: 'changes',
        ways: { mended: 'works', not: 'rights' },
      },
      rights: {
        kind: 'check',
        title: 'Read the rights',
        ways: { missing: 'works', fine: 'unknown' },
        causes: { missing: '{group} was taken off' },
      },
      works: { title: 'It works', verification: 'It opens' },
      unknown: { ending: 'escalate', title: 'Hand over' },
    },
    { variables: [{ name: 'group', label: 'Group of the user', keep: 'session' }] },
  )
  const { version } = publish(again)
  const { events } = turn(makeRecord().session(), {
    ...{ cause: 'open', flow: { ...matched, content: again, version } },
  })
  expect(events.find((e) => e.type === 'hypothesis_raised')).toMatchObject({
    cause: 'Group of the user was taken off',
  })
  expect(events.find((e) => e.type === 'check_proposed')).toMatchObject({
    title: 'Which message?',
    outcomes: [{ pointsTo: ['group-was-taken-off'] }, { pointsTo: [] }],
  })
})

test('a link or a phone number alone is no fact', () => {
  const notes = [
    {
      id: 'note 31',
      text: 'Error 51 since 9:00 at the till.\n[ https://track.example/x?u=1a2b3c ]\n+49 30 1234',
    },
  ]
  const { events } = turn(makeRecord().session(), {
    ...{ cause: 'open', ticket: { summary: '', notes }, flow: null },
  })
  expect(events).toMatchObject([{ text: 'Error 51 since 9:00 at the till.' }])
})

test('a cause that a check has shown brings the fix of the flow, with its evidence', () => {
  const record = opened()
  const checkId = checkCalled(record.session(), 'Read the rights on the share')
  record.add({ ...{ type: 'check_done', checkId, result: 'done', text: 'No group' }, outcome: 0 })
  const { events, reply } = turn(record.session())
  expect(events).toMatchObject([
    { type: 'hypothesis_raised', likelihood: 'very_likely' },
    {
      ...{ type: 'fix_proposed', title: 'Put the group back', safety: 'changes' },
      hypothesis: 'the-group-was-taken-off-share',
      steps: [
        'Who allows the change?',
        'First: Save the rights as they are.',
        'Put the group back\n\n```\nicacls {share} /grant Finance:M\n```',
      ],
      wouldConfirm: 'The user opens and saves a file',
      evidence: [record.session().lane.checks.find((c) => c.id === checkId)?.stepId],
    },
  ])
  expect(reply).toContain('Most likely so far: “The group was taken off the share”.')
  expect(reply).toContain(
    'Next: **Put the group back**, the fix on the table. Worked in 8 of 10 similar cases.',
  )
})

describe('standing in the flow', () => {
  const walk = walkIn([flow])
  walk.start('shares')
  walk.choose('one')

  test('one is led by it: nothing of it is proposed beside it', () => {
    const { events, reply } = turn(walk.session())
    expect(new Set(events.map((e) => e.type))).toEqual(new Set(['hypothesis_raised']))
    expect(reply).toContain(
      'Next: **Read the rights on the share**, in the flow “Share does not open”.',
    )
  })

  test('a step is explained in the words of the flow', () => {
    expect(turn(walk.session(), { cause: 'explain' }).reply).toMatch(
      /^\*\*Read the rights on the share\*\*\n\nIt goes on by the answer: “missing”, “fine”\./,
    )
  })

  test('an answer that shows a cause makes it very likely, resting on that step', () => {
    walk.choose('missing')
    const session = walk.session()
    expect(turn(session).events[0]).toMatchObject({
      ...{ key: 'the-group-was-taken-off-share', likelihood: 'very_likely' },
      for: [session.steps.at(-1)?.id],
    })
  })
})

test('what is said is a fact to be confirmed, a question is answered for what it is', () => {
  const record = makeRecord()
  record.add({ type: 'said', turnId: TURN, text: 'The folder is empty on PC-7' })
  const told = turn(record.session(), { cause: 'message', flow: null })
  expect(told.events).toMatchObject([
    { text: 'The folder is empty on PC-7', source: { kind: 'technician', isFound: true } },
  ])
  expect(told.reply).toMatch(/^Noted\./)
  const later = testId(0xb002)
  record.add({ type: 'said', turnId: later, text: 'What could it be?' })
  const asked = turn(record.session(), { cause: 'message', turnId: later, flow: null })
  expect(asked.events).toEqual([])
  expect(asked.reply).toMatch(/^No model is at work just now/)
})

describe('output that is pasted', () => {
  const OUTPUT = 'ComputerName     : fs02\nRemotePort       : 445\nTcpTestSucceeded : False'
  const READ = 'Port 445 of fs02 does not answer.'
  const pasted = (text: string) => {
    const record = makeRecord()
    record.add({ type: 'output_pasted', text })
    return record
  }

  test('becomes a fact to be confirmed, with the line that says it', () => {
    const session = pasted(OUTPUT).session()
    const { events, reply } = turn(session, { flow: null })
    expect(events).toMatchObject([
      {
        ...{ type: 'statement_added', text: READ },
        source: {
          ...{ kind: 'step_result', ref: session.outputs[0]?.id, isFound: true },
          quote: 'TcpTestSucceeded : False',
        },
      },
    ])
    expect(reply).toMatch(/^The output is read\. One fact waits for your yes\./)
  })

  test('is read once: what stands in the record or was taken back is not said again', () => {
    const record = pasted(OUTPUT)
    const [fact] = turn(record.session(), { flow: null }).events
    if (fact) record.add(fact, { by: { kind: 'assistant' } })
    expect(turn(record.session(), { flow: null }).events).toEqual([])
    const statementId = record.session().statements.at(0)?.id ?? ''
    record.add({ type: 'statement_withdrawn', statementId })
    expect(turn(record.session(), { flow: null })).toMatchObject({ events: [], dropped: [] })
  })

  test('that no reader knows is kept, and a person says what it shows', () => {
    const { events, reply } = turn(pasted('42 rows of nothing').session(), { flow: null })
    expect(events).toEqual([])
    expect(reply).toMatch(/^The output is kept\. Read it, and add what it shows as a fact\./)
  })
})

test('the session takes every event of it', () => {
  const session = makeRecord().session()
  const { events } = turn(session, { cause: 'open' })
  const stamped = events.map((data, n) => ({
    ...laterEvent(data, { kind: 'assistant' }),
    id: testId(0x9000 + n),
  }))
  expect(foldSession(stamped, session).refused).toEqual([])
})
