/**
 * When to look at the page.
 *
 * ConnectWise swaps its screens without loading, and a MutationObserver that is always on
 * costs a third of the page's own work while it does. So nothing is observed: after a
 * navigation we look once per frame until the ticket is certain, then ever more seldom, then
 * not at all. A look asks where things stand, and asked in the middle of the page's own work it
 * would make the browser lay out everything at once and again afterwards; so each waits for the
 * frame to be drawn and looks right behind it, when the layout is there anyway. A click or a move of the focus may open an editor and is worth a few looks. A
 * screen can also be shown again by its style alone, without navigation; for that one look
 * in three seconds remains while the page is visible.
 * Hidden pages draw no frames, so there a slow timer looks.
 */

/** Looks once; true when nothing more is expected to change by itself. */
export type LookOnce = () => boolean

/** How often, by the time since the navigation; 0 is once per frame. Then only the slow beat. */
const PACES = [
  { untilMs: 1_000, everyMs: 0 },
  // Three frames: nobody sees the difference, and a large page feels none.
  { untilMs: 5_000, everyMs: 50 },
  { untilMs: 20_000, everyMs: 250 },
]
const AFTER_TOUCH = { untilMs: 1_000, everyMs: 100 }
const HEARTBEAT_MS = 3_000
const HIDDEN_EVERY_MS = 1_500
/** A window that is covered may draw nothing and not say so. */
const NO_FRAME_MS = 250

/** Looks behind the next frame, and from then on when there is a reason to, until `signal`. */
export function watchPage(lookOnce: LookOnce, signal: AbortSignal): void {
  if (signal.aborted) return
  let frame: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let navigatedAtMs = 0
  let touchedAtMs = Number.NEGATIVE_INFINITY

  const stop = () => {
    if (frame !== undefined) cancelAnimationFrame(frame)
    if (timer !== undefined) clearTimeout(timer)
    frame = timer = undefined
  }
  const look = () => {
    stop()
    if (signal.aborted) return
    const isSettled = lookOnce()
    const nowMs = performance.now()
    const waitMs = isSettled
      ? paceOf([AFTER_TOUCH], nowMs - touchedAtMs)
      : paceOf(PACES, nowMs - navigatedAtMs)
    if (waitMs === undefined) return
    plan(waitMs)
  }
  const plan = (waitMs: number) => {
    stop()
    if (document.hidden) timer = setTimeout(look, HIDDEN_EVERY_MS)
    else if (waitMs > 0) timer = setTimeout(() => plan(0), waitMs)
    else {
      frame = requestAnimationFrame(behindFrame)
      timer = setTimeout(look, NO_FRAME_MS)
    }
  }
  const behindFrame = () => {
    stop()
    // A task of its own comes after the frame's layout and painting.
    timer = setTimeout(look, 0)
  }
  const onNavigation = () => {
    navigatedAtMs = performance.now()
    if (document.hidden) look()
    else plan(0)
  }
  const onTouch = () => {
    touchedAtMs = performance.now()
    if (frame === undefined && timer === undefined) plan(0)
  }

  const listen = { signal, passive: true, capture: true }
  for (const event of ['hashchange', 'popstate', 'pageshow']) {
    window.addEventListener(event, onNavigation, listen)
  }
  // Also said for the page's own `pushState`, which no script beside the page can hook.
  for (const event of ['currententrychange', 'navigatesuccess']) {
    navigation()?.addEventListener(event, onNavigation, listen)
  }
  for (const event of ['click', 'focusin']) document.addEventListener(event, onTouch, listen)
  document.addEventListener('visibilitychange', onNavigation, listen)

  const heartbeat = setInterval(() => {
    const isLooking = frame !== undefined || timer !== undefined
    if (!document.hidden && !isLooking) plan(0)
  }, HEARTBEAT_MS)
  signal.addEventListener('abort', () => {
    stop()
    clearInterval(heartbeat)
  })
  onNavigation()
}

/** Undefined: the time is over. */
function paceOf(paces: typeof PACES, sinceMs: number): number | undefined {
  return paces.find(({ untilMs }) => sinceMs < untilMs)?.everyMs
}

/** Absent in older browsers, where `hashchange` and `popstate` must do. */
function navigation(): EventTarget | undefined {
  return 'navigation' in window && window.navigation instanceof EventTarget
    ? window.navigation
    : undefined
}
