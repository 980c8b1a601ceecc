/** A server in memory that keeps records by the same rules as the real one. */
import { applyEvent } from '#shared/session/apply-event.ts'
import { AppendEvents } from '#shared/session/contract.ts'
import type { SessionEvent, StoredEvent } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Client } from '../../client.ts'
import { type Answer, OFFLINE, type Trouble, unreachable } from '../trouble.ts'

export interface FakeServer {
  client: Pick<Client, 'ask' | 'open'>
  records: Map<string, StoredEvent[]>
  asked: number
  /** What happens to the next requests: refused on the way in, or the answer lost on the way out. */
  faults: ('lostRequest' | 'lostAnswer' | Trouble)[]
  isUp: boolean
  /** What a proxy before it lets through, in characters: of more a browser learns nothing. */
  largest: number
  /** Kinds of events that are not taken, and why. */
  refuses: Map<string, string>
  append(sessionId: string, after: number, events: readonly SessionEvent[]): Appended
}

interface Appended {
  version: number
  hash: string
  events: StoredEvent[]
  refused: { id: string; code: string; message: string }[]
}

export function fakeServer(): FakeServer {
  const records = new Map<string, StoredEvent[]>()
  const sessions = new Map<string, Session | null>()
  const refusedBefore = new Map<string, { id: string; code: string; message: string }>()

  const append: FakeServer['append'] = (sessionId, after, events) => {
    const record = records.get(sessionId) ?? []
    const refused: Appended['refused'] = []
    for (const event of events) {
      if (record.some((s) => s.event.id === event.id)) continue
      const why = server.refuses.get(event.data.type)
      const { id } = event
      const earlier = refusedBefore.get(id) ?? (why && { id, code: 'notAllowed', message: why })
      const applied = applyEvent(sessions.get(sessionId) ?? null, event)
      if (earlier) refused.push(earlier)
      else if (applied.ok) {
        sessions.set(sessionId, applied.session)
        const seq = record.length + 1
        record.push({ seq, receivedAt: event.at, hash: '0'.repeat(64), event })
      } else {
        const refusal = { id, ...applied.refusal }
        refusedBefore.set(id, refusal)
        refused.push(refusal)
      }
    }
    records.set(sessionId, record)
    return {
      version: record.length,
      hash: '0'.repeat(64),
      events: record.filter((s) => s.seq > after),
      refused,
    }
  }

  const server: FakeServer = {
    records,
    asked: 0,
    faults: [],
    isUp: true,
    largest: Number.POSITIVE_INFINITY,
    refuses: new Map(),
    append,
    client: {
      async ask(route, request) {
        server.asked += 1
        const no = (trouble: Trouble) => ({ ok: false as const, trouble })
        if (!server.isUp) return no(OFFLINE)
        if (JSON.stringify(request).length > server.largest) {
          return no(unreachable('https://rf.example'))
        }
        const fault = server.faults.shift()
        if (fault === 'lostRequest') return no(OFFLINE)
        if (fault && fault !== 'lostAnswer') return no(fault)
        if (route.path !== AppendEvents.path) throw new Error(`Not faked: ${route.path}`)
        // Through JSON, as over the wire.
        const { sessionId, after, events } = AppendEvents.request.parse(
          JSON.parse(JSON.stringify(request)),
        )
        const answer = append(sessionId, after, events)
        return fault === 'lostAnswer' ? no(OFFLINE) : answered(answer)
      },
      open: async () => ({ ok: false, trouble: OFFLINE }),
    },
  }
  return server
}

/** The one route that is faked answers in its own shape, which the compiler cannot see here. */
const answered = <T>(answer: Appended): Answer<T> =>
  ({ ok: true, value: structuredClone(answer) }) as Answer<T>
