/** The real client against the stand-in, through everything that can happen to one call. */
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { callTool, giveJson, type PlayInput, refuseFor, sayText } from '#e2e/assistant/reply.ts'
import type { FailureKind } from '#shared/session/lane-event.ts'
import { onBoth } from '../../testing/on-both.ts'
import { TEXT_ANSWER } from './answer-format.ts'
import type { ModelFailure } from './ask.ts'
import { callModel } from './call-model.ts'
import { KEY, type ModelRig, makeModelRig } from './testing/make-model-rig.ts'

const REPLY = 'The share is there; the sign-in lost its group on **Monday** “morning”. 🖨️'
const SAID = { reply_md: REPLY, facts: ['the group is missing'] }
const OWN_TOOL = {
  name: 'search_knowledge',
  description: 'Searches.',
  input_schema: { type: 'object' as const, properties: {} },
}

/** What the database decides is in budget.test.ts; one kind of database is enough here. */
const [embedded] = onBoth

let rig: ModelRig
beforeAll(async () => {
  rig = await makeModelRig((await embedded?.open())!)
})
afterAll(() => rig.close())
beforeEach(() => {
  rig.assistant.reset()
  rig.idleAfter(20_000)
  // A minute later nobody is asked to wait, and every tier has rested.
  rig.deps.pass(16 * 60_000)
})

const lastRow = async () => (await rig.rows()).at(-1)

describe('an answer that arrives', () => {
  test('grows word by word, is read, and is written down with what it used and cost', async () => {
    rig.assistant.queue({ ...giveJson(SAID), pace: { chunk: 7 } })
    const words: string[] = []
    const answer = await rig.call({ onText: (added) => words.push(added) })
    expect(answer).toMatchObject({ kind: 'answer', value: SAID, text: REPLY, tier: 'standard' })
    expect(words.length).toBeGreaterThan(5)
    expect(words.join('')).toBe(REPLY)
    const row = await lastRow()
    expect(row).toMatchObject({
      id: answer.callId,
      purpose: 'turn',
      tierRequested: 'standard',
      tierServed: 'standard',
      modelServed: 'claude-sonnet-5-5',
      requestId: rig.assistant.calls[0]?.requestId,
      stopReason: 'end_turn',
      failure: null,
      costMicro: answer.costMicro,
      settledAt: expect.any(String),
    })
    expect(row?.inputTokens).toBeGreaterThan(0)
    expect(row?.costMicro).toBe(2 * (row?.inputTokens ?? 0) + 10 * (row?.outputTokens ?? 0))
  })

  test('the request says what it is to say today, and nothing the API refuses', async () => {
    rig.assistant.queue(giveJson(SAID))
    await rig.call({ tools: [OWN_TOOL], previousMessageId: null })
    const [call] = rig.assistant.calls
    expect(call?.headers).toMatchObject({ authorization: `Bearer ${KEY}` })
    expect(call?.request).toMatchObject({
      stream: true,
      model: 'claude-sonnet-5-5',
      max_tokens: 2_000,
      thinking: { type: 'adaptive' },
      output_config: { effort: 'medium', format: { type: 'json_schema' } },
    })
    const body = JSON.stringify(call?.request)
    for (const gone of ['temperature', 'top_p', 'top_k', 'budget_tokens', 'tool_choice', 'strict'])
      expect(body).not.toContain(gone)
    const { engineer } = rig.team.people
    for (const name of [engineer.id, engineer.name, engineer.email])
      expect(body).not.toContain(name)
  })

  test('each tier is asked with the model, the thinking and the effort it takes', async () => {
    for (const [tier, effort] of [
      ['fast', 'low'],
      ['fast', 'max'],
      ['standard', 'low'],
      ['deep', 'high'],
    ] as const) {
      rig.assistant.queue(giveJson(SAID))
      const answer = await rig.call({
        choice: { tier, effort, reasons: [], routerVersion: 'test' },
      })
      expect(answer).toMatchObject({ kind: 'answer', tier })
    }
    expect(rig.assistant.requests().map(({ model, thinking }) => [model, thinking?.type])).toEqual([
      ['claude-haiku-5-5', 'disabled'],
      ['claude-haiku-5-5', 'adaptive'],
      ['claude-sonnet-5-5', 'adaptive'],
      ['claude-opus-5-5', 'adaptive'],
    ])
  })

  test('tools are the caller’s: called, answered with the message untouched, thinking and all', async () => {
    rig.assistant.queue(
      {
        content: [
          { type: 'thinking', thinking: 'Is it known?' },
          { type: 'tool_use', name: 'search_knowledge', input: { query: 'recalls' } },
        ],
      },
      giveJson(SAID),
    )
    const first = await rig.call({ tools: [OWN_TOOL] })
    if (first.kind !== 'tools') throw new Error(`not tools but ${first.kind}`)
    expect(first.calls).toMatchObject([{ name: 'search_knowledge', input: { query: 'recalls' } }])
    const { messages } = rig.ask()
    const second = await rig.call({
      tools: [OWN_TOOL],
      mayCallTools: false,
      previousMessageId: first.messageId,
      messages: [
        ...messages,
        first.message,
        {
          role: 'user',
          content: first.calls.map(({ id }) => ({
            type: 'tool_result' as const,
            tool_use_id: id,
            content: '[]',
          })),
        },
      ],
    })
    // Thinking that came back changed would have been refused.
    expect(second).toMatchObject({ kind: 'answer', value: SAID })
    expect(rig.assistant.requests()[1]?.tool_choice).toEqual({ type: 'none' })
  })

  test('plain text comes with what it cites', async () => {
    const citation = {
      type: 'search_result_location' as const,
      cited_text: 'Put the group back.',
      source: 'flow:file-share',
      title: 'File share',
      search_result_index: 0,
      start_block_index: 0,
      end_block_index: 1,
    }
    rig.assistant.queue({ content: [{ type: 'text', text: REPLY, citations: [citation] }] })
    const words: string[] = []
    const answer = await callModel(rig.deps, {
      ...rig.ask(),
      format: TEXT_ANSWER,
      onText: (added: string) => words.push(added),
    })
    expect(answer).toMatchObject({
      ...{ kind: 'answer', value: REPLY },
      said: [{ text: REPLY, citations: [citation] }],
    })
    expect(words.join('')).toBe(REPLY)
  })

  test('another model than the one asked for is told and priced as itself', async () => {
    rig.assistant.queue({ ...giveJson(SAID), model: 'claude-haiku-5-5' })
    expect(await rig.call()).toMatchObject({ tier: 'fast', modelServed: 'claude-haiku-5-5' })
    expect(await lastRow()).toMatchObject({ tierRequested: 'standard', tierServed: 'fast' })
  })

  test('events nobody has heard of do no harm', async () => {
    rig.assistant.queue({ ...giveJson(SAID), hasStrangers: true })
    expect(await rig.call()).toMatchObject({ kind: 'answer', value: SAID })
  })
})

describe('a model that refuses the schema', () => {
  const schemaRefused: PlayInput = {
    kind: 'status',
    status: 400,
    message: 'output_config.format: compiled grammar is too large',
  }
  const submitted = callTool('submit_turn', SAID)

  test('is asked once more by a tool, growing as before, and from then on at once', async () => {
    const other = await makeModelRig((await embedded?.open())!)
    onTestFinished(() => other.close())
    other.assistant.fail(schemaRefused)
    other.assistant.queue(submitted, submitted)
    const words: string[] = []
    const answer = await other.call({ tools: [OWN_TOOL], onText: (added) => words.push(added) })
    expect(answer).toMatchObject({ kind: 'answer', value: SAID, text: REPLY })
    expect(words.join('')).toBe(REPLY)
    expect(await other.call()).toMatchObject({ kind: 'answer', value: SAID })
    expect(other.assistant.calls.map((call) => call.status)).toEqual([400, 200, 200])
    const [, again] = other.assistant.requests().filter((one) => !one.output_config?.format)
    expect(again?.tools).toMatchObject([{ name: 'submit_turn' }])
  })

  test('a tool is forced only where the tier takes that', async () => {
    const other = await makeModelRig((await embedded?.open())!)
    onTestFinished(() => other.close())
    other.deps.config.assistant.tiers = structuredClone(other.deps.config.assistant.tiers)
    const { tiers } = other.deps.config.assistant.tiers
    for (const tier of ['fast', 'standard'] as const) {
      tiers[tier].hasStructuredOutput = false
      other.assistant.queue(submitted)
      const choice = { tier, effort: 'high' as const, reasons: [], routerVersion: 'test' }
      expect(await other.call({ choice })).toMatchObject({ kind: 'answer', value: SAID })
    }
    expect(other.assistant.requests().map((one) => one.tool_choice)).toEqual([
      { type: 'tool', name: 'submit_turn' },
      undefined,
    ])
  })

  test('a 400 for anything else is not asked again', async () => {
    rig.assistant.fail({ kind: 'status', status: 400, message: 'messages.3: something is wrong' })
    expect(await rig.call()).toMatchObject({ kind: 'failure', failure: 'bad_request' })
    expect(rig.assistant.calls).toHaveLength(1)
  })
})

describe('an answer that fails', () => {
  const soon = { 'retry-after-ms': '1' }
  const whole = giveJson(SAID)
  const cases: [string, FailureKind, Parameters<ModelRig['assistant']['queue']>[0]][] = [
    ['ended by max_tokens', 'truncated', { ...whole, cutAtTokens: 12 }],
    [
      'a tool call ended by max_tokens',
      'truncated',
      { ...callTool('search_knowledge', { query: 'a long question' }), cutAtTokens: 3 },
    ],
    ['refused', 'refused', refuseFor('cyber', 'Looks like malware.')],
    ['paused', 'truncated', { ...whole, stop: 'pause_turn' }],
    ['out of context', 'truncated', { ...whole, stop: 'model_context_window_exceeded' }],
    ['no JSON', 'invalid', { ...sayText('Sorry, I cannot.'), isOffSchema: true }],
    ['JSON of another shape', 'invalid', { ...giveJson({ reply_md: 7 }), isOffSchema: true }],
    ['nothing at all', 'invalid', { content: [], isOffSchema: true }],
    [
      'broken JSON in the input of a tool',
      'invalid',
      {
        content: [
          { type: 'tool_use', name: 'search_knowledge', input: {}, raw: '{"query": nope}' },
        ],
      },
    ],
    ['an error event', 'busy', { ...whole, play: { kind: 'errorAfter', events: 6 } }],
    [
      'an error event of the API',
      'busy',
      { ...whole, play: { kind: 'errorAfter', events: 6, type: 'api_error' } },
    ],
    ['a socket cut', 'cut', { ...whole, play: { kind: 'cutAfter', events: 6 } }],
    [
      'a socket cut in the input of a tool',
      'cut',
      {
        ...callTool('search_knowledge', {
          query: 'a question long enough for several pieces of it',
        }),
        play: { kind: 'cutAfter', events: 6 },
      },
    ],
    ['a clean end too early', 'cut', { ...whole, play: { kind: 'endAfter', events: 6 } }],
    ['an end before any event', 'cut', { ...whole, play: { kind: 'endAfter', events: 0 } }],
    ['silence', 'stalled', { ...whole, play: { kind: 'silenceAfter', events: 6 } }],
    ['no headers ever', 'stalled', { ...whole, play: { kind: 'hang' } }],
  ]

  test.each(cases)('%s: %s', async (_, failure, reply) => {
    rig.assistant.queue(reply)
    if (failure === 'stalled') rig.idleAfter(250)
    const answer = await rig.call({ tools: [OWN_TOOL] })
    expect(answer).toMatchObject({ kind: 'failure', failure })
    expect(REPLY.startsWith(answer.text)).toBe(true)
    expect(await lastRow()).toMatchObject({ failure, settledAt: expect.any(String) })
    expect((await lastRow())?.costMicro).toBe(answer.costMicro)
  })

  test.each<[string, FailureKind, PlayInput, number]>([
    ['429', 'rate', { kind: 'status', status: 429, headers: soon }, 2],
    ['500', 'busy', { kind: 'status', status: 500, headers: soon }, 2],
    ['503', 'busy', { kind: 'status', status: 503, headers: soon }, 2],
    ['529', 'busy', { kind: 'status', status: 529, headers: soon }, 2],
    ['401', 'auth', { kind: 'status', status: 401 }, 1],
    ['403', 'auth', { kind: 'status', status: 403 }, 1],
    ['404', 'bad_request', { kind: 'status', status: 404 }, 1],
    ['413', 'bad_request', { kind: 'status', status: 413 }, 1],
    [
      'x-should-retry: false',
      'busy',
      { kind: 'status', status: 529, headers: { 'x-should-retry': 'false' } },
      1,
    ],
    ['a line dropped before the headers', 'network', { kind: 'drop' }, 2],
  ])('%s: %s', async (_, failure, play, calls) => {
    rig.assistant.fail(play, { times: 2 })
    expect(await rig.call()).toMatchObject({ kind: 'failure', failure, costMicro: 0, text: '' })
    expect(rig.assistant.calls).toHaveLength(calls)
    expect(await lastRow()).toMatchObject({ failure, costMicro: 0 })
  })

  test('once busy, then well: nobody notices', async () => {
    rig.assistant.fail({ kind: 'status', status: 529, headers: soon })
    rig.assistant.queue(whole)
    expect(await rig.call()).toMatchObject({ kind: 'answer', value: SAID })
  })

  test('a long wait that is asked for is told, not waited out', async () => {
    rig.assistant.fail({ kind: 'status', status: 429, headers: { 'retry-after': '30' } })
    const answer = await rig.call()
    expect(answer).toMatchObject({ failure: 'rate', retryAfterSeconds: 30, isWorthRetrying: false })
    expect(rig.assistant.calls).toHaveLength(1)
    expect(rig.deps.model.seen(rig.team.id, false).tiers).toMatchObject({ standard: 'down' })
  })

  test('a spend limit of the vendor’s: off until its window ends, and nothing is asked meanwhile', async () => {
    const code = 'enforced_spend_limit_reached'
    rig.assistant.fail({ kind: 'status', status: 429, code, headers: { 'retry-after': '600' } })
    expect(await rig.call()).toMatchObject({ failure: 'spend', retryAfterSeconds: 600 })
    rig.deps.pass(100_000)
    expect(await rig.call()).toMatchObject({
      failure: 'spend',
      retryAfterSeconds: 500,
      costMicro: 0,
    })
    expect(rig.assistant.calls).toHaveLength(1)
    rig.deps.pass(501_000)
    rig.assistant.queue(whole)
    expect(await rig.call()).toMatchObject({ kind: 'answer' })
  })

  test('a refusal tells its category', async () => {
    rig.assistant.queue(refuseFor('cyber'))
    const answer = await rig.call()
    expect(answer).toMatchObject({ failure: 'refused', category: 'cyber', isWorthRetrying: false })
  })

  test('nobody listens at the address: network, at once', async () => {
    const alone = await makeModelRig((await embedded?.open())!)
    onTestFinished(() => alone.deps.close())
    await alone.assistant.stop()
    expect(await alone.call()).toMatchObject({ failure: 'network', costMicro: 0 })
  })

  test('no key: nothing is asked, and nothing written down', async () => {
    const off = await makeModelRig((await embedded?.open())!, { env: { ANTHROPIC_API_KEY: '' } })
    onTestFinished(() => off.close())
    expect(await off.call()).toMatchObject({ failure: 'auth', callId: null })
    expect(off.assistant.calls).toEqual([])
    expect(await off.rows()).toEqual([])
  })
})

describe('ending it', () => {
  const slow = { ...giveJson(SAID), pace: { chunk: 4, eventMs: 15 } }

  test('stopped in the middle: what had come is kept, counted, and the line is closed', async () => {
    rig.assistant.queue(slow)
    const stop = new AbortController()
    let grown = ''
    const answer = await rig.call({
      signal: stop.signal,
      onText(added) {
        grown += added
        if (grown.length > 12) stop.abort()
      },
    })
    expect(answer).toMatchObject({ failure: 'aborted', text: grown, isWorthRetrying: false })
    expect(answer.costMicro).toBeGreaterThan(0)
    await expect.poll(() => rig.assistant.calls[0]?.end).toBe('left')
  })

  test('stopped before it began: nothing is asked', async () => {
    const answer = await rig.call({ signal: AbortSignal.abort() })
    expect(answer).toMatchObject({ failure: 'aborted' })
    expect(rig.assistant.calls.filter((call) => call.status === 200)).toEqual([])
  })

  test('the deadline holds although words keep coming', async () => {
    rig.assistant.queue({ ...giveJson({ ...SAID, reply_md: REPLY.repeat(9) }), pace: slow.pace })
    const answer = await rig.call({ deadlineMs: 250 })
    expect(answer).toMatchObject({ failure: 'stalled' })
    expect(answer.text).not.toBe('')
  })
})

test('three failures in a row and a tier rests; one answer and it is well again', async () => {
  const other = await makeModelRig((await embedded?.open())!)
  onTestFinished(() => other.close())
  const health = () => other.deps.model.seen(other.team.id, false).tiers.standard
  const busy: PlayInput = { kind: 'status', status: 529, headers: { 'x-should-retry': 'false' } }
  other.assistant.fail(busy, { times: 4 })
  await other.call()
  await other.call()
  expect(health()).toBe('up')
  await other.call()
  expect(health()).toBe('down')
  other.deps.pass(31_000)
  expect(health()).toBe('up')
  await other.call()
  expect(health()).toBe('down')
  other.assistant.queue(giveJson(SAID))
  await other.call()
  expect(health()).toBe('up')
})

describe('what is logged', () => {
  const PLANTED = 'quokkaberry'
  const failing: ModelFailure['failure'][] = []

  test.each(['debug', 'info', 'warn', 'error'])(
    'at %s there is nothing of what was said',
    async (level) => {
      const printed: string[] = []
      const keep = (...args: unknown[]) => printed.push(args.map(String).join(' '))
      const { log, warn, error, info, debug } = console
      Object.assign(console, { log: keep, warn: keep, error: keep, info: keep, debug: keep })
      onTestFinished(() => void Object.assign(console, { log, warn, error, info, debug }))
      process.env.ANTHROPIC_LOG = 'debug'
      onTestFinished(() => void delete process.env.ANTHROPIC_LOG)

      const other = await makeModelRig((await embedded?.open())!, {
        env: { LOG_LEVEL: level },
      })
      onTestFinished(() => other.close())
      other.deps.log.level = level
      const said = giveJson({ reply_md: PLANTED, facts: [PLANTED] })
      const question = {
        system: [{ type: 'text' as const, text: `purpose: turn\n${PLANTED}` }],
        messages: [{ role: 'user' as const, content: PLANTED }],
      }
      const plays: (PlayInput | undefined)[] = [
        undefined,
        { kind: 'status', status: 400, message: `messages.0: ${PLANTED} is not allowed` },
        { kind: 'status', status: 500, message: PLANTED, headers: { 'retry-after-ms': '1' } },
        { kind: 'errorAfter', events: 5, message: PLANTED },
        { kind: 'cutAfter', events: 5 },
        { kind: 'silenceAfter', events: 5 },
      ]
      for (const play of plays) {
        other.assistant.queue(said)
        if (play) other.assistant.fail(play)
        other.idleAfter(play?.kind === 'silenceAfter' ? 250 : 20_000)
        const answer = await other.call(question)
        if (answer.kind === 'failure') failing.push(answer.failure)
      }
      other.assistant.queue({
        content: [{ type: 'tool_use', name: 'x', input: {}, raw: `{"q": ${PLANTED}}` }],
      })
      await other.call({ ...question, tools: [OWN_TOOL] })

      const everything = [...other.deps.logged, ...printed].join('\n')
      expect(everything).not.toContain(PLANTED)
      expect(everything).not.toContain(KEY)
      const toldAll = ['debug', 'info'].includes(level)
      expect(other.deps.logged.some((line) => line.includes('model asked'))).toBe(toldAll)
      expect(failing.length).toBeGreaterThan(3)
    },
  )
})
