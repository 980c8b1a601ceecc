/** The doors of the stand-in: who is let in, the models, the ledger, the script, the control door. */
import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { giveJson, sayText } from './reply.ts'
import { startAssistant, TEST_KEY, type TestAssistant } from './testing/start-assistant.ts'

let assistant: TestAssistant
beforeAll(async () => {
  assistant = await startAssistant({ isKey: (key) => key !== 'sk-wrong' })
})
afterAll(() => assistant.stop())
beforeEach(() => assistant.reset())

const params = {
  model: 'claude-haiku-5-5',
  max_tokens: 100,
  messages: [{ role: 'user' as const, content: 'Hello' }],
}
const raw = (path: string, init: RequestInit = {}) =>
  fetch(`${assistant.url}${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${TEST_KEY}`,
      'anthropic-version': '2026-10-21',
      ...init.headers,
    },
  })

describe('who is let in', () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${assistant.url}/v1/messages`, { method: 'POST', headers, body: '{}' })

  test('a key goes out as a bearer token; without one it is 401', async () => {
    assistant.queue(sayText('Hi.'))
    await assistant.client().messages.create(params)
    expect(assistant.calls[0]?.headers).toMatchObject({
      authorization: `Bearer ${TEST_KEY}`,
      'anthropic-version': '2026-10-21',
    })
    expect(assistant.calls[0]?.headers).not.toHaveProperty('x-api-key')
    const old = await post({ 'x-api-key': TEST_KEY, 'anthropic-version': '2023-06-01' })
    expect(old.status).toBe(401)
    expect(old.headers.get('request-id')).toBe('req_000002')
    expect(await old.json()).toMatchObject({
      type: 'error',
      error: { type: 'authentication_error' },
      request_id: 'req_000002',
    })
  })

  test('a wrong key, and an empty one, are an AuthenticationError', async () => {
    for (const apiKey of ['sk-wrong', ''])
      await expect(assistant.client({ apiKey }).messages.create(params)).rejects.toBeInstanceOf(
        Anthropic.AuthenticationError,
      )
  })

  test('a version must be named, and known; a beta is refused', async () => {
    const authorization = `Bearer ${TEST_KEY}`
    expect(await (await post({ authorization })).text()).toContain('header is required')
    const version = await post({ authorization, 'anthropic-version': '2020-01-01' })
    expect([version.status, await version.text()]).toEqual([
      400,
      expect.stringContaining('not a valid version'),
    ])
    await expect(
      assistant.client().beta.messages.create({ ...params, betas: ['message-threads-2026-08-01'] }),
    ).rejects.toMatchObject({ status: 400 })
  })

  test('what cannot be read is a 400, what is not there a 404', async () => {
    const post = async (body: string) =>
      (await raw('/v1/messages', { method: 'POST', body })).json()
    expect(await post('{"model":')).toMatchObject({ error: { type: 'invalid_request_error' } })
    expect(await post('[]')).toMatchObject({ error: { type: 'invalid_request_error' } })
    expect(await post('{"model":"claude-haiku-5-5","messages":[]}')).toMatchObject({
      error: { message: expect.stringContaining('max_tokens') },
    })
    expect((await raw('/v1/complete', { method: 'POST' })).status).toBe(404)
    const unknown = { ...params, model: 'claude-next' }
    await expect(assistant.client().messages.create(unknown)).rejects.toMatchObject({
      status: 404,
      apiMessage: 'model: claude-next',
    })
  })
})

describe('models', () => {
  test('are listed with what they take; the retired one only when asked for', async () => {
    const client = assistant.client()
    const ids: string[] = []
    for await (const model of client.models.list({ limit: 2 })) ids.push(model.id)
    expect(ids).toContain('claude-opus-5-5')
    expect(ids).not.toContain('claude-3-7-sonnet-20250219')
    const { data } = await client.models.list({ lifecycle: ['retired'] })
    expect(data.map(({ id }) => id)).toEqual(['claude-3-7-sonnet-20250219'])
  })

  test('one of them says which thinking it takes and when it goes', async () => {
    const client = assistant.client()
    const sonnet = await client.models.retrieve('claude-sonnet-5-5')
    expect(sonnet.capabilities?.thinking.types).toMatchObject({
      adaptive: { supported: true },
      between_tools: { supported: true },
      disabled: { supported: false },
      enabled: { supported: false },
    })
    expect(await client.models.retrieve('claude-sonnet-4-5')).toMatchObject({
      lifecycle: 'deprecated',
      retires_at: '2026-11-30T00:00:00Z',
    })
    await expect(client.models.retrieve('claude-next')).rejects.toBeInstanceOf(
      Anthropic.NotFoundError,
    )
  })
})

describe('the script', () => {
  const turn = { ...params, system: 'purpose: turn\nYou help.' }
  const judge = { ...params, system: [{ type: 'text' as const, text: 'purpose: judge v3\n…' }] }
  const ask = async (asked: Anthropic.MessageCreateParamsNonStreaming) => {
    const [block] = (await assistant.client().messages.create(asked)).content
    return block?.type === 'text' ? block.text : undefined
  }

  test('replies for a purpose or a question go first, then the queue, then the brain', async () => {
    assistant.queue(sayText('next'))
    assistant.queueFor('judge', sayText('judged'))
    assistant.queueFor(({ max_tokens: most }) => most === 7, sayText('seven'))
    assistant.useBrain(({ model }) => sayText(`brain of ${model}`))
    expect(assistant.pending()).toBe(3)
    expect(await ask(turn)).toBe('next')
    expect(await ask(judge)).toBe('judged')
    expect(await ask({ ...judge, max_tokens: 7 })).toBe('seven')
    expect(await ask(judge)).toBe('brain of claude-haiku-5-5')
    expect(assistant.pending()).toBe(0)
  })

  test('faults may be for a purpose only, and are spent', async () => {
    assistant.useBrain(() => sayText('fine'))
    assistant.fail({ kind: 'status', status: 529 }, { when: 'judge' })
    expect(await ask(turn)).toBe('fine')
    await expect(ask(judge)).rejects.toThrow('529')
    expect(await ask(judge)).toBe('fine')
  })

  test('faults may be for another address than messages', async () => {
    assistant.fail({ kind: 'status', status: 503 }, { path: '/v1/models' })
    assistant.queue(sayText('fine'))
    expect(await ask(turn)).toBe('fine')
    await expect(assistant.client().models.list()).rejects.toThrow('503')
    assistant.fail({ kind: 'drop' }, { path: '/v1/messages/count_tokens' })
    const { max_tokens: _, ...prompt } = params
    const count = () => assistant.client().messages.countTokens(prompt)
    await expect(count()).rejects.toBeInstanceOf(Anthropic.APIConnectionError)
    expect((await count()).input_tokens).toBeGreaterThan(0)
  })

  test('without a reply, or with a brain that throws, it says so and is not asked again', async () => {
    const client = assistant.client({ maxRetries: 3 })
    await expect(client.messages.create(params)).rejects.toThrow('has none: queue one')
    assistant.useBrain(() => {
      throw new Error('no idea')
    })
    await expect(client.messages.create(params)).rejects.toThrow('no idea')
    expect(assistant.calls).toHaveLength(2)
  })

  test('the served model may be another than the one asked for', async () => {
    assistant.queue({ ...giveJson({ a: 1 }), model: 'claude-opus-5-5' })
    expect((await assistant.client().messages.create(params)).model).toBe('claude-opus-5-5')
  })
})

describe('the ledger', () => {
  test('finds a secret in any spelling, in address, header or body', async () => {
    const secret = 'Marrow-"Tide" 4471!'
    const spellings = [
      secret,
      JSON.stringify({ password: secret }),
      Buffer.from(`user:${secret}!`).toString('base64'),
    ]
    for (const content of spellings) {
      assistant.queue(sayText('Oh.'))
      await assistant.client().messages.create({ ...params, messages: [{ role: 'user', content }] })
    }
    await raw(`/v1/models/${encodeURIComponent(secret)}`)
    await raw('/v1/models', { headers: { 'x-note': secret } })
    const found = (text: string) =>
      assistant.mentions(text).map((call) => assistant.calls.indexOf(call))
    expect(found(secret)).toEqual([0, 1, 2, 3, 4])
    expect(found(secret.toUpperCase())).toEqual([0, 1, 3, 4])
    expect(assistant.mentions('Marrow-Tide')).toEqual([])
  })

  test('keeps what was asked, what was answered and when, and forgets on reset', async () => {
    assistant.queue(sayText('Hi.'))
    const message = await assistant.client().messages.create(params)
    expect(assistant.requests()).toEqual([params])
    expect(assistant.calls[0]).toMatchObject({
      method: 'POST',
      path: '/v1/messages',
      status: 200,
      message: { id: message.id, stop_reason: 'end_turn' },
      at: assistant.now().toISOString(),
    })
    assistant.reset()
    expect(assistant.calls).toEqual([])
  })
})

describe('the control door', () => {
  const control = async (path: string, body?: object) => {
    const init = body && { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(`${assistant.url}/_standin/${path}`, init)
    return { status: response.status, json: await response.json() }
  }

  test('scripts replies and faults, moves the clock, shows what was asked', async () => {
    await control('replies', { purpose: 'judge', replies: [sayText('judged')] })
    await control('replies', { replies: [sayText('next')] })
    await control('faults', { play: { kind: 'status', status: 503 } })
    expect((await control('')).json).toEqual({ pending: 2, calls: 0 })
    await expect(assistant.client().messages.create(params)).rejects.toThrow('503')
    const { content } = await assistant.client().messages.create(params)
    expect(content).toMatchObject([{ text: 'next' }])
    const before = assistant.now().getTime()
    await control('clock', { moveMs: 60_000 })
    expect(assistant.now().getTime() - before).toBe(60_000)
    expect((await control('calls')).json).toHaveLength(2)
    expect((await control('calls?mentions=Hello')).json).toHaveLength(2)
    expect((await control('calls?mentions=Goodbye')).json).toEqual([])
    await control('reset', {})
    expect((await control('')).json).toEqual({ pending: 0, calls: 0 })
  })

  test('tells what it does not understand', async () => {
    expect(await control('faults', { play: { kind: 'explode' } })).toMatchObject({ status: 400 })
    expect(await control('nowhere')).toMatchObject({ status: 404 })
  })
})

test('a call that hangs does not keep the stand-in from stopping', async () => {
  const other = await startAssistant()
  other.queue({ ...sayText('x'), play: { kind: 'hang' } })
  const refused = expect(other.client().messages.create(params)).rejects.toThrow()
  await expect.poll(() => other.calls.length).toBe(1)
  await other.stop()
  await refused
})
