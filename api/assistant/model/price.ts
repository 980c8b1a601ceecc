/** What a call used and what that costs, in whole millionths of a dollar. */
import type Anthropic from '@anthropic-ai/sdk'
import type { TierFacts } from './tiers.ts'

export interface TokensUsed {
  /** Neither read from a cache nor written into one. */
  input: number
  cacheRead: number
  cacheWrite5m: number
  cacheWrite1h: number
  output: number
  /** Part of the output. */
  thinking: number
}

export const NO_TOKENS: TokensUsed = {
  input: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  output: 0,
  thinking: 0,
}

/** A dollar per million tokens is a micro-dollar per token. */
export function costOf(used: TokensUsed, { prices, longPrompt }: TierFacts): number {
  const cost =
    used.input * prices.input +
    used.cacheRead * prices.cacheRead +
    used.cacheWrite5m * prices.cacheWrite5m +
    used.cacheWrite1h * prices.cacheWrite1h +
    used.output * prices.output
  const isLong = longPrompt !== null && promptTokens(used) > longPrompt.overTokens
  // Never less than it is: parts of a micro-dollar are rounded up.
  return Math.ceil(cost * (isLong ? longPrompt.factor : 1) - 1e-6)
}

export const promptTokens = ({ input, cacheRead, cacheWrite5m, cacheWrite1h }: TokensUsed) =>
  input + cacheRead + cacheWrite5m + cacheWrite1h

/**
 * As told at the start of a stream and again at its end, where only what changed is told. The
 * split of what went into the cache is told at the start alone.
 */
export function tokensOf(usage: Anthropic.Usage): TokensUsed {
  const written = usage.cache_creation_input_tokens ?? 0
  const hour = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0
  return {
    input: usage.input_tokens,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    cacheWrite5m: Math.max(0, written - hour),
    cacheWrite1h: hour,
    output: usage.output_tokens,
    thinking: usage.output_tokens_details?.thinking_tokens ?? 0,
  }
}

/**
 * Before it is asked, and no less than it will be: the whole prompt as if it were written into
 * the dearest cache it could be, and as many words back as are allowed.
 */
export function estimateOf(
  { promptChars, maxTokens }: { promptChars: number; maxTokens: number },
  facts: TierFacts,
): number {
  const prompt = Math.ceil(promptChars / CHARS_PER_TOKEN)
  return costOf({ ...NO_TOKENS, cacheWrite1h: prompt, output: maxTokens }, facts)
}

/** For what had come when a stream broke off and nobody said how much it was. */
export const countTokens = (chars: number): number => Math.ceil(chars / CHARS_PER_TOKEN)

/** On the short side, so that estimates are on the high one. */
const CHARS_PER_TOKEN = 3
