/**
 * A plausible count of tokens, the same on every machine. Long words are several, figures go
 * three at a time, every sign is one; letters of scripts without spaces are one each. Counts of
 * parts add up to the count of the whole, which the cache model rests on.
 */
import { type Block, blocksOf, type Tool } from './request.ts'

const PIECES = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+|\p{N}{1,3}|[^\s]/gu
const LETTERS_PER_TOKEN = 5
const PER_BLOCK = 4
const IMAGE = 1_600

export function countText(text: string): number {
  let count = 0
  for (const [piece] of text.matchAll(PIECES))
    count += /^\p{L}/u.test(piece) ? Math.ceil(piece.length / LETTERS_PER_TOKEN) : 1
  return count
}

export function countBlock(block: Block): number {
  switch (block.type) {
    case 'text':
      return PER_BLOCK + countText(block.text)
    case 'thinking':
      return PER_BLOCK + countText(block.thinking) + Math.ceil(block.signature.length / 8)
    case 'image':
      return PER_BLOCK + IMAGE
    case 'tool_use':
      return PER_BLOCK + countText(block.name) + countText(JSON.stringify(block.input))
    case 'search_result':
      return PER_BLOCK + countText(block.source + block.title) + countAll(block.content)
    case 'tool_result':
      return PER_BLOCK + countAll(blocksOf(block.content ?? []))
    case 'document':
      return PER_BLOCK + countText(JSON.stringify(block.source))
  }
}

export function countTool(tool: Tool): number {
  const { cache_control: _, ...rest } = tool
  return PER_BLOCK + countText(JSON.stringify(rest))
}

const countAll = (blocks: readonly Block[]) =>
  blocks.reduce((sum, block) => sum + countBlock(block), 0)
