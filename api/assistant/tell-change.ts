/**
 * What followers of a turn are told, by comparing what they were shown with what there is now.
 *
 * The same rule whether the turn runs in this process, where every word is at hand, or in
 * another, whose row is read now and then: what has grown is a delta, what was taken back a
 * reset, and nothing ever comes after the end.
 */
import type { TurnNews, TurnPhase } from '#shared/assistant/turn-news.ts'
import { msOf } from '#shared/ids.ts'
import type { FailureKind, Tier } from '#shared/session/lane-event.ts'

export interface TurnShown {
  turnId: string
  phase: TurnPhase
  tier: Tier | null
  /** What has been said so far. */
  text: string
  startedAt: string
  /** None while it runs. */
  end: { version: number; failure: FailureKind | null; retryAfterSeconds: number | null } | null
}

export function tellChange(before: TurnShown | undefined, now: TurnShown, at: Date): TurnNews[] {
  if (before?.turnId === now.turnId) return before.end ? [] : tellProgress(before, now)
  if (before && isOlder(now, before)) return []
  return now.end ? [tellEnd(now, now.end)] : [tellSnapshot(now, at)]
}

/** For whoever joins. */
export const tellSnapshot = (shown: TurnShown | undefined, at: Date): TurnNews =>
  !shown || shown.end
    ? { type: 'idle' }
    : {
        type: 'snapshot',
        turnId: shown.turnId,
        phase: shown.phase,
        text: shown.text,
        elapsedMs: Math.max(0, at.getTime() - msOf(shown.startedAt)),
        tier: shown.tier,
      }

/** A turn that had begun before the one that was shown was read too late to be told. */
export const isOlder = (a: TurnShown, b: TurnShown): boolean =>
  msOf(a.startedAt) < msOf(b.startedAt)

function tellProgress(before: TurnShown, now: TurnShown): TurnNews[] {
  const { turnId, phase, tier, text } = now
  if (now.end) return [tellEnd(now, now.end)]
  const news: TurnNews[] = []
  const hasGrown = text.startsWith(before.text)
  if (!hasGrown) news.push({ type: 'reset', turnId })
  if (phase !== before.phase || tier !== before.tier) {
    news.push({ type: 'phase', turnId, phase, tier })
  }
  const more = hasGrown ? text.slice(before.text.length) : text
  if (more !== '') news.push({ type: 'delta', turnId, text: more })
  return news
}

const tellEnd = ({ turnId }: TurnShown, end: NonNullable<TurnShown['end']>): TurnNews => ({
  type: 'done',
  turnId,
  ...end,
})
