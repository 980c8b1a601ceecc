/**
 * Makes the answer to one request out of a reply: ids, signatures, usage, the cut at the number of
 * tokens allowed, and thinking without its words unless they were asked for.
 *
 * A block keeps the text that travels beside the block that is meant, because the two may differ:
 * the JSON of a tool call can be cut or broken.
 */
import type Anthropic from '@anthropic-ai/sdk'
import type { Model } from './models.ts'
import type { CacheUse } from './prompt-cache.ts'
import { spell } from './prompt-parts.ts'
import type { Reply, SaidBlock } from './reply.ts'
import type { MessagesRequest } from './request.ts'
import type { ThinkingSeals } from './thinking-seal.ts'
import { countText } from './tokens.ts'

export interface Answer {
  message: Anthropic.Message
  /** What travels of each block of the message, in the same order. */
  wire: string[]
}

export interface Asked {
  request: MessagesRequest
  model: Model
  account: string
  id: string
  cache: CacheUse
  diagnostics: Anthropic.Diagnostics | null
  seals: ThinkingSeals
}

export function composeAnswer(reply: Reply, asked: Asked): Answer {
  const { request, id } = asked
  const allowed = Math.min(request.max_tokens, reply.cutAtTokens ?? Number.POSITIVE_INFINITY)
  const { blocks, isCut } = cutToTokens(reply.content, allowed)
  const thinkingTokens =
    (reply.thinkingTokens ?? 0) +
    blocks.reduce(
      (sum, { said, text }) => sum + (said.type === 'thinking' ? countText(text) : 0),
      0,
    )
  const stop = isCut ? 'max_tokens' : (reply.stop ?? usualStop(reply))
  const content = blocks.map(({ said, text }, i) =>
    showBlock(said, text, { ...asked, nth: i, blocks }),
  )
  return {
    message: {
      id,
      type: 'message',
      role: 'assistant',
      model: reply.model ?? request.model,
      container: null,
      content,
      diagnostics: asked.diagnostics,
      stop_reason: stop,
      stop_sequence: null,
      stop_details: stop === 'refusal' ? showRefusal(reply) : null,
      usage: {
        ...showUsage(asked.cache),
        inference_geo: request.inference_geo ?? 'global',
        output_tokens:
          1 +
          (reply.thinkingTokens ?? 0) +
          blocks.reduce((sum, { text }) => sum + countText(text), 0),
        output_tokens_details: { thinking_tokens: thinkingTokens },
        server_tool_use: null,
        service_tier: 'standard',
        speed: request.speed ?? 'standard',
      },
    },
    wire: content.map((block, i) => (block.type === 'thinking' ? block.thinking : blocks[i]!.text)),
  }
}

interface CutBlock {
  said: SaidBlock
  text: string
}

function cutToTokens(content: readonly SaidBlock[], allowed: number) {
  const blocks: CutBlock[] = []
  let left = allowed
  for (const said of content) {
    const text = textOf(said)
    const tokens = countText(text)
    if (tokens <= left) {
      blocks.push({ said, text })
      left -= tokens
      continue
    }
    const start = startWithin(text, left)
    if (start !== '') blocks.push({ said, text: start })
    return { blocks, isCut: true }
  }
  return { blocks, isCut: allowed === 0 }
}

/** The longest start of a text that is this many tokens. */
function startWithin(text: string, tokens: number): string {
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (countText(text.slice(0, middle)) <= tokens) low = middle
    else high = middle - 1
  }
  return text.slice(0, low)
}

function textOf(said: SaidBlock): string {
  if (said.type === 'tool_use') return said.raw ?? JSON.stringify(said.input)
  return said.type === 'thinking' ? said.thinking : said.text
}

function usualStop(reply: Reply): Anthropic.StopReason {
  return reply.content.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn'
}

function showBlock(
  said: SaidBlock,
  text: string,
  place: Asked & { nth: number; blocks: readonly CutBlock[] },
): Anthropic.ContentBlock {
  switch (said.type) {
    case 'text':
      return { type: 'text', text, citations: said.citations ?? null }
    case 'tool_use':
      return {
        type: 'tool_use',
        id: said.id ?? `${place.id.replace('msg_', 'toolu_')}_${place.nth}`,
        name: said.name,
        input: text === textOf(said) && said.raw === undefined ? said.input : {},
        caller: { type: 'direct' },
      }
    case 'thinking':
      return sealThinking(text, place)
  }
}

function sealThinking(
  text: string,
  place: Asked & { nth: number; blocks: readonly CutBlock[] },
): Anthropic.ThinkingBlock {
  const { request, model, account, id, seals, nth, blocks } = place
  const isShown = request.thinking?.type === 'adaptive' && request.thinking.display === 'summarized'
  const thinking = isShown ? text : ''
  const isThinking = ({ said }: CutBlock) => said.type === 'thinking'
  const said = blocks
    .slice(0, nth)
    .flatMap((block, i) =>
      isThinking(block) ? [] : [spell(showBlock(block.said, block.text, { ...place, nth: i }))],
    )
  const signature = seals.seal(request, said, {
    model,
    account,
    thinking,
    answer: id,
    nth: blocks.slice(0, nth).filter(isThinking).length,
    of: blocks.filter(isThinking).length,
  })
  return { type: 'thinking', thinking, signature }
}

function showRefusal(reply: Reply): Anthropic.RefusalStopDetails {
  return {
    type: 'refusal',
    category: reply.refusal?.category ?? null,
    explanation: reply.refusal?.explanation ?? null,
  }
}

function showUsage(cache: CacheUse) {
  return {
    input_tokens: cache.input,
    cache_read_input_tokens: cache.read,
    cache_creation_input_tokens: cache.written['5m'] + cache.written['1h'],
    cache_creation: {
      ephemeral_5m_input_tokens: cache.written['5m'],
      ephemeral_1h_input_tokens: cache.written['1h'],
    },
  }
}
