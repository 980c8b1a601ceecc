/**
 * Sends one answer over one line, with what goes wrong on the way. Every wait ends when the other
 * side hangs up, and the ledger's entry says how far it came.
 */
import type { ServerResponse } from 'node:http'
import type { AskedCall } from './ledger.ts'
import { Refusal } from './refusal.ts'
import type { Play, Reply } from './reply.ts'
import { type StreamEvent, writeEvent } from './stream-events.ts'

/** How the one that is stood in for writes its answers. */
export interface House {
  /** On every answer. */
  headers(call: AskedCall): Record<string, string>
  refusal(refusal: Refusal, call: AskedCall): object
}

export interface Line {
  house: House
  outgoing: ServerResponse
  call: AskedCall
  /** Aborted when the other side hangs up, or the stand-in is stopped. */
  gone: AbortSignal
}

type Pace = Reply['pace']

export async function sendStream(
  line: Line,
  events: readonly StreamEvent[],
  { play, pace }: { play: Play | undefined; pace: Pace },
): Promise<void> {
  const { outgoing, call } = line
  begin(line, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  })
  const most = play && 'events' in play ? play.events : events.length
  for (const event of events.slice(0, most)) {
    if (pace?.eventMs) await elapsed(pace.eventMs, line.gone)
    if (line.gone.aborted) return
    call.events.push(event.event)
    await written(outgoing, writeEvent(event))
  }
  await finish(line, play, async ({ type, message }) => {
    const error = new Refusal(529, message ?? 'Overloaded', { type })
    call.events.push('error')
    await written(outgoing, writeEvent({ event: 'error', data: line.house.refusal(error, call) }))
  })
}

export async function sendJson(
  line: Line,
  body: object,
  { play }: { play?: Play | undefined } = {},
): Promise<void> {
  const { outgoing } = line
  if (play?.kind === 'errorAfter')
    throw new Refusal(500, play.message ?? 'Internal server error', { type: play.type })
  const text = JSON.stringify(body)
  begin(line, 200, { 'content-type': 'application/json' })
  if (play && 'events' in play) await written(outgoing, text.slice(0, text.length / 2))
  else await written(outgoing, text)
  await finish(line, play, async () => {})
}

export async function sendRefusal(line: Line, refusal: Refusal): Promise<void> {
  line.call.refusal = refusal.message
  begin(line, refusal.status, { 'content-type': 'application/json', ...refusal.headers })
  await written(line.outgoing, JSON.stringify(line.house.refusal(refusal, line.call)))
  await finish(line, undefined, async () => {})
}

/** Plays what takes the place of an answer; true when it did. */
export async function playInstead(line: Line, play: Play | undefined): Promise<boolean> {
  if (play?.kind === 'status')
    throw new Refusal(
      play.status,
      play.message ?? `The stand-in was told to answer ${play.status}.`,
      play,
    )
  if (play?.kind === 'drop') {
    cut(line)
    return true
  }
  if (play?.kind === 'hang') {
    await hungUp(line.gone)
    return true
  }
  return false
}

/** Resolves after this time, or earlier when nobody is there any more. */
export function elapsed(ms: number, gone: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  gone.addEventListener('abort', () => resolve(), { once: true })
  return promise.finally(() => clearTimeout(timer))
}

function begin(
  { outgoing, call, house }: Line,
  status: number,
  headers: Record<string, string>,
): void {
  call.status = status
  outgoing.writeHead(status, {
    ...house.headers(call),
    ...headers,
  })
  outgoing.flushHeaders()
}

async function finish(
  line: Line,
  play: Play | undefined,
  sayError: (error: Extract<Play, { kind: 'errorAfter' }>) => Promise<void>,
): Promise<void> {
  if (line.gone.aborted) return
  if (play?.kind === 'cutAfter') return cut(line)
  if (play?.kind === 'silenceAfter') return hungUp(line.gone)
  if (play?.kind === 'errorAfter') await sayError(play)
  if (line.gone.aborted) return
  line.call.end = play && 'events' in play ? 'cut' : 'answered'
  line.outgoing.end()
}

function cut({ outgoing, call }: Line): void {
  call.end = 'cut'
  outgoing.socket?.destroy()
}

function hungUp(gone: AbortSignal): Promise<void> {
  if (gone.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    gone.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Resolves when the line has taken it, or is gone. */
function written(outgoing: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => {
    outgoing.write(text, () => resolve())
  })
}
