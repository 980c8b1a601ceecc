/**
 * Markdown as a tree of parts, read by the parser that others build on (micromark), with a
 * backslash kept as a backslash and with tables. References are resolved, tight lists are without
 * paragraphs and each row of a table has a cell for each column, so that whoever draws needs to
 * look at one part at a time.
 */
import type { Nodes, PhrasingContent, RootContent, TableRow } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'

export type Part = RootContent

const KEEP_BACKSLASHES = { disable: { null: ['characterEscape', 'hardBreakEscape'] } }
const READING = {
  extensions: [gfmTable(), KEEP_BACKSLASHES],
  mdastExtensions: [gfmTableFromMarkdown()],
}

export function readMarkdown(text: string): Part[] {
  const root = fromMarkdown(text, READING)
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
  if (part.type === 'table') {
    const rows = part.children.map((row) => settleRow(row, urls))
    return [{ ...part, children: squareUp(rows) }]
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

const settleRow = (row: TableRow, urls: ReadonlyMap<string, string>): TableRow => ({
  ...row,
  children: row.children.map((cell) => ({
    ...cell,
    // Safe: what stands in a cell settles to words and links.
    children: cell.children
      .flatMap((part) => settle(part, urls))
      .map(withPipes) as PhrasingContent[],
  })),
})

/** A row that is too short gets empty cells; one that is too long keeps its words. */
function squareUp(rows: readonly TableRow[]): TableRow[] {
  const width = Math.max(...rows.map(({ children }) => children.length))
  return rows.map((row) => ({
    ...row,
    children: Array.from(
      { length: width },
      (_, i) => row.children[i] ?? { type: 'tableCell', children: [] },
    ),
  }))
}

/** The one sign that has to be escaped in a cell. */
const withPipes = (part: Part): Part =>
  part.type === 'text' ? { ...part, value: part.value.replaceAll('\\|', '|') } : part
