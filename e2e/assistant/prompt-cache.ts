/**
 * The prompt cache, as far as a client can tell: which part of a prompt was read, which was
 * written, and for how long it stays.
 *
 * A marker keeps the prefix that ends at it, per account and model. A later prompt reads the
 * longest prefix that is kept, looked for at its markers and up to twenty parts before each.
 * Reading renews. Prefixes below the model's smallest are not kept, and nobody says so. The tool
 * choice and the kind of thinking count from the messages on.
 *
 * `look` asks, `keep` writes: two calls at once do not read what neither has finished writing.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '#shared/canonical-json.ts'
import type { Model } from './models.ts'
import { type Part, partsOf, type Ttl } from './prompt-parts.ts'
import type { CountRequest } from './request.ts'

const LOOK_BACK = 20
const TTL_MS: Record<Ttl, number> = { '5m': 5 * 60_000, '1h': 60 * 60_000 }

export interface CacheUse {
  /** Tokens neither read nor written. */
  input: number
  read: number
  written: Record<Ttl, number>
}

export interface CacheLook extends CacheUse {
  /** What `keep` writes or renews. */
  kept: readonly { key: string; ttl: Ttl }[]
}

export type PromptCache = ReturnType<typeof createPromptCache>

export function createPromptCache(nowMs: () => number) {
  const entries = new Map<string, { until: number; ttl: Ttl }>()
  const isAlive = (key: string) => (entries.get(key)?.until ?? 0) > nowMs()

  return {
    look(request: CountRequest, model: Model, account: string): CacheLook {
      const prefixes = prefixesOf(request, `${account} ${model.id}`)
      const markers = prefixes.flatMap(({ marker, tokens }, at) =>
        marker && tokens >= model.smallestCachedPrefix ? [{ at, ttl: marker }] : [],
      )
      const readAt = Math.max(-1, ...markers.map(({ at }) => longestKept(prefixes, at, isAlive)))
      const read = prefixes[readAt]
      const written = { '5m': 0, '1h': 0 }
      let reached = read?.tokens ?? 0
      for (const { at, ttl } of markers.filter((marker) => marker.at > readAt)) {
        const { tokens } = prefixes[at]!
        written[ttl] += tokens - reached
        reached = tokens
      }
      return {
        read: read?.tokens ?? 0,
        written,
        input: (prefixes.at(-1)?.tokens ?? 0) - reached,
        kept: [
          ...(read ? [{ key: read.key, ttl: entries.get(read.key)?.ttl ?? '5m' }] : []),
          ...markers.map(({ at, ttl }) => ({ key: prefixes[at]!.key, ttl })),
        ],
      }
    },
    keep(look: CacheLook) {
      for (const { key, ttl } of look.kept) {
        const until = Math.max(nowMs() + TTL_MS[ttl], entries.get(key)?.until ?? 0)
        entries.set(key, { until, ttl })
      }
    },
    clear() {
      entries.clear()
    },
  }
}

interface Prefix {
  key: string
  /** Of the whole prefix. */
  tokens: number
  marker: Ttl | undefined
}

function prefixesOf(request: CountRequest, seed: string): Prefix[] {
  const messageSettings = canonicalJson([request.tool_choice, request.thinking])
  let key = hash(seed)
  let tokens = 0
  let stage: Part['stage'] | undefined
  return partsOf(request).map((part) => {
    if (part.stage === 'messages' && stage !== 'messages') key = hash(key + messageSettings)
    stage = part.stage
    key = hash(`${key}${part.stage}${part.role}${part.text}`)
    tokens += part.tokens
    return { key, tokens, marker: part.markers.at(-1) }
  })
}

function longestKept(
  prefixes: readonly Prefix[],
  from: number,
  isAlive: (key: string) => boolean,
): number {
  for (let at = from; at >= 0 && at > from - LOOK_BACK; at--)
    if (isAlive(prefixes[at]!.key)) return at
  return -1
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url')
