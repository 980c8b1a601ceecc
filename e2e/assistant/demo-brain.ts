/**
 * The brain of the demonstration: answers requests of the product as a model would, for the kinds
 * of trouble that the demonstration's tickets are about, without a key or a network. The product
 * says that it is a demonstration; nobody shall take these answers for a model's.
 *
 * It reads what is asked from the purpose in the first line of the system prompt and answers in
 * the shape of the schema that came with the request. A purpose it does not know is answered in
 * that shape with what the ticket says. `ANSWERS` is the place to add one.
 */
import { composeTurn, factsOf, scriptFor } from './demo/compose-turn.ts'
import { drawFlow } from './demo/draw-flow.ts'
import { fillSchema, type Hints } from './demo/fill-schema.ts'
import { findCase } from './demo/find-case.ts'
import { type AskedOfDemo, isFields, readAsked, SUBMIT_TOOL } from './demo/read-asked.ts'
import { sumUp } from './demo/sum-up.ts'
import { judgeSentences, wordNote } from './demo/word-note.ts'
import { fitsSchema } from './fits-schema.ts'
import { callTool, giveJson, type ReplyInput, sayText } from './reply.ts'
import { type Block, blocksOf, type MessagesRequest } from './request.ts'
import type { Brain } from './script.ts'

export interface DemoOptions {
  /** How fast it speaks; at once when left out. */
  pace?: ReplyInput['pace']
}

export function createDemoBrain({ pace }: DemoOptions = {}): Brain {
  return (request) => ({ ...answer(request), ...(pace && { pace }) })
}

type Answer = (asked: AskedOfDemo) => object

const ANSWERS: Record<string, Answer> = {
  turn: composeTurn,
  intake: composeTurn,
  note: wordNote,
  briefing: (asked) => ({ ...filled(asked), ...wordNote(asked) }),
  summary: sumUp,
  flow: drawFlow,
  judge: (asked) => inShapeOf(asked, judgeSentences(asked)),
}

function answer(request: MessagesRequest): ReplyInput {
  const asked = readAsked(request)
  if (mayLookUp('search_knowledge', request, asked)) {
    return callTool('search_knowledge', searchFor(asked))
  }
  const need = asked.purpose === 'turn' ? scriptFor(asked) : undefined
  if (need && mayLookUp('find_script', request, asked)) return callTool('find_script', { need })
  if (!asked.schema) return answerInWords(request, asked)
  const own = ANSWERS[asked.purpose]?.(asked)
  const fits = own && fitsSchema(asked.schema, JSON.stringify(own)) === undefined
  const value = fits ? own : filled(asked)
  return request.output_config?.format ? giveJson(value) : callTool(SUBMIT_TOOL, { ...value })
}

/** Each once in an exchange, before it answers. */
function mayLookUp(tool: string, request: MessagesRequest, { purpose }: AskedOfDemo): boolean {
  const { messages, tools = [], tool_choice: choice } = request
  if (!['turn', 'intake', 'chat'].includes(purpose) || choice?.type === 'none') return false
  if (!tools.some(({ name }) => name === tool)) return false
  const asked = messages.findLastIndex(
    ({ role, content }) =>
      role === 'user' && blocksOf(content).some((block) => block.type === 'text'),
  )
  return !messages
    .slice(asked + 1)
    .some(({ content }) =>
      blocksOf(content).some((block) => block.type === 'tool_use' && block.name === tool),
    )
}

function searchFor(asked: AskedOfDemo) {
  const query = asked.purpose === 'chat' ? asked.said.at(-1) : findCase(asked.ticket).name
  return { query: query ?? '', kinds: ['flow', 'step', 'session', 'kb'], limit: 3 }
}

/** A chat: what was found, each sentence with where it comes from. */
function answerInWords({ messages }: MessagesRequest, asked: AskedOfDemo): ReplyInput {
  const found = messages.flatMap(({ content }) => blocksOf(content).flatMap(resultsIn))
  const cited = found.map((result, index) => {
    const text = result.content[0]?.text ?? ''
    const citation = {
      type: 'search_result_location' as const,
      cited_text: text,
      source: result.source,
      title: result.title,
      search_result_index: index,
      start_block_index: 0,
      end_block_index: 1,
    }
    // Its first line says where it stands.
    const words = text.slice(text.indexOf('\n') + 1)
    const sentence = `${/^[^.\n]*/.exec(words)?.[0] ?? words}. `
    return {
      type: 'text' as const,
      text: sentence,
      citations: result.citations?.enabled ? [citation] : [],
    }
  })
  if (cited.length === 0)
    return sayText(
      `${findCase(`${asked.ticket}\n${asked.text}`).opening} Nothing in the knowledge of the team fits.`,
    )
  return {
    content: [
      { type: 'text', text: 'This is what the team knows about it: ' },
      ...cited.slice(0, 3),
    ],
  }
}

function resultsIn(block: Block): Extract<Block, { type: 'search_result' }>[] {
  if (block.type === 'search_result') return [block]
  return block.type === 'tool_result' ? blocksOf(block.content ?? []).flatMap(resultsIn) : []
}

/** What the ticket says, put into the shape asked for. */
function filled(asked: AskedOfDemo): object {
  const value = fillSchema(asked.schema ?? {}, hintsFor(asked))
  return isFields(value) ? value : {}
}

function hintsFor(asked: AskedOfDemo): Hints {
  const demo = findCase(asked.ticket || asked.text)
  const facts = factsOf(demo, { ...asked, items: [], answered: '' }).map(({ text }) => text)
  const [headline = ''] = asked.ticket.split('\n')
  const told = `${[headline, ...facts].filter(Boolean).join('. ')}.`
  const labels = asked.items.map(({ label }) => label)
  const [next] = demo.checks
  return {
    text(name) {
      if (/title|subject|headline|name/.test(name)) return headline || demo.name
      if (/next|ask|suggest/.test(name)) return next?.title
      if (/categor|kind/.test(name)) return demo.name
      return /id$|template|quote|replaces|url/.test(name) ? '' : told
    },
    list(name) {
      if (/evidence|label|source/.test(name)) return labels.slice(0, 3)
      if (/next|check|step|todo|ask/.test(name)) return demo.checks.map(({ title }) => title)
      return facts
    },
  }
}

/** Verdicts under whatever names the schema has for them. */
function inShapeOf({ schema }: AskedOfDemo, verdicts: ReturnType<typeof judgeSentences>): object {
  const properties = isFields(schema?.properties) ? schema.properties : {}
  const [list, shape] =
    Object.entries(properties).find(([, inner]) => isFields(inner) && inner.type === 'array') ?? []
  const item = isFields(shape) && isFields(shape.items) ? shape.items : {}
  const fields = Object.entries(isFields(item.properties) ? item.properties : {})
  return {
    [list ?? 'verdicts']: verdicts.map(({ number, verdict, words }) =>
      Object.fromEntries(
        fields.map(([name, inner]) => {
          if (isFields(inner) && Array.isArray(inner.enum)) return [name, verdict]
          return [name, isFields(inner) && inner.type === 'string' ? words : number]
        }),
      ),
    ),
  }
}
