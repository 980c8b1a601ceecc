/**
 * A stand-in for the model, for one test file, and a real SDK client that talks to it.
 *
 *     const assistant = await startAssistant()
 *     afterAll(assistant.stop)
 *     beforeEach(assistant.reset)
 *
 *     assistant.queue(giveJson(turnResult))
 *     // … the product asks `assistant.url` …
 *     expect(assistant.requests()).toHaveLength(1)
 *
 * **What it answers.** `queue(reply, …)`: one reply per request, in order. `queueFor('judge', reply)`:
 * for requests of one purpose (the first line of the system prompt says `purpose: judge`) or of
 * which a question is true; goes before the queue. `useBrain(request => reply)`: for all others.
 * With none of them it refuses with 500 and says so; `pending()` tells how many replies are left.
 * Replies are made by `giveJson`, `sayText`, `callTool`, `refuseFor` of `../reply.ts`, or written
 * out; a reply carries how it travels (`pace`) and what goes wrong with it (`play`). A reply that
 * does not fit the schema asked for is refused, unless it says `isOffSchema: true`.
 *
 * **What goes wrong.** `fail(play, { times, when, path })` lays a fault over the next calls, whatever
 * would have been answered: `fail({ kind: 'status', status: 529 }, { times: 2 })`,
 * `fail({ kind: 'cutAfter', events: 5 })`. A request that the real one refuses is refused with 400
 * before any of this: the rules are in `../rules.ts`.
 *
 * **What it saw.** `requests()` are the requests, parsed; `calls` are all calls with headers, body to
 * the byte, the answer, and how it ended (`left` when the client hung up); `mentions(secret)` are
 * the calls in which a text occurs, in any spelling.
 *
 * **Its clock** is held at `STARTED_AT` and moves only by `moveClock(ms)`: prompt caches live by it.
 */
import Anthropic from '@anthropic-ai/sdk'
import { type AssistantOptions, serveAssistant } from '../server.ts'

export const STARTED_AT = new Date('2026-11-20T09:00:00Z')
export const TEST_KEY = 'sk-test-standin'

export type TestAssistant = Awaited<ReturnType<typeof startAssistant>>

export async function startAssistant(options: AssistantOptions = {}) {
  const assistant = await serveAssistant({ now: () => STARTED_AT, ...options })
  return {
    ...assistant,
    /** A client of the real SDK that retries nothing unless told to. */
    client: (more: ConstructorParameters<typeof Anthropic>[0] = {}) =>
      new Anthropic({
        apiKey: TEST_KEY,
        baseURL: assistant.url,
        maxRetries: 0,
        logLevel: 'off',
        openTelemetry: false,
        ...more,
      }),
  }
}
