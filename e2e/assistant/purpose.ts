/**
 * What a request of the product is for: the first line of its system prompt says `purpose: turn`.
 * Undefined for a request that does not say.
 */
import { type MessagesRequest, systemOf } from './request.ts'

export function purposeOf(request: Pick<MessagesRequest, 'system'>): string | undefined {
  const firstLine = systemOf(request)[0]?.text.trimStart().split('\n', 1)[0] ?? ''
  return /\bpurpose:\s*([a-z][a-z_-]*)/i.exec(firstLine)?.[1]?.toLowerCase()
}
