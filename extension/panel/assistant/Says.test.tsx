import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { EventData } from '#shared/session/event.ts'
import type { Message } from '#shared/session/lane.ts'
import { makeRecord, testId } from '#shared/testing/make-session.ts'
import type { AssistantState, AssistantStore } from '../../client/assistant-store.ts'
import type { RunningTurn } from '../../client/hear-turns.ts'
import { viewLane } from './lane-view.ts'
import { Says } from './Says.tsx'

await import('../../ui/Markdown.tsx')
let close: () => void = () => undefined
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})
afterEach(() => close())

const TURN = testId(1000)
const running = (more: Partial<RunningTurn> = {}): RunningTurn => ({
  ...{ turnId: TURN, phase: 'thinking', text: '', tier: null, isStopping: false },
  ...{ beganAt: Date.now(), heardAt: Date.now() },
  ...more,
})
type Replied = Extract<EventData, { type: 'replied' }>
const replied = (more: Partial<Replied> = {}): Replied => ({
  ...{ type: 'replied', turnId: TURN, text: 'Look at the resolver.', mode: 'model', tier: null },
  ...{ isPartial: false, citations: [], dropped: [] },
  ...more,
})

/** What stands above the lane, in a session in which this was said. */
async function says(events: EventData[], state: Partial<AssistantState> = {}) {
  const record = makeRecord()
  const add = (data: EventData) =>
    record.add(data, data.type === 'replied' ? { by: { kind: 'assistant' } } : {})
  events.forEach(add)
  const store = createStore<AssistantState>(() => ({
    ...{ isLoaded: true, typed: '', asks: [], waitsFor: null, refusal: null, turn: null },
    ...{ deep: new Set<string>(), ended: null },
    ...state,
  }))
  const calls = { ask: vi.fn(), stop: vi.fn(async () => undefined), takeBack: vi.fn() }
  const rest = { type: () => undefined, close: () => undefined }
  const assistant: AssistantStore = Object.assign(store, calls, rest)
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  close = () => {
    act(() => root.unmount())
    box.remove()
    close = () => undefined
  }
  const draw = () =>
    act(async () => root.render(<Says pilot={{ assistant }} view={viewLane(record.session())} />))
  await draw()
  const spoken = () => box.querySelector('[aria-live]')?.textContent
  return {
    box,
    calls,
    add,
    draw,
    spoken,
    set: (next: Partial<AssistantState>) => act(async () => store.setState(next)),
  }
}

async function press(key: string) {
  await act(async () => {
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    )
  })
}

test('a turn that runs says what it does, grows, and can be stopped by key', async () => {
  const { box, calls, set } = await says([], { turn: running() })
  expect(box.textContent).toContain('Thinking')
  await set({ turn: running({ phase: 'writing', text: 'Ask the **resolver**', tier: 'deep' }) })
  expect(box.textContent).toContain('Writing, harder than usual')
  expect(box.querySelector('strong')?.textContent).toBe('resolver')
  await press('q')
  expect(calls.stop).toHaveBeenCalledOnce()
})

test('long silence is said, with what one can do', async () => {
  const { box } = await says([], { turn: running({ heardAt: Date.now() - 60_000 }) })
  expect(box.textContent).toContain('No sign of life for a while')
  expect(box.textContent).toContain('nothing is lost')
})

test('a finished answer is spoken once; one that was there before is not', async () => {
  const { add, draw, spoken, set } = await says([replied()], {})
  expect(spoken()).toBe('')
  await set({ turn: running({ turnId: testId(1001) }) })
  add(replied({ turnId: testId(1001), text: 'Now the line.' }))
  await set({ turn: null })
  await draw()
  expect(spoken()).toBe('FlowPilot: Now the line.')
})

test.each([
  [{ mode: 'rules', failure: 'busy' }, 'By rules, without a model'],
  [{ mode: 'demo' }, 'Demonstration'],
  [{ isPartial: true, failure: 'cut' }, 'Not finished'],
  [{ isPartial: true, failure: 'cut' }, 'broke off'],
] as const)('how an answer came about is said: %o', async (more, mark) => {
  const { box } = await says([replied(more)])
  expect(box.textContent).toContain(mark)
})

test('what a model writes is never a link, an image or HTML', async () => {
  const text = '[here](https://evil.example) ![x](https://evil.example/p.png) <b>bold</b>'
  const { box } = await says([replied({ text })])
  expect(box.querySelectorAll('a, img, b')).toHaveLength(0)
  expect([...box.querySelectorAll('button')].map((b) => b.textContent)).not.toContain('here')
  expect(box.textContent).toContain('here')
})

test('words without an answer yet stand alone, and can be looked at again', async () => {
  const { box, calls } = await says([
    replied(),
    { type: 'said', turnId: testId(1), text: 'And now?' },
  ])
  expect(box.textContent).toContain('And now?')
  expect(box.textContent).not.toContain('Look at the resolver')
  await press('r')
  expect(calls.ask).toHaveBeenCalledWith('recorded', { isDeep: false })
})

describe('an answer that failed says how to go on', () => {
  const said: EventData = { type: 'said', turnId: TURN, text: 'How was it taken over?' }
  const failed = (failure: Replied['failure']) => [said, replied({ mode: 'rules', failure })]
  const again = (isDeep: boolean) => [
    'message',
    { text: 'How was it taken over?', isDeep, isAgain: true },
  ]

  test('what passes is asked again in the same words', async () => {
    const { box, calls } = await says(failed('busy'))
    expect(box.textContent).toContain('Ask again')
    await press('r')
    expect(calls.ask).toHaveBeenCalledWith(...again(false))
  })

  test('what a model declined is asked of one that thinks harder', async () => {
    const { box, calls } = await says(failed('refused'))
    const button = [...box.querySelectorAll('button')].find((b) =>
      b.textContent?.startsWith('Think harder'),
    )
    await act(async () => button?.click())
    expect(calls.ask).toHaveBeenCalledWith(...again(true))
  })

  test('but not a second time, and nothing is asked again that would end alike', async () => {
    const declined = await says(failed('refused'), { deep: new Set([TURN]) })
    expect(declined.box.textContent).not.toContain('Think harder')
    close()
    const { box } = await says(failed('spend'))
    expect(box.textContent).not.toContain('again')
  })
})

test('what waits says why, and can be taken back', async () => {
  const ask = { turnId: TURN, cause: 'message' as const, text: 'Why?', isDeep: false, reads: null }
  const { box, calls } = await says([], {
    asks: [ask],
    waitsFor: { kind: 'offline', message: 'No network.' },
  })
  expect(box.textContent).toContain('No network.')
  await act(async () => box.querySelector('button')?.click())
  expect(calls.takeBack).toHaveBeenCalledWith(TURN)
})

test('before anything was said one key begins', async () => {
  const { box, calls } = await says([])
  expect(box.textContent).toContain('has not looked at this ticket yet')
  await press('Enter')
  expect(calls.ask).toHaveBeenCalledWith('open')
})

test('the talk before the last exchange is told apart from it', () => {
  const record = makeRecord()
  const say = (n: number) => {
    record.add({ type: 'said', turnId: testId(n), text: `Said ${n}` })
    record.add(replied({ turnId: testId(n), text: `Replied ${n}` }), { by: { kind: 'assistant' } })
  }
  say(1)
  say(2)
  const texts = (messages: readonly Message[]) => messages.map(({ text }) => text)
  const view = viewLane(record.session())
  expect(view).toMatchObject({ lastSaid: { text: 'Said 2' }, lastReply: { text: 'Replied 2' } })
  expect(texts(view.earlier)).toEqual(['Said 1', 'Replied 1'])
})

test('what failed and was asked in the same words is told as asked again', async () => {
  const record = makeRecord()
  const say = (n: number, text: string, more: Parameters<typeof replied>[0] = {}) => {
    const id = record.add({ type: 'said', turnId: testId(n), text })
    const reply = replied({ turnId: testId(n), text: `Replied ${n}`, ...more })
    record.add(reply, { by: { kind: 'assistant' } })
    return id
  }
  say(1, 'Why?', { failure: 'network' })
  const again = say(2, 'Why?')
  say(3, 'Why?')
  say(4, 'And now?', { failure: 'network' })
  say(5, 'Another thing')
  expect([...viewLane(record.session()).askedAgain]).toEqual([again])
})
