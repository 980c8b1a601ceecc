/**
 * A session's record, followed live: server-sent events whose id is the event's number, so
 * that `Last-Event-ID` brings back exactly what is lacking.
 *
 * Nobody goes on listening whose sign-in has ended: that is looked at when the news of it
 * comes, and with each heartbeat. Who does not take what is sent is let go; they come back
 * with the number they have.
 */
import type { Context } from 'hono'
import * as z from 'zod/mini'
import { mayDo } from '#shared/person/rights.ts'
import { Refused, refuse } from '#shared/route.ts'
import { ReadEvents } from '#shared/session/contract.ts'
import { type App, admit, type Env } from '../answer.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { readRequest } from '../read-request.ts'
import { readWhoAsks } from '../sign-in/queries.ts'
import type { Who } from '../who.ts'
import { type FanOut, type Listener, openFanOut } from './fan-out.ts'
import { readSession, readStored } from './queries.ts'

export const HEARTBEAT_MS = 20_000
/** Of one person in one process: two dozen windows. */
export const MOST_PER_PERSON = 24
/** Who leaves more than this unread is let go. */
const MOST_UNREAD_BYTES = 8 * 1024 * 1024

const LastEventId = z.coerce.number().check(z.int(), z.minimum(0))

export function followRoute(app: App): void {
  const { deps } = app
  const fanOuts = new Map<string, FanOut>()
  const places = countPlaces()

  app.hono.get(`/api${ReadEvents.path}`, async (c, next) => {
    const follows = /\btext\/event-stream\b/.test(c.req.header('accept') ?? '')
    // HEAD comes here too, and nobody would ever read or end its stream.
    if (!follows || c.req.method !== 'GET') return next()
    const who = await admit(app, ReadEvents, c)
    const { sessionId, after } = await readRequest(ReadEvents, c)
    const last = LastEventId.safeParse(c.req.header('last-event-id') ?? after)
    const { teamId } = who
    const session = await inTeam(deps.db, teamId, (tx) => readSession(tx, teamId, sessionId))
    if (!session) return refuse('notFound', 'There is no such session.')

    const giveBack = places.take(who.personId)
    const from = Math.min(last.success ? last.data : after, session.version)
    const key = `${teamId} ${sessionId}`
    const fanOut =
      fanOuts.get(key) ??
      openFanOut({
        live: deps.live,
        teamId,
        sessionId,
        version: session.version,
        readAfter: (seq) => inTeam(deps.db, teamId, (tx) => readStored(tx, teamId, sessionId, seq)),
        onEmpty: () => fanOuts.delete(key),
        onTrouble: (error) => deps.log.warn({ err: error, sessionId }, 'following waits'),
      })
    fanOuts.set(key, fanOut)
    return stream(deps, c, who, fanOut, from, giveBack)
  })
}

/** One open answer: from joining until the reader, the sign-in or the server ends it. */
function stream(
  deps: Deps,
  c: Context<Env>,
  who: Who,
  fanOut: FanOut,
  from: number,
  giveBack: () => void,
): Response {
  const endings: (() => void)[] = [giveBack]
  let hasEnded = false
  const end = () => {
    if (hasEnded) return
    hasEnded = true
    for (const act of endings) act()
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const listener: Listener = {
          seq: from,
          send(bytes) {
            if (hasEnded) return false
            controller.enqueue(bytes)
            if ((controller.desiredSize ?? 0) <= 0) end()
            return !hasEnded
          },
        }
        endings.push(
          () => fanOut.leave(listener),
          () => tryTo(() => controller.close()),
          deps.live.hear('access', who.personId, () => void endUnlessSignedIn(deps, who, end)),
          every(HEARTBEAT_MS, () => {
            listener.send(HEARTBEAT)
            void endUnlessSignedIn(deps, who, end)
          }),
          when(deps.stopping, end),
          when(c.req.raw.signal, end),
        )
        controller.enqueue(BEGIN)
        fanOut.join(listener).catch((error: unknown) => {
          deps.log.warn({ err: error }, 'a follower could not be caught up')
          end()
        })
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  )
  return c.body(body, 200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
const BEGIN = bytesOf('retry: 2000\n\n')
const HEARTBEAT = bytesOf(': still here\n\n')

/** The token may be past its minutes by now; what counts is whether the sign-in runs. */
async function endUnlessSignedIn({ db, now }: Deps, who: Who, end: () => void): Promise<void> {
  try {
    const person = await readWhoAsks(db, who, now())
    if (!person || !mayDo(person, 'readSessions')) end()
  } catch {
    // The database is away: the next heartbeat asks again.
  }
}

function countPlaces() {
  const taken = new Map<string, number>()
  return {
    /** Takes a place and returns what gives it back. */
    take(personId: string): () => void {
      const count = (taken.get(personId) ?? 0) + 1
      if (count > MOST_PER_PERSON) {
        throw new Refused('tooMany', 'Too many windows follow sessions. Close some of them.', {
          retryAfterSeconds: 30,
        })
      }
      taken.set(personId, count)
      return () => {
        const left = (taken.get(personId) ?? 1) - 1
        if (left > 0) taken.set(personId, left)
        else taken.delete(personId)
      }
    },
  }
}

function every(ms: number, act: () => void): () => void {
  const timer = setInterval(act, ms)
  timer.unref()
  return () => clearInterval(timer)
}

function when(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) queueMicrotask(act)
  signal.addEventListener('abort', act)
  return () => signal.removeEventListener('abort', act)
}

function tryTo(act: () => void): void {
  try {
    act()
  } catch {
    // Closed from the other side already.
  }
}
