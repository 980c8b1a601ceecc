/** What the browser itself shows of notices: asked for once, shown, clicked, taken away. */
import { browser } from 'wxt/browser'

const ASKED = { permissions: ['notifications' as const] }

export const mayShowNotices = (): Promise<boolean> => browser.permissions.contains(ASKED)

/** Must be called in the click itself. */
export const askToShowNotices = (): Promise<boolean> => browser.permissions.request(ASKED)

/** For a panel; see `panel/notice/show-in-browser.ts`. */
export const browserNotices = {
  isAllowed: mayShowNotices,
  /** Whether this panel's window is the one that is worked in. */
  isInFront: async (): Promise<boolean> => (await browser.windows.getCurrent()).focused,
  /** By the first panel that asks, as long as it is open. */
  claim(id: string, signal: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const held = new Promise<void>((done) => signal.addEventListener('abort', () => done()))
    void navigator.locks.request(`notice ${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock ? held : undefined
    })
    return promise
  },
  async show(id: string, text: string): Promise<void> {
    await browser.notifications.create(id, {
      type: 'basic',
      iconUrl: browser.runtime.getURL('/icon/128.png'),
      title: 'ResolutionFlow',
      message: text,
    })
  },
  async clear(id: string): Promise<void> {
    await browser.notifications.clear(id)
  },
  hearClicks(onClick: (id: string) => void): () => void {
    const { onClicked } = browser.notifications
    onClicked.addListener(onClick)
    return () => onClicked.removeListener(onClick)
  },
  async bringToFront(): Promise<void> {
    const { id } = await browser.windows.getCurrent()
    if (id !== undefined) await browser.windows.update(id, { focused: true })
  },
  now: () => new Date(),
}
