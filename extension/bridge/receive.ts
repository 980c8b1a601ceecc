/**
 * Answering what other surfaces say.
 *
 * Each message is parsed where it arrives and its sender is judged; what is unknown,
 * malformed or sent by one who may not is refused and logged, without its contents. A message
 * that is meant for another surface is left alone, since all of them hear it.
 */
import { browser } from 'wxt/browser'
import {
  type AnswerOf,
  Envelope,
  isMessageName,
  MESSAGES,
  type MessageName,
  type NotAnswered,
  type RequestOf,
} from './messages.ts'
import { judgeSender, type RawSender, type Sender } from './sender.ts'

export type Answers = {
  [N in MessageName]?: (request: RequestOf<N>, sender: Sender) => AnswerOf<N> | Promise<AnswerOf<N>>
}

export interface Rules {
  /** Whether the person grants this ConnectWise site; asked only for sites beside the cloud. */
  isGranted: (origin: string) => Promise<boolean>
  /** Of several surfaces that answer the same message, whether it is for this one. */
  isForMe?: (request: unknown) => boolean
  /** The worker alone says that a message is unknown, so that it is said once. */
  refusesUnknown?: boolean
}

/** Starts answering at once, and stops with `signal`. */
export function receive(answers: Answers, rules: Rules, signal?: AbortSignal): void {
  const listener = (raw: unknown, sender: RawSender, respond: (reply: unknown) => void) => {
    const envelope = Envelope.safeParse(raw)
    const name = envelope.success ? envelope.data.name : ''
    const isMine = isMessageName(name) && Object.hasOwn(answers, name)
    if (!isMine && !rules.refusesUnknown) return
    if (!isMine && isMessageName(name)) return // another surface answers this one
    if (rules.isForMe && !rules.isForMe(envelope.data?.request)) return
    const reply = isMine
      ? answerOne(name, envelope.data?.request, sender, answers, rules)
      : Promise.resolve(refused('unknown', 'a message of no known kind'))
    void reply.then(respond)
    return true // the answer follows
  }
  browser.runtime.onMessage.addListener(listener)
  signal?.addEventListener('abort', () => browser.runtime.onMessage.removeListener(listener))
}

async function answerOne(
  name: MessageName,
  rawRequest: unknown,
  rawSender: RawSender,
  answers: Answers,
  rules: Rules,
): Promise<unknown> {
  const sender = await judgeSender(rawSender, rules.isGranted)
  if (!sender || !mayBeSentBy(name, sender)) return refused('notAllowed', name)
  const request = MESSAGES[name].request.safeParse(rawRequest)
  if (!request.success) return refused('malformed', name)
  try {
    return { ok: true, answer: await answerOf(answers, name)(request.data, sender) }
  } catch (error) {
    console.error(`Answering "${name}" broke`, error)
    return { ok: false, code: 'broke' satisfies NotAnswered }
  }
}

function mayBeSentBy(name: MessageName, sender: Sender): boolean {
  const from: readonly Sender['kind'][] = MESSAGES[name].from
  return from.includes(sender.kind)
}

/** Safe: the request was parsed by the schema of the same name, which the compiler cannot see. */
function answerOf(answers: Answers, name: MessageName) {
  return answers[name] as (request: unknown, sender: Sender) => unknown
}

function refused(code: NotAnswered, what: string): { ok: false; code: NotAnswered } {
  console.warn(`Refused a message (${code}): ${what}`)
  return { ok: false, code }
}
