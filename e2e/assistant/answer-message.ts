/**
 * `POST /v1/messages`: judges the request, takes the next reply, counts what the cache saved, and
 * sends the answer, streamed or whole. Judged before any fault is played, so that a request the
 * real one would refuse is refused here whatever was planned for it.
 */
import type { CacheDiagnostics } from './cache-diagnostics.ts'
import { composeAnswer } from './compose-answer.ts'
import type { Faults } from './faults.ts'
import { fitsSchema } from './fits-schema.ts'
import { findModel, type Model } from './models.ts'
import type { PromptCache } from './prompt-cache.ts'
import { countPrompt } from './prompt-parts.ts'
import { readBody } from './read-request.ts'
import { Refusal } from './refusal.ts'
import type { Reply } from './reply.ts'
import { CountRequest, MessagesRequest } from './request.ts'
import { brokenAnswerRule, brokenRule } from './rules.ts'
import type { Script } from './script.ts'
import { elapsed, type Line, playInstead, sendJson, sendStream } from './send-answer.ts'
import { streamEvents } from './stream-events.ts'
import type { ThinkingSeals } from './thinking-seal.ts'

export interface MessageParts {
  script: Script
  faults: Faults
  cache: PromptCache
  seals: ThinkingSeals
  diagnostics: CacheDiagnostics
}

export async function answerMessage(
  line: Line,
  account: string,
  { script, faults, cache, seals, diagnostics }: MessageParts,
): Promise<void> {
  const request = readBody(MessagesRequest, line.call.body)
  line.call.request = request
  const model = judge(request, account, seals)
  refuseIf(brokenAnswerRule(request, model))

  const fault = faults.next('/v1/messages', request)
  if (fault) line.call.play = fault.kind
  if (await playInstead(line, fault)) return
  const reply = await nextReply(script, request)
  const play = fault ?? reply.play
  if (play) line.call.play = play.kind
  if (reply.pace?.headersMs) await elapsed(reply.pace.headersMs, line.gone)
  if (line.gone.aborted || (await playInstead(line, play))) return

  const look = cache.look(request, model, account)
  const id = `msg_${line.call.requestId.slice('req_'.length)}`
  const answer = composeAnswer(request.max_tokens === 0 ? { ...reply, content: [] } : reply, {
    request,
    model,
    account,
    id,
    cache: look,
    diagnostics: diagnostics.diagnose(request),
    seals,
  })
  refuseOffSchema(reply, request, answer.message.stop_reason, answer.wire)
  line.call.message = answer.message
  cache.keep(look)
  diagnostics.remember(id, request)

  if (!request.stream) return sendJson(line, answer.message, { play })
  const events = streamEvents(answer, {
    chunk: reply.pace?.chunk,
    hasStrangers: reply.hasStrangers,
  })
  return sendStream(line, events, { play, pace: reply.pace })
}

/** `POST /v1/messages/count_tokens`. */
export async function answerCount(line: Line, account: string, parts: MessageParts): Promise<void> {
  const request = readBody(CountRequest, line.call.body)
  judge(request, account, parts.seals)
  return sendJson(line, { input_tokens: countPrompt(request) })
}

function judge(request: CountRequest, account: string, seals: ThinkingSeals): Model {
  const model = findModel(request.model)
  if (!model) throw new Refusal(404, `model: ${request.model}`)
  refuseIf(brokenRule(request, model))
  refuseIf(seals.check(request, model, account))
  return model
}

function refuseIf(why: string | undefined): void {
  if (why !== undefined) throw new Refusal(400, why)
}

async function nextReply(script: Script, request: MessagesRequest): Promise<Reply> {
  const reply = await script.nextReply(request).catch((error: unknown) => {
    throw ourFault(`The brain of the stand-in threw: ${error}`)
  })
  if (reply) return reply
  throw ourFault('The stand-in was asked for a reply and has none: queue one, or give it a brain.')
}

/** The real one never answers text that does not fit the schema, so a script must mean it. */
function refuseOffSchema(
  reply: Reply,
  request: MessagesRequest,
  stop: string | null,
  wire: readonly string[],
): void {
  const schema = request.output_config?.format?.schema
  if (!schema || reply.isOffSchema || stop !== 'end_turn') return
  const text = reply.content.flatMap(({ type }, i) => (type === 'text' ? [wire[i]] : [])).join('')
  const why = fitsSchema(schema, text)
  if (why !== undefined)
    throw ourFault(
      `The reply does not fit the schema asked for (set isOffSchema if that is meant): ${why}`,
    )
}

/** A mistake of whoever wrote the script; trying again would only hide it. */
const ourFault = (message: string) =>
  new Refusal(500, message, { headers: { 'x-should-retry': 'false' } })
