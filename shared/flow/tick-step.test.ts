import { describe, expect, test } from 'vitest'
import { applyEvent } from '../session/apply-event.ts'
import { checklistHere, checklistsOf } from '../session/checklist.ts'
import type { EventData } from '../session/event.ts'
import { ledgerOf } from '../session/ledger.ts'
import { StepContent } from '../step-library/step-content.ts'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { ROBIN, testId } from '../testing/make-session.ts'
import { walkIn } from '../testing/walker.ts'
import { insertStep, tellDone, tickStep, whyNotYet } from './tick-step.ts'

const says = (text: string) => ({ kind: 'action', text })
const LEAVING = publish(
  makeFlow(
    'leaving',
    {
      when: {
        ...{ kind: 'step', title: 'Agree the time', group: 'Before', isMandatory: true },
        ...{ asks: ['time'], says: says('Takes effect at {time}.') },
      },
      block: {
        ...{ kind: 'step', title: 'Block the sign-in', group: 'Account', waitsFor: ['when'] },
        ...{ says: says('Sign-in blocked.'), tell: 'The account is closed.', ready: 'the account' },
      },
      mail: { kind: 'step', title: 'Convert the mailbox', group: 'Account', flow: 'mailbox' },
      device: { kind: 'step', title: 'Take the laptop back', exceptionFlow: 'lost' },
    },
    {
      kind: 'procedure',
      variables: [{ name: 'time', label: 'Time of effect', keep: 'session' }],
    },
  ),
  1,
)
const MAILBOX = publish(
  makeFlow(
    'mailbox',
    { shared: { kind: 'step', title: 'Make it shared' } },
    { kind: 'procedure', isSubFlow: true },
  ),
  2,
)
const LOST = publish(
  makeFlow('lost', {
    found: { ways: { no: 'gone', yes: 'back' } },
    gone: { ending: 'security' },
    back: { ending: 'returns', returns: 'yes', alone: 'resolved' },
  }),
  3,
)

const begin = () => {
  const walk = walkIn([LEAVING, MAILBOX, LOST])
  walk.start('leaving')
  return walk
}
const list = (walk: ReturnType<typeof begin>) =>
  (checklistHere(walk.session())?.steps ?? []).map(
    ({ number, title, settled, isCustom }) =>
      `${number} ${settled ? settled.tick.kind : '-'} ${title}${isCustom ? ' (custom)' : ''}`,
  )
const refusalOf = (walk: ReturnType<typeof begin>, data: EventData) => {
  const applied = applyEvent(walk.session(), {
    ...{ id: testId(0xfff), at: '2026-06-11T10:00:00Z', by: ROBIN, data },
  })
  return applied.ok ? undefined : applied.refusal.code
}

describe('ticking', () => {
  test('goes on to the next open step, also to one that waited for this one only', () => {
    const walk = begin()
    expect(walk.at()).toBe('leaving/when')
    walk.set('time', '17:00')
    walk.tick('when')
    expect(walk.at()).toBe('leaving/block')
    walk.tick('block')
    expect(walk.at()).toBe('leaving/mail')
    expect(walk.said()).toEqual(['Takes effect at 17:00.', 'Sign-in blocked.'])
    expect(tellDone(walk.session(), walk.flowOf)).toBe('The account is closed.')
  })

  test('out of order is allowed where nothing is waited for, and leaves one where one is', () => {
    const walk = begin()
    walk.tick('device')
    expect(walk.at()).toBe('leaving/when')
    expect(list(walk)).toEqual([
      '1 - Agree the time',
      '2 - Block the sign-in',
      '3 - Convert the mailbox',
      '4 done Take the laptop back',
    ])
  })

  test('before a step that is waited for it is refused with what to do, but a step can be left out', () => {
    const walk = begin()
    const done = { kind: 'done' } as const
    expect(whyNotYet(walk.session(), walk.flowOf, 'block', done)).toBe(
      'This comes after “Agree the time”. Settle that first.',
    )
    expect(tickStep(walk.session(), walk.flowOf, 'block', done)).toEqual([])
    walk.tick('block', { kind: 'not_applicable', text: 'no account yet' })
    expect(walk.said()).toEqual(['Block the sign-in: not applicable, no account yet'])
  })

  test('a value that is asked for comes first', () => {
    const walk = begin()
    expect(whyNotYet(walk.session(), walk.flowOf, 'when', { kind: 'done' })).toBe(
      'Fill in “Time of effect” first.',
    )
  })

  test('an exception is kept as a statement, and its flow can be entered and comes back', () => {
    const walk = begin()
    walk.open('device')
    walk.enter('lost')
    expect(walk.at()).toBe('lost/found')
    walk.choose('no')
    walk.end()
    // However it ended, the list goes on.
    expect(walk.at()).toBe('leaving/device')
    expect(walk.session().ended).toBeNull()
    walk.tick('device', { kind: 'exception', text: 'the laptop was stolen' })
    expect(ledgerOf(walk.session()).at(-1)).toMatchObject({
      kind: 'observation',
      text: 'Take the laptop back: the laptop was stolen',
    })
  })

  test('a further checklist is entered from its step and left again', () => {
    const walk = begin()
    walk.open('mail')
    walk.enter()
    expect(walk.at()).toBe('mailbox/shared')
    walk.tick('shared')
    expect(walk.at()).toBe('mailbox/shared')
    walk.back()
    walk.back()
    expect(walk.at()).toBe('leaving/mail')
    expect(checklistsOf(walk.session()).map(({ run }) => run.flow.slug)).toEqual(['leaving'])
  })
})

describe('a tick taken back', () => {
  test('opens the step again and unsays its sentence, which an action otherwise never is', () => {
    const walk = begin()
    walk.set('time', '17:00')
    walk.tick('when')
    walk.tick('block')
    walk.back()
    expect(walk.at()).toBe('leaving/block')
    expect(list(walk)[1]).toBe('2 - Block the sign-in')
    expect(ledgerOf(walk.session()).map(({ text }) => text)).toEqual(['Takes effect at 17:00.'])
  })

  test('ticks made since stay when one goes back in a flow entered before', () => {
    const walk = begin()
    walk.open('device')
    walk.enter('lost')
    walk.choose('yes')
    walk.end()
    walk.tick('device')
    const [answer] = walk.session().steps.toArray()
    expect(refusalOf(walk, { type: 'went_back', toStepId: answer?.id ?? '' })).toBeUndefined()
    expect(
      refusalOf(walk, { type: 'went_back', toStepId: walk.session().steps.at(-1)?.id ?? '' }),
    ).toBe('unknown')
  })
})

describe('a step of one’s own', () => {
  test('stands where it was put, is numbered and ticked like the others, and stays', () => {
    const walk = begin()
    const first = walk.insert('Ask the manager', 'mail')
    walk.insert('Write it down', 'mail')
    walk.tick(first)
    expect(list(walk)).toEqual([
      '1 - Agree the time',
      '2 - Block the sign-in',
      '3 - Convert the mailbox',
      '4 done Ask the manager (custom)',
      '5 - Write it down (custom)',
      '6 - Take the laptop back',
    ])
    expect(walk.said()).toEqual(['Ask the manager: done'])
    expect(checklistHere(walk.session())?.steps[3]?.group).toBe('Account')
  })

  test('put in while going on: no step is lost, none is ticked twice', () => {
    const walk = begin()
    walk.open('mail')
    const atOnce = [
      ...insertStep(walk.session(), { title: 'Ask the manager' }, 'mail'),
      ...tickStep(walk.session(), walk.flowOf, 'mail', { kind: 'done' }),
      ...tickStep(walk.session(), walk.flowOf, 'mail', { kind: 'done' }),
    ]
    let session = walk.session()
    const codes = atOnce.map((data, n) => {
      const event = { id: testId(0xb00 + n), at: '2026-06-11T10:00:00Z', by: ROBIN, data }
      const applied = applyEvent(session, event)
      if (applied.ok) session = applied.session
      return applied.ok ? 'ok' : applied.refusal.code
    })
    expect(codes).toEqual(['ok', 'ok', 'already'])
    const steps = checklistHere(session)?.steps ?? []
    expect(steps.map((step) => Boolean(step.settled))).toEqual([false, false, true, false, false])
  })

  test('dropped, what stood behind it stands in its place; ticked, it is not dropped', () => {
    const walk = begin()
    const first = walk.insert('Ask the manager', 'when')
    const second = walk.insert('Ask again', first)
    walk.tick(second)
    expect(refusalOf(walk, { type: 'custom_step_dropped', customStepId: second })).toBe('already')
    expect(refusalOf(walk, { type: 'custom_step_dropped', customStepId: first })).toBeUndefined()
  })

  test('of the library says what it said then: its value is asked first, and its sentence stands in the record', () => {
    const walk = begin()
    const step = StepContent.parse({
      ...{ title: 'Empty the queue of {printer}', asks: ['printer'] },
      ...{ says: says('Queue of {printer} emptied.'), isMandatory: true },
      variables: [{ name: 'printer', label: 'Printer', keep: 'client' }],
    })
    const own = walk.insert(step, 'mail')
    expect(list(walk)[3]).toBe('4 - Empty the queue of [printer: not recorded] (custom)')
    expect(whyNotYet(walk.session(), walk.flowOf, own, { kind: 'done' })).toBe(
      'Fill in “Printer” first.',
    )
    walk.set('printer', 'PRN01')
    expect(list(walk)[3]).toBe('4 - Empty the queue of PRN01 (custom)')
    walk.tick(own)
    expect(walk.said()).toEqual(['Queue of PRN01 emptied.'])
    // What the library says of it later changes nothing here.
    expect(checklistHere(walk.session())?.steps[3]?.step).toEqual(step)
  })

  test('belongs to this work: another run of the flow has none', () => {
    const walk = begin()
    walk.insert('Ask the manager', null)
    expect(list(walk)[0]).toBe('1 - Ask the manager (custom)')
    walk.start('leaving')
    expect(list(walk)).toHaveLength(4)
  })
})

test('a list is worked through without its flow at hand', () => {
  const walk = begin()
  const [ticked] = tickStep(walk.session(), () => undefined, 'device', { kind: 'done' })
  expect(ticked).toMatchObject({ says: { kind: 'action', text: 'Take the laptop back: done' } })
})

test.each<[string, EventData]>([
  ['moved_on', { type: 'step_opened', place: { runId: testId(7), nodeId: 'when' } }],
  ['unknown', { type: 'step_unticked', stepId: testId(7) }],
])('%s: what names a place that is not there', (code, data) => {
  expect(refusalOf(begin(), data)).toBe(code)
})
