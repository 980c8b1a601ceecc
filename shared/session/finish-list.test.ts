import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leaveOut } from '../flow/tick-step.ts'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { makeOutcome, ROBIN, testId } from '../testing/make-session.ts'
import { walkIn } from '../testing/walker.ts'
import { applyEvent } from './apply-event.ts'
import { mandatoryOpen } from './checklist.ts'
import type { EventData } from './event.ts'
import { isOpenedToCorrect, openAgainst, whyNotFinish } from './finish-list.ts'

const step = (title: string, more: object = {}) => ({ kind: 'step', title, ...more })
const must = { isMandatory: true }
const LEAVING = publish(
  makeFlow(
    'leaving',
    {
      when: step('Agree the time', must),
      block: step('Block the sign-in', { ...must, waitsFor: ['when'] }),
      mail: step('Convert the mailbox', { flow: 'mailbox' }),
      device: step('Take the laptop back', { exceptionFlow: 'lost' }),
    },
    { kind: 'procedure' },
  ),
  1,
)
const MAILBOX = publish(
  makeFlow(
    'mailbox',
    { shared: step('Make it shared'), rights: step('Give the rights', must) },
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
const titles = (walk: ReturnType<typeof begin>) =>
  openAgainst(walk.session(), 'done').map(({ title }) => title)
const finish = (outcome: Parameters<typeof openAgainst>[1]): EventData => ({
  type: 'session_finished',
  outcome: makeOutcome({ outcome }),
})

describe('a checklist', () => {
  test('is not done while required steps are open; any other end it may have', () => {
    const walk = begin()
    expect(titles(walk)).toEqual(['Agree the time', 'Block the sign-in'])
    expect(whyNotFinish(walk.session(), finish('done'))).toContain('“Agree the time” and 1 more')
    expect(whyNotFinish(walk.session(), finish('resolved'))).toBeDefined()
    expect(whyNotFinish(walk.session(), finish('no_contact'))).toBeUndefined()
    walk.leaveOut('the client does it')
    expect(whyNotFinish(walk.session(), finish('done'))).toBeUndefined()
    expect(walk.said()).toEqual([
      'Agree the time: not applicable, the client does it',
      'Block the sign-in: not applicable, the client does it',
    ])
  })

  test('of before that ended so is worded better without being asked', () => {
    const walk = begin()
    const event = { id: testId(0xfff), at: '2026-06-11T10:00:00Z', by: ROBIN, data: finish('done') }
    const ended = applyEvent(walk.session(), event)
    expect(ended.ok && whyNotFinish(ended.session, finish('done'))).toBeUndefined()
  })

  test('that a colleague has ended meanwhile is told so by the record; corrected it is asked again', () => {
    const walk = begin()
    const by = { id: testId(0xfff), at: '2026-06-11T10:00:00Z', by: ROBIN }
    const ended = applyEvent(walk.session(), { ...by, data: finish('no_contact') })
    if (!ended.ok) throw new Error(ended.refusal.message)
    expect(whyNotFinish(ended.session, finish('done'))).toBeUndefined()
    const corrected = { ...finish('done'), corrects: ended.session.outcome?.at } as EventData
    expect(whyNotFinish(ended.session, corrected)).toContain('“Agree the time”')
  })

  test('is asked of as a whole, also from a list or a flow that was entered from a step', () => {
    const walk = begin()
    walk.open('mail')
    walk.enter()
    walk.tick('shared')
    expect(titles(walk)).toEqual(['Agree the time', 'Block the sign-in', 'Give the rights'])
    walk.leaveOut('the client does it')
    expect(titles(walk)).toEqual([])
    expect(walk.at()).toBe('mailbox/rights')
    // Back takes back what was left out here, then goes out of the list and takes back what was there.
    walk.back()
    expect(titles(walk)).toEqual(['Give the rights'])
    walk.back()
    walk.back()
    expect(walk.at()).toBe('leaving/mail')
    walk.back()
    expect(titles(walk)).toContain('Block the sign-in')
  })
})

test('from wherever one stands, one reason settles all that is required and moves nowhere', () => {
  const acts = fc.array(fc.constantFrom('open', 'tick', 'enter', 'back', 'leaveOut'), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(acts, fc.array(fc.nat(7), { maxLength: 12 }), (does, picks) => {
      const walk = begin()
      for (const [i, act] of does.entries()) {
        const node = ['when', 'block', 'mail', 'device', 'shared', 'rights', 'found', 'no'][
          picks[i] ?? 0
        ]
        tryTo(() => {
          if (act === 'open') walk.open(node ?? '')
          else if (act === 'tick') walk.tick(node ?? '')
          else if (act === 'enter') walk.enter(node === 'found' ? 'lost' : undefined)
          else if (act === 'back') walk.back()
          else walk.tick(node ?? '', { kind: 'not_applicable', text: 'not here' })
        })
      }
      const { position } = walk.session()
      const before = walk.session().steps.length
      const open = openAgainst(walk.session(), 'done')
      walk.leaveOut('one reason')
      expect(mandatoryOpen(walk.session())).toEqual([])
      expect(walk.session().position).toEqual(position)
      expect(walk.session().steps.length).toBe(before + open.length)
      walk.back()
    }),
  )
})

/** What does nothing where one stands is passed over; a refusal by the record is not. */
function tryTo(act: () => void): void {
  try {
    act()
  } catch (error) {
    if (!String(error).includes('Nothing happens')) throw error
  }
}

test('opened only to leave steps out and end anew, nothing came back; opened for anything else it did', () => {
  const walk = begin()
  const ticks = leaveOut(walk.session(), mandatoryOpen(walk.session()), 'Not on this client')
  const said: EventData = { type: 'statement_added', kind: 'observation', text: 'It is back' }
  expect(ticks.length).toBeGreaterThan(0)
  expect(isOpenedToCorrect([...ticks, finish('done')])).toBe(true)
  expect(isOpenedToCorrect([finish('done')])).toBe(false)
  expect(isOpenedToCorrect(ticks)).toBe(false)
  expect(isOpenedToCorrect([])).toBe(false)
  expect(isOpenedToCorrect([...ticks, said, finish('done')])).toBe(false)
})
