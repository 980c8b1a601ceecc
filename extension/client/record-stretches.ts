/**
 * What a clock that is no more has left behind: recorded as far as it got. For whoever holds the
 * lock of the clock, so that none is running.
 */
import type { LocalStore, StretchRow } from './local-store.ts'

export const CLOCK_LOCK = 'resolutionflow:clock'
/** Less is no work. */
export const LEAST_MS = 1000

/** `tell` records a stretch under its id; doing it twice counts once. One that cannot be told waits here. */
export async function recordStretches(
  db: LocalStore,
  tell: (sessionId: string, stretch: Omit<StretchRow, 'sessionId'>) => Promise<void>,
): Promise<void> {
  for (const { sessionId, ...stretch } of await db.stretches.toArray()) {
    const { id, from, to } = stretch
    const isWork = Date.parse(to) - Date.parse(from) >= LEAST_MS
    const isOver = !isWork || (await tell(sessionId, stretch).then(told, () => false))
    if (isOver) await db.stretches.delete(id)
  }
}

const told = () => true
