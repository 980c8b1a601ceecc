/**
 * The conversation with the model, put together from what earlier turns have sent.
 *
 * A conversation only grows, so that a prompt cache reads all that was sent before. Its head is
 * the ticket, handed over as the result of a tool call that we write: text of others never stands
 * where a person speaks. Each turn adds such a result with what is new in the record, and, apart
 * from it, what the technician says. When a conversation has become long, the next turn begins an
 * epoch: a new head from the record as it stands, with the last of the talk.
 */
import { canonicalJson } from '../canonical-json.ts'
import type { Exchange, Sent, SentBlock, SentMessage } from './exchange.ts'

/** As much as is sent before a new epoch may begin. */
const EPOCH_TOKENS = 30_000
const CHARS_PER_TOKEN = 3.5
const LAST_TURNS = 3

export interface Asked {
  /** What the technician says, or what they want when they only pressed for it. */
  words: string
  /** What is new in the record, or all of it where an epoch begins. */
  record: object
}

export interface Talk {
  said: string
  replied: string
}

/**
 * A record that is long in itself makes every epoch long from the start; another one is worth
 * its price only once the talk has added half as much again. One in which machines were named,
 * or were not, is not gone on with when that is to be otherwise.
 */
export function beginsEpoch(earlier: readonly Exchange[], hidesHosts = false): boolean {
  const [first, ...rest] = earlier
  if (!first) return true
  if (earlier.some((one) => (one.hidesHosts ?? false) !== hidesHosts)) return true
  const [begun, added] = [tokensOf(sentBy(first)), tokensOf(rest.flatMap(sentBy))]
  return begun + added > EPOCH_TOKENS && added > begun / 2
}

/** The head of an epoch: the ticket and the last of the talk. */
export const headOf = (ticket: object, talk: readonly Talk[]): Sent[] => [
  user(text('A technician has opened this ticket.')),
  call('ticket', 'read_ticket'),
  user(result('ticket', ticket)),
  ...talk
    .slice(-LAST_TURNS)
    .flatMap(({ said, replied }): Sent[] => [
      user(text(said)),
      assistant(text(canonicalJson({ reply_md: replied }))),
    ]),
]

/** What a turn adds; `n` counts the turns of the epoch. */
export function askedOf({ words, record }: Asked, n: number): Sent[] {
  const id = `record_${n}`
  return [call(id, 'read_record'), user(result(id, record)), user(text(words))]
}

export const answeredOf = (applied: object): Sent[] => [assistant(text(canonicalJson(applied)))]

const sentBy = ({ head, asked, answered }: Exchange): Sent[] => [
  ...(head ?? []),
  ...asked,
  ...(answered ?? []),
]

/** Everything that is sent: neighbours of one role are one message. */
export function messagesOf(earlier: readonly Exchange[], now: readonly Sent[]): SentMessage[] {
  const messages: SentMessage[] = []
  for (const { role, block } of [...earlier.flatMap(sentBy), ...now]) {
    const last = messages.at(-1)
    if (last?.role === role) last.content.push(block)
    else messages.push({ role, content: [block] })
  }
  return messages
}

const tokensOf = (sent: readonly Sent[]): number =>
  sent.reduce((sum, { block }) => sum + JSON.stringify(block).length, 0) / CHARS_PER_TOKEN

const text = (words: string): SentBlock => ({ type: 'text', text: words })
const result = (id: string, given: object): SentBlock => ({
  type: 'tool_result',
  tool_use_id: id,
  content: canonicalJson(given),
})
const user = (block: SentBlock): Sent => ({ role: 'user', block })
const assistant = (block: SentBlock): Sent => ({ role: 'assistant', block })
const call = (id: string, name: string): Sent =>
  assistant({ type: 'tool_use', id, name, input: {} })
