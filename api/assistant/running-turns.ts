/**
 * The turns, and the answers in a chat, that run in this process: what they have said so far, and
 * who listens to them. Each belongs to something in which one runs at a time: a turn to its
 * session, an answer to the person who has asked.
 *
 * It goes on whatever becomes of the request that asked for it. It ends early only when it
 * is stopped, and when the process is told to stop, for which whoever ends the process waits.
 */
import type { ShownTurn } from './queries.ts'
import { shownOf } from './show-turn.ts'
import type { TurnShown } from './tell-change.ts'

export interface RunningTurn<Row = ShownTurn> {
  readonly row: Row
  readonly shown: TurnShown
  /** Why this tier, in words of the router. */
  reasons: string[]
  /** Ends when it is stopped, or is no longer ours to go on with. */
  readonly signal: AbortSignal
  show(change: Partial<Pick<TurnShown, 'phase' | 'text' | 'tier' | 'end'>>): void
  abort(): void
}

export interface Running<Row> {
  /** Runs one to its end, and waits for nobody. */
  begin(row: Row, run: (turn: RunningTurn<Row>) => Promise<void>): void
  of(teamId: string, belongsTo: string): RunningTurn<Row> | undefined
  hear(teamId: string, belongsTo: string, listener: (shown: TurnShown) => void): () => void
  /** When none runs any more. */
  settled(): Promise<void>
}
export type RunningTurns = Running<ShownTurn>

export const openRunningTurns = (): RunningTurns =>
  openRunning({
    belongsTo: ({ sessionId }) => sessionId,
    reasonsOf: ({ reasons }) => reasons,
    shownOf,
  })

interface About<Row> {
  belongsTo: (row: Row) => string
  reasonsOf: (row: Row) => readonly string[]
  shownOf: (row: Row) => TurnShown
}

export function openRunning<Row extends { teamId: string }>(about: About<Row>): Running<Row> {
  const running = new Map<string, { turn: RunningTurn<Row>; ended: Promise<void> }>()
  const listeners = new Map<string, Set<(shown: TurnShown) => void>>()
  const keyOf = (teamId: string, belongsTo: string) => `${teamId} ${belongsTo}`

  return {
    begin(row, run) {
      const key = keyOf(row.teamId, about.belongsTo(row))
      const stop = new AbortController()
      let shown = about.shownOf(row)
      const turn: RunningTurn<Row> = {
        row,
        reasons: [...about.reasonsOf(row)],
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
    of: (teamId, belongsTo) => running.get(keyOf(teamId, belongsTo))?.turn,
    hear(teamId, belongsTo, listener) {
      const key = keyOf(teamId, belongsTo)
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
