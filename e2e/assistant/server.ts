/**
 * The stand-in for Anthropic's Messages API, on 127.0.0.1 only: messages whole and streamed,
 * counting, the models, and the control door. Tests use `testing/start-assistant.ts`, which tells
 * how it is steered; this is the server behind it.
 */
import { answerCount, answerMessage } from './answer-message.ts'
import { createCacheDiagnostics } from './cache-diagnostics.ts'
import { answerControl } from './control.ts'
import { createFaults, type Reach } from './faults.ts'
import { createLedger } from './ledger.ts'
import { MODELS, showModel } from './models.ts'
import { createPromptCache } from './prompt-cache.ts'
import { admit } from './read-request.ts'
import { errorBody, Refusal } from './refusal.ts'
import { Play, type PlayInput } from './reply.ts'
import { type Brain, createScript } from './script.ts'
import { type House, type Line, playInstead, sendJson } from './send-answer.ts'
import { serveCalls } from './serve-calls.ts'
import { createThinkingSeals } from './thinking-seal.ts'

export interface AssistantOptions {
  now?: () => Date
  /** 0, the default, takes any free port. */
  port?: number
  brain?: Brain
  /** Which keys are let in; every one when left out. */
  isKey?: (key: string) => boolean
}

export type Assistant = Awaited<ReturnType<typeof serveAssistant>>

export async function serveAssistant(options: AssistantOptions = {}) {
  const { now: clock = () => new Date(), isKey = () => true } = options
  let movedMs = 0
  const now = () => new Date(clock().getTime() + movedMs)
  const ledger = createLedger(now)
  const script = createScript(options.brain)
  const cache = createPromptCache(() => now().getTime())
  const seals = createThinkingSeals()
  const diagnostics = createCacheDiagnostics()
  const faults = createFaults('/v1/messages')
  const parts = { script, faults, cache, seals, diagnostics }

  const controls = {
    queue: script.queue,
    queueFor: script.queueFor,
    useBrain: script.useBrain,
    pending: script.pending,
    fail: (play: PlayInput, reach?: Reach) => faults.add(Play.parse(play), reach),
    /** Every call so far, also those that were refused. */
    calls: ledger.calls,
    /** The requests for a message that were understood, in the order in which they came. */
    requests: () => ledger.calls.flatMap((call) => (call.request ? [call.request] : [])),
    mentions: ledger.mentions,
    moveClock(ms: number) {
      movedMs += ms
    },
    /** Forgets all but the brain it was started with; the clock stays where it is. */
    reset() {
      for (const part of [...Object.values(parts), ledger]) part.clear()
    },
  }

  async function route(line: Line, path: string, account: string): Promise<void> {
    const asked = `${line.call.method} ${path}`
    if (asked === 'POST /v1/messages') return answerMessage(line, account, parts)
    if (await playInstead(line, faults.next(path))) return
    if (asked === 'POST /v1/messages/count_tokens') return answerCount(line, account, parts)
    if (asked === 'GET /v1/models') return sendJson(line, listModels(line.call.path))
    const id = /^GET \/v1\/models\/([^/]+)$/.exec(asked)?.[1]
    const model = id && MODELS.find((known) => known.id === decodeURIComponent(id))
    if (model) return sendJson(line, showModel(model))
    throw new Refusal(404, id ? `model: ${id}` : 'Not found')
  }

  const served = await serveCalls({
    ledger,
    house: HOUSE,
    port: options.port,
    answer: (line, path, { headers }) => route(line, path, admit(headers, isKey)),
    control(asked, outgoing) {
      if (!asked.path.startsWith('/_standin/')) return false
      const { status, body } = answerControl(asked, controls)
      outgoing.writeHead(status, { 'content-type': 'application/json' })
      outgoing.end(JSON.stringify(body))
      return true
    },
  })
  return { ...served, now, ...controls }
}

const HOUSE: House = {
  headers: ({ requestId }) => ({
    'request-id': requestId,
    'anthropic-organization-id': 'org_standin',
    'anthropic-workspace-id': 'wrkspc_standin',
  }),
  refusal: (refusal, { requestId }) => errorBody(refusal, requestId),
}

/** Active and deprecated ones, unless others are asked for; newest first. */
function listModels(path: string) {
  const { searchParams } = new URL(path, 'http://127.0.0.1')
  const stages = [...searchParams.entries()].flatMap(([name, value]) =>
    name.startsWith('lifecycle') ? [value] : [],
  )
  const wanted = stages.length > 0 ? stages : ['active', 'deprecated']
  const shown = MODELS.filter(({ lifecycle }) => wanted.includes(lifecycle))
  const after = shown.findIndex(({ id }) => id === searchParams.get('after_id'))
  const page = shown.slice(after + 1, after + 1 + Number(searchParams.get('limit') ?? 20))
  return {
    data: page.map(showModel),
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
    has_more: after + 1 + page.length < shown.length,
  }
}
