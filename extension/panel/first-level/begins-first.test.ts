import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { makeFlow, publish } from '#shared/testing/make-flow.ts'
import { makeOutcome, makeRecord } from '#shared/testing/make-session.ts'
import { createWalk } from '../session/walk.ts'
import { makeClientFacts } from '../testing/make-client-facts.ts'
import { makeProfile, onTicket } from '../testing/make-profile.ts'
import { levelOf } from './begins-first.ts'
import { confirmedBy } from './confirmed-by.ts'

const FLOW = publish(makeFlow('share', { ask: { ways: { yes: 'end', no: 'ask' } }, end: {} }), 1)

async function openProfile() {
  const { openPanel } = await makeProfile()
  const open = async () => {
    const panel = await openPanel()
    const { world } = panel.getState()
    if (!world) throw new Error('Nobody is signed in')
    const walk = createWalk({
      ...{ panel, newId: () => v7(), openTab: () => undefined, now: Date.now },
      clientFacts: makeClientFacts(),
      library: { ...world.library, holdWithSubFlows: async () => FLOW },
    })
    const level = () => panel.getState().session?.getState().session?.level
    return { panel, walk, level, see: (id: number) => panel.see(onTicket(id)) }
  }
  return open
}

test('said once, every flow begins as a first-level walk, in the next panel too, until it is unsaid', async () => {
  const open = await openProfile()
  const first = await open()
  await first.see(1)
  await first.panel.walkFirstLevel(true)
  await first.walk.start(FLOW.version)
  expect(first.level()).toBe('first')
  const next = await open()
  await next.see(2)
  await next.walk.start(FLOW.version)
  expect(next.level()).toBe('first')
  await next.panel.walkFirstLevel(false)
  await next.see(3)
  await next.walk.start(FLOW.version)
  expect(next.level()).toBeUndefined()
})

test('without a flow there is nothing to walk', async () => {
  const { panel, see, level } = await (await openProfile())()
  await see(1)
  await panel.walkFirstLevel(true)
  await panel.act([])
  expect(panel.getState().session?.getState().session).not.toBeNull()
  expect(level()).toBeUndefined()
})

test('who signs in after them has not said it', async () => {
  const { panel } = await (await openProfile())()
  await panel.walkFirstLevel(true)
  const { settings, world } = panel.getState()
  const entered = { type: 'flow_entered' } as Parameters<typeof levelOf>[0][number]
  expect(levelOf([entered], settings, world?.account.person.id ?? '')).toEqual({ level: 'first' })
  expect(levelOf([entered], settings, v7())).toEqual({})
})

describe('what the outcome says of the client’s word', () => {
  const walk = makeRecord({ level: 'first' }).session()
  const told = (text: string, by: 'user' | 'technician' | 'nobody', more = {}) =>
    confirmedBy(walk, makeOutcome({ verification: { text, by }, ...more }))

  test('verified with the user, in words, validates the walk', () => {
    expect(told('She opened it', 'user')).toEqual([
      { type: 'outcome_validated', how: 'client_confirmed', note: 'She opened it' },
    ])
  })

  test('wordless, by oneself, without a solution or of other sessions it does not', () => {
    expect(told(' ', 'user')).toEqual([])
    expect(told('I tried it', 'technician')).toEqual([])
    expect(told('She gave up', 'user', { outcome: 'no_contact' })).toEqual([])
    expect(confirmedBy(makeRecord().session(), makeOutcome())).toEqual([])
    expect(confirmedBy(null, makeOutcome())).toEqual([])
  })
})
