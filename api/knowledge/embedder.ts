/**
 * The embedder: texts to vectors by Voyage's HTTP API, and hits into a better order.
 *
 * A client of its own, since there is little to it. Nothing that the network or the vendor does
 * is thrown: a search goes on without it. After a failure it is left alone for a while, so that
 * not every search waits for what does not answer. Of texts nothing is logged.
 */
import * as z from 'zod/mini'
import type { Config } from '../config.ts'

export type EmbedFailure = 'auth' | 'rate' | 'busy' | 'refused' | 'invalid' | 'slow' | 'network'

export interface Embedded {
  vectors: number[][]
  tokens: number
}

export interface Ranking {
  /** Places of the texts, best first. */
  order: number[]
  tokens: number
}

export interface Embedder {
  readonly indexModel: string
  readonly queryModel: string
  readonly rerankModel: string | null
  readonly dims: number
  /** Texts that are searched, and the question they are searched with. */
  embed(texts: readonly string[], as: 'document' | 'query'): Promise<Embedded | EmbedFailure>
  rerank(query: string, texts: readonly string[]): Promise<Ranking | EmbedFailure>
}

const WAIT_MS = { document: 30_000, query: 2_500 }
/** So long nobody asks after a failure. */
const LEFT_ALONE_MS = 30_000

const Usage = z.object({ total_tokens: z.number() })
const EmbedAnswer = z.object({
  data: z.array(z.object({ embedding: z.array(z.number()), index: z.int() })),
  usage: Usage,
})
const RerankAnswer = z.object({
  data: z.array(z.object({ index: z.int(), relevance_score: z.number() })),
  usage: Usage,
})

/** Undefined where no key is set: then meaning is no leg of any search. */
export function makeEmbedder(
  { embedder: given }: Pick<Config, 'embedder'>,
  now: () => Date,
): Embedder | undefined {
  const { apiKey, baseUrl, indexModel, queryModel, rerankModel, dims } = given
  if (!apiKey) return undefined
  let closed: { until: number; failure: EmbedFailure } | undefined

  async function ask<T>(path: string, body: object, answer: z.ZodMiniType<T>, waitMs: number) {
    if (closed && now().getTime() < closed.until) return closed.failure
    const send = () => post(new URL(path, baseUrl), apiKey ?? '', body, waitMs)
    const first = await send()
    // A line that was kept open may have been closed at that very moment.
    const came = first === 'network' ? await send() : first
    const read = typeof came === 'string' ? came : answer.safeParse(came.value)
    if (typeof read !== 'string' && read.success) {
      closed = undefined
      return read.data
    }
    const failure = typeof read === 'string' ? read : 'invalid'
    // A text that it does not take says nothing about the next one.
    if (failure !== 'refused') closed = { until: now().getTime() + LEFT_ALONE_MS, failure }
    return failure
  }

  return {
    ...{ indexModel, queryModel, rerankModel, dims },
    async embed(texts, as) {
      const model = as === 'document' ? indexModel : queryModel
      const asked = { input: texts, model, input_type: as, output_dimension: dims }
      const answer = await ask('/v1/embeddings', asked, EmbedAnswer, WAIT_MS[as])
      if (typeof answer === 'string') return answer
      const vectors = [...answer.data].sort((a, b) => a.index - b.index).map((one) => one.embedding)
      const isWhole = vectors.length === texts.length && vectors.every((v) => v.length === dims)
      return isWhole ? { vectors, tokens: answer.usage.total_tokens } : 'invalid'
    },
    async rerank(query, documents) {
      const asked = { query, documents, model: rerankModel }
      const answer = await ask('/v1/rerank', asked, RerankAnswer, WAIT_MS.query)
      if (typeof answer === 'string') return answer
      const order = answer.data.map(({ index }) => index)
      const isWhole = new Set(order).size === documents.length
      return isWhole ? { order, tokens: answer.usage.total_tokens } : 'invalid'
    },
  }
}

async function post(
  url: URL,
  apiKey: string,
  body: object,
  waitMs: number,
): Promise<{ value: unknown } | EmbedFailure> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(waitMs),
    })
    if (!response.ok) {
      await response.body?.cancel()
      return failureOf(response.status)
    }
    return { value: await response.json() }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return 'slow'
    return error instanceof SyntaxError ? 'invalid' : 'network'
  }
}

function failureOf(status: number): EmbedFailure {
  if (status === 401 || status === 403) return 'auth'
  if (status === 429) return 'rate'
  return status >= 500 ? 'busy' : 'refused'
}
