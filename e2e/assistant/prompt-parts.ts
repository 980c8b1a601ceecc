/**
 * A prompt as the model reads it: one line of parts in the order format, tools, system, messages.
 *
 * Caching and the seal on thinking both ask whether two prompts begin alike. So a part has one
 * spelling: cache markers, the way content was written and what an answer adds to a block when it
 * is sent back do not count; everything else does, to the byte.
 */
import { canonicalJson } from '#shared/canonical-json.ts'
import { type Block, blocksOf, type CountRequest, systemOf, type Tool } from './request.ts'
import { countBlock, countText, countTool } from './tokens.ts'

export type Ttl = '5m' | '1h'

export interface Part {
  stage: 'format' | 'tools' | 'system' | 'messages'
  role: string
  /** Its one spelling. */
  text: string
  tokens: number
  /** Cache markers in it or after it; the last is the one that counts for the cache. */
  markers: Ttl[]
  /** Which message it belongs to, and the block itself. */
  message?: number
  block?: Block
}

/** Asked for several times in one call, and made once. */
export function partsOf(request: CountRequest): readonly Part[] {
  const parts = known.get(request) ?? makeParts(request)
  known.set(request, parts)
  return parts
}

const known = new WeakMap<CountRequest, readonly Part[]>()

/** Tokens of the whole prompt. */
export function countPrompt(request: CountRequest): number {
  return partsOf(request).reduce((sum, { tokens }) => sum + tokens, 0)
}

function makeParts(request: CountRequest): Part[] {
  const parts: Part[] = []
  const format = request.output_config?.format
  if (format) {
    const text = canonicalJson(format)
    parts.push({ stage: 'format', role: 'format', text, tokens: countText(text), markers: [] })
  }
  for (const tool of request.tools ?? [])
    parts.push({
      stage: 'tools',
      role: 'tool',
      text: spell(tool),
      tokens: countTool(tool),
      markers: markersIn(tool),
    })
  for (const block of systemOf(request)) parts.push(blockPart('system', 'system', block))
  request.messages.forEach(({ role, content }, message) => {
    for (const block of blocksOf(content))
      parts.push({ ...blockPart('messages', role, block), message })
  })
  if (request.cache_control) markLast(parts, request.cache_control.ttl)
  return parts
}

/** How a block is spelled, wherever it came from. */
export function spell(block: object): string {
  return canonicalJson(strip(block))
}

function blockPart(stage: Part['stage'], role: string, block: Block): Part {
  const inside = block.type === 'tool_result' ? blocksOf(block.content ?? []) : []
  return {
    stage,
    role,
    block,
    text: spell(block),
    tokens: countBlock(block),
    markers: [...inside, block].flatMap(markersIn),
  }
}

function markersIn(piece: Block | Tool): Ttl[] {
  return piece.type !== 'thinking' && piece.cache_control ? [piece.cache_control.ttl] : []
}

function markLast(parts: Part[], ttl: Ttl): void {
  const last = parts.findLast(
    ({ block, stage }) =>
      stage !== 'format' &&
      block?.type !== 'thinking' &&
      !(block?.type === 'text' && block.text === ''),
  )
  last?.markers.push(ttl)
}

/** Without what does not count: markers, who called, empty citations. */
function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) =>
          key !== 'cache_control' &&
          key !== 'caller' &&
          !(key === 'citations' && (inner === null || (Array.isArray(inner) && !inner.length))),
      )
      .map(([key, inner]) => [key, key === 'input' ? inner : strip(inner)]),
  )
}
