/**
 * The turn that runs in a session, as it is heard here: its words as they grow, and its end.
 *
 * A turn is over when the record holds its reply, whatever the stream says; without a stream the
 * record is read again, and a turn that gives no sign of life for long is given up. Growing words
 * change the state at most once a frame.
 */
import type { TurnNews, TurnPhase } from '#shared/assistant/turn-news.ts'
import type { FailureKind, Tier } from '#shared/session/lane-event.ts'
import type { SessionDeps } from './session-deps.ts'
import type { SessionStore } from './session-store.ts'
import { followTurns } from './turn-stream.ts'

export interface RunningTurn {
  turnId: string
  phase: TurnPhase
  /** What has been said so far. */
  text: string
  tier: Tier | null
  /** On this computer's clock, in milliseconds: when it began, and its last sign of life. */
  beganAt: number
  heardAt: number
  isStopping: boolean
}

/** A turn that ended without a usable answer. */
export interface FailedTurn {
  turnId: string
  failure: FailureKind
  retryAfterSeconds: number | null
}

interface HearDeps extends Pick<SessionDeps, 'client' | 'online' | 'wait' | 'random' | 'now'> {
  session: Pick<SessionStore, 'sessionId' | 'getState' | 'catchUp'>
  /** Runs it with the next drawing. */
  onFrame: (run: () => void) => void
}

interface Hearer {
  closed: AbortSignal
  turn: () => RunningTurn | null
  setTurn: (turn: RunningTurn | null) => void
  onFailed: (failed: FailedTurn) => void
  /** The turn is over: the next may begin. */
  onSettled: () => void
}

/** Longer than any turn may take: after this silence nobody waits any more. */
const LONGEST_SILENCE_MS = 200_000
const LOOK_AGAIN_MS = 4_000

export function hearTurns(deps: HearDeps, { closed, turn, setTurn, ...told }: Hearer) {
  const { session } = deps
  const nowMs = () => Date.parse(deps.now())
  let following: AbortController | undefined
  let grown = ''
  let isFrameAsked = false

  const begin = (turnId: string) => {
    if (hasReply(turnId) || turn()?.turnId === turnId) return
    const at = nowMs()
    grown = ''
    const since = { beganAt: at, heardAt: at }
    setTurn({ turnId, phase: 'reading', text: '', tier: null, isStopping: false, ...since })
    void watch(turnId)
  }

  const hear = async (news: TurnNews) => {
    if (news.type === 'idle') return settle(turn()?.turnId)
    if (news.type === 'done') {
      if (session.getState().version < news.version) await session.catchUp()
      const { turnId, failure, retryAfterSeconds } = news
      if (failure) told.onFailed({ turnId, failure, retryAfterSeconds })
      return settle(turnId)
    }
    begin(news.turnId)
    const running = turn()
    if (running?.turnId !== news.turnId) return
    const heard = { ...running, heardAt: nowMs() }
    if (news.type === 'snapshot') {
      grown = news.text
      const { phase, tier, text } = news
      setTurn({ ...heard, phase, tier, text, beganAt: heard.heardAt - news.elapsedMs })
    } else if (news.type === 'phase') {
      setTurn({ ...heard, phase: news.phase, tier: news.tier })
    } else {
      grown = news.type === 'reset' ? '' : grown + news.text
      grow()
    }
  }

  /** Several pieces between two drawings are one change. */
  const grow = () => {
    if (isFrameAsked) return
    isFrameAsked = true
    deps.onFrame(() => {
      isFrameAsked = false
      const running = turn()
      if (running && !closed.aborted) setTurn({ ...running, text: grown, heardAt: nowMs() })
    })
  }

  const settle = (turnId: string | undefined) => {
    if (!turnId || turn()?.turnId !== turnId) return
    setTurn(null)
    told.onSettled()
  }

  /** For when nothing is heard: the record says whether it is over. */
  const watch = async (turnId: string) => {
    while (!closed.aborted && turn()?.turnId === turnId) {
      await deps.wait(LOOK_AGAIN_MS, closed)
      const running = turn()
      if (running?.turnId !== turnId || closed.aborted) return
      const silentMs = nowMs() - running.heardAt
      if (silentMs > LONGEST_SILENCE_MS) {
        told.onFailed({ turnId, failure: 'stalled', retryAfterSeconds: null })
        return settle(turnId)
      }
      if (silentMs >= LOOK_AGAIN_MS && deps.online.is()) await session.catchUp()
    }
  }

  const followLoop = async (signal: AbortSignal) => {
    const { wait, random, client } = deps
    const { sessionId } = session
    for await (const step of followTurns({ open: client.open, wait, random }, sessionId, signal)) {
      if (step.kind === 'came') await hear(step.value)
    }
  }

  const hasReply = (turnId: string): boolean =>
    session
      .getState()
      .session?.lane.messages.some((m) => m.turnId === turnId && m.mode !== undefined) ?? false

  return {
    begin,
    settle,
    /** Whether the record, which has changed, holds the reply. */
    look() {
      const running = turn()
      if (running && hasReply(running.turnId)) settle(running.turnId)
    },
    follow() {
      if (closed.aborted || following || !deps.online.is()) return
      // What the server has not got yet cannot be followed.
      if (session.getState().version === 0) return
      const mine = new AbortController()
      following = mine
      const signal = AbortSignal.any([mine.signal, closed])
      void followLoop(signal).finally(() => {
        if (following === mine) following = undefined
      })
    },
    stopFollowing() {
      following?.abort()
      following = undefined
    },
  }
}
