/**
 * The turns that run in this process: what they have said so far, and who listens to them.
 *
 * A turn goes on whatever becomes of the request that asked for it. It ends early only when it
 * is stopped, and when the process is told to stop, for which whoever ends the process waits.
 */
import type { ShownTurn } from './queries.ts'
import { shownOf } from './show-turn.ts'
import type { TurnShown } from './tell-change.ts'

export interface RunningTurn {
  readonly row: ShownTurn
  readonly shown: TurnShown
  /** Why this tier, in words of the router. */
  reasons: string[]
  /** Ends when it is stopped, or is no longer ours to go on with. */
  readonly signal: AbortSignal
  show(change: Partial<Pick<TurnShown, 'phase' | 'text' | 'tier' | 'end'>>): void
  abort(): void
}

export interface RunningTurns {
  /** Runs a turn to its end, and waits for nobody. */
  begin(row: ShownTurn, run: (turn: RunningTurn) => Promise<void>): void
  of(teamId: string, sessionId: string): RunningTurn | undefined
  hear(teamId: string, sessionId: string, listener: (shown: TurnShown) => void): () => void
  /** When none runs any more. */
  settled(): Promise<void>
}

export function openRunningTurns(): RunningTurns {
  const running = new Map<string, { turn: RunningTurn; ended: Promise<void> }>()
  const listeners = new Map<string, Set<(shown: TurnShown) => void>>()
  const keyOf = (teamId: string, sessionId: string) => `${teamId} ${sessionId}`

  return {
    begin(row, run) {
      const key = keyOf(row.teamId, row.sessionId)
      const stop = new AbortController()
      let shown = shownOf(row)
      const turn: RunningTurn = {
        row,
        reasons: [...row.reasons],
        get shown() {
          return shown
        },
        signal: stop.signal,
        show(change) {
          shown = { ...shown, ...change }
          for (const listener of listeners.get(key) ?? []) listener(shown)
        },
        abort: () => stop.abort(),
      }
      const ended = run(turn).finally(() => {
        if (running.get(key)?.turn === turn) running.delete(key)
      })
      running.set(key, { turn, ended })
    },
    of: (teamId, sessionId) => running.get(keyOf(teamId, sessionId))?.turn,
    hear(teamId, sessionId, listener) {
      const key = keyOf(teamId, sessionId)
      const group = listeners.get(key) ?? new Set()
      listeners.set(key, group.add(listener))
      return () => {
        group.delete(listener)
        if (group.size === 0 && listeners.get(key) === group) listeners.delete(key)
      }
    },
    async settled() {
      while (running.size > 0) await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}
