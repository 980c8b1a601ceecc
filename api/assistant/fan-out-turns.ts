/**
 * Brings what happens to a session's turns, or to the answers in somebody's chat, to everybody in
 * this process who follows them.
 *
 * A turn of this process tells every word itself. Of one that runs elsewhere the row is read,
 * whenever news says that there is more. All followers are shown the same, so whoever joins
 * gets a snapshot of that and every change after it; none falls between the two.
 */
import type { TurnNews } from '#shared/assistant/turn-news.ts'
import { msOf } from '#shared/ids.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { bytesOf, type Send } from '../event-stream.ts'
import { readLatestTurn } from './queries.ts'
import { shownOf } from './show-turn.ts'
import { endAbandoned } from './sweep-turns.ts'
import { isOlder, type TurnShown, tellChange, tellSnapshot } from './tell-change.ts'

export interface TurnFanOut {
  join(send: Send): Promise<void>
  leave(send: Send): void
}

const RETRY_MS = 1_000
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** What is followed, and how it is read where it runs elsewhere. */
export interface Followed {
  about: 'turn' | 'chat'
  teamId: string
  /** The session or the person it belongs to. */
  id: string
  /** What runs here. */
  own(): TurnShown | undefined
  hear(listener: (shown: TurnShown) => void): () => void
  read(): Promise<
    { shown: TurnShown; leaseUntil: string; endIt: () => Promise<unknown> } | undefined
  >
}

export const openTurnFanOut = (
  deps: Deps,
  teamId: string,
  sessionId: string,
  onEmpty: () => void,
): TurnFanOut =>
  openFanOut(
    deps,
    {
      ...{ about: 'turn', teamId, id: sessionId },
      own: () => deps.turns.of(teamId, sessionId)?.shown,
      hear: (listener) => deps.turns.hear(teamId, sessionId, listener),
      async read() {
        const row = await inTeam(deps.db, teamId, (tx) => readLatestTurn(tx, teamId, sessionId))
        const endIt = async () => row && endAbandoned(deps, row)
        return row && { shown: shownOf(row), leaseUntil: row.leaseUntil, endIt }
      },
    },
    onEmpty,
  )

export function openFanOut(deps: Deps, followed: Followed, onEmpty: () => void): TurnFanOut {
  const { live, now, log } = deps
  const { about, teamId, id } = followed
  const joining = new Set<Send>()
  const listening = new Set<Send>()
  let shown: TurnShown | undefined
  let reading: Promise<void> | undefined
  let isAskedAgain = false
  let later: NodeJS.Timeout | undefined

  const endings = [
    live.hear(about, id, (news) => {
      if (news === 'missed' || news.team === teamId) void look()
    }),
    followed.hear(advance),
  ]

  function advance(next: TurnShown): void {
    const news = tellChange(shown, next, now())
    const isLate = shown && (isOlder(next, shown) || (shown.end && next.turnId === shown.turnId))
    if (!isLate) shown = next
    for (const send of listening) for (const one of news) deliver(send, one)
  }

  /** Reads the row, again until nothing asked meanwhile; one reading at a time. */
  function look(): Promise<void> {
    isAskedAgain = true
    reading ??= readOn()
    return reading
  }

  async function readOn(): Promise<void> {
    while (isAskedAgain) {
      isAskedAgain = false
      try {
        await readOnce()
      } catch (error) {
        log.warn({ err: error, about, id }, 'following waits')
        lookIn(RETRY_MS)
        break
      }
    }
    reading = undefined
  }

  async function readOnce(): Promise<void> {
    const read = await followed.read()
    const own = followed.own()
    // What runs here is ahead of its row.
    if (own) return advance(own)
    if (!read) return
    advance(read.shown)
    if (read.shown.end) return
    const leftMs = msOf(read.leaseUntil) - now().getTime()
    if (leftMs < 0) await read.endIt()
    else lookIn(leftMs + 1)
  }

  function lookIn(ms: number): void {
    clearTimeout(later)
    if (joining.size + listening.size === 0) return
    later = setTimeout(() => void look(), Math.min(ms, LONGEST_TIMER_MS))
    later.unref()
  }

  const deliver = (send: Send, news: TurnNews) => {
    if (!send(frameOf(news))) leave(send)
  }

  function leave(send: Send): void {
    const wasHere = listening.delete(send) || joining.delete(send)
    if (!wasHere || listening.size > 0 || joining.size > 0) return
    for (const end of endings) end()
    clearTimeout(later)
    onEmpty()
  }

  return {
    async join(send) {
      joining.add(send)
      await look()
      // Nothing runs between the snapshot and listening, so nothing is missed.
      if (!joining.delete(send)) return
      listening.add(send)
      deliver(send, tellSnapshot(shown, now()))
    },
    leave,
  }
}

const frameOf = (news: TurnNews): Uint8Array => bytesOf(`data: ${JSON.stringify(news)}\n\n`)
