/** From a page to the panel of its window: the session that is to be worked on. */
import { browser } from 'wxt/browser'
import { MESSAGES } from './messages.ts'
import { receive } from './receive.ts'
import { ask } from './send.ts'

/** Whether a panel has heard it. This browser must keep the session already. */
export async function askToWorkOn(sessionId: string): Promise<boolean> {
  const { id: windowId } = await browser.windows.getCurrent()
  return windowId !== undefined && (await ask('workOn', { windowId, sessionId })).ok
}

/** Stops with `signal`. */
export async function followWorkOn(
  onAsked: (sessionId: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { id } = await browser.windows.getCurrent()
  if (id === undefined || signal.aborted) return
  receive(
    {
      workOn: ({ sessionId }) => {
        onAsked(sessionId)
        return {}
      },
    },
    {
      isGranted: async () => false,
      // A panel of another window leaves it alone, or it would seem to have been shown.
      isForMe: (request) => MESSAGES.workOn.request.safeParse(request).data?.windowId === id,
    },
    signal,
  )
}
