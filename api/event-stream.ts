/**
 * One open answer of server-sent events: from joining until the reader, the sign-in or the
 * server ends it.
 *
 * Nobody goes on listening whose sign-in has ended, or as the lead they are no longer: that is
 * looked at when the news of it comes, and with each heartbeat. Whoever may hear something else by
 * now, and who does not take what is sent, is let go; they come back and are caught up.
 */
import type { Context } from 'hono'
import { type Actor, mayDo } from '#shared/person/rights.ts'
import { Refused } from '#shared/route.ts'
import type { Env } from './answer.ts'
import type { Deps } from './deps.ts'
import { readWhoAsks } from './sign-in/asker-queries.ts'
import type { Who } from './who.ts'

export const HEARTBEAT_MS = 20_000
/** Of one person in one process: two dozen windows. */
export const MOST_PER_PERSON = 24
/** Who leaves more than this unread is let go. */
const MOST_UNREAD_BYTES = 8 * 1024 * 1024

/** Sends bytes; false when no more is taken. */
export type Send = (bytes: Uint8Array) => boolean

export interface Following {
  /** Begins to send: what there is, then what happens. */
  join(send: Send): Promise<void>
  leave(): void
}

/**
 * Whether it is a stream that is wanted: the same address answers with JSON otherwise. HEAD comes
 * here too, and nobody would ever read or end its stream.
 */
export const asksToFollow = ({ req }: Context<Env>): boolean =>
  req.method === 'GET' && /\btext\/event-stream\b/.test(req.header('accept') ?? '')

/** `giveBack` returns the place that was taken for it. */
export function streamEvents(
  deps: Deps,
  c: Context<Env>,
  who: Who,
  following: Following,
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
        const send: Send = (bytes) => {
          if (hasEnded) return false
          controller.enqueue(bytes)
          if ((controller.desiredSize ?? 0) <= 0) end()
          return !hasEnded
        }
        endings.push(
          () => following.leave(),
          () => tryTo(() => controller.close()),
          deps.live.hear('access', who.personId, () => void endUnlessSame(deps, who, end)),
          every(HEARTBEAT_MS, () => {
            send(HEARTBEAT)
            void endUnlessSame(deps, who, end)
          }),
          when(deps.stopping, end),
          when(c.req.raw.signal, end),
        )
        controller.enqueue(BEGIN)
        following.join(send).catch((error: unknown) => {
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

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const BEGIN = bytesOf('retry: 2000\n\n')
const HEARTBEAT = bytesOf(': still here\n\n')

/** The token may be past its minutes by now; what counts is whether the sign-in runs, and the role. */
async function endUnlessSame({ db, now }: Deps, who: Who, end: () => void): Promise<void> {
  try {
    const person = await readWhoAsks(db, who, now())
    if (!person || !mayDo(person, 'readSessions') || !isSameRole(person, who)) end()
  } catch {
    // The database is away: the next heartbeat asks again.
  }
}

const isSameRole = (one: Actor, other: Actor): boolean =>
  one.role === other.role && one.isLead === other.isLead

export function countPlaces() {
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
