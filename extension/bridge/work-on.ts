/** Hears which session a page of this window wants to be worked on; stops with `signal`. */
import { browser } from 'wxt/browser'
import { receive } from './receive.ts'

export async function followWorkOn(
  onAsked: (sessionId: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { id } = await browser.windows.getCurrent()
  if (id === undefined || signal.aborted) return
  receive(
    {
      workOn: ({ windowId, sessionId }) => {
        if (windowId === id) onAsked(sessionId)
        return {}
      },
    },
    { isGranted: async () => false },
    signal,
  )
}
