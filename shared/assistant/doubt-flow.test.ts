import { describe, expect, test } from 'vitest'
import type { EventData } from '../session/event.ts'
import { foldSession } from '../session/fold-session.ts'
import type { Session } from '../session/session.ts'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { ROBIN, testId } from '../testing/make-session.ts'
import { walkIn } from '../testing/walker.ts'
import { doubtHere } from './doubt-flow.ts'

const printing = publish(
  makeFlow(
    'printing',
    {
      queue: {
        kind: 'check',
        title: 'Does the queue move?',
        ways: { stuck: 'port', moves: 'more' },
      },
      port: {
        kind: 'check',
        title: 'Compare the port with the address',
        ways: { other: 'works', same: 'more' },
        causes: { other: 'The printer has another address than the port' },
      },
      more: { title: 'Does another printer print?', ways: { yes: 'unknown', no: 'unknown' } },
      works: { title: 'It prints', verification: 'A page came out' },
      unknown: { ending: 'escalate', title: 'Hand over' },
    },
    { name: 'Printer does not print' },
  ),
)

const start = () => {
  const walk = walkIn([printing])
  walk.start('printing')
  walk.choose('stuck')
  return walk
}

/** What FlowPilot adds to a walk, and a person's results. */
function withAll(session: Session, ...added: { data: EventData; isPerson?: boolean }[]): Session {
  const events = added.map(({ data, isPerson }, n) => ({
    id: testId(0xd00 + n),
    at: session.lastAt,
    by: isPerson ? ROBIN : ({ kind: 'assistant' } as const),
    data,
  }))
  const { session: now, refused } = foldSession(events, session)
  expect(refused).toEqual([])
  return now ?? session
}

const raised = (cause: string, evidence: string[]): EventData => ({
  type: 'hypothesis_raised',
  key: 'the-cause',
  cause,
  likelihood: 'very_likely',
  for: evidence,
  against: [],
})

const replied = (doubt?: { version: string; why: string; evidence: string[] }): EventData => ({
  ...{ type: 'replied', turnId: testId(0xb1), text: 'So far.', mode: 'model', tier: 'standard' },
  ...{ isPartial: false, citations: [], dropped: [], ...(doubt ? { doubt } : {}) },
})

const ELSEWHERE = 'The spooler account was locked by the directory'

describe('what the record says', () => {
  test('a shown cause that the flow does not look for is a doubt, with what shows it', () => {
    const walk = start()
    const [step] = walk.session().steps
    const session = withAll(walk.session(), { data: raised(ELSEWHERE, [step?.id ?? '']) })
    expect(doubtHere(session, walk.flowOf)).toEqual({
      version: printing.version,
      why: `Most speaks for “${ELSEWHERE}”, and this flow does not look for it.`,
      evidence: [step?.id],
    })
  })

  test.each([
    ['its own words', 'The printer has another address than the port'],
    ['other words for the same', 'Port and printer address differ'],
  ])('a cause of the flow is none, in %s', (_, cause) => {
    const walk = start()
    const [step] = walk.session().steps
    const session = withAll(walk.session(), { data: raised(cause, [step?.id ?? '']) })
    expect(doubtHere(session, walk.flowOf)).toBeNull()
  })

  test('what nobody confirmed shows nothing', () => {
    const walk = start()
    const session = withAll(walk.session(), { data: raised(ELSEWHERE, ['ticket:31']) })
    expect(doubtHere(session, walk.flowOf)).toBeNull()
  })

  test('two causes that are as likely show nothing', () => {
    const walk = start()
    const [step] = walk.session().steps
    const other = { ...raised('Another one', [step?.id ?? '']), key: 'another' } as EventData
    const session = withAll(
      walk.session(),
      { data: raised(ELSEWHERE, [step?.id ?? '']) },
      { data: other },
    )
    expect(doubtHere(session, walk.flowOf)).toBeNull()
  })

  test('nothing is doubted without the flow at hand, nor outside of one', () => {
    const walk = start()
    const [step] = walk.session().steps
    const session = withAll(walk.session(), { data: raised(ELSEWHERE, [step?.id ?? '']) })
    expect(doubtHere(session, () => undefined)).toBeNull()
    expect(doubtHere({ ...session, position: null }, walk.flowOf)).toBeNull()
  })
})

describe('what FlowPilot said', () => {
  const doubt = { version: printing.version, why: 'The printer is not on the network.' }

  test('is shown as long as it is its last word', () => {
    const walk = start()
    const [step] = walk.session().steps
    const said = { ...doubt, evidence: [step?.id ?? ''] }
    const session = withAll(walk.session(), { data: replied(said) })
    expect(doubtHere(session, walk.flowOf)).toEqual(said)
    const later = withAll(session, { data: replied() })
    expect(doubtHere(later, walk.flowOf)).toBeNull()
  })

  test('is over once one stands in another flow', () => {
    const walk = start()
    const said = { ...doubt, version: 'another version', evidence: [] }
    const session = withAll(walk.session(), { data: replied(said) })
    expect(doubtHere(session, walk.flowOf)).toBeNull()
  })
})
