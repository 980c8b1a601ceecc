/** Delivers a message as the browser would, from a sender of the test's choice. */
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { RawSender } from '../sender.ts'

const OWN = { id: fakeBrowser.runtime.id }

export const PAGE: RawSender = { ...OWN, url: fakeBrowser.runtime.getURL('/sidepanel.html') }

/** Our script in the top frame of a page. */
export function contentOn(url: string, tabId = 1): RawSender {
  return { ...OWN, url, frameId: 0, documentId: `d${tabId}`, tab: { id: tabId, windowId: 10 } }
}

/** The reply, or 'silence' when nobody takes the message. */
export async function deliver(message: unknown, sender: RawSender): Promise<unknown> {
  let respond: (reply: unknown) => void = () => undefined
  const reply = new Promise((resolve) => {
    respond = resolve
  })
  const taken = await fakeBrowser.runtime.onMessage.trigger(message, asSender(sender), respond)
  return taken.some((answer) => Object.is(answer, true)) ? reply : 'silence'
}

export function message(name: string, request: unknown): unknown {
  return { bridge: 1, name, request }
}

/** Safe: the receiver reads no more of a sender than these fields. */
function asSender(sender: RawSender) {
  return sender as Parameters<typeof fakeBrowser.runtime.onMessage.trigger>[1]
}
