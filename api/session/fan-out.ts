/**
 * Brings a session's new events to everybody in this process who follows it.
 *
 * A notification only says that there is more; what is sent is read from the table, from the
 * last number that was sent. Each event is read and turned into bytes once, however many
 * listen. Who joins reads what they lack first and is live from the moment at which they
 * lack nothing: between reading and listening no event can fall through.
 */
import type { Live } from '../live.ts'
import type { StoredRow } from './queries.ts'

export interface Listener {
  /** The number of the last event that was sent. */
  seq: number
  /** False when it takes no more. */
  send(bytes: Uint8Array): boolean
}

export interface FanOut {
  join(listener: Listener): Promise<void>
  leave(listener: Listener): void
}

type ReadAfter = (after: number) => Promise<StoredRow[]>

const RETRY_MS = 1_000

export function openFanOut(given: {
  live: Live
  teamId: string
  sessionId: string
  version: number
  readAfter: ReadAfter
  /** Called once the last listener has left. */
  onEmpty: () => void
  onTrouble: (error: unknown) => void
}): FanOut {
  const { teamId, sessionId, readAfter } = given
  const live = new Set<Listener>()
  const joining = new Set<Listener>()
  let seq = given.version
  let isPumping = false
  let isAskedAgain = false
  let retry: NodeJS.Timeout | undefined

  const forget = given.live.hear('session', sessionId, (news) => {
    if (news === 'missed' || news.team === teamId) void pump()
  })

  /** Sends what is new, again until nothing is; one at a time, so that order holds. */
  async function pump(): Promise<void> {
    isAskedAgain = true
    if (isPumping) return
    isPumping = true
    try {
      while (isAskedAgain && live.size > 0) {
        isAskedAgain = false
        const frames = (await readAfter(seq)).map(frameOf)
        for (const frame of frames) for (const listener of live) deliver(listener, frame)
        seq = frames.at(-1)?.seq ?? seq
      }
    } catch (error) {
      given.onTrouble(error)
      clearTimeout(retry)
      retry = setTimeout(() => void pump(), RETRY_MS)
    } finally {
      isPumping = false
    }
  }

  const deliver = (listener: Listener, frame: Frame) => {
    if (frame.seq <= listener.seq) return
    listener.seq = frame.seq
    if (!listener.send(frame.bytes)) leave(listener)
  }

  function leave(listener: Listener): void {
    const wasHere = live.delete(listener) || joining.delete(listener)
    if (!wasHere) return
    if (live.size > 0 || joining.size > 0) return
    forget()
    clearTimeout(retry)
    given.onEmpty()
  }

  return {
    async join(listener) {
      joining.add(listener)
      let asked: number
      do {
        asked = seq
        const rows = await readAfter(listener.seq)
        if (!joining.has(listener)) return
        for (const row of rows) deliver(listener, frameOf(row))
        // What the others were sent during the reading may not be in it.
      } while (live.size > 0 && listener.seq < seq && asked < seq)
      // Nothing runs between that look and becoming live, so nothing is missed.
      joining.delete(listener)
      if (live.size === 0) seq = listener.seq
      live.add(listener)
      void pump()
    },
    leave,
  }
}

interface Frame {
  seq: number
  bytes: Uint8Array
}

const encoder = new TextEncoder()

const frameOf = ({ seq, stored }: StoredRow): Frame => ({
  seq,
  bytes: encoder.encode(`id: ${seq}\ndata: ${stored}\n\n`),
})
