/**
 * The stand-in for the embedder, Voyage's API on 127.0.0.1: `POST /v1/embeddings` and
 * `POST /v1/rerank`. Vectors come from words (`embed-text.ts`), so that what is alike comes close
 * without a model. `fail(play, { times, path })` lays faults over the next calls, `calls` and
 * `mentions` tell what was sent.
 *
 * It refuses what Voyage refuses: a key that is missing, a model or a size nobody knows, an empty
 * text, too many texts or tokens at once, and a text too long for the model when it may not be cut.
 */
import * as z from 'zod/mini'
import { DIMENSIONS, type Dimension, embedText, likeness } from './embed-text.ts'
import { createFaults, type Reach } from './faults.ts'
import { createLedger } from './ledger.ts'
import { bearerOf, readBody } from './read-request.ts'
import { Refusal } from './refusal.ts'
import { Play, type PlayInput } from './reply.ts'
import { type House, type Line, playInstead, sendJson } from './send-answer.ts'
import { serveCalls } from './serve-calls.ts'
import { countText } from './tokens.ts'

export interface EmbedderOptions {
  now?: () => Date
  port?: number
  isKey?: (key: string) => boolean
}

export type Embedder = Awaited<ReturnType<typeof startEmbedder>>

/** Tokens that fit into one call. */
const EMBEDDING_MODELS: Record<string, number> = {
  'voyage-4-large': 120_000,
  'voyage-4': 320_000,
  'voyage-4-lite': 1_000_000,
}
const RERANK_MODELS = ['rerank-2.5', 'rerank-2.5-lite']
const MOST = { texts: 1_000, textTokens: 32_000, queryTokens: 8_000, rerankTokens: 600_000 }

const EmbedRequest = z.strictObject({
  input: z.union([z.string(), z.array(z.string())]),
  model: z.string(),
  input_type: z.nullish(z.enum(['query', 'document'])),
  truncation: z._default(z.boolean(), true),
  output_dimension: z.nullish(z.int()),
  output_dtype: z.optional(z.literal('float')),
  encoding_format: z.nullish(z.literal('base64')),
})

const RerankRequest = z.strictObject({
  query: z.string(),
  documents: z.array(z.string()),
  model: z.string(),
  top_k: z.nullish(z.int().check(z.gte(1))),
  return_documents: z._default(z.boolean(), false),
  truncation: z._default(z.boolean(), true),
})

export async function startEmbedder(options: EmbedderOptions = {}) {
  const { now = () => new Date(), isKey = () => true } = options
  const ledger = createLedger(now)
  const faults = createFaults('/v1/embeddings')
  const served = await serveCalls({
    ledger,
    house: HOUSE,
    port: options.port,
    async answer(line, path, { headers }) {
      const key = bearerOf(headers)
      if (!key || !isKey(key)) throw new Refusal(401, 'Provided API key is invalid.')
      const work = line.call.method === 'POST' ? ROUTES[path] : undefined
      if (!work) throw new Refusal(404, 'Not Found')
      const body = work(line)
      const play = faults.next(path)
      if (play) line.call.play = play.kind
      if (await playInstead(line, play)) return
      await sendJson(line, body, { play })
    },
  })
  return {
    ...served,
    calls: ledger.calls,
    mentions: ledger.mentions,
    fail: (play: PlayInput, reach?: Reach) => faults.add(Play.parse(play), reach),
    reset() {
      faults.clear()
      ledger.clear()
    },
  }
}

const HOUSE: House = { headers: () => ({}), refusal: ({ message }) => ({ detail: message }) }

const ROUTES: Record<string, (line: Line) => object> = {
  '/v1/embeddings': ({ call }) => embed(readBody(EmbedRequest, call.body)),
  '/v1/rerank': ({ call }) => rerank(readBody(RerankRequest, call.body)),
}

function embed(request: z.infer<typeof EmbedRequest>): object {
  const { model } = request
  const most = EMBEDDING_MODELS[model]
  if (most === undefined) throw unknownModel(model, Object.keys(EMBEDDING_MODELS))
  const dimension = DIMENSIONS.find((known) => known === (request.output_dimension ?? 1024))
  if (!dimension)
    throw new Refusal(400, `Invalid output_dimension for ${model}. Use one of ${DIMENSIONS}.`)
  const given = typeof request.input === 'string' ? [request.input] : request.input
  checkCount(given, 'input')
  const texts = given.map((text) => cutToFit(text, MOST.textTokens, request.truncation))
  const tokens = sumTokens(texts)
  if (tokens > most) throw tooManyTokens(tokens, most)
  return {
    object: 'list',
    data: texts.map((text, index) => {
      const vector = embedText(text, `${model} ${request.input_type ?? ''}`, dimension)
      return { object: 'embedding', embedding: write(vector, request.encoding_format), index }
    }),
    model,
    usage: { total_tokens: tokens },
  }
}

function rerank(request: z.infer<typeof RerankRequest>): object {
  const { query, documents, model } = request
  if (!RERANK_MODELS.includes(model)) throw unknownModel(model, RERANK_MODELS)
  checkCount([query], 'query')
  checkCount(documents, 'documents')
  const asked = cutToFit(query, MOST.queryTokens, request.truncation)
  const texts = documents.map((text) =>
    cutToFit(text, MOST.textTokens - countText(asked), request.truncation),
  )
  const tokens = countText(asked) * texts.length + sumTokens(texts)
  if (tokens > MOST.rerankTokens) throw tooManyTokens(tokens, MOST.rerankTokens)
  const scale: Dimension = 2048
  const wanted = embedText(asked, model, scale)
  const ranked = texts
    .map((text, index) => ({
      index,
      relevance_score: Math.max(0, likeness(wanted, embedText(text, model, scale))),
      ...(request.return_documents ? { document: text } : {}),
    }))
    .sort((a, b) => b.relevance_score - a.relevance_score)
  return {
    object: 'list',
    data: ranked.slice(0, request.top_k ?? undefined),
    model,
    usage: { total_tokens: tokens },
  }
}

function checkCount(texts: readonly string[], name: string): void {
  if (texts.length === 0 || texts.length > MOST.texts)
    throw new Refusal(400, `${name} must have 1 to ${MOST.texts} texts; it has ${texts.length}.`)
  const empty = texts.findIndex((text) => text.trim() === '')
  if (empty >= 0) throw new Refusal(400, `${name} cannot contain empty strings; see ${empty}.`)
}

/** The text, cut to the tokens that the model reads if it may be. */
function cutToFit(text: string, most: number, mayCut: boolean): string {
  const tokens = countText(text)
  if (tokens <= most) return text
  if (!mayCut)
    throw new Refusal(400, `A text has ${tokens} tokens; the model reads ${most} at most.`)
  return text.slice(0, Math.floor((text.length * most) / tokens))
}

function write(vector: readonly number[], format: 'base64' | null | undefined) {
  return format === 'base64'
    ? Buffer.from(Float32Array.from(vector).buffer).toString('base64')
    : vector
}

const sumTokens = (texts: readonly string[]) =>
  texts.reduce((sum, text) => sum + countText(text), 0)

const unknownModel = (model: string, known: readonly string[]) =>
  new Refusal(400, `Model ${model} is not supported. Supported models are ${known.join(', ')}.`)

const tooManyTokens = (tokens: number, most: number) =>
  new Refusal(
    400,
    `The request has ${tokens} tokens after truncation; at most ${most} fit into one batch.`,
  )
