/** What holds for every text, every prompt and every secret. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeAnswer } from './compose-answer.ts'
import { createDemoBrain } from './demo-brain.ts'
import { createLedger } from './ledger.ts'
import { findModel } from './models.ts'
import { createPromptCache } from './prompt-cache.ts'
import { countPrompt } from './prompt-parts.ts'
import { giveJson, Reply, sayText } from './reply.ts'
import { MessagesRequest } from './request.ts'
import { streamEvents } from './stream-events.ts'
import { createThinkingSeals } from './thinking-seal.ts'
import { countText } from './tokens.ts'

const model = findModel('claude-sonnet-5-5')!
const ask = (messages: object[], more: object = {}) =>
  MessagesRequest.parse({ model: model.id, max_tokens: 100_000, messages, ...more })
const compose = (reply: Parameters<typeof Reply.parse>[0], maxTokens = 100_000) =>
  composeAnswer(Reply.parse(reply), {
    request: ask([{ role: 'user', content: 'Hi' }], { max_tokens: maxTokens }),
    model,
    account: 'a',
    id: 'msg_1',
    cache: { input: 1, read: 0, written: { '5m': 0, '1h': 0 } },
    diagnostics: null,
    seals: createThinkingSeals(),
  })

test('deltas of any size put together are the text, character by character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9 }), (text, chunk) => {
      const told = streamEvents(compose(sayText(text)), { chunk })
        .flatMap(({ data }) => ('delta' in data ? [data.delta] : []))
        .flatMap((delta) =>
          typeof delta === 'object' && delta && 'text' in delta ? [String(delta.text)] : [],
        )
      expect(told.join('')).toBe(text)
      expect(told.every((one) => one.isWellFormed())).toBe(true)
    }),
  )
})

test('an answer cut at some number of tokens is a beginning, and no longer than that', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 60 }), fc.integer({ min: 1, max: 90 }), (text, most) => {
      const { message, wire } = compose(giveJson({ text }), most)
      const whole = JSON.stringify({ text })
      expect(whole.startsWith(wire.join(''))).toBe(true)
      expect(countText(wire.join(''))).toBeLessThanOrEqual(most)
      expect(message.stop_reason).toBe(wire.join('') === whole ? 'end_turn' : 'max_tokens')
    }),
  )
})

const block = fc.record({
  type: fc.constant('text'),
  text: fc.lorem({ maxCount: 200 }),
  ttl: fc.constantFrom(undefined, '5m', '1h'),
})
const prompt = fc
  .array(fc.array(block, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 })
  .map((messages) =>
    ask(
      messages.map((blocks) => ({
        role: 'user',
        content: blocks.map(({ ttl, ...rest }) => ({
          ...rest,
          ...(ttl && { cache_control: { type: 'ephemeral', ttl } }),
        })),
      })),
    ),
  )

test('what was read, written and neither is the whole prompt; asked again, all that was kept is read', () => {
  fc.assert(
    fc.property(prompt, prompt, (first, second) => {
      const cache = createPromptCache(() => 0)
      for (const request of [first, second, first]) {
        const look = cache.look(request, model, 'a')
        const { input, read, written } = look
        expect(input + read + written['5m'] + written['1h']).toBe(countPrompt(request))
        expect(Math.min(input, read, written['5m'], written['1h'])).toBeGreaterThanOrEqual(0)
        cache.keep(look)
        const again = cache.look(request, model, 'a')
        expect(again).toMatchObject({ input, read: read + written['5m'] + written['1h'] })
      }
    }),
  )
})

test('a prompt that grows reads at least what it read before', () => {
  fc.assert(
    fc.property(prompt, fc.lorem(), (request, more) => {
      const cache = createPromptCache(() => 0)
      const look = cache.look(request, model, 'a')
      cache.keep(look)
      const longer = ask([...request.messages, { role: 'user', content: more }])
      const kept = look.read + look.written['5m'] + look.written['1h']
      expect(cache.look(longer, model, 'a').read).toBe(kept)
    }),
  )
})

test('a secret is found wherever it stands, in JSON, twice in JSON, an address or base64', () => {
  const secret = fc.string({ minLength: 8, unit: 'grapheme' }).filter((text) => text.isWellFormed())
  fc.assert(
    fc.property(fc.string(), secret, fc.string(), (before, hidden, after) => {
      const text = `${before}${hidden}${after}`
      const bodies = [
        text,
        JSON.stringify({ text }),
        JSON.stringify({ inner: JSON.stringify({ text }) }),
        Buffer.from(text).toString('base64'),
      ]
      for (const body of bodies) {
        const ledger = createLedger(() => new Date(0))
        ledger.open({ method: 'POST', path: '/v1/messages', headers: {}, body })
        expect(ledger.mentions(hidden)).toHaveLength(1)
      }
    }),
  )
})

test('the demonstration has an answer to whatever it is given', async () => {
  const brain = createDemoBrain()
  const text = fc.oneof(fc.lorem({ maxCount: 40 }), fc.string({ unit: 'binary' }), fc.json())
  const purpose = fc.constantFrom('turn', 'note', 'judge', 'chat', 'flow', '')
  await fc.assert(
    fc.asyncProperty(text, text, purpose, async (ticket, words, what) => {
      const system = `purpose: ${what}`
      const messages = [
        { role: 'user', content: 'Ticket opened.' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'read', input: {} }] },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 't', content: ticket },
            { type: 'text', text: words },
          ],
        },
      ]
      expect(Reply.parse(await brain(ask(messages, { system }))).content).not.toEqual([])
    }),
  )
})
