/**
 * What a test may ask the stand-in afterwards: every call that came, every record that changed,
 * every mail that would have been sent. Entries are numbered through in the order they happened,
 * so "stored, then the line was cut" can be told from "never stored".
 */

/** Who did it: a login name, and the door it came through. */
export type Author = { member: string; via: 'rest' | 'page' }

export type CallEntry = {
  kind: 'call'
  seq: number
  at: string
  method: string
  /** Path below `/apis/3.0`, or the whole path outside of it. */
  path: string
  query: string
  /** The body as it came, as text; empty when there was none. */
  body: string
  /** `cut` when the line was closed without an answer, `open` while none was given. */
  status: number | 'cut' | 'open'
  /** The name of the fault that was played, if any. */
  fault?: string
}

export type WriteEntry = {
  kind: 'write'
  seq: number
  at: string
  action: 'added' | 'updated' | 'deleted'
  record: WrittenRecord
  id: number
  ticketId?: number
  by: Author
}

export type MailEntry = {
  kind: 'mail'
  seq: number
  at: string
  ticketId: number
  cause: 'note' | 'time' | 'status'
  causeId: number
  to: ('contact' | 'resources' | 'cc')[]
  text: string
}

/** One attempt to tell a registered address of a change. */
export type DeliveryEntry = {
  kind: 'delivery'
  seq: number
  at: string
  callbackId: number
  url: string
  messageId: string
  /** `failed` when nothing answered in time, `notLoopback` when the stand-in did not even try. */
  status: number | 'failed' | 'notLoopback'
}

export type WrittenRecord = 'ticket' | 'note' | 'time' | 'callback'

export type LedgerEntry = CallEntry | WriteEntry | MailEntry | DeliveryEntry
