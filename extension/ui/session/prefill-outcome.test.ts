import { expect, test } from 'vitest'
import { FlowContent } from '#shared/flow/flow.ts'
import { makeRecord, SHA, testId } from '#shared/testing/make-session.ts'
import { missingInOutcome, prefillOutcome, readOutcome } from './prefill-outcome.ts'

const RUN = testId(900)
const flow = FlowContent.parse({
  slug: 'share',
  name: 'Share',
  kind: 'troubleshooting',
  summary: 'A share cannot be opened',
  category: 'Files',
  variables: [{ name: 'user', label: 'User', keep: 'session' }],
  start: 'q',
  nodes: [
    {
      id: 'q',
      kind: 'question',
      title: 'Does it open now?',
      choices: [
        { id: 'yes', label: 'Yes', cause: 'An old sign-in' },
        { id: 'no', label: 'No', cause: 'Unknown' },
      ],
    },
    {
      id: 'sure',
      kind: 'end',
      title: 'Known',
      ending: 'resolved',
      cause: { status: 'confirmed', text: 'The sign-in of {user} was too old' },
      verification: 'The user saves a file.',
      tell: 'Sign in again after changes.',
      followUp: 'Change the reply',
    },
    { id: 'unsure', kind: 'end', title: 'Well', ending: 'resolved' },
    { id: 'up', kind: 'end', title: 'Up', ending: 'escalate' },
  ],
  edges: [
    { id: 'a', from: 'q', choice: 'yes', to: 'sure' },
    { id: 'b', from: 'q', choice: 'no', to: 'up' },
  ],
})
const flowOf = (version: string) => (version === SHA ? flow : undefined)

/** Walked to one end, with one test recorded on the way. */
function walkTo(end: 'sure' | 'unsure' | 'up') {
  const record = makeRecord()
  record.add({
    type: 'flow_entered',
    runId: RUN,
    flow: { id: testId(901), version: SHA, slug: 'share', name: 'Share' },
    pins: [],
    start: 'q',
    from: null,
  })
  record.add({
    type: 'variable_set',
    name: 'user',
    value: 'padler',
    keep: 'session',
    source: 'typed',
  })
  record.add({
    type: 'step_taken',
    place: { runId: RUN, nodeId: 'q' },
    nodeKind: 'question',
    title: 'Does it open now?',
    result: { kind: 'choice', choice: 'yes', label: 'Yes' },
    says: { kind: 'test', text: 'The share opens.' },
    leadsTo: { runId: RUN, nodeId: end },
  })
  record.add({
    type: 'step_taken',
    place: { runId: RUN, nodeId: end },
    nodeKind: 'end',
    title: 'End',
    result: { kind: 'ended', ending: end === 'up' ? 'escalate' : 'resolved' },
    leadsTo: null,
  })
  return record.session()
}

test('a confirmed cause of the end comes filled in, with the last test that shows it', () => {
  const session = walkTo('sure')
  const { draft, hints, showing } = prefillOutcome(session, flowOf)
  expect(draft).toMatchObject({
    outcome: 'resolved',
    cause: { status: 'confirmed', text: 'The sign-in of padler was too old' },
    nextSteps: [{ text: 'Change the reply' }],
  })
  expect(draft.cause.confirmedBy).toEqual([showing.at(-1)?.id])
  expect(hints).toEqual({
    verification: 'The user saves a file.',
    told: 'Sign in again after changes.',
    evidence: [],
  })
})

test('nothing is said to have been verified or told before a person says so', () => {
  const { draft } = prefillOutcome(walkTo('sure'), flowOf)
  expect(draft.verification).toEqual({ text: '', by: 'nobody' })
  expect(draft.told).toBe('')
})

test('a cause that an answer points to comes with what shows it, and only where it ended well', () => {
  const { draft, showing } = prefillOutcome(walkTo('unsure'), flowOf)
  expect(draft.cause).toMatchObject({ status: 'confirmed', text: 'An old sign-in' })
  expect(showing.map(({ id }) => id)).toEqual(expect.arrayContaining(draft.cause.confirmedBy))
  expect(missingInOutcome(draft)).toEqual([])
  expect(prefillOutcome(walkTo('up'), flowOf).draft.cause.status).toBe('not_determined')
})

test('without a walk nothing is assumed, and without an outcome nothing is kept', () => {
  const { draft } = prefillOutcome(makeRecord().session(), flowOf)
  expect(draft.outcome).toBeNull()
  expect(missingInOutcome(draft)).toEqual(['outcome'])
  expect(readOutcome(draft)).toBeUndefined()
})

test('a confirmed cause names what shows it; a verification says how', () => {
  const { draft } = prefillOutcome(walkTo('sure'), flowOf)
  const bare = {
    ...draft,
    cause: { ...draft.cause, confirmedBy: [] },
    verification: { text: ' ', by: 'user' as const },
  }
  expect(missingInOutcome(bare)).toEqual(['confirmedBy', 'verification'])
  const probable = { ...draft, cause: { ...draft.cause, status: 'probable' as const } }
  expect(readOutcome(probable)?.cause.confirmedBy).toEqual([])
})

test('where required steps are left out, the end is kept with the reason alone', () => {
  const { draft } = prefillOutcome(makeRecord().session(), flowOf)
  const done = { ...draft, outcome: 'done' as const, whyOpen: ' ' }
  expect(missingInOutcome(done, true)).toEqual(['whyOpen'])
  expect(readOutcome(done, true)).toBeUndefined()
  expect(readOutcome(done)).toBeDefined()
  expect(readOutcome({ ...done, whyOpen: 'The client stopped us' }, true)).not.toHaveProperty(
    'whyOpen',
  )
})

test('an outcome that was said is there to be corrected, with what it rests on', () => {
  const record = makeRecord()
  const shown = record.state('test', 'whoami did not list the group')
  record.finish({
    cause: { status: 'confirmed', text: 'The group was missing', confirmedBy: [shown] },
    nextSteps: [{ text: 'Call back' }],
  })
  const session = record.session()
  const { draft, showing } = prefillOutcome(session, () => undefined)
  expect(draft).toMatchObject({ outcome: 'resolved', nextSteps: [{ text: 'Call back' }] })
  expect(showing.map(({ id }) => id)).toContain(shown)
  const { at: _at, by: _by, ...said } = session.outcome ?? {}
  expect(readOutcome(draft)).toEqual(said)
})
