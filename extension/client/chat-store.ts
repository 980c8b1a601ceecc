/**
 * One's conversation with what the team knows, as this surface sees it: questions with their
 * answers, the one that runs, what is being typed.
 *
 * The server holds the conversation, and what was read last is what is true: it is read when the
 * screen is first shown, after each question, whenever an answer has ended, and again and again
 * while one runs of which nothing is heard. What is typed stays until it was taken: a question
 * that could not be sent is sent again under the same id. Growing words change the state at most
 * once a frame.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  type TurnNews,
  TurnNews as TurnNewsSchema,
  type TurnPhase,
} from '#shared/assistant/turn-news.ts'
import {
  AskQuestion,
  type ChatQuestion,
  FollowChat,
  ForgetQuestions,
  ListQuestions,
  StopQuestion,
} from '#shared/chat/contract.ts'
import { followStream } from './event-stream.ts'
import type { SessionDeps } from './session-deps.ts'

export interface RunningQuestion {
  id: string
  phase: TurnPhase
  /** What has been said so far. */
  text: string
  isStopping: boolean
}

export interface ChatState {
  isLoaded: boolean
  questions: readonly ChatQuestion[]
  typed: string
  running: RunningQuestion | null
  /** It is on its way to the server. */
  isSending: boolean
  /** The last thing that could not be done, in a sentence. */
  refusal: string | null
}

export interface ChatStore extends StoreApi<ChatState> {
  /** Reads the conversation and follows it, until the signal ends. */
  follow(signal: AbortSignal): Promise<void>
  type(text: string): void
  /** `sessionId` is the session at hand, where the server knows it. */
  ask(text: string, sessionId?: string): Promise<void>
  stop(): Promise<void>
  /** Begins anew. */
  forget(): Promise<void>
}

export interface ChatDeps extends Pick<SessionDeps, 'client' | 'wait' | 'random' | 'newId'> {
  /** Runs it with the next drawing. */
  onFrame: (run: () => void) => void
}

const LOOK_AGAIN_MS = 4_000

export function createChatStore({ client, wait, random, newId, onFrame }: ChatDeps): ChatStore {
  const store = createStore<ChatState>(() => ({
    ...{ isLoaded: false, questions: [], typed: '', running: null, isSending: false },
    refusal: null,
  }))
  const { getState: get, setState: set } = store
  let unsent: { questionId: string; text: string; sessionId?: string } | undefined
  let reading = 0
  let couldRead = true
  let grown = ''
  let isFrameAsked = false
  let hasHeard = false

  /** An older reading that arrives later is passed over. */
  const read = async (signal?: AbortSignal) => {
    const turn = ++reading
    const answer = await client.ask(ListQuestions, {}, signal ? { signal } : {})
    if (signal?.aborted || turn !== reading) return
    if (!answer.ok) {
      couldRead = false
      return set({ isLoaded: true, refusal: answer.trouble.message })
    }
    const { questions } = answer.value
    const at = questions.find(({ state }) => state === 'running')
    set({ isLoaded: true, questions, ...(couldRead ? {} : { refusal: null }) })
    couldRead = true
    if (at) begin(at.id)
    else set({ running: null })
  }

  const begin = (id: string) => {
    if (get().running?.id === id) return
    grown = ''
    set({ running: { id, phase: 'reading', text: '', isStopping: false } })
  }

  const hear = async (news: TurnNews, signal: AbortSignal) => {
    hasHeard = true
    if (news.type === 'idle') return get().running || !couldRead ? read(signal) : undefined
    if (news.type === 'done') return read(signal)
    begin(news.turnId)
    // Asked in another window: its words are read.
    if (!get().questions.some(({ id }) => id === news.turnId)) void read(signal)
    if (news.type === 'snapshot' || news.type === 'phase') change({ phase: news.phase })
    if (news.type === 'snapshot') grown = news.text
    if (news.type === 'reset') grown = ''
    if (news.type === 'delta') grown += news.text
    grow()
  }

  const change = (to: Partial<RunningQuestion>) => {
    const { running } = get()
    if (running) set({ running: { ...running, ...to } })
  }

  /** Several pieces between two drawings are one change. */
  const grow = () => {
    if (isFrameAsked) return
    isFrameAsked = true
    onFrame(() => {
      isFrameAsked = false
      change({ text: grown })
    })
  }

  /** For when nothing is heard: the conversation says whether it is over. */
  const watch = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      hasHeard = false
      await wait(LOOK_AGAIN_MS, signal)
      if (!signal.aborted && get().running && !hasHeard) await read(signal)
    }
  }

  return Object.assign(store, {
    async follow(signal: AbortSignal) {
      const open = (until: AbortSignal) =>
        client.open(FollowChat, {}, { accept: 'text/event-stream' }, until)
      await read(signal)
      void watch(signal)
      const stream = followStream({ open, schema: TurnNewsSchema, wait, random }, signal)
      for await (const step of stream) {
        if (step.kind === 'came') await hear(step.value, signal)
      }
    },
    type: (typed: string) => set({ typed }),
    async ask(words: string, sessionId?: string) {
      const text = words.trim()
      const { typed, isSending } = get()
      if (text === '' || isSending) return
      if (unsent?.text !== text || unsent.sessionId !== sessionId) {
        unsent = { questionId: newId(), text, ...(sessionId ? { sessionId } : {}) }
      }
      set({ isSending: true, refusal: null })
      const answer = await client.ask(AskQuestion, unsent)
      if (!answer.ok) return set({ isSending: false, refusal: answer.trouble.message })
      unsent = undefined
      const rest = get().questions.filter(({ id }) => id !== answer.value.id)
      set({
        isSending: false,
        // What was typed meanwhile is the next question.
        typed: get().typed === typed ? '' : get().typed,
        questions: [...rest, answer.value],
      })
      if (answer.value.state === 'running') begin(answer.value.id)
      await read()
    },
    async stop() {
      const { running } = get()
      if (!running || running.isStopping) return
      change({ isStopping: true })
      const answer = await client.ask(StopQuestion, { questionId: running.id })
      if (answer.ok) return read()
      change({ isStopping: false })
      set({ refusal: `It could not be stopped. ${answer.trouble.message}` })
    },
    async forget() {
      const answer = await client.ask(ForgetQuestions, {})
      if (answer.ok) return read()
      set({ refusal: answer.trouble.message })
    },
  })
}
