/** A checklist by keyboard: what each key settles, and what the list shows of it. */
import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Flow } from '#shared/flow/flow.ts'
import type { Author } from '#shared/session/statement.ts'
import { makeFlow, publish } from '#shared/testing/make-flow.ts'
import { SAM } from '#shared/testing/make-session.ts'
import { PERSON } from '../../testing/make-profile.ts'
import { fill, makeWalkScreen, press } from '../../testing/make-walk-screen.tsx'

const LEAVING = publish(
  makeFlow(
    'leaving',
    {
      when: { kind: 'step', title: 'Agree the time', group: 'Before', isMandatory: true },
      block: { kind: 'step', title: 'Block the sign-in', group: 'Account', waitsFor: ['when'] },
      mail: { kind: 'step', title: 'Convert the mailbox', group: 'Account' },
      device: { kind: 'step', title: 'Take the laptop back', group: 'Device' },
    },
    { kind: 'procedure', name: 'Employee leaves' },
  ),
)

/** A narrow panel: the browser is asked how wide it is, and there is none here. */
vi.stubGlobal('matchMedia', () => ({
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}))

type Screen = Awaited<ReturnType<typeof makeWalkScreen>>
let screen: Screen
afterEach(() => screen.close())

async function begin(): Promise<void> {
  screen = await makeWalkScreen({ flow: LEAVING })
  await press('z')
}
const text = (selector: string) =>
  [...screen.box.querySelectorAll(selector)].map((one) => one.textContent)
const title = () => text('#step-title')[0]
const rows = () => text('section[aria-label="Employee leaves"] li').map((row) => row?.trim())
const said = () => screen.session()?.statements.map((one) => one.text)
const button = (label: string) =>
  [...screen.box.querySelectorAll('button')].find((one) => one.textContent?.startsWith(label))

test('Enter and j tick the open step and go on; arrows open others; one key shows the list', async () => {
  await begin()
  expect(rows()).toHaveLength(4)
  await press('ArrowDown')
  expect(title()).toBe('2. Block the sign-in')
  // It waits: nothing is ticked, and the reason stands there.
  await press('Enter')
  expect(screen.session()?.steps).toHaveLength(0)
  expect(screen.box.textContent).toContain('This comes after “Agree the time”. Settle that first.')
  await press('ArrowUp')
  await press('Enter')
  expect(title()).toBe('2. Block the sign-in')
  await press('j')
  expect(title()).toBe('3. Convert the mailbox')
  expect(said()).toEqual(['Agree the time: done', 'Block the sign-in: done'])
  await press('z')
  expect(rows()).toEqual([])
})

test('two presses at once settle one step, and none is left out', async () => {
  await begin()
  await act(async () => {
    for (const _ of [1, 2]) void screen.walk.tick('when', { kind: 'done' })
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
  expect(said()).toEqual(['Agree the time: done'])
  expect(title()).toBe('2. Block the sign-in')
  expect(screen.store.getState().refusal).toBeNull()
})

test('not applicable and an exception are told in words, under their keys', async () => {
  await begin()
  await press('n')
  await fill(screen.box.querySelector('textarea'), 'left last week')
  await press('x')
  await fill(screen.box.querySelector('textarea'), 'the account was gone')
  expect(said()).toEqual([
    'Agree the time: not applicable, left last week',
    'Block the sign-in: the account was gone',
  ])
})

test('a step of one’s own stands behind the open one, with its badge, and is there again', async () => {
  await begin()
  await press('+')
  await fill(screen.box.querySelector('textarea'), 'Ask the manager')
  expect(rows()[1]).toBe('2. Ask the managerCustom')
  await press('ArrowDown')
  expect(text('article').join()).toContain('Custom')
  // What one has put in oneself is nobody else’s to mend.
  expect(screen.box.querySelector('[aria-label^="Say something"]')).toBeNull()
  await press('j')
  screen = { ...screen, ...(await screen.openAgain()) }
  await press('Enter')
  await press('z')
  expect(rows()[1]).toBe('2. Ask the manager, doneCustom')
})

test('back takes the last tick back, and so does the box in the list', async () => {
  await begin()
  await press('j')
  await press('b')
  expect(title()).toBe('1. Agree the time')
  const box = () =>
    screen.box.querySelector<HTMLElement>('[aria-label="Tick “Take the laptop back”"]')
  await act(async () => box()?.click())
  expect(box()?.getAttribute('aria-pressed')).toBe('true')
  expect(title()).toBe('1. Agree the time')
  await act(async () => box()?.click())
  expect(box()?.getAttribute('aria-pressed')).toBe('false')
})

test('what a colleague has said of a step is not told as one’s own', async () => {
  await begin()
  const { session: work } = screen.store.getState()
  const place = screen.session()?.position ?? null
  if (!work || !place) throw new Error('Stands nowhere')
  const say = (by: Author) =>
    act(async () =>
      work.setState(({ session }) => ({
        session: session && {
          ...session,
          ratings: [{ place, verdict: 'helped', text: '', at: session.lastAt, by }],
        },
      })),
    )
  const button = (name: string) => screen.box.querySelector(`[aria-label="${name}"]`)
  await say(SAM)
  expect(button('Say something of this step')).not.toBeNull()
  expect(button('You said something of this step')).toBeNull()
  await say({ kind: 'person', ...PERSON })
  expect(button('You said something of this step')).not.toBeNull()
})

test('what the target has shown the last time stands at its step, and at no other', async () => {
  await begin()
  const { session: work } = screen.store.getState()
  const last = {
    ...{ at: '2026-10-27T16:00:00.000Z', flowId: LEAVING.id },
    steps: [
      { node: 'when', text: 'D: was nearly full', values: [{ label: 'Free', value: '8 %' }] },
    ],
  }
  const maintenance = { batchId: LEAVING.id, name: 'Servers', target: 'DC01', last }
  await act(async () =>
    work?.setState(({ session }) => ({ session: session && { ...session, maintenance } })),
  )
  const shown = () => text('article dl')
  expect(screen.box.textContent).toContain('Last time, ')
  expect(shown()).toEqual(['Free8 %Out of the ordinaryD: was nearly full'])
  await press('ArrowDown')
  expect(shown()).toEqual([])
})

test('resumed at a step of one’s own, it is told that the flow has changed', async () => {
  await begin()
  await press('j')
  await press('+')
  await fill(screen.box.querySelector('textarea'), 'Ask the manager')
  await press('ArrowDown')
  screen = { ...screen, ...(await screen.openAgain()) }
  const newer: Flow = {
    ...LEAVING,
    version: 'c'.repeat(64),
    content: { ...LEAVING.content, nodes: LEAVING.content.nodes.slice(0, 3) },
  }
  const library = screen.store.getState().world?.library
  await act(async () => {
    library?.setState(({ held, list }) => ({
      held: new Map(held).set(newer.version, newer),
      // as much of it as is looked at here
      list: [...list, { id: newer.id, version: newer.version } as (typeof list)[number]],
    }))
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
  expect(text('#resume-title')).toEqual(['3. Ask the manager'])
  expect(screen.box.textContent).toContain('Flow changed since you began')
})

test('when all is settled the next thing is to finish', async () => {
  await begin()
  for (const _ of LEAVING.content.nodes) await press('j')
  expect(screen.box.textContent).toContain('Every step is settled.')
  expect(button('Finish')).toBeDefined()
  await press('Enter')
  expect(screen.store.getState().asked).toBe('outcome')
})

test('a value that a step asked for can be given another, also once it is filled in', async () => {
  const naming = publish(
    makeFlow(
      'naming',
      {
        who: { kind: 'step', title: 'Say who leaves', asks: ['upn'] },
        block: { kind: 'step', title: 'Block {upn}' },
      },
      {
        ...{ kind: 'procedure', name: 'Employee leaves' },
        variables: [{ name: 'upn', label: 'Sign-in name', keep: 'session' }],
      },
    ),
  )
  screen = await makeWalkScreen({ flow: naming })
  await fill(screen.box.querySelector('section[aria-label="Missing values"] input'), 'wrong@kern')
  const given = () =>
    screen.box.querySelector<HTMLElement>('[aria-label^="Sign-in name is wrong@kern"]')
  await act(async () => given()?.click())
  await fill(screen.box.querySelector('section[aria-label="Another value"] input'), 'right@kern')
  expect(screen.session()?.variables.upn?.value).toBe('right@kern')
})

test('looking through the list of a paused session does not end its pause', async () => {
  await begin()
  await act(async () => void (await screen.walk.pause('the client')))
  await act(async () => void (await screen.walk.openStep('device')))
  expect(screen.session()).toMatchObject({
    status: 'paused',
    position: { nodeId: 'device' },
  })
})
