import { v7 } from 'uuid'
import { afterEach, expect, test, vi } from 'vitest'
import { createChatStore } from './chat-store.ts'
import { fakeChat } from './testing/fake-chat.ts'

const shown: AbortController[] = []
afterEach(() => {
  for (const one of shown.splice(0)) one.abort()
})

function makeChat() {
  const server = fakeChat()
  const frames: (() => void)[] = []
  const chat = createChatStore({
    client: server.client,
    wait: (_ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, 2)
        signal.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      }),
    random: () => 0,
    newId: () => v7(),
    onFrame: (run) => frames.push(run),
  })
  const follow = () => {
    const one = new AbortController()
    shown.push(one)
    void chat.follow(one.signal)
  }
  const draw = () => {
    for (const run of frames.splice(0)) run()
  }
  const state = () => chat.getState()
  return { chat, server, follow, draw, frames, state }
}

test('a question is shown, grows with the drawings, and ends with its answer', async () => {
  const { chat, server, follow, draw, frames, state } = makeChat()
  follow()
  await vi.waitFor(() => expect(state().isLoaded).toBe(true))
  chat.type('Why is it slow?')
  await chat.ask('Why is it slow?')
  expect(state()).toMatchObject({ typed: '', questions: [{ text: 'Why is it slow?' }] })
  const turnId = state().running?.id ?? ''
  server.tell({ type: 'phase', turnId, phase: 'writing', tier: null })
  server.tell({ type: 'delta', turnId, text: 'Look ' })
  server.tell({ type: 'delta', turnId, text: 'there.' })
  await vi.waitFor(() => expect(state().running?.phase).toBe('writing'))
  await vi.waitFor(() => {
    draw()
    expect(state().running?.text).toBe('Look there.')
  })
  expect(frames.length).toBeLessThan(2)
  server.finish()
  await vi.waitFor(() => expect(state().running).toBeNull())
  expect(state().questions[0]?.answer).not.toBeNull()
})

test('what could not be sent stays, and goes out again as the same question', async () => {
  const { chat, server, state } = makeChat()
  server.faults.push('lostAnswer')
  chat.type('Why?')
  await chat.ask('Why?')
  expect(state()).toMatchObject({ typed: 'Why?', isSending: false, refusal: expect.any(String) })
  await chat.ask('Why?')
  expect(state()).toMatchObject({ typed: '', refusal: null })
  expect(new Set(server.asked.map(({ questionId }) => questionId)).size).toBe(1)
  expect(state().questions).toHaveLength(1)
})

test('other words, or another session, are another question', async () => {
  const { chat, server } = makeChat()
  server.faults.push('lostAnswer', 'lostAnswer')
  await chat.ask('Why?')
  await chat.ask('Why not?')
  await chat.ask('Why not?', v7())
  expect(new Set(server.asked.map(({ questionId }) => questionId)).size).toBe(3)
})

test('what is typed while a question is on its way is kept', async () => {
  const { chat, state } = makeChat()
  chat.type('First')
  const asking = chat.ask('First')
  chat.type('Second')
  await asking
  expect(state().typed).toBe('Second')
})

test('an end that nobody told is found', async () => {
  const { chat, server, follow, state } = makeChat()
  follow()
  await vi.waitFor(() => expect(state().isLoaded).toBe(true))
  await chat.ask('Why?')
  expect(state().running).not.toBeNull()
  server.finish({ isTold: false })
  await vi.waitFor(() => expect(state().running).toBeNull())
})

test('after a break the conversation is whole again', async () => {
  const { server, follow, state } = makeChat()
  server.isUp = false
  follow()
  await vi.waitFor(() => expect(state().refusal).not.toBeNull())
  server.isUp = true
  await vi.waitFor(() => expect(state().refusal).toBeNull())
})

test('one asked in another window is shown here', async () => {
  const { server, follow, state } = makeChat()
  follow()
  await vi.waitFor(() => expect(state().isLoaded).toBe(true))
  const other = createChatStore({
    client: server.client,
    wait: async () => undefined,
    random: () => 0,
    newId: () => v7(),
    onFrame: () => undefined,
  })
  await other.ask('Asked elsewhere')
  const turnId = other.getState().running?.id ?? ''
  server.tell({ type: 'phase', turnId, phase: 'searching', tier: null })
  await vi.waitFor(() => expect(state().questions[0]?.text).toBe('Asked elsewhere'))
  expect(state().running).toMatchObject({ id: turnId })
})

test('stopped is over at once; begun anew is empty', async () => {
  const { chat, state } = makeChat()
  await chat.ask('Why?')
  await chat.stop()
  expect(state()).toMatchObject({ running: null, questions: [{ state: 'stopped' }] })
  await chat.forget()
  expect(state().questions).toEqual([])
})
