/** The conversation of a person on a server in memory: asked, told live and ended as the test says. */

import type { TurnNews } from '#shared/assistant/turn-news.ts'
import {
  AskQuestion,
  type ChatAnswer,
  type ChatQuestion,
  FollowChat,
  ForgetQuestions,
  ListQuestions,
  StopQuestion,
} from '#shared/chat/contract.ts'
import type { Client } from '../../client.ts'
import { type Answer, OFFLINE, type Trouble } from '../trouble.ts'

export interface FakeChat {
  client: Pick<Client, 'ask' | 'open'>
  questions: ChatQuestion[]
  /** Every question that arrived, repeated ones included. */
  asked: { questionId: string; text: string; sessionId?: string | undefined }[]
  /** What becomes of the next questions. */
  faults: (Trouble | 'lostAnswer')[]
  isUp: boolean
  tell(news: TurnNews): void
  /** Ends the one that runs; `isTold` is whether anybody hears of it. */
  finish(told?: { isTold: boolean }): void
  /** Breaks every open stream, as a proxy does. */
  cut(): void
}

export const RULES_ANSWER: ChatAnswer = {
  ...{ mode: 'rules', tier: null, parts: [], sources: [], isPartial: false, failure: null },
}

export function fakeChat(): FakeChat {
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>()
  const bytes = (news: TurnNews) => new TextEncoder().encode(`data: ${JSON.stringify(news)}\n\n`)
  const running = () => chat.questions.find(({ state }) => state === 'running')
  const end = (state: 'done' | 'stopped') => {
    chat.questions = chat.questions.map((one) =>
      one.state === 'running' ? { ...one, state, answer: RULES_ANSWER } : one,
    )
  }

  const chat: FakeChat = {
    questions: [],
    asked: [],
    faults: [],
    isUp: true,
    tell(news) {
      for (const stream of streams) stream.enqueue(bytes(news))
    },
    finish({ isTold } = { isTold: true }) {
      const turnId = running()?.id
      if (!turnId) throw new Error('No question runs')
      end('done')
      const how = { version: 0, failure: null, retryAfterSeconds: null }
      if (isTold) chat.tell({ type: 'done', turnId, ...how })
    },
    cut() {
      for (const stream of streams) stream.close()
      streams.clear()
    },
    client: {
      async ask(route, request) {
        if (!chat.isUp) return { ok: false, trouble: OFFLINE }
        switch (`${route.method} ${route.path}`) {
          case `GET ${ListQuestions.path}`:
            return answered({ questions: chat.questions })
          case `DELETE ${ForgetQuestions.path}`:
            chat.questions = []
            return answered({ forgotten: 1 })
          case `POST ${StopQuestion.path}`:
            end('stopped')
            return answered(chat.questions.at(-1))
        }
        const asked = AskQuestion.request.parse(request)
        chat.asked.push(asked)
        const fault = chat.faults.shift()
        if (fault && fault !== 'lostAnswer') return { ok: false, trouble: fault }
        const { questionId: id, text } = asked
        const known = chat.questions.find((one) => one.id === id)
        const taken: ChatQuestion = known ?? {
          ...{ id, text, state: 'running', askedAt: new Date().toISOString(), answer: null },
        }
        if (!known) chat.questions = [...chat.questions, taken]
        if (fault) return { ok: false, trouble: OFFLINE }
        return answered(taken)
      },
      async open(route, _request, _headers, signal) {
        if (route.path !== FollowChat.path || !chat.isUp) return { ok: false, trouble: OFFLINE }
        const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
          start(controller) {
            streams.add(controller)
            const one = running()
            controller.enqueue(bytes(one ? snapshot(one.id) : { type: 'idle' }))
            signal.addEventListener('abort', () => streams.delete(controller))
          },
        })
        return { ok: true, value: new Response(body) }
      },
    },
  }
  return chat
}

const snapshot = (turnId: string): TurnNews => ({
  ...{ type: 'snapshot', turnId, phase: 'reading', text: '', elapsedMs: 0, tier: null },
})

/** Each route that is faked answers in its own shape, which the compiler cannot see here. */
const answered = <T>(answer: unknown): Answer<T> =>
  ({ ok: true, value: structuredClone(answer) }) as Answer<T>
