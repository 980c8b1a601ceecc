/** What the prompt cache reads and keeps, as `usage` tells it through the real SDK. */
import type Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sayText } from './reply.ts'
import { startAssistant, type TestAssistant } from './testing/start-assistant.ts'

let assistant: TestAssistant
beforeAll(async () => {
  assistant = await startAssistant({ brain: () => sayText('Noted.') })
})
afterAll(() => assistant.stop())
beforeEach(() => assistant.reset())

const MINUTE = 60_000
const long = (word: string, tokens = 700) => `${word} `.repeat(tokens).trim()
const block = (words: string, ttl?: '5m' | '1h'): Anthropic.TextBlockParam => ({
  type: 'text',
  text: words,
  ...(ttl && { cache_control: { type: 'ephemeral', ttl } }),
})
const turn = (words: string, ttl: '5m' | '1h' = '5m'): Anthropic.MessageParam => ({
  role: 'user',
  content: [block(words, ttl)],
})
const reply: Anthropic.MessageParam = { role: 'assistant', content: 'Noted.' }
const system = [block(long('role'), '1h'), block(long('book'), '1h')]
const ticket = turn(long('ticket'), '1h')

async function ask(more: Partial<Anthropic.MessageCreateParamsNonStreaming> = {}) {
  const { usage, ...message } = await assistant.client().messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 100,
    system,
    messages: [ticket, turn('Hello')],
    ...more,
  })
  return {
    ...message,
    input: usage.input_tokens,
    read: usage.cache_read_input_tokens ?? 0,
    hour: usage.cache_creation?.ephemeral_1h_input_tokens ?? 0,
    minutes: usage.cache_creation?.ephemeral_5m_input_tokens ?? 0,
  }
}

test('the first turn writes, the second reads all of it and writes what is new', async () => {
  const first = await ask()
  expect(first.read).toBe(0)
  expect(first.hour).toBeGreaterThan(2_000)
  expect(first.minutes).toBeGreaterThan(0)
  const messages = [ticket, turn('Hello'), reply, turn('It is the front desk.')]
  const second = await ask({ messages: unmark(messages, 1) })
  expect(second.read).toBe(first.hour + first.minutes)
  expect(second).toMatchObject({ input: 0, hour: 0 })
  expect(second.minutes).toBeGreaterThan(0)
})

test('five minutes and an hour are kept that long, and reading renews', async () => {
  const first = await ask()
  assistant.moveClock(4 * MINUTE)
  expect((await ask()).read).toBe(first.hour + first.minutes)
  assistant.moveClock(4 * MINUTE)
  expect((await ask()).read).toBe(first.hour + first.minutes)
  assistant.moveClock(6 * MINUTE)
  expect(await ask()).toMatchObject({ read: first.hour, minutes: first.minutes })
  assistant.moveClock(61 * MINUTE)
  expect((await ask()).read).toBe(0)
})

test('a change invalidates what comes after it, and nothing before', async () => {
  const first = await ask()
  const [role] = system
  if (!role) throw new Error('a system prompt')
  const changed = [role, block(long('other'), '1h')]
  const second = await ask({ system: changed })
  expect(second.read).toBeGreaterThan(600)
  expect(second.read).toBeLessThan(first.hour / 2)
  const tools = [{ name: 'a', input_schema: { type: 'object' as const } }]
  expect((await ask({ tools })).read).toBe(0)
})

test('each model, account and output format has a cache of its own', async () => {
  await ask()
  expect((await ask({ model: 'claude-opus-5-5' })).read).toBe(0)
  const schema = { type: 'object', properties: {}, required: [], additionalProperties: false }
  const format = { output_config: { format: { type: 'json_schema' as const, schema } } }
  assistant.queue(sayText('{}'), sayText('{}'))
  const formed = await ask(format)
  expect(formed.read).toBe(0)
  const lower = await ask({ output_config: { ...format.output_config, effort: 'low' } })
  expect(lower.read).toBe(formed.hour + formed.minutes)
})

test('a prefix below the smallest is not kept, and nobody says so', async () => {
  const short = { system: [block(long('role', 200), '1h')], messages: [turn('Hello')] }
  expect(await ask(short)).toMatchObject({ read: 0, hour: 0, minutes: 0 })
  expect(await ask(short)).toMatchObject({ read: 0, hour: 0, minutes: 0 })
})

test('a marker looks back twenty parts, not further', async () => {
  const lines = (count: number) => Array.from({ length: count }, (_, n) => block(`line ${n}`))
  const asked = (count: number) => ({
    system: block(long('role')).text,
    messages: [{ role: 'user' as const, content: [...lines(count), block('end', '5m')] }],
  })
  const kept = { system: asked(0).system, messages: [turn(`line 0`)] }
  const first = await ask(kept)
  expect((await ask(asked(19))).read).toBe(first.minutes)
  assistant.reset()
  await ask(kept)
  expect((await ask(asked(21))).read).toBe(0)
})

test('a marker on the request stands for one on its last block', async () => {
  const params = {
    system: long('role'),
    messages: [{ role: 'user' as const, content: 'Hello' }],
    cache_control: { type: 'ephemeral' as const },
  }
  const first = await ask(params)
  expect(first).toMatchObject({ input: 0, read: 0 })
  expect((await ask(params)).read).toBe(first.minutes)
})

test('an answer that never began leaves nothing behind', async () => {
  assistant.fail({ kind: 'status', status: 529 })
  await expect(ask()).rejects.toThrow()
  expect((await ask()).read).toBe(0)
})

test('a warming call writes and answers nothing; the next one reads', async () => {
  const warm = await ask({ max_tokens: 0 })
  expect(warm).toMatchObject({ content: [], stop_reason: 'max_tokens' })
  expect((await ask()).read).toBe(warm.hour + warm.minutes)
})

test('what was counted beforehand is what is billed', async () => {
  const { input_tokens } = await assistant
    .client()
    .messages.countTokens({ model: 'claude-sonnet-5-5', system, messages: [ticket, turn('Hello')] })
  const { input, read, hour, minutes } = await ask()
  expect(input + read + hour + minutes).toBe(input_tokens)
})

test('diagnostics name the first thing that differs from the answer before', async () => {
  const first = await ask({ diagnostics: { previous_message_id: null } })
  expect(first.diagnostics).toBeNull()
  const since = { diagnostics: { previous_message_id: first.id } }
  const reason = async (more: Partial<Anthropic.MessageCreateParamsNonStreaming>) =>
    (await ask({ ...since, ...more })).diagnostics?.cache_miss_reason?.type ?? null
  expect(
    await reason({ messages: unmark([ticket, turn('Hello'), reply, turn('And?')], 1) }),
  ).toBeNull()
  expect(await reason({ model: 'claude-opus-5-5' })).toBe('model_changed')
  expect(await reason({ system: 'Other.' })).toBe('system_changed')
  expect(await reason({ tools: [{ name: 'a', input_schema: { type: 'object' } }] })).toBe(
    'tools_changed',
  )
  expect(await reason({ messages: [turn('Other')] })).toBe('messages_changed')
  expect(await reason({ thinking: { type: 'between_tools' } })).toBe('unavailable')
  const unknown = { diagnostics: { previous_message_id: 'msg_unknown' } }
  expect((await ask(unknown)).diagnostics?.cache_miss_reason?.type).toBe(
    'previous_message_not_found',
  )
})

/** The same messages, their early marker taken off: only four are allowed. */
function unmark(messages: Anthropic.MessageParam[], at: number): Anthropic.MessageParam[] {
  return messages.map((message, i) => (i === at ? { ...message, content: 'Hello' } : message))
}
