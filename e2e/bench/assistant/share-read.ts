/**
 * How much of what a prompt shares with one sent before it was read from the cache.
 *
 * What is shared is the longest common beginning with any earlier prompt, part by part: more no
 * cache could read.
 */
import { type Part, partsOf } from '#e2e/assistant/prompt-parts.ts'
import type { AskedCall } from './model-desk.ts'

/** A share for each request but the first. */
export function shareRead(calls: readonly AskedCall[]): number[] {
  const prompts = calls.map(({ request }) => partsOf(request))
  return calls.slice(1).map(({ message }, at) => {
    const shared = prompts.slice(0, at + 1).map((before) => tokensShared(before, prompts[at + 1]))
    return message.usage.cache_read_input_tokens / Math.max(1, ...shared)
  })
}

function tokensShared(before: readonly Part[], after: readonly Part[] = []): number {
  const differs = after.findIndex(
    ({ role, text }, at) => role !== before[at]?.role || text !== before[at]?.text,
  )
  const shared = differs === -1 ? after : after.slice(0, differs)
  return shared.reduce((sum, { tokens }) => sum + tokens, 0)
}
