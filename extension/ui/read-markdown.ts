/**
 * Markdown as a tree of parts, read by the parser that others build on (micromark), with a
 * backslash kept as a backslash. References are resolved and tight lists are without paragraphs,
 * so that whoever draws needs to look at one part at a time.
 */
import type { Nodes, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'

export type Part = RootContent

const KEEP_BACKSLASHES = { disable: { null: ['characterEscape', 'hardBreakEscape'] } }

export function readMarkdown(text: string): Part[] {
  const root = fromMarkdown(text, { extensions: [KEEP_BACKSLASHES] })
  const urls = new Map<string, string>()
  collectUrls(root, urls)
  return root.children.flatMap((part) => settle(part, urls))
}

function collectUrls(part: Nodes, urls: Map<string, string>): void {
  if (part.type === 'definition' && !urls.has(part.identifier)) urls.set(part.identifier, part.url)
  if ('children' in part) for (const child of part.children) collectUrls(child, urls)
}

function settle(part: Part, urls: ReadonlyMap<string, string>): Part[] {
  if (part.type === 'definition') return []
  if (part.type === 'linkReference') {
    const url = urls.get(part.identifier) ?? ''
    return settle({ type: 'link', url, children: part.children }, urls)
  }
  if (!('children' in part)) return [part]
  const children: Part[] = part.children.flatMap((child) => settle(child, urls))
  const isTight = part.type === 'listItem' && !part.spread
  const inner = isTight ? children.flatMap(withoutParagraph) : children
  // Safe: each child became children of the same kind of content, or words in its place.
  return [{ ...part, children: inner } as Part]
}

const withoutParagraph = (part: Part): Part[] =>
  part.type === 'paragraph' ? part.children : [part]
