/**
 * Says that somebody works in the page, so that the ticket's clock does not take writing in the
 * ticket itself for a pause. That and nothing else: not which key, not where.
 *
 * At most once in half a minute, so that a hand at work costs the page a comparison. What the
 * page or we ourselves set off by program is no hand.
 */

export const TOLD_EVERY_MS = 30_000

export function tellWork(
  page: Document,
  now: () => number,
  tell: () => void,
  signal: AbortSignal,
): void {
  let toldAtMs = Number.NEGATIVE_INFINITY
  const hear = ({ isTrusted }: Event) => {
    if (!isTrusted || now() - toldAtMs < TOLD_EVERY_MS) return
    toldAtMs = now()
    tell()
  }
  for (const kind of ['keydown', 'pointerdown']) {
    page.addEventListener(kind, hear, { signal, passive: true, capture: true })
  }
}
