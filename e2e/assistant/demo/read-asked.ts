/**
 * Reads what a request of the product is about, without knowing how it is laid out: the ticket and
 * the record come as JSON in tool results and text blocks, what has a label (`F3`, `S12`, `T2`,
 * `K4`) has it in the same object or at the beginning of the line, and what is neither JSON nor
 * labelled are a technician's words.
 */
import { purposeOf } from '../purpose.ts'
import { type Block, blocksOf, type MessagesRequest } from '../request.ts'

export interface Labelled {
  label: string
  text: string
}

export interface AskedOfDemo {
  purpose: string
  /** The text of the ticket: its summary and its notes. */
  ticket: string
  /** Everything with a label, each label once. */
  items: readonly Labelled[]
  /** What the technician has said, in order. */
  said: readonly string[]
  /** What the assistant has answered so far, as it was sent back. */
  answered: string
  /** Everything that was handed over as JSON. */
  documents: readonly unknown[]
  /** The whole of what was handed over as text. */
  text: string
  schema: Record<string, unknown> | undefined
}

type Fields = Readonly<Record<string, unknown>>

export function readAsked(request: MessagesRequest): AskedOfDemo {
  const handed = request.messages.flatMap(({ role, content }) =>
    role === 'user' ? blocksOf(content).flatMap(textsIn) : [],
  )
  const documents = handed.flatMap(({ text }) => readJson(text))
  const items = new Map<string, string>()
  const ticket: string[] = []
  for (const document of documents) walk(document, { items, ticket })
  for (const { text } of handed)
    for (const [, label = '', rest = ''] of text.matchAll(LABELLED_LINE))
      if (!items.has(label)) items.set(label, rest.trim())
  return {
    purpose: purposeOf(request) ?? '',
    ticket: ticket.join('\n'),
    items: [...items].map(([label, text]) => ({ label, text })),
    said: handed.flatMap(({ text, isResult }) => (isResult || isData(text) ? [] : [text])),
    answered: request.messages
      .flatMap(({ role, content }) => (role === 'assistant' ? blocksOf(content) : []))
      .map((block) => (block.type === 'text' ? block.text : ''))
      .join('\n'),
    documents,
    text: handed.map(({ text }) => text).join('\n'),
    schema: request.output_config?.format?.schema,
  }
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const LABEL = /^[FSTK]\d{1,3}$/
const LABELLED_LINE = /^\s*(?:[-*]\s*)?\[?([FSTK]\d{1,3})\]?[\s:.)–-]+(\S.*)$/gm
/** Where the words of a thing stand, the best first. */
const WORDS = ['text', 'note', 'body', 'seen', 'result', 'statement', 'passage', 'title', 'summary']

function textsIn(block: Block): { text: string; isResult: boolean }[] {
  if (block.type === 'text') return [{ text: block.text, isResult: false }]
  if (block.type !== 'tool_result') return []
  return blocksOf(block.content ?? []).flatMap((inner) =>
    inner.type === 'text' ? [{ text: inner.text, isResult: true }] : [],
  )
}

/** JSON that is the whole text, or what follows its first lines. */
function readJson(text: string): unknown[] {
  const start = text.search(/^\s*[{[]/m)
  if (start < 0) return []
  try {
    return [JSON.parse(text.slice(start))]
  } catch {
    return []
  }
}

const isData = (text: string) => readJson(text).length > 0 || text.search(LABELLED_LINE) >= 0

function walk(value: unknown, into: { items: Map<string, string>; ticket: string[] }): void {
  if (Array.isArray(value)) {
    for (const inner of value) walk(inner, into)
    return
  }
  if (!isFields(value)) return
  const label = Object.values(value).find((v) => typeof v === 'string' && LABEL.test(v))
  const words = wordsOf(value)
  if (typeof label === 'string' && words !== '') into.items.set(label, words)
  if (typeof value.summary === 'string') into.ticket.push(value.summary)
  for (const [key, inner] of Object.entries(value)) {
    if (/^(notes|thread|entries|time)$/.test(key) && Array.isArray(inner))
      into.ticket.push(...inner.filter(isFields).map(wordsOf))
    walk(inner, into)
  }
}

function wordsOf(fields: Fields): string {
  const named = WORDS.map((key) => fields[key]).find((v) => typeof v === 'string' && v !== '')
  if (typeof named === 'string') return named
  const texts = Object.values(fields).filter((v) => typeof v === 'string' && !LABEL.test(v))
  return texts.map(String).sort((a, b) => b.length - a.length)[0] ?? ''
}
