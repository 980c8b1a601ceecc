/**
 * What the tab in front of this panel's window shows, now and whenever it changes.
 *
 * Follows the window in which it is called. What the worker last kept of the tab may be had
 * before the worker can be asked (`early`); it is asked all the same. The first answer is asked
 * for after listening has begun, so that no change falls between; stops with `signal`.
 */
import { browser } from 'wxt/browser'
import { TicketView } from './messages.ts'
import { receive } from './receive.ts'
import { ask } from './send.ts'

export interface EarlyView {
  windowId: number
  /** What the worker last kept of the tab in front, unchecked. */
  kept: unknown
}

export async function followTicketInView(
  onView: (view: TicketView | undefined) => void,
  signal: AbortSignal,
  early: Promise<EarlyView | undefined> = Promise.resolve(undefined),
): Promise<void> {
  const before = await early
  const windowId = before?.windowId ?? (await browser.windows.getCurrent()).id
  if (windowId === undefined || signal.aborted) return
  let changes = 0
  receive(
    {
      ticketInViewChanged: (change) => {
        if (change.windowId !== windowId) return {}
        changes += 1
        onView(change.view)
        return {}
      },
    },
    { isGranted: async () => false },
    signal,
  )
  const kept = TicketView.safeParse(before?.kept)
  if (kept.success) onView(kept.data)
  const first = await ask('ticketInView', { windowId })
  // A change that came in meanwhile is newer than this answer.
  if (!signal.aborted && changes === 0 && first.ok) onView(first.answer.view)
}
