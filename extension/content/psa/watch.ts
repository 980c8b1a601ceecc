/**
 * When to look at the page.
 *
 * ConnectWise swaps its screens without loading, and a MutationObserver that is always on
 * costs a third of the page's own work while it does. So nothing is observed: after a
 * navigation we look once per frame until the ticket is certain, then ever more seldom, then
 * not at all. A click or a move of the focus may open an editor and is worth a few looks. A
 * screen can also be shown again by its style alone, without navigation; for that one look
 * in three seconds remains while the page is visible.
 * Hidden pages draw no frames, so there a slow timer looks.
 */

/** Looks once; true when nothing more is expected to change by itself. */
export type LookOnce = () => boolean

const EVERY_FRAME_FOR_MS = 5_000
const THEN_EVERY_MS = 100
const GIVE_UP_AFTER_MS = 20_000
const AFTER_TOUCH_FOR_MS = 1_000
const HEARTBEAT_MS = 3_000
const HIDDEN_EVERY_MS = 1_500

/** Looks at once, and from then on when there is a reason to, until `signal`. */
export function watchPage(page: Document, lookOnce: LookOnce, signal: AbortSignal): void {
  const { defaultView: view } = page
  if (!view || signal.aborted) return
  let frame: number | undefined
  let timer: number | undefined
  let lookUntilMs = 0
  let lingerUntilMs = 0
  let everyFrameUntilMs = 0

  const stop = () => {
    if (frame !== undefined) view.cancelAnimationFrame(frame)
    if (timer !== undefined) view.clearTimeout(timer)
    frame = timer = undefined
  }
  const look = () => {
    stop()
    if (signal.aborted) return
    const isSettled = lookOnce()
    const nowMs = view.performance.now()
    const waitMs = isSettled
      ? pauseWhen(nowMs < lingerUntilMs)
      : pauseWhen(nowMs < lookUntilMs, nowMs < everyFrameUntilMs)
    if (waitMs === undefined) return
    if (page.hidden) timer = view.setTimeout(look, HIDDEN_EVERY_MS)
    else if (waitMs === 0) frame = view.requestAnimationFrame(look)
    else timer = view.setTimeout(look, waitMs)
  }
  const onNavigation = () => {
    const nowMs = view.performance.now()
    everyFrameUntilMs = nowMs + EVERY_FRAME_FOR_MS
    lookUntilMs = nowMs + GIVE_UP_AFTER_MS
    look()
  }
  const onTouch = () => {
    lingerUntilMs = view.performance.now() + AFTER_TOUCH_FOR_MS
    if (frame === undefined && timer === undefined) timer = view.setTimeout(look, 0)
  }

  const listen = { signal, passive: true, capture: true }
  for (const event of ['hashchange', 'popstate', 'pageshow']) {
    view.addEventListener(event, onNavigation, listen)
  }
  // Also said for the page's own `pushState`, which no script beside the page can hook.
  for (const event of ['currententrychange', 'navigatesuccess']) {
    navigationOf(view)?.addEventListener(event, onNavigation, listen)
  }
  for (const event of ['click', 'focusin']) page.addEventListener(event, onTouch, listen)
  page.addEventListener('visibilitychange', onNavigation, listen)

  const heartbeat = view.setInterval(() => {
    const isLooking = frame !== undefined || timer !== undefined
    if (!page.hidden && !isLooking) lookOnce()
  }, HEARTBEAT_MS)
  signal.addEventListener('abort', () => {
    stop()
    view.clearInterval(heartbeat)
  })
  onNavigation()
}

function pauseWhen(goesOn: boolean, isEveryFrame = false): number | undefined {
  if (!goesOn) return undefined
  return isEveryFrame ? 0 : THEN_EVERY_MS
}

/** Absent in older browsers, where `hashchange` and `popstate` must do. */
function navigationOf(view: Window): EventTarget | undefined {
  return 'navigation' in view && view.navigation instanceof EventTarget
    ? view.navigation
    : undefined
}
