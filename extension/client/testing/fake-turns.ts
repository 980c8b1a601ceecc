/** Turns on top of the server in memory: taken, told live and ended as the test says. */
import { v7 } from 'uuid'
import { FollowTurns, StartTurn, StopTurn, type Turn } from '#shared/assistant/contract.ts'
import type { TurnNews } from '#shared/assistant/turn-news.ts'
import { ReadEvents } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import type { Author } from '#shared/session/statement.ts'
import type { Client } from '../../client.ts'
import { type Answer, OFFLINE, type Trouble } from '../trouble.ts'
import type { FakeServer } from './fake-server.ts'

export interface FakeTurns {
  client: Pick<Client, 'ask' | 'open'>
  /** Every question for a turn, repeated ones included. */
  asked: { turnId: string; cause: string; text: string; reads: number | null }[]
  running: string | null
  /** What becomes of the next questions for a turn. */
  faults: (Trouble | 'lostAnswer')[]
  listeners: number
  tell(news: TurnNews): void
  /** Ends the running turn: its events go into the record, then it is told. */
  finish(data?: Partial<Replied>, more?: readonly EventData[]): void
  /** Breaks every open stream, as a proxy does. */
  cut(): void
}
type Replied = Extract<EventData, { type: 'replied' }>

export function fakeTurns(server: FakeServer, sessionId: string, me: Author): FakeTurns {
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>()
  const bytes = (news: TurnNews) => new TextEncoder().encode(`data: ${JSON.stringify(news)}\n\n`)
  const append = (by: Author, data: EventData) => {
    const after = server.records.get(sessionId)?.length ?? 0
    server.append(sessionId, after, [{ id: v7(), at: new Date().toISOString(), by, data }])
  }
  const version = () => server.records.get(sessionId)?.length ?? 0

  const turns: FakeTurns = {
    asked: [],
    running: null,
    faults: [],
    get listeners() {
      return streams.size
    },
    tell(news) {
      for (const stream of streams) stream.enqueue(bytes(news))
    },
    finish(data = {}, more = []) {
      const turnId = turns.running
      if (!turnId) throw new Error('No turn runs')
      turns.running = null
      const replied: Replied = {
        type: 'replied',
        turnId,
        text: 'Look at the resolver.',
        mode: 'model',
        tier: 'standard',
        isPartial: false,
        citations: [],
        dropped: [],
        ...data,
      }
      for (const one of [replied, ...more]) append({ kind: 'assistant' }, one)
      const failure = data.failure ?? null
      turns.tell({ type: 'done', turnId, version: version(), failure, retryAfterSeconds: null })
    },
    cut() {
      for (const stream of streams) stream.close()
      streams.clear()
    },
    client: {
      async ask(route, request) {
        if (!server.isUp) return { ok: false, trouble: OFFLINE }
        if (route.path === ReadEvents.path && route.method === 'GET') {
          const { after } = ReadEvents.request.parse(request)
          const events = (server.records.get(sessionId) ?? []).filter(({ seq }) => seq > after)
          return answered({ version: version(), events })
        }
        if (route.path === StopTurn.path) {
          turns.finish({ isPartial: true, failure: 'aborted' })
          return answered(turn(StopTurn.request.parse(request).turnId, 'stopped'))
        }
        if (route.path !== StartTurn.path) return server.client.ask(route, request)
        const asked = StartTurn.request.parse(request)
        turns.asked.push(asked)
        const fault = turns.faults.shift()
        if (fault && fault !== 'lostAnswer') return { ok: false, trouble: fault }
        const isKnown = turns.asked.filter(({ turnId }) => turnId === asked.turnId).length > 1
        if (!isKnown) {
          turns.running = asked.turnId
          if (asked.text) append(me, { type: 'said', turnId: asked.turnId, text: asked.text })
          turns.tell(snapshot(asked.turnId))
        }
        if (fault === 'lostAnswer') return { ok: false, trouble: OFFLINE }
        return answered(turn(asked.turnId, 'running'))
      },
      async open(route, _request, _headers, signal) {
        if (route.path !== FollowTurns.path || !server.isUp) return { ok: false, trouble: OFFLINE }
        const { running } = turns
        const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
          start(controller) {
            streams.add(controller)
            controller.enqueue(bytes(running ? snapshot(running) : { type: 'idle' }))
            signal.addEventListener('abort', () => streams.delete(controller))
          },
        })
        return { ok: true, value: new Response(body) }
      },
    },
  }
  return turns
}

const snapshot = (turnId: string): TurnNews => ({
  ...{ type: 'snapshot', turnId, phase: 'reading', text: '', elapsedMs: 0, tier: null },
})

const turn = (id: string, state: Turn['state']): Turn => ({
  ...{ id, cause: 'message', state, baseVersion: 1, version: null, mode: null, tier: null },
  reasons: [],
  failure: null,
})

/** Each route that is faked answers in its own shape, which the compiler cannot see here. */
const answered = <T>(answer: unknown): Answer<T> =>
  ({ ok: true, value: structuredClone(answer) }) as Answer<T>
