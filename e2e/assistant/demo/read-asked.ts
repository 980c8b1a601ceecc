/**
 * Reads what a request of the product is about, without knowing exactly how it is laid out: the
 * ticket and the record come as JSON in tool results and text blocks; what has a label (`F3`,
 * `S12`, `T2`, `K4`) has it as its name, in the same object, or at the beginning of the line; what
 * is neither JSON nor labelled are a technician's words, but for a few lines of the product's own.
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
  /** What became of the fixes proposed before, by their titles. */
  fixes: ReadonlyMap<string, string>
  /** What the assistant has answered so far and what stands in the record by its title. */
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
  const found: Found = { items: new Map(), ticket: [], fixes: new Map(), titles: [] }
  for (const document of documents) walk(document, found)
  for (const { text } of handed)
    for (const [, label = '', rest = ''] of text.matchAll(LABELLED_LINE))
      if (!found.items.has(label)) found.items.set(label, rest.trim())
  const answers = request.messages
    .flatMap(({ role, content }) => (role === 'assistant' ? blocksOf(content) : []))
    .map((block) => (block.type === 'text' ? block.text : ''))
  return {
    purpose: purposeOf(request) ?? '',
    ticket: found.ticket.join('\n'),
    items: [...found.items].map(([label, text]) => ({ label, text })),
    said: handed.flatMap(({ text, isResult }) =>
      isResult || isData(text) || OWN_LINES.test(text.trim()) ? [] : [text],
    ),
    fixes: found.fixes,
    answered: [...answers, ...found.titles].filter(Boolean).join('\n'),
    documents,
    text: handed.map(({ text }) => text).join('\n'),
    schema: request.output_config?.format?.schema ?? schemaOfSubmit(request),
  }
}

/** The tool through which an answer is handed in where no format is taken. */
export const SUBMIT_TOOL = 'submit_turn'

function schemaOfSubmit({ tools = [] }: MessagesRequest): Fields | undefined {
  return tools.find(({ name }) => name === SUBMIT_TOOL)?.input_schema
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the product says where the technician says nothing. */
const OWN_LINES = /^(?:a technician has opened|ticket opened|look at what is new|go on\b)/i
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

interface Found {
  items: Map<string, string>
  ticket: string[]
  fixes: Map<string, string>
  titles: string[]
}

function walk(value: unknown, found: Found): void {
  if (Array.isArray(value)) {
    for (const inner of value) walk(inner, found)
    return
  }
  if (!isFields(value)) return
  const label = Object.values(value).find((v) => typeof v === 'string' && LABEL.test(v))
  const words = wordsOf(value)
  if (typeof label === 'string' && words !== '') found.items.set(label, words)
  const notes = value.notes ?? value.thread
  if (typeof value.summary === 'string' && Array.isArray(notes))
    found.ticket.push(value.summary, ...notes.filter(isFields).map(wordsOf))
  for (const [name, inner] of Object.entries(value)) {
    walkNamed(name, inner, found)
    walk(inner, found)
  }
}

/** A record by names: `F3`, `check <title>`, `fix <title>`, and `gone`. */
function walkNamed(name: string, inner: unknown, { items, fixes, titles }: Found): void {
  if (name === 'gone' && Array.isArray(inner)) for (const gone of inner) items.delete(String(gone))
  if (!isFields(inner)) return
  if (LABEL.test(name)) items.set(name, wordsOf(inner))
  const [, kind, title = ''] = /^(check|fix|question) (.+)$/s.exec(name) ?? []
  if (kind === 'fix') fixes.set(title, String(inner.state ?? ''))
  if (kind === 'check' || kind === 'question') titles.push(JSON.stringify(title))
}

function wordsOf(fields: Fields): string {
  const named = WORDS.map((key) => fields[key]).find((v) => typeof v === 'string' && v !== '')
  if (typeof named === 'string') return named
  const texts = Object.values(fields).filter((v) => typeof v === 'string' && !LABEL.test(v))
  return texts.map(String).sort((a, b) => b.length - a.length)[0] ?? ''
}
