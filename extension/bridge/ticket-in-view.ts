/**
 * What the tab in front of this panel's window shows, now and whenever it changes.
 *
 * Follows the window in which it is called. The first answer is asked for after listening has
 * begun, so that no change falls between; stops with `signal`.
 */
import { browser } from 'wxt/browser'
import type { TicketView } from './messages.ts'
import { receive } from './receive.ts'
import { ask } from './send.ts'

export async function followTicketInView(
  onView: (view: TicketView | undefined) => void,
  signal: AbortSignal,
): Promise<void> {
  const { id: windowId } = await browser.windows.getCurrent()
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
  const first = await ask('ticketInView', { windowId })
  // A change that came in meanwhile is newer than this answer.
  if (!signal.aborted && changes === 0 && first.ok) onView(first.answer.view)
}
