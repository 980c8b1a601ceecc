/** Hears that somebody works in the ticket's page beside this panel; stops with `signal`. */
import { browser } from 'wxt/browser'
import { receive } from './receive.ts'

export async function followWorkInView(onWork: () => void, signal: AbortSignal): Promise<void> {
  const { id } = await browser.windows.getCurrent()
  if (id === undefined || signal.aborted) return
  receive(
    {
      workInView: ({ windowId }) => {
        if (windowId === id) onWork()
        return {}
      },
    },
    { isGranted: async () => false },
    signal,
  )
}
