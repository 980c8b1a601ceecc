/**
 * What a test may ask the stand-in afterwards: every call that came, to the byte, and how it
 * ended. Made to be searched for secrets that must never have left the house.
 */
import type Anthropic from '@anthropic-ai/sdk'
import type { MessagesRequest } from './request.ts'

export interface AskedCall {
  seq: number
  at: string
  method: string
  /** With its query. */
  path: string
  headers: Readonly<Record<string, string>>
  /** The body as it came. */
  body: string
  requestId: string
  /** What was asked for, once it was understood; only of calls that ask for a message. */
  request?: MessagesRequest
  /** What the stand-in meant to answer. */
  message?: Anthropic.Message
  /** Why it was refused. */
  refusal?: string
  /** The fault that was played. */
  play?: string
  status?: number
  /** Names of the events sent so far, of an answer that was streamed. */
  events: string[]
  /**
   * `open` while it is not over; `answered`; `cut` by the stand-in before the end; `left` when the
   * other side hung up first.
   */
  end: 'open' | 'answered' | 'cut' | 'left'
}

export type Ledger = ReturnType<typeof createLedger>

export function createLedger(now: () => Date) {
  const calls: AskedCall[] = []
  let lastSeq = 0
  return {
    calls: calls as readonly AskedCall[],
    open(call: Pick<AskedCall, 'method' | 'path' | 'headers' | 'body'>): AskedCall {
      lastSeq += 1
      const opened: AskedCall = {
        ...call,
        seq: lastSeq,
        at: now().toISOString(),
        requestId: `req_${String(lastSeq).padStart(6, '0')}`,
        events: [],
        end: 'open',
      }
      calls.push(opened)
      return opened
    },
    /**
     * The calls in which a text occurs: in the address, a header or the body, written plainly, as
     * JSON escapes it, as an address escapes it, or in base64. Upper and lower case are one.
     */
    mentions(text: string): AskedCall[] {
      const spellings = spellingsOf(text)
      return calls.filter((call) => {
        const sent = [call.path, JSON.stringify(call.headers), call.body].join('\n').toLowerCase()
        return spellings.some((spelling) => sent.includes(spelling))
      })
    },
    clear() {
      calls.length = 0
    },
  }
}

function spellingsOf(text: string): string[] {
  const inJson = JSON.stringify(text).slice(1, -1)
  return [
    text,
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    encodeURIComponent(text),
    ...[0, 1, 2].map((before) => inBase64(text, before)),
  ].map((spelling) => spelling.toLowerCase())
}

/** What base64 makes of a text after some other bytes, without the signs it shares with others. */
function inBase64(text: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
  const from = Math.ceil((before * 8) / 6)
  return bytes.toString('base64').slice(from, Math.floor((bytes.length * 8) / 6))
}
