/**
 * What the Messages API refuses today with 400, beyond the shape of a request: each rule tells why
 * it refuses, or nothing. The stand-in is there to say no where the real one would, so that
 * nobody builds on what was allowed years ago.
 *
 * Thinking that is sent back has its own judge (`thinking-seal.ts`), schemas theirs.
 */
import { EFFORTS, type Model } from './models.ts'
import { countPrompt, partsOf } from './prompt-parts.ts'
import { type Block, blocksOf, type CountRequest, type MessagesRequest } from './request.ts'
import { refuseSchemas } from './schema-rules.ts'

type Rule = (request: CountRequest, model: Model) => string | undefined

export function brokenRule(request: CountRequest, model: Model): string | undefined {
  return firstOf(PROMPT_RULES, request, model)
}

export function brokenAnswerRule(request: MessagesRequest, model: Model): string | undefined {
  if (request.max_tokens > model.outputTokens)
    return `max_tokens: ${request.max_tokens} > ${model.outputTokens}, which is the maximum allowed number of output tokens for ${model.id}`
  if (request.max_tokens === 0 && request.output_config?.format)
    return 'max_tokens: 0 is not supported together with `output_config.format`'
  return undefined
}

const PROMPT_RULES: readonly Rule[] = [
  function conversation({ messages }) {
    if (messages.length === 0) return 'messages: at least one message is required'
    if (messages[0]?.role !== 'user') return 'messages: first message must use the "user" role'
    const empty = messages.findIndex(({ content }) => content.length === 0)
    if (empty >= 0) return `messages.${empty}: all messages must have non-empty content`
    const odd = messages.findIndex(
      ({ role, content }) =>
        role === 'system' && blocksOf(content).some(({ type }) => type !== 'text'),
    )
    return odd >= 0 ? `messages.${odd}: system messages take text only` : undefined
  },

  function prefill({ messages }) {
    return messages.findLast(({ role }) => role !== 'system')?.role === 'assistant'
      ? 'This model does not support assistant message prefill. The conversation must end with a user message.'
      : undefined
  },

  function forcedTools({ tool_choice: choice, tools = [], thinking }, model) {
    if (choice?.type !== 'any' && choice?.type !== 'tool') return undefined
    if (!model.canForceTools)
      return `tool_choice: type '${choice.type}' is not supported by ${model.id}. Use 'auto' or 'none'`
    if (choice.type === 'tool' && !tools.some(({ name }) => name === choice.name))
      return `tool_choice: tool '${choice.name}' not found in provided tools`
    return thinking && thinking.type !== 'disabled'
      ? 'Thinking may not be enabled when tool_choice forces tool use.'
      : undefined
  },

  function thinkingMode({ thinking, output_config: config }, model) {
    if (!thinking) return undefined
    const most = model.thinking[thinking.type]
    const accepted = Object.keys(model.thinking).join(', ')
    if (!most)
      return `thinking.type: '${thinking.type}' is not supported by ${model.id}. Supported: ${accepted}`
    const effort = config?.effort ?? model.defaultEffort
    return EFFORTS.indexOf(effort) > EFFORTS.indexOf(most)
      ? `thinking.type: '${thinking.type}' is not supported at effort '${effort}' by ${model.id}; at most '${most}'`
      : undefined
  },

  function cacheMarkers(request) {
    const parts = partsOf(request)
    const markers = parts.flatMap((part) => part.markers)
    if (markers.length > 4)
      return `A maximum of 4 blocks with cache_control may be provided. Found ${markers.length}.`
    if (markers.slice(markers.indexOf('5m')).includes('1h') && markers.includes('5m'))
      return "cache_control: a block with ttl '1h' must not come after a block with ttl '5m'"
    const empty = parts.some(
      ({ block }) => block?.type === 'text' && block.text === '' && block.cache_control,
    )
    return empty ? 'cache_control cannot be set for empty text blocks' : undefined
  },

  function toolNames({ tools = [] }) {
    const twice = tools.find(({ name }, i) => tools.findIndex((t) => t.name === name) !== i)
    return twice ? `tools: Tool names must be unique: '${twice.name}'` : undefined
  },

  function toolResults({ messages }) {
    const ids = new Set<string>()
    for (const [at, message] of messages.entries()) {
      const called = at === 0 ? [] : callsOf(messages[at - 1])
      const blocks = blocksOf(message.content)
      const results = blocks.filter((block) => block.type === 'tool_result')
      const path = `messages.${at}`
      const foreign = results.find(({ tool_use_id: id }) => !called.includes(id))
      if (foreign || (results.length > 0 && message.role !== 'user'))
        return `${path}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${foreign?.tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`
      const answered = results.map(({ tool_use_id: id }) => id)
      const open = called.filter((id) => !answered.includes(id))
      if (open.length > 0)
        return `${path}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`
      if (new Set(answered).size < answered.length)
        return `${path}: each tool_use must have a single result`
      if (blocks.slice(0, results.length).some(({ type }) => type !== 'tool_result'))
        return `${path}: \`tool_result\` blocks must come before other content`
      for (const id of callsOf(message)) {
        if (ids.has(id)) return `${path}: \`tool_use\` ids must be unique: ${id}`
        ids.add(id)
      }
      if (message.role !== 'assistant' && callsOf(message).length > 0)
        return `${path}: \`tool_use\` blocks can only be in \`assistant\` messages`
    }
    return undefined
  },

  function blocksInPlace({ messages, system }) {
    const cited = Array.isArray(system) && system.some(({ citations }) => citations?.length)
    if (cited) return 'system: `citations` may not be sent on text blocks'
    for (const [at, { role, content }] of messages.entries())
      for (const block of blocksOf(content)) {
        if (block.type === 'document' && role === 'assistant')
          return `messages.${at}: \`document\` blocks are not allowed in assistant messages`
        if (block.type === 'thinking' && role !== 'assistant')
          return `messages.${at}: \`thinking\` blocks can only be in \`assistant\` messages`
        if (block.type === 'text' && block.citations?.length && role === 'user')
          return `messages.${at}: \`citations\` may not be sent on text blocks of the user`
      }
    return undefined
  },

  function citations({ messages, output_config: config }) {
    const sources = messages.flatMap(({ content }) => blocksOf(content).flatMap(sourcesIn))
    const cited = sources.filter((source) => source.citations?.enabled)
    if (cited.length > 0 && config?.format)
      return 'output_config.format: citations cannot be enabled together with structured outputs'
    const results = sources.filter(({ type }) => type === 'search_result')
    const citedResults = cited.filter(({ type }) => type === 'search_result')
    return citedResults.length > 0 && citedResults.length < results.length
      ? 'Citations must be enabled on all search results or on none'
      : undefined
  },

  function schemas({ output_config: config, tools = [] }) {
    const strict = tools.filter((tool) => tool.strict)
    return refuseSchemas(
      config?.format?.schema,
      strict.map(({ name, input_schema: schema }) => ({ name, schema })),
    )
  },

  function promptLength(request, model) {
    const tokens = countPrompt(request)
    return tokens > model.contextTokens
      ? `prompt is too long: ${tokens} tokens > ${model.contextTokens} maximum`
      : undefined
  },
]

function firstOf(rules: readonly Rule[], request: CountRequest, model: Model) {
  for (const rule of rules) {
    const why = rule(request, model)
    if (why !== undefined) return why
  }
  return undefined
}

function callsOf(message: CountRequest['messages'][number] | undefined): string[] {
  return blocksOf(message?.content ?? []).flatMap((block) =>
    block.type === 'tool_use' ? [block.id] : [],
  )
}

type Source = Extract<Block, { type: 'document' | 'search_result' }>

function sourcesIn(block: Block): Source[] {
  if (block.type === 'document' || block.type === 'search_result') return [block]
  return block.type === 'tool_result' ? blocksOf(block.content ?? []).flatMap(sourcesIn) : []
}
