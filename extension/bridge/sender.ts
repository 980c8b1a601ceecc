/**
 * Who sent a message, judged by what the browser says of the sender and by nothing in the
 * message itself.
 *
 * Undefined, and so refused: other extensions, frames inside a page, and pages that are no
 * ConnectWise site. Sites beside the cloud count while the person grants them (`isGranted`).
 */
import { browser } from 'wxt/browser'
import { isKnownHost, isRestHost, originOf } from '#shared/ticket/ticket-ref.ts'

export type Sender =
  | { kind: 'extension' }
  | { kind: 'content'; tabId: number; windowId: number; origin: string; documentId?: string }

/** The browser's record of a sender, as far as we read it. */
export interface RawSender {
  id?: string | undefined
  url?: string | undefined
  frameId?: number | undefined
  documentId?: string | undefined
  tab?: { id?: number | undefined; windowId?: number | undefined } | undefined
}

export async function judgeSender(
  raw: RawSender,
  isGranted: (origin: string) => Promise<boolean>,
): Promise<Sender | undefined> {
  if (raw.id !== browser.runtime.id || raw.url === undefined) return undefined
  if (raw.url.startsWith(ownAddress())) return { kind: 'extension' }

  const origin = originOf(raw.url)
  const { id: tabId, windowId } = raw.tab ?? {}
  if (origin === undefined || tabId === undefined || windowId === undefined) return undefined
  if (raw.frameId !== 0 || isRestHost(raw.url)) return undefined
  if (!isKnownHost(raw.url) && !(await isGranted(origin))) return undefined
  const documentId = raw.documentId === undefined ? {} : { documentId: raw.documentId }
  return { kind: 'content', tabId, windowId, origin, ...documentId }
}

function ownAddress(): string {
  return browser.runtime.getURL('/')
}
