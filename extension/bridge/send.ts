/**
 * Saying something to another surface and getting a checked answer.
 *
 * Nothing here throws for what the other side does: a surface that is gone, too old or broken
 * is a value with a code.
 */
import { browser } from 'wxt/browser'
import { type Answered, MESSAGES, type MessageName, Reply, type RequestOf } from './messages.ts'

/** To the worker and to all our pages; the one that knows the message answers. */
export function ask<N extends MessageName>(name: N, request: RequestOf<N>): Promise<Answered<N>> {
  return checked(name, () => browser.runtime.sendMessage({ bridge: 1, name, request }))
}

/** To the content script in the top frame of one tab; with `documentId`, of that page load only. */
export function askTab<N extends MessageName>(
  tab: { tabId: number; documentId?: string | undefined },
  name: N,
  request: RequestOf<N>,
): Promise<Answered<N>> {
  // Where browsers do not know document ids (Firefox), the worker was told none.
  const to = tab.documentId === undefined ? { frameId: 0 } : { documentId: tab.documentId }
  return checked(name, () => browser.tabs.sendMessage(tab.tabId, { bridge: 1, name, request }, to))
}

async function checked<N extends MessageName>(
  name: N,
  send: () => Promise<unknown>,
): Promise<Answered<N>> {
  let raw: unknown
  try {
    raw = await send()
  } catch {
    return { ok: false, code: 'nobody' } // the browser's word for it: no receiving end
  }
  if (raw === undefined || raw === null) return { ok: false, code: 'nobody' }
  const reply = Reply.safeParse(raw)
  if (!reply.success) return { ok: false, code: 'malformed' }
  if (!reply.data.ok) return reply.data
  const answer = MESSAGES[name].answer.safeParse(reply.data.answer)
  return answer.success ? asAnswered<N>(answer.data) : { ok: false, code: 'malformed' }
}

/** Safe: the schema of this very message has just accepted the value. */
function asAnswered<N extends MessageName>(answer: unknown): Answered<N> {
  return { ok: true, answer } as Answered<N>
}
