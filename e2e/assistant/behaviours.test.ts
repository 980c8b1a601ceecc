/** What the real SDK makes of everything that can happen to one answer. */
import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { callTool, type PlayInput, refuseFor, sayText } from './reply.ts'
import { startAssistant, type TestAssistant } from './testing/start-assistant.ts'

let assistant: TestAssistant
beforeAll(async () => {
  assistant = await startAssistant()
})
afterAll(() => assistant.stop())
beforeEach(() => assistant.reset())

const params = {
  model: 'claude-sonnet-5-5',
  max_tokens: 2_000,
  messages: [{ role: 'user' as const, content: 'Cannot open the Recalls share.' }],
}
const TEXT = 'The share is there; the sign-in lost its group on Monday morning.'

const stream = (more: Partial<Anthropic.MessageStreamParams> = {}, retries = 0) =>
  assistant.client({ maxRetries: retries }).messages.stream({ ...params, ...more })

/** Listens to a stream to its end, whichever it is. */
async function follow(message = stream()) {
  const seen = { events: [] as string[], text: '' }
  message.on('streamEvent', (event) => seen.events.push(event.type))
  message.on('text', (delta) => {
    seen.text += delta
  })
  const outcome = await message.finalMessage().then(
    (final) => ({ final, error: undefined }),
    (error: unknown) => ({ final: undefined, error }),
  )
  return { ...seen, ...outcome, message }
}

async function failureOf(play: PlayInput) {
  assistant.queue({ ...sayText(TEXT), play })
  const { error, ...rest } = await follow()
  if (!(error instanceof Anthropic.AnthropicError)) throw new Error(`no failure: ${error}`)
  return { error, api: error instanceof Anthropic.APIError ? error : undefined, ...rest }
}

describe('an answer that arrives', () => {
  test('is told in the order of the real one and put together again', async () => {
    assistant.queue({
      content: [
        { type: 'thinking', thinking: 'Which group?' },
        { type: 'text', text: TEXT },
        { type: 'tool_use', name: 'search_knowledge', input: { query: 'recalls share', limit: 3 } },
      ],
    })
    const { final, text, message } = await follow(
      stream({ thinking: { type: 'adaptive', display: 'summarized' } }),
    )
    expect(text).toBe(TEXT)
    expect(final?.stop_reason).toBe('tool_use')
    expect(final?.content).toMatchObject([
      { type: 'thinking', thinking: 'Which group?' },
      { type: 'text', text: TEXT },
      { type: 'tool_use', name: 'search_knowledge', input: { query: 'recalls share', limit: 3 } },
    ])
    expect(message.request_id).toBe(assistant.calls[0]?.requestId)
    const told = assistant.calls[0]?.events ?? []
    expect(told.slice(0, 3)).toEqual(['message_start', 'ping', 'content_block_start'])
    expect(told.slice(-3)).toEqual(['content_block_stop', 'message_delta', 'message_stop'])
    expect(assistant.calls[0]).toMatchObject({ status: 200, end: 'answered' })
  })

  test('thinking comes without its words unless they are asked for', async () => {
    assistant.queue({ content: [{ type: 'thinking', thinking: 'secret' }, ...said(TEXT)] })
    const { final } = await follow()
    expect(final?.content[0]).toMatchObject({ type: 'thinking', thinking: '' })
    expect(final?.usage.output_tokens_details?.thinking_tokens).toBeGreaterThan(0)
  })

  test('is the same when it is not streamed', async () => {
    assistant.queue(callTool('open_flow', { flow_id: 'f1', from_step: '' }), sayText(TEXT))
    const client = assistant.client()
    const call = await client.messages.create(params)
    expect(call.content[0]).toMatchObject({ name: 'open_flow', input: { flow_id: 'f1' } })
    const text = await client.messages.create(params)
    expect(text._request_id).toBe(assistant.calls[1]?.requestId)
    expect(text.usage).toMatchObject({ service_tier: 'standard', cache_read_input_tokens: 0 })
  })

  test('a citation points into the search results', async () => {
    const citation = {
      type: 'search_result_location' as const,
      cited_text: 'Put the group back.',
      source: 'flow:file-share',
      title: 'File share',
      search_result_index: 0,
      start_block_index: 0,
      end_block_index: 1,
    }
    assistant.queue({ content: [{ type: 'text', text: TEXT, citations: [citation] }] })
    const cited: unknown[] = []
    const message = stream().on('citation', (one) => cited.push(one))
    await message.finalMessage()
    expect(cited).toEqual([citation])
  })

  test('events nobody has heard of do no harm', async () => {
    assistant.queue({ ...sayText(TEXT), hasStrangers: true, pace: { chunk: 1 } })
    const { text, final } = await follow()
    expect([text, final?.stop_reason]).toEqual([TEXT, 'end_turn'])
    expect(assistant.calls[0]?.events).toContain('weather_report')
  })

  test('letters, signs and halves of characters survive being cut into deltas', async () => {
    const odd = 'Prāt 🖨️ مستودع \u2028 "\\" \\u00e9 \n'
    for (const chunk of [1, 2, 3, 7]) {
      assistant.queue({ ...sayText(odd), pace: { chunk } })
      expect((await follow()).text).toBe(odd)
    }
  })
})

describe('an answer that stops early', () => {
  test('at the tokens allowed, in the middle of a tool call: resolves, its input silently cut', async () => {
    const facts = [{ text: 'disk full on the file server' }, { text: 'since Friday' }]
    assistant.queue({ ...callTool('submit_turn', { facts }), cutAtTokens: 14 })
    const { final } = await follow()
    expect(final?.stop_reason).toBe('max_tokens')
    expect(final?.content[0]).toMatchObject({ type: 'tool_use' })
    expect(final?.content[0]).not.toMatchObject({ input: { facts } })
  })

  test('at the max_tokens of the request itself', async () => {
    assistant.queue(sayText(TEXT))
    const { final, text } = await follow(stream({ max_tokens: 5 }))
    expect(final?.stop_reason).toBe('max_tokens')
    expect(TEXT.startsWith(text) && text.length < TEXT.length).toBe(true)
  })

  test('refused: 200, with a category and nothing in it', async () => {
    assistant.queue(refuseFor('cyber', 'Looks like malware.'))
    const { final } = await follow()
    expect(final).toMatchObject({
      stop_reason: 'refusal',
      content: [],
      stop_details: { type: 'refusal', category: 'cyber', explanation: 'Looks like malware.' },
    })
  })

  test.each(['pause_turn', 'model_context_window_exceeded'] as const)('%s: 200', async (stop) => {
    assistant.queue({ ...sayText(TEXT), stop })
    expect((await follow()).final?.stop_reason).toBe(stop)
  })
})

describe('what goes wrong before the answer', () => {
  test.each([429, 500, 503, 529])('%i is retried, and says how long to wait', async (status) => {
    assistant.fail({ kind: 'status', status, headers: { 'retry-after-ms': '1' } }, { times: 2 })
    assistant.queue(sayText(TEXT))
    expect((await follow(stream({}, 2))).text).toBe(TEXT)
    expect(assistant.calls.map((call) => call.status)).toEqual([status, status, 200])
  })

  test('retried no further than told; the error says what it was', async () => {
    const { error, api } = await failureOf({ kind: 'status', status: 529 })
    expect(error).toBeInstanceOf(Anthropic.OverloadedError)
    expect(api).toMatchObject({ status: 529, type: 'overloaded_error', errorCode: null })
    expect(api?.requestID).toBe(assistant.calls[0]?.requestId)
  })

  test('x-should-retry is obeyed both ways', async () => {
    const headers = { 'x-should-retry': 'false', 'retry-after-ms': '1' }
    assistant.queue(sayText(TEXT))
    assistant.fail({ kind: 'status', status: 529, headers })
    await expect(stream({}, 2).finalMessage()).rejects.toThrow('529')
    assistant.fail({
      kind: 'status',
      status: 400,
      headers: { ...headers, 'x-should-retry': 'true' },
    })
    expect((await follow(stream({}, 2))).text).toBe(TEXT)
  })

  test('a spend limit is retried too, then has its own error', async () => {
    assistant.fail(
      {
        kind: 'status',
        status: 429,
        code: 'enforced_spend_limit_reached',
        headers: { 'retry-after-ms': '1' },
      },
      { times: 3 },
    )
    const { error } = await follow(stream({}, 2))
    expect(error).toBeInstanceOf(Anthropic.EnforcedSpendLimitReachedError)
    expect(error).toMatchObject({ errorCode: 'enforced_spend_limit_reached' })
    expect(assistant.calls).toHaveLength(3)
  })

  test('a long retry-after is waited for in full; only giving up ends the wait', async () => {
    assistant.fail({ kind: 'status', status: 429, headers: { 'retry-after': '3600' } })
    const gaveUp = new AbortController()
    const call = assistant.client({ maxRetries: 1 }).messages.create(params, {
      signal: gaveUp.signal,
    })
    const ended = call.then(
      () => 'answered',
      (error: unknown) => error,
    )
    await expect.poll(() => assistant.calls[0]?.end).toBe('answered')
    const waited = new Promise((resolve) => setTimeout(resolve, 150, 'still waiting'))
    expect(await Promise.race([ended, waited])).toBe('still waiting')
    gaveUp.abort()
    expect(await ended).toBeInstanceOf(Anthropic.APIUserAbortError)
    expect(assistant.calls).toHaveLength(1)
  })

  test('a line dropped before the headers is a connection error, and retried', async () => {
    const { error } = await failureOf({ kind: 'drop' })
    expect(error).toBeInstanceOf(Anthropic.APIConnectionError)
    assistant.fail({ kind: 'drop' })
    assistant.queue(sayText(TEXT))
    expect((await follow(stream({}, 1))).text).toBe(TEXT)
  })

  test('a call that hangs ends by the timeout of the client, and the stand-in sees it leave', async () => {
    assistant.queue({ ...sayText(TEXT), play: { kind: 'hang' } })
    const call = assistant.client({ timeout: 60 }).messages.stream(params).finalMessage()
    await expect(call).rejects.toBeInstanceOf(Anthropic.APIConnectionTimeoutError)
    await expect.poll(() => assistant.calls[0]?.end).toBe('left')
  })
})

describe('what goes wrong in the middle', () => {
  test('an error event: a plain APIError without a status, told by its type', async () => {
    const { error, api, text } = await failureOf({ kind: 'errorAfter', events: 5 })
    expect(error).not.toBeInstanceOf(Anthropic.OverloadedError)
    expect(api).toMatchObject({ status: undefined, type: 'overloaded_error' })
    expect(text).not.toBe('')
    expect(assistant.calls).toHaveLength(1)
  })

  test('a socket cut: terminated, with the part that came', async () => {
    const { error, text } = await failureOf({ kind: 'cutAfter', events: 5 })
    expect(error.message).toBe('terminated')
    expect(TEXT.startsWith(text) && text !== '').toBe(true)
    expect(assistant.calls[0]?.end).toBe('cut')
  })

  test('a body that ends cleanly: the iteration ends without a word, only the final message throws', async () => {
    assistant.queue({ ...sayText(TEXT), play: { kind: 'endAfter', events: 5 } })
    const message = stream()
    const events: string[] = []
    for await (const event of message) events.push(event.type)
    expect(events).not.toContain('message_stop')
    expect(message.currentMessage).toBeUndefined()
    await expect(message.finalMessage()).rejects.toThrow('without producing a Message')
  })

  test('broken JSON in the input of a tool', async () => {
    assistant.queue({
      content: [{ type: 'tool_use', name: 'open_flow', input: {}, raw: '{"flow_id": nope}' }],
    })
    const { error } = await follow()
    expect(error).toBeInstanceOf(Anthropic.AnthropicError)
    expect(error).not.toBeInstanceOf(Anthropic.APIError)
  })

  test('aborted: the stand-in sees the line close, and the part that came is kept', async () => {
    assistant.queue({ ...sayText(TEXT), play: { kind: 'silenceAfter', events: 6 } })
    const message = stream()
    message.on('text', () => message.abort())
    await expect(message.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIUserAbortError)
    expect(message.currentMessage?.content[0]).toMatchObject({ type: 'text' })
    await expect.poll(() => assistant.calls[0]?.end).toBe('left')
  })

  test('silence: nothing happens until somebody gives up', async () => {
    assistant.queue({ ...sayText(TEXT), play: { kind: 'silenceAfter', events: 4 } })
    const message = assistant.client({ timeout: 50 }).messages.stream(params)
    const ended = message.finalMessage().then(
      () => 'answered',
      (error: unknown) => error,
    )
    await expect.poll(() => assistant.calls[0]?.events.length).toBe(4)
    const waited = new Promise((resolve) => setTimeout(resolve, 150, 'still waiting'))
    expect(await Promise.race([ended, waited])).toBe('still waiting')
    message.abort()
    expect(await ended).toBeInstanceOf(Anthropic.APIUserAbortError)
  })

  test('an answer that is not streamed breaks in its middle', async () => {
    const client = assistant.client()
    for (const kind of ['cutAfter', 'endAfter'] as const) {
      assistant.queue({ ...sayText(TEXT), play: { kind, events: 3 } })
      await expect(client.messages.create(params)).rejects.toThrow()
    }
    assistant.queue({ ...sayText(TEXT), play: { kind: 'errorAfter', events: 3 } })
    await expect(client.messages.create(params)).rejects.toMatchObject({ status: 500 })
  })
})

test('usage is known from the first event on', async () => {
  assistant.queue({ ...sayText(TEXT), play: { kind: 'cutAfter', events: 1 } })
  const usages: Anthropic.Usage[] = []
  const message = stream().on('streamEvent', (event) => {
    if (event.type === 'message_start') usages.push(event.message.usage)
  })
  await expect(message.finalMessage()).rejects.toThrow()
  expect(usages).toMatchObject([{ output_tokens: 1 }])
  expect(usages[0]?.input_tokens).toBeGreaterThan(0)
})

test('twenty streams at once each come out whole', async () => {
  const texts = Array.from({ length: 20 }, (_, n) => `${n}: ${'lorem ipsum '.repeat(150)}`)
  assistant.useBrain(({ messages }) => {
    const asked = Number(messages[0]?.content)
    return { ...sayText(texts[asked] ?? ''), pace: { chunk: 6 } }
  })
  const answers = await Promise.all(
    texts.map((_, n) =>
      follow(stream({ messages: [{ role: 'user', content: String(n) }] })).then(({ text }) => text),
    ),
  )
  expect(answers).toEqual(texts)
  expect(
    assistant.calls.every(({ end, events }) => end === 'answered' && events.length > 300),
  ).toBe(true)
})

test('of twenty streams, each broken at another place, none hangs and none claims to be whole', async () => {
  const kinds = ['cutAfter', 'endAfter', 'errorAfter'] as const
  const plays = Array.from({ length: 20 }, (_, n): PlayInput => {
    return { kind: kinds[n % 3] ?? 'cutAfter', events: n % 12 }
  })
  assistant.queue(...plays.map((play) => ({ ...sayText(TEXT.repeat(9)), play })))
  const ends = await Promise.all(plays.map(() => follow()))
  expect(ends.filter(({ error }) => error instanceof Anthropic.AnthropicError)).toHaveLength(20)
  expect(assistant.calls.map(({ end }) => end)).toEqual(plays.map(() => 'cut'))
})

const said = (text: string) => [{ type: 'text' as const, text }]
