/**
 * The stand-in for Anthropic's Messages API, on 127.0.0.1 only: messages whole and streamed,
 * counting, the models, and the control door. Tests use `testing/start-assistant.ts`, which tells
 * how it is steered; this is the server behind it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnLoopback, shutServer } from '../loopback.ts'
import { answerCount, answerMessage } from './answer-message.ts'
import { createCacheDiagnostics } from './cache-diagnostics.ts'
import { answerControl } from './control.ts'
import { createLedger } from './ledger.ts'
import { MODELS, showModel } from './models.ts'
import { createPromptCache } from './prompt-cache.ts'
import { admit, readWhole } from './read-request.ts'
import { Refusal } from './refusal.ts'
import { Play, type PlayInput } from './reply.ts'
import { type Brain, createScript, type Reach } from './script.ts'
import { type Line, playInstead, sendJson, sendRefusal } from './send-answer.ts'
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
  const parts = { script, cache, seals, diagnostics }

  const controls = {
    queue: script.queue,
    queueFor: script.queueFor,
    useBrain: script.useBrain,
    pending: script.pending,
    fail: (play: PlayInput, reach?: Reach) => script.fail(Play.parse(play), reach),
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
      for (const part of [script, cache, seals, diagnostics, ledger]) part.clear()
    },
  }

  const server = createServer((incoming, outgoing) => {
    void receive(incoming, outgoing).catch((error: unknown) => {
      // The other side went away while it was still speaking.
      if (!incoming.destroyed) outgoing.destroy(error instanceof Error ? error : undefined)
    })
  })

  async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname } = new URL(incoming.url ?? '/', 'http://127.0.0.1')
    const body = await readWhole(incoming)
    if (pathname.startsWith('/_standin/')) {
      const asked = { method: incoming.method ?? 'GET', url: incoming.url ?? '', body }
      const answer = answerControl(asked, controls)
      outgoing.writeHead(answer.status, { 'content-type': 'application/json' })
      outgoing.end(JSON.stringify(answer.body))
      return
    }
    const call = ledger.open({
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      ),
      body,
    })
    const gone = new AbortController()
    outgoing.once('close', () => {
      if (call.end === 'open') call.end = 'left'
      gone.abort()
    })
    const line = { outgoing, call, gone: gone.signal }
    try {
      await route(line, pathname, admit(incoming.headers, isKey))
    } catch (error) {
      if (gone.signal.aborted) return
      await sendRefusal(line, error instanceof Refusal ? error : new Refusal(500, `${error}`))
    }
  }

  async function route(line: Line, path: string, account: string): Promise<void> {
    const asked = `${line.call.method} ${path}`
    if (asked === 'POST /v1/messages') return answerMessage(line, account, parts)
    if (await playInstead(line, script.nextFault(path))) return
    if (asked === 'POST /v1/messages/count_tokens') return answerCount(line, account, parts)
    if (asked === 'GET /v1/models') return sendJson(line, listModels(line.call.path))
    const id = /^GET \/v1\/models\/([^/]+)$/.exec(asked)?.[1]
    const model = id && MODELS.find((known) => known.id === decodeURIComponent(id))
    if (model) return sendJson(line, showModel(model))
    throw new Refusal(404, id ? `model: ${id}` : 'Not found')
  }

  const port = await listenOnLoopback(server, options.port ?? 0)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    now,
    ...controls,
    /** Hangs up on everybody and stops listening. */
    stop: () => shutServer(server),
  }
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
