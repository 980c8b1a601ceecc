/**
 * Makes records for tests: say what happened, get events with ids, times and an author.
 *
 * Each call moves the clock on by a minute, unless told otherwise, and numbers ids in order,
 * so that a record reads like the story it stands for and is the same in every run.
 */
import type { EventData, Outcome, SessionEvent } from '../session/event.ts'
import { foldSession } from '../session/fold-session.ts'
import type { Session } from '../session/session.ts'
import type { Author, StatementKind } from '../session/statement.ts'

export const ROBIN: Author = {
  kind: 'person',
  id: '01900000-0000-7000-8000-00000000a001',
  name: 'Robin Kern',
}
export const SAM: Author = {
  kind: 'person',
  id: '01900000-0000-7000-8000-00000000a002',
  name: 'Sam Ode',
}

/** The n-th id of a test, in the form of a UUID of version 7. */
export const testId = (n: number): string =>
  `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

export const SHA = 'a'.repeat(64)
const RUN = testId(0xf00)

export interface RecordMaker {
  events: SessionEvent[]
  /** Something that happened; gives the event's id. */
  add: (data: EventData, more?: { by?: Author; minutesLater?: number }) => string
  state: (kind: StatementKind, text: string) => string
  /** A question or check answered in a flow, with the sentence it leaves. */
  step: (title: string, label: string, kind?: StatementKind, says?: string) => string
  finish: (outcome?: Partial<Outcome>) => string
  session: () => Session
}

export function makeRecord(
  options: {
    summary?: string
    client?: string
    startAt?: string
    by?: Author
    level?: 'first'
  } = {},
): RecordMaker {
  const by = options.by ?? ROBIN
  let at = Date.parse(options.startAt ?? '2026-06-10T13:57:00Z')
  let n = 0
  const events: SessionEvent[] = []

  const add: RecordMaker['add'] = (data, more = {}) => {
    at += (more.minutesLater ?? 1) * 60_000
    n += 1
    const id = testId(n)
    events.push({ id, at: new Date(at).toISOString(), by: more.by ?? by, data })
    return id
  }

  add(
    {
      type: 'session_started',
      ticket: {
        ref: {
          origin: 'https://na.myconnectwise.net',
          ticketId: 48211,
          recordType: 'service',
          readAt: '2026-06-10T13:57:00Z',
          readFrom: 'fragment',
        },
        summary: options.summary ?? 'Cannot open the Budget folder',
        client: options.client ?? 'Adler & Partner',
      },
      ...(options.level ? { level: options.level } : {}),
    },
    { minutesLater: 0 },
  )

  return {
    events,
    add,
    state: (kind, text) => add({ type: 'statement_added', kind, text }),
    step(title, label, kind, says) {
      if (!events.some((e) => e.data.type === 'flow_entered')) {
        add(
          {
            type: 'flow_entered',
            runId: RUN,
            flow: { id: testId(0xe00), version: SHA, slug: 'test-flow', name: 'Test flow' },
            pins: [],
            start: 'n',
            from: null,
          },
          { minutesLater: 0 },
        )
      }
      return add({
        type: 'step_taken',
        place: { runId: RUN, nodeId: 'n' },
        nodeKind: 'check',
        title,
        result: { kind: 'choice', choice: 'c', label },
        ...(kind && says ? { says: { kind, text: says } } : {}),
        leadsTo: { runId: RUN, nodeId: 'n' },
      })
    },
    finish: (outcome = {}) => add({ type: 'session_finished', outcome: makeOutcome(outcome) }),
    session() {
      const { session, refused } = foldSession(events)
      if (!session || refused.length > 0) {
        throw new Error(`The record does not fold: ${JSON.stringify(refused[0]?.refusal)}`)
      }
      return session
    },
  }
}

/** One event after a record, of the first minute of the next day. */
export const laterEvent = (data: EventData, by: Author = ROBIN): SessionEvent => ({
  id: testId(0xffff),
  at: '2026-06-11T00:00:00.000Z',
  by,
  data,
})

export const makeOutcome = (outcome: Partial<Outcome> = {}): Outcome => ({
  outcome: 'resolved',
  cause: { status: 'not_determined', text: '', confirmedBy: [] },
  verification: { text: 'the user opened and saved a file', by: 'user' },
  nextSteps: [],
  ...outcome,
})
