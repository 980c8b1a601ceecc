/**
 * Why a prompt did not find its predecessor in the cache: compares it with the request that an
 * earlier answer came from, in the order model, system, tools, messages, the rest.
 */
import type Anthropic from '@anthropic-ai/sdk'
import { canonicalJson } from '#shared/canonical-json.ts'
import { type Part, partsOf } from './prompt-parts.ts'
import type { MessagesRequest } from './request.ts'

export type CacheDiagnostics = ReturnType<typeof createCacheDiagnostics>

export function createCacheDiagnostics() {
  const asked = new Map<string, MessagesRequest>()
  return {
    remember(messageId: string, request: MessagesRequest) {
      asked.set(messageId, request)
    },
    /** Null when nobody asked, or when there is nothing to tell. */
    diagnose(request: MessagesRequest): Anthropic.Diagnostics | null {
      const previousId = request.diagnostics?.previous_message_id
      if (typeof previousId !== 'string') return null
      const previous = asked.get(previousId)
      if (!previous) return { cache_miss_reason: { type: 'previous_message_not_found' } }
      const reason = compare(previous, request)
      return reason && { cache_miss_reason: reason }
    },
    clear() {
      asked.clear()
    },
  }
}

function compare(before: MessagesRequest, now: MessagesRequest): Anthropic.CacheMissReason | null {
  const was = partsOf(before)
  const is = partsOf(now)
  const shared = is.findIndex((part, i) => part.text !== was[i]?.text)
  const missed = (shared < 0 ? [] : was.slice(shared)).reduce((sum, { tokens }) => sum + tokens, 0)
  const differs = (stage: Part['stage']) => textOf(was, stage) !== textOf(is, stage)
  if (before.model !== now.model || before.speed !== now.speed)
    return { type: 'model_changed', cache_missed_input_tokens: missed }
  if (differs('system')) return { type: 'system_changed', cache_missed_input_tokens: missed }
  if (differs('tools')) return { type: 'tools_changed', cache_missed_input_tokens: missed }
  if (!textOf(is, 'messages').startsWith(textOf(was, 'messages')))
    return { type: 'messages_changed', cache_missed_input_tokens: missed }
  return settingsOf(before) === settingsOf(now) ? null : { type: 'unavailable' }
}

const textOf = (parts: readonly Part[], stage: Part['stage']) =>
  parts
    .filter((part) => part.stage === stage)
    .map(({ role, text }) => `${role} ${text}\n`)
    .join('')

const settingsOf = ({ thinking, tool_choice, output_config }: MessagesRequest) =>
  canonicalJson([thinking, tool_choice, output_config?.format])
