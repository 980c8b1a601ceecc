/** From a page to the panel of its window: the session that is to be worked on. */
import { browser } from 'wxt/browser'
import { MESSAGES, type RequestOf } from './messages.ts'
import { receive } from './receive.ts'
import { ask } from './send.ts'

export type WorkOn = Omit<RequestOf<'workOn'>, 'windowId'>

/** Whether a panel has heard it. This browser must keep the session already. */
export async function askToWorkOn(sessionId: string, more: Partial<WorkOn> = {}): Promise<boolean> {
  const { id: windowId } = await browser.windows.getCurrent()
  return windowId !== undefined && (await ask('workOn', { ...more, windowId, sessionId })).ok
}

/** Stops with `signal`. */
export async function followWorkOn(
  onAsked: (asked: WorkOn) => void,
  signal: AbortSignal,
): Promise<void> {
  const { id } = await browser.windows.getCurrent()
  if (id === undefined || signal.aborted) return
  receive(
    {
      workOn: ({ windowId: _, ...asked }) => {
        onAsked(asked)
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
