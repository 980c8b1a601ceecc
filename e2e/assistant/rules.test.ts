/** What is refused with 400 today, asked through the real SDK; what stands beside it is let in. */
import Anthropic from '@anthropic-ai/sdk'
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { giveJson, sayText } from './reply.ts'
import { startAssistant, type TestAssistant } from './testing/start-assistant.ts'

type Params = Anthropic.MessageCreateParamsNonStreaming

let assistant: TestAssistant
beforeAll(async () => {
  assistant = await startAssistant({ brain: () => sayText('Yes.') })
})
afterAll(() => assistant.stop())
beforeEach(() => assistant.reset())

const user = (content: Anthropic.MessageParam['content']): Anthropic.MessageParam => ({
  role: 'user',
  content,
})
const said = (content: Anthropic.MessageParam['content']): Anthropic.MessageParam => ({
  role: 'assistant',
  content,
})
const text = (words: string, more: Partial<Anthropic.TextBlockParam> = {}) => ({
  type: 'text' as const,
  text: words,
  ...more,
})
const call = (id: string): Anthropic.ToolUseBlockParam => ({
  type: 'tool_use',
  id,
  name: 'read_ticket',
  input: {},
})
const result = (id: string, content = '{}'): Anthropic.ToolResultBlockParam => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
})
const tool = (name: string, more: Partial<Anthropic.Tool> = {}): Anthropic.Tool => ({
  name,
  input_schema: { type: 'object', properties: {}, additionalProperties: false },
  ...more,
})
const hit = (enabled: boolean): Anthropic.SearchResultBlockParam => ({
  type: 'search_result',
  source: 'K1',
  title: 'File share',
  content: [text('Put the group back.')],
  citations: { enabled },
})
const closed = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const format = (schema: Record<string, unknown>): Partial<Params> => ({
  output_config: { format: { type: 'json_schema', schema } },
})
const many = (count: number, make: (n: number) => unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, make(n)]))
const string = { type: 'string' }
const marker = (ttl: '5m' | '1h' = '5m') => ({ cache_control: { type: 'ephemeral' as const, ttl } })

const citation: Anthropic.CitationSearchResultLocationParam = {
  type: 'search_result_location',
  cited_text: 'x',
  source: 'K1',
  title: null,
  search_result_index: 0,
  start_block_index: 0,
  end_block_index: 1,
}

/** How a request fares: `let in`, or the status and the words of the refusal. */
async function ask(params: object, client = assistant.client()): Promise<string> {
  const request = {
    model: 'claude-sonnet-5-5',
    max_tokens: 100,
    messages: [user('Hello')],
    ...params,
  }
  return client.messages.create(request).then(
    () => 'let in',
    (error: unknown) => {
      if (error instanceof Anthropic.APIError) return `${error.status} ${error.apiMessage}`
      throw error
    },
  )
}

const HAIKU = { model: 'claude-haiku-5-5' }
const OPUS = { model: 'claude-opus-5-5' }
const TOOLS = { tools: [tool('read_ticket')] }

describe('is refused', () => {
  const cases: [string, object, RegExp][] = [
    ['temperature, even at its default', { temperature: 1 }, /temperature: Extra inputs/],
    ['top_p', { top_p: 0.9 }, /top_p/],
    ['top_k', { top_k: 5 }, /top_k/],
    ['a parameter nobody knows', { mood: 'kind' }, /mood: Extra inputs/],
    [
      'thinking with a budget',
      { thinking: { type: 'enabled', budget_tokens: 1_024 } },
      /'enabled' is not supported/,
    ],
    ['thinking disabled on Sonnet', { thinking: { type: 'disabled' } }, /'disabled'/],
    ['thinking disabled on Opus', { ...OPUS, thinking: { type: 'disabled' } }, /'disabled'/],
    ['between_tools on Haiku', { ...HAIKU, thinking: { type: 'between_tools' } }, /between_tools/],
    [
      'thinking disabled above effort high',
      { ...HAIKU, thinking: { type: 'disabled' }, output_config: { effort: 'xhigh' } },
      /at effort 'xhigh'/,
    ],
    [
      'between_tools above effort high',
      { thinking: { type: 'between_tools' }, output_config: { effort: 'max' } },
      /at effort 'max'/,
    ],
    ['an effort nobody knows', { output_config: { effort: 'huge' } }, /output_config.effort/],
    ['a prefill', { messages: [user('Hi'), said('{')] }, /prefill/],
    ['a forced tool on Sonnet', { ...TOOLS, tool_choice: { type: 'any' } }, /tool_choice/],
    [
      'a forced tool on Opus',
      { ...OPUS, ...TOOLS, tool_choice: { type: 'tool', name: 'read_ticket' } },
      /tool_choice/,
    ],
    [
      'a forced tool with thinking on Haiku',
      { ...HAIKU, ...TOOLS, tool_choice: { type: 'any' }, thinking: { type: 'adaptive' } },
      /Thinking may not be enabled/,
    ],
    [
      'a forced tool that is not there',
      { ...HAIKU, ...TOOLS, tool_choice: { type: 'tool', name: 'write_ticket' } },
      /not found/,
    ],
    ['two tools of one name', { tools: [tool('a'), tool('a')] }, /unique/],
    ['no message', { messages: [] }, /at least one message/],
    ['an empty message', { messages: [user([])] }, /non-empty/],
    [
      'a conversation that the model opens',
      { messages: [said('Hi'), user('Hi')] },
      /first message/,
    ],
    [
      'five cache markers',
      {
        system: [text('a', marker()), text('b', marker())],
        messages: [user([text('c', marker()), text('d', marker()), text('e', marker())])],
      },
      /maximum of 4 blocks/,
    ],
    [
      'five cache markers, one of them on the request and one in a tool result',
      {
        cache_control: { type: 'ephemeral' },
        system: [text('a', marker()), text('b', marker())],
        messages: [
          user([text('c', marker())]),
          said([call('t1')]),
          user([{ ...result('t1'), content: [text('{}', marker())] }]),
        ],
      },
      /Found 5/,
    ],
    [
      'an hour after five minutes',
      { system: [text('a', marker('5m'))], messages: [user([text('b', marker('1h'))])] },
      /must not come after/,
    ],
    [
      'a marker on an empty text',
      { messages: [user([text('', marker()), text('b')])] },
      /empty text blocks/,
    ],
    [
      'a tool result without its call',
      { messages: [user('Hi'), said('Yes?'), user([result('t9')])] },
      /unexpected `tool_use_id`.*t9/,
    ],
    [
      'a call without its result',
      { messages: [user('Hi'), said([call('t1')]), user('And?')] },
      /without `tool_result` blocks.*t1/,
    ],
    [
      'a call of which one result is missing',
      { messages: [user('Hi'), said([call('t1'), call('t2')]), user([result('t1')])] },
      /t2/,
    ],
    [
      'two results for one call',
      { messages: [user('Hi'), said([call('t1')]), user([result('t1'), result('t1')])] },
      /single result/,
    ],
    [
      'words before the tool results',
      { messages: [user('Hi'), said([call('t1')]), user([text('So:'), result('t1')])] },
      /before other content/,
    ],
    [
      'one id for two calls',
      {
        messages: [
          user('Hi'),
          said([call('t1')]),
          user([result('t1')]),
          said([call('t1')]),
          user([result('t1')]),
        ],
      },
      /ids must be unique/,
    ],
    [
      'a document in an assistant message',
      {
        messages: [
          user('Hi'),
          said([
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'x' } },
          ]),
          user('And?'),
        ],
      },
      /`document` blocks are not allowed/,
    ],
    [
      'citations on the text of a user',
      { messages: [user([text('Hi', { citations: [citation] })])] },
      /`citations` may not/,
    ],
    [
      'citations with an output format',
      { messages: [user([hit(true)])], ...format(closed({ a: string })) },
      /citations cannot be enabled/,
    ],
    ['citations on some hits only', { messages: [user([hit(true), hit(false)])] }, /on all/],
    [
      'warming the cache with an output format',
      { max_tokens: 0, ...format(closed({ a: string })) },
      /max_tokens: 0/,
    ],
    ['more tokens than the model writes', { max_tokens: 128_001, stream: true }, /maximum allowed/],
    [
      'a prompt longer than the model reads',
      { messages: [user('1 '.repeat(1_000_001))] },
      /prompt is too long/,
    ],
  ]
  test.each(cases)('%s', async (_, params, why) => {
    const answer = await ask(params)
    expect(answer).toMatch(/^400 /)
    expect(answer).toMatch(why)
    expect(assistant.calls[0]?.refusal).toMatch(why)
  })

  const schemas: [string, Record<string, unknown>, RegExp][] = [
    ['an open object', { type: 'object', properties: {} }, /additionalProperties/],
    ['a number with bounds', closed({ n: { type: 'integer', minimum: 0 } }), /'minimum'/],
    ['a text with a length', closed({ s: { type: 'string', maxLength: 9 } }), /'maxLength'/],
    [
      'a list with a length',
      closed({ l: { type: 'array', items: string, maxItems: 3 } }),
      /maxItems/,
    ],
    [
      'a list of at least two',
      closed({ l: { type: 'array', items: string, minItems: 2 } }),
      /minItems/,
    ],
    ['oneOf', closed({ o: { oneOf: [string] } }), /'oneOf'/],
    ['an unknown format of text', closed({ s: { type: 'string', format: 'semver' } }), /semver/],
    ['an enum of objects', closed({ e: { enum: [{ a: 1 }] } }), /plain values/],
    [
      'recursion',
      {
        ...closed({ tree: { $ref: '#/$defs/node' } }),
        $defs: { node: closed({ next: { $ref: '#/$defs/node' } }) },
      },
      /recursive/,
    ],
    ['a reference to elsewhere', closed({ a: { $ref: 'https://x.example/s.json' } }), /nowhere/],
    ['a list at the top', { type: 'array', items: string }, /of type 'object'/],
    [
      '25 optional properties',
      closed(
        many(25, () => string),
        [],
      ),
      /25 optional/,
    ],
    [
      '17 unions',
      closed(many(17, () => ({ type: ['string', 'null'] }))),
      /17 properties with a union/,
    ],
    ['a schema too large', closed({ e: { enum: Object.keys(many(6_000, () => 1)) } }), /too large/],
  ]
  test.each(schemas)('a schema with %s', async (_, schema, why) => {
    expect(await ask(format(schema))).toMatch(why)
  })

  test('strict tools: more than twenty, and what they add to the limits together', async () => {
    const strict = (n: number, schema = closed({})) =>
      Array.from({ length: n }, (_, i) => ({
        ...tool(`t${i}`),
        input_schema: schema,
        strict: true,
      }))
    expect(await ask({ tools: strict(21) })).toMatch(/Too many strict tools/)
    expect(await ask({ tools: strict(20) })).toBe('let in')
    const halfOptional = closed(
      many(13, () => string),
      [],
    )
    expect(await ask({ tools: strict(2, halfOptional) })).toMatch(/26 optional/)
    expect(await ask({ tools: strict(1, halfOptional), ...format(closed({ a: string })) })).toMatch(
      /^500 .*does not fit/,
    )
    const loose = strict(2, halfOptional).map((one) => ({ ...one, strict: false }))
    expect(await ask({ tools: loose })).toBe('let in')
  })
})

describe('is let in', () => {
  const cases: [string, object][] = [
    ['adaptive thinking', { thinking: { type: 'adaptive' } }],
    ['thinking disabled on Haiku', { ...HAIKU, thinking: { type: 'disabled' } }],
    [
      'between_tools on Sonnet up to high',
      { thinking: { type: 'between_tools' }, output_config: { effort: 'high' } },
    ],
    [
      'a forced tool on Haiku without thinking',
      { ...HAIKU, ...TOOLS, tool_choice: { type: 'any' } },
    ],
    ['a tool choice that forces nothing', { ...TOOLS, tool_choice: { type: 'auto' } }],
    [
      'four markers, the hour first',
      {
        system: [text('a', marker('1h')), text('b', marker('1h'))],
        messages: [user([text('c', marker('1h')), text('d', marker('5m'))])],
      },
    ],
    [
      'a ticket handed over as the result of a call that was written by hand',
      { messages: [user('Ticket opened.'), said([call('t1')]), user([result('t1')])] },
    ],
    [
      'words after the tool results, and a line of the system at the end',
      {
        messages: [
          user('Hi'),
          said([call('t1')]),
          user([result('t1'), text('Go on.')]),
          { role: 'system', content: 'state 4' },
        ],
      },
    ],
    ['citations on all hits', { messages: [user([hit(true), hit(true)])] }],
    ['citations on no hit', { messages: [user([hit(false), hit(false)])] }],
    ['warming the cache', { max_tokens: 0 }],
    [
      'what the SDK makes of a caching, tracing, metered request',
      {
        diagnostics: { previous_message_id: null },
        metadata: { user_id: 'h1' },
        service_tier: 'auto',
        inference_geo: 'us',
      },
    ],
  ]
  test.each(cases)('%s', async (_, params) => {
    expect(await ask(params)).toBe('let in')
  })

  test('a schema of zod as the SDK translates it, and the answer must fit', async () => {
    const Turn = z.object({
      reply: z.string().max(200),
      confidence: z.int().min(0).max(100),
      checks: z.array(z.object({ title: z.string(), risk: z.enum(['read_only', 'disruptive']) })),
    })
    const { type, schema } = zodOutputFormat(Turn)
    const params = { output_config: { format: { type, schema } } }
    assistant.queue(giveJson({ reply: 'Hi', confidence: 40, checks: [] }))
    expect(await ask(params)).toBe('let in')
    assistant.queue(giveJson({ reply: 'Hi' }))
    expect(await ask(params)).toMatch(/^500 .*does not fit the schema.*confidence/)
    assistant.queue({ ...giveJson({ reply: 'Hi' }), isOffSchema: true })
    expect(await ask(params)).toBe('let in')
  })
})

describe('thinking sent back', () => {
  const question = [user('Ticket opened.')]
  const thinking = { type: 'adaptive' as const, display: 'summarized' as const }
  const base = { thinking, system: 'Be brief.', tools: [tool('read_ticket')] }

  async function answer(model = 'claude-sonnet-5-5') {
    assistant.queue({
      content: [
        { type: 'thinking', thinking: 'First' },
        { type: 'thinking', thinking: 'Second' },
        { type: 'tool_use', name: 'read_ticket', input: {} },
      ],
    })
    const params = { ...base, model, max_tokens: 500, messages: question }
    const { content } = await assistant.client().messages.create(params)
    const id = content.flatMap((block) => (block.type === 'tool_use' ? [block.id] : []))[0] ?? ''
    return { content, next: user([result(id)]) }
  }
  const goOn = (content: Anthropic.ContentBlockParam[], next: Anthropic.MessageParam, more = {}) =>
    ask({ ...base, messages: [...question, said(content), next], ...more })

  test('as it came is let in, whatever changes in effort, format, choice or markers', async () => {
    const { content, next } = await answer()
    expect(await goOn(content, next)).toBe('let in')
    expect(await goOn(content, next, { output_config: { effort: 'low' } })).toBe('let in')
    expect(await goOn(content, next, { tool_choice: { type: 'none' } })).toBe('let in')
    expect(await goOn(content, next, { system: [text('Be brief.', marker('1h'))] })).toBe('let in')
    const longer = [...question, said(content), next, said('Done.'), user('Sure?')]
    expect(await ask({ ...base, messages: longer })).toBe('let in')
  })

  test('changed, in another order, or in part is refused; all of it may go', async () => {
    const { content, next } = await answer()
    const [first, second, use] = content
    if (!first || !second || !use) throw new Error('three blocks')
    const changed = (more: object) => Object.assign({}, first, more)
    expect(await goOn([changed({ thinking: 'Other' }), second, use], next)).toMatch(
      /^400 .*was changed/,
    )
    expect(await goOn([changed({ signature: 'sig_other' }), second, use], next)).toMatch(
      /^400 .*Invalid `signature`/,
    )
    expect(await goOn([second, first, use], next)).toMatch(/^400 .*original order/)
    expect(await goOn([first, use], next)).toMatch(/^400 .*complete/)
    expect(await goOn([second, use], next)).toMatch(/^400 .*complete/)
    expect(await goOn([use], next)).toBe('let in')
  })

  test('after another system prompt, other tools or another message is refused', async () => {
    const { content, next } = await answer()
    expect(await goOn(content, next, { system: 'Be long.' })).toMatch(/^400 .*is bound to/)
    expect(await goOn(content, next, { tools: [tool('open_flow')] })).toMatch(/^400 .*is bound to/)
    const messages = [user('Another ticket.'), said(content), next]
    expect(await goOn(content, next, { messages })).toMatch(/^400 .*is bound to/)
  })

  test('of another model is not read, except that of Haiku; of another account is refused', async () => {
    const sonnet = await answer()
    const changed = { system: 'Be long.' }
    expect(await goOn(sonnet.content, sonnet.next, { ...OPUS, ...changed })).toBe('let in')
    const haiku = await answer('claude-haiku-5-5')
    expect(await goOn(haiku.content, haiku.next, { ...OPUS })).toBe('let in')
    expect(await goOn(haiku.content, haiku.next, { ...OPUS, ...changed })).toMatch(/^400/)
    const params = { ...base, messages: [...question, said(sonnet.content), sonnet.next] }
    const other = assistant.client({ apiKey: 'sk-other' })
    expect(await ask(params, other)).toMatch(/^400 .*Invalid `signature`/)
  })
})
