/**
 * The demonstration's answers, asked through the real SDK in the layout of a turn and held against
 * the product's own gates: whatever it proposes has to pass them whole.
 */
import type Anthropic from '@anthropic-ai/sdk'
import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { gateTurn } from '#shared/assistant/gate-turn.ts'
import { labelRecord } from '#shared/assistant/label-record.ts'
import { openPseudonyms } from '#shared/assistant/pseudonyms.ts'
import { makeKnown } from '#shared/assistant/testing/make-turn.ts'
import { TurnResult } from '#shared/assistant/turn-result.ts'
import { gateWords } from '#shared/note/gate-words.ts'
import { WordedNote } from '#shared/note/worded-note.ts'
import { activeStatements } from '#shared/session/ledger.ts'
import type { Session } from '#shared/session/session.ts'
import { makeRecord } from '#shared/testing/make-session.ts'
import { contacts } from '../connectwise/seed/clients.ts'
import { ticketSeeds } from '../connectwise/seed/tickets.ts'
import { DEMO_CASES, findCase } from './demo/find-case.ts'
import { createDemoBrain } from './demo-brain.ts'
import { startAssistant, type TestAssistant } from './testing/start-assistant.ts'

let assistant: TestAssistant
beforeAll(async () => {
  assistant = await startAssistant({ brain: createDemoBrain() })
})
afterAll(() => assistant.stop())
beforeEach(() => assistant.reset())

interface Ticket {
  summary: string
  notes: { id: string; text: string }[]
}

const tickets = ticketSeeds.map(({ id, summary, thread, time = [] }) => {
  const texts = [
    ...thread.map(({ text }) => text),
    ...time.flatMap(({ notes, internalNotes = '' }) => [notes, internalNotes]),
  ]
  const notes = texts.filter(Boolean).map((text, n) => ({ id: `note ${n}`, text }))
  return { id, ticket: { summary, notes } }
})
const ticketOf = (id: number): Ticket => {
  const found = tickets.find((one) => one.id === id)
  if (!found) throw new Error(`no ticket ${id}`)
  return found.ticket
}

/** A schema as it is sent: through zod and the SDK. */
function formatOf(schema: z.ZodMiniType): { output_config: Anthropic.OutputConfig } {
  const { $schema: _, ...plain } = z.toJSONSchema(schema)
  return {
    output_config: { format: { type: 'json_schema', schema: { ...transformJSONSchema(plain) } } },
  }
}

function headOf(ticket: Ticket): Anthropic.MessageParam[] {
  const shown = {
    summary: ticket.summary,
    notes: ticket.notes.map(({ text }, n) => ({ label: `T${n + 1}`, text })),
  }
  return [
    { role: 'user', content: 'Ticket opened.' },
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: 'head', name: 'read_ticket', input: {} }],
    },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'head', content: JSON.stringify(shown) }],
    },
  ]
}

async function ask<T>(
  purpose: string,
  schema: z.ZodMiniType<T>,
  messages: Anthropic.MessageParam[],
  more: Partial<Anthropic.MessageStreamParams> = {},
): Promise<T> {
  const final = await assistant
    .client()
    .messages.stream({
      model: 'claude-sonnet-5-5',
      max_tokens: 8_000,
      system: [{ type: 'text', text: `purpose: ${purpose}\nYou help technicians.` }],
      messages,
      ...formatOf(schema),
      ...more,
    })
    .finalMessage()
  const text = final.content.map((block) => (block.type === 'text' ? block.text : '')).join('')
  return schema.parse(JSON.parse(text))
}

/** A walk through a ticket: turns and results, as the record keeps them. */
function walk(ticket: Ticket) {
  const record = makeRecord({ summary: ticket.summary })
  const turns: Anthropic.MessageParam[] = []
  return {
    record,
    async turn(words = '') {
      const session = record.session()
      const shown = JSON.stringify({ statements: factsShown(session, ticket) })
      turns.push({ role: 'user', content: [text(words || 'Go on.'), text(shown)] })
      const result = await ask('turn', TurnResult, [...headOf(ticket), ...turns])
      turns.push({ role: 'assistant', content: JSON.stringify(result) })
      const gated = gateTurn(result, makeKnown({ session, asked: session, ticket }))
      for (const event of gated.events) record.add(event, { by: { kind: 'assistant' } })
      return { result, ...gated }
    },
    /** Does every open check and sees what speaks for one cause, the narrower the better. */
    doChecks(key: string) {
      for (const check of record.session().lane.checks.filter(({ state }) => state === 'open')) {
        const fitting = check.outcomes
          .filter(({ pointsTo }) => pointsTo.includes(key))
          .sort((a, b) => a.pointsTo.length - b.pointsTo.length)[0]
        if (!fitting) continue
        record.add({
          type: 'check_done',
          checkId: check.id,
          result: 'done',
          outcome: check.outcomes.indexOf(fitting),
          text: fitting.result,
        })
      }
    },
  }
}

function factsShown(session: Session, ticket: Ticket) {
  const labels = labelRecord(session, { notes: ticket.notes, passages: [] })
  return activeStatements(session).map(({ id, text: words, kind }) => ({
    label: labels.labelOf(id),
    kind,
    text: words,
  }))
}

const text = (words: string) => ({ type: 'text' as const, text: words })

describe('a first look at a ticket', () => {
  test.each(tickets.map(({ id, ticket }) => [id, ticket.summary] as const))(
    '%i, %s: everything passes the gate, every quote is found',
    async (id) => {
      const { result, events, dropped } = await walk(ticketOf(id)).turn()
      expect(dropped).toEqual([])
      expect(result.reply_md).not.toBe('')
      expect(result.fix).toEqual([])
      expect(result.hypotheses.length).toBeGreaterThan(0)
      const facts = events.flatMap((e) => (e.type === 'statement_added' ? [e] : []))
      expect(facts.filter(({ source }) => !source?.isFound)).toEqual([])
    },
  )

  test('the tickets that tell something are known, with causes, checks and a question', async () => {
    const told = tickets.filter(({ ticket }) => {
      const all = [ticket.summary, ...ticket.notes.map((note) => note.text)].join('\n')
      return findCase(all).name !== 'something else'
    })
    expect(told.length).toBeGreaterThan(30)
    const { result } = await walk(ticketOf(48213)).turn()
    expect(result.facts).toContainEqual({
      text: 'Only the shared sign-in “frontdesk” is affected',
      source: 'ticket',
      quote: 'only the shared sign-in "frontdesk" on PRD-WS014 is affected',
      evidence: ['T2'],
      replaces: '',
    })
    expect(result.hypotheses[0]).toMatchObject({ key: 'group', likelihood: 'likely' })
    expect(result.hypotheses.length).toBeGreaterThanOrEqual(2)
    expect(result.checks.length).toBe(3)
    expect(result.questions).toHaveLength(1)
  })

  test.each([
    [48219, 'network path not found'],
    [48222, 'site-to-site tunnel down'],
    [48211, 'printer offline'],
    [48205, 'printer offline'],
    [48215, 'Outlook asks for the password again and again'],
    [48221, 'Citrix desktop not available'],
    [48166, 'domain controllers do not replicate'],
    [48142, 'trust with the domain is broken'],
    [48225, 'suspected compromise'],
  ])('%i is about: %s', (id, name) => {
    const { summary, notes } = ticketOf(id)
    expect(findCase([summary, ...notes.map((note) => note.text)].join('\n')).name).toBe(name)
  })
})

test('tokens in place of people, addresses and numbers come back whole', async () => {
  const people = contacts.map(({ firstName, lastName }) => `${firstName} ${lastName ?? ''}`.trim())
  const results = await Promise.all(
    tickets.map(async ({ ticket }) => {
      const { hide, restore } = openPseudonyms(people)
      const hidden = {
        summary: hide(ticket.summary),
        notes: ticket.notes.map((note) => ({ ...note, text: hide(note.text) })),
      }
      const { facts } = await ask('turn', TurnResult, headOf(hidden))
      const plain = [ticket.summary, ...ticket.notes.map((note) => note.text)].join('\n')
      return facts.filter(({ quote }) => !plain.includes(restore(quote)))
    }),
  )
  expect(results.flat()).toEqual([])
})

describe('a walk', () => {
  const walks = DEMO_CASES.flatMap((demo) => {
    const found = tickets.find(({ ticket }) => {
      const all = [ticket.summary, ...ticket.notes.map((note) => note.text)].join('\n')
      return findCase(all) === demo
    })
    return demo.causes.map(({ key }) => [demo.name, key, found?.id ?? 0] as const)
  })

  test.each(walks)('%s: results that speak for “%s” end in its fix', async (_, key, id) => {
    const { turn, doChecks, record } = walk(ticketOf(id))
    let last = await turn()
    for (let n = 0; n < 3 && last.result.fix.length === 0; n++) {
      doChecks(key)
      last = await turn('I have looked.')
      expect(last.dropped).toEqual([])
    }
    expect(last.result.fix).toMatchObject([{ hypothesis: key }])
    expect(last.result.fix[0]?.evidence).not.toEqual([])
    expect(last.events.some(({ type }) => type === 'fix_proposed')).toBe(true)
    expect(record.session().lane.fixes).toHaveLength(1)
  })

  test('a fix that did not help takes its cause out, and another way is shown', async () => {
    const { turn, doChecks } = walk(ticketOf(48213))
    await turn()
    doChecks('group')
    const { result } = await turn()
    expect(result.fix).toMatchObject([{ hypothesis: 'group' }])
    const { result: after } = await turn('The fix did not help.')
    expect(after.reply_md).toContain('did not help')
    expect(after.fix).toEqual([])
    expect(after.hypotheses.find(({ key }) => key === 'group')?.likelihood).toBe('unlikely')
  })

  test('how and why are answered; a statement becomes a fact', async () => {
    const { turn } = walk(ticketOf(48222))
    await turn()
    expect((await turn('How do I do that?')).result.reply_md).toContain('WAN page of its firewall')
    expect((await turn('Why the address?')).result.reply_md).toContain('the words of the ticket')
    const said = await turn('The provider confirmed 203.0.113.9 as the new address')
    expect(said.result.facts).toMatchObject([
      { source: 'technician', quote: 'The provider confirmed 203.0.113.9 as the new address' },
    ])
  })
})

describe('read tools', () => {
  const tools: Anthropic.Tool[] = [
    { name: 'search_knowledge', input_schema: { type: 'object', properties: {} } },
  ]
  const params = {
    model: 'claude-sonnet-5-5',
    max_tokens: 8_000,
    tools,
    messages: headOf(ticketOf(48222)),
  }

  test('it searches once, then answers and names what was found', async () => {
    const asked = { ...params, system: 'purpose: intake', ...formatOf(TurnResult) }
    const first = await assistant.client().messages.create(asked)
    const call = first.content[0]
    if (call?.type !== 'tool_use') throw new Error('no call')
    expect(call).toMatchObject({ name: 'search_knowledge', input: { limit: 3 } })
    const found = {
      hits: [{ id: 'K1', title: 'Site-to-site down', passage: 'Compare both ends.' }],
    }
    const messages: Anthropic.MessageParam[] = [
      ...params.messages,
      { role: 'assistant', content: first.content },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: call.id, content: JSON.stringify(found) }],
      },
    ]
    const { knowledge_used } = await ask('intake', TurnResult, messages, { tools })
    expect(knowledge_used).toEqual(['K1'])
  })

  test('a chat tells what was found, each sentence with its source', async () => {
    const system = 'purpose: chat'
    const question: Anthropic.MessageParam = {
      role: 'user',
      content: 'The tunnel is down, what now?',
    }
    const client = assistant.client()
    const first = await client.messages.create({ ...params, system, messages: [question] })
    const call = first.content[0]
    if (call?.type !== 'tool_use') throw new Error('no call')
    expect(call.input).toMatchObject({ query: 'The tunnel is down, what now?' })
    const hit: Anthropic.SearchResultBlockParam = {
      type: 'search_result',
      source: 'flow:sonicwall#peer',
      title: 'Site-to-site down',
      content: [text('Compare the WAN address. Then renegotiate.')],
      citations: { enabled: true },
    }
    const answered = async (content: Anthropic.SearchResultBlockParam[]) => {
      const result = { type: 'tool_result' as const, tool_use_id: call.id, content }
      const { content: blocks } = await client.messages.create({
        ...params,
        system,
        messages: [
          question,
          { role: 'assistant', content: first.content },
          { role: 'user', content: [result] },
        ],
      })
      return blocks
    }
    expect(await answered([hit])).toMatchObject([
      { type: 'text', citations: null },
      { text: 'Compare the WAN address. ', citations: [{ source: 'flow:sonicwall#peer' }] },
    ])
    expect(await answered([])).toMatchObject([{ text: expect.stringContaining('Nothing in the') }])
  })
})

describe('other purposes', () => {
  const items = [
    { label: 'F1', kind: 'report', text: 'Nobody in Portside reaches the ERP.' },
    { label: 'F2', kind: 'test', text: 'The addresses differ: 203.0.113.9 and 198.51.100.4' },
    { label: 'F3', kind: 'hypothesis', text: 'The tunnel points to the old address' },
  ]
  const sections = [{ key: 'what_we_confirmed', heading: 'WHAT WE CONFIRMED', items }]
  const user = (value: object): Anthropic.MessageParam[] => [
    { role: 'user', content: JSON.stringify(value) },
  ]

  test('a note says what its items say, and the gate drops none of it', async () => {
    const { sentences } = await ask('note', WordedNote, user({ sections }))
    expect(sentences.map(({ text: words }) => words)).toEqual([
      'The user reports: Nobody in Portside reaches the ERP.',
      'The addresses differ: 203.0.113.9 and 198.51.100.4.',
      'Suspected: The tunnel points to the old address.',
    ])
    const known = items.map((item) => ({
      ...item,
      ids: [item.label],
      kind: 'observation' as const,
    }))
    const gated = gateWords(sentences, [{ ...sections[0]!, items: known }], ['ERP', 'Portside'])
    expect(gated.filter(({ verdict }) => verdict === 'dropped')).toEqual([])
  })

  test('a judge clears what the evidence says, in whatever shape it is asked', async () => {
    const Judged = z.object({
      judgements: z.array(
        z.object({
          sentence: z.int(),
          verdict: z.enum(['supported', 'contradicted', 'not_stated']),
          words: z.string(),
        }),
      ),
    })
    const sentences = [
      { number: 1, text: 'The addresses differ.', evidence: [items[1]?.text] },
      { number: 2, text: 'The printer was replaced.', evidence: [items[1]?.text] },
    ]
    expect(await ask('judge', Judged, user({ sentences }))).toEqual({
      judgements: [
        { sentence: 1, verdict: 'supported', words: items[1]?.text },
        { sentence: 2, verdict: 'not_stated', words: '' },
      ],
    })
  })

  test('a purpose it does not know is answered in the shape asked for, with the ticket’s words', async () => {
    const Summary = z.object({
      title: z.string(),
      text: z.string(),
      facts: z.array(z.string()),
      next_steps: z.array(z.string()),
      mood: z.enum(['calm', 'urgent']),
      score: z.int(),
      isOpen: z.boolean(),
      parts: z.array(z.object({ text: z.string() })),
    })
    const summary = await ask('summary', Summary, headOf(ticketOf(48222)))
    expect(summary).toMatchObject({
      title: 'VPN down: Portside branch cannot reach Gantry Falls',
      text: expect.stringContaining('The provider was changed last night'),
      mood: 'calm',
    })
    expect(summary.facts.length).toBeGreaterThan(2)
    expect(summary.next_steps.length).toBeGreaterThan(1)
  })
})

test('labels are read from lines as well as from objects', async () => {
  const lines = `What stands:
F1 [test] Compare the WAN address of the branch with the one in the tunnel: They differ
- S2: Look whether the WAN address of the branch is a private one: It is public`
  const messages: Anthropic.MessageParam[] = [
    ...headOf(ticketOf(48222)),
    { role: 'assistant', content: '{"reply_md":"Let us look."}' },
    { role: 'user', content: [text('Done.'), text(lines)] },
  ]
  const { fix } = await ask('turn', TurnResult, messages)
  expect(fix).toMatchObject([{ hypothesis: 'peer-address', evidence: ['F1', 'S2'] }])
})

describe('a record told by names', () => {
  const record = (
    told: object,
    words = 'Look at what is new in the record and go on from there.',
  ) => {
    const call = { type: 'tool_use' as const, id: 'r1', name: 'read_record', input: {} }
    const result = {
      type: 'tool_result' as const,
      tool_use_id: 'r1',
      content: JSON.stringify(told),
    }
    return [
      ...headOf(ticketOf(48222)),
      { role: 'assistant' as const, content: [call] },
      { role: 'user' as const, content: [result, text(words)] },
    ]
  }
  const differ = {
    'check Compare the WAN address of the branch with the one in the tunnel': {
      state: 'done',
      seen: 'They differ',
      result: 'F4',
    },
    'check Read the last IKE messages in the log': { state: 'open' },
  }

  test('results count, open checks are not proposed again, lines of the program are no facts', async () => {
    const { fix, checks, facts } = await ask('turn', TurnResult, record({ new: differ, gone: [] }))
    expect(fix).toMatchObject([{ hypothesis: 'peer-address', evidence: ['F4'] }])
    expect(checks.map(({ title }) => title)).not.toContain('Read the last IKE messages in the log')
    expect(facts.filter(({ source }) => source === 'technician')).toEqual([])
  })

  test('a fix is proposed once; what became of it is taken up', async () => {
    const title = 'fix Enter the new WAN address of the branch in the tunnel'
    const askAfter = async (state: string) =>
      ask('turn', TurnResult, record({ new: { ...differ, [title]: { state } }, gone: [] }))
    expect((await askAfter('on the table')).fix).toEqual([])
    expect((await askAfter('worked')).reply_md).toContain('Finish the session')
    const failed = await askAfter('failed')
    expect(failed.reply_md).toContain('did not help')
    expect(failed.hypotheses.find(({ key }) => key === 'peer-address')?.likelihood).toBe('unlikely')
  })

  test('what is gone no longer counts', async () => {
    const steps = { S1: { title: 'Compare', result: 'They differ' } }
    expect((await ask('turn', TurnResult, record({ new: steps }))).fix).toHaveLength(1)
    const gone = record({ new: steps, later: { gone: ['S1'] } })
    expect((await ask('turn', TurnResult, gone)).fix).toEqual([])
  })

  test('where no tools may be called it answers, where no format is taken it hands in a tool', async () => {
    const search: Anthropic.Tool = { name: 'search_knowledge', input_schema: { type: 'object' } }
    const more = { tools: [search], tool_choice: { type: 'none' as const } }
    const messages = record({ new: differ })
    expect((await ask('turn', TurnResult, messages, more)).fix).toHaveLength(1)
    const { schema } = formatOf(TurnResult).output_config.format ?? { schema: {} }
    const submit: Anthropic.Tool = {
      name: 'submit_turn',
      input_schema: { ...schema, type: 'object' },
    }
    const { content } = await assistant.client().messages.create({
      model: 'claude-haiku-5-5',
      max_tokens: 8_000,
      system: 'purpose: turn',
      messages,
      tools: [submit],
    })
    const [call] = content
    expect(call).toMatchObject({ type: 'tool_use', name: 'submit_turn' })
    expect(TurnResult.parse(call?.type === 'tool_use' ? call.input : {}).fix).toHaveLength(1)
  })
})

test('it speaks as slowly as it is told', async () => {
  const slow = await startAssistant({ brain: createDemoBrain({ pace: { chunk: 4, eventMs: 1 } }) })
  const stream = slow.client().messages.stream({
    model: 'claude-sonnet-5-5',
    max_tokens: 500,
    messages: [{ role: 'user', content: 'The printer is offline' }],
  })
  const deltas: string[] = []
  stream.on('text', (delta) => deltas.push(delta))
  await stream.finalMessage()
  expect(deltas.length).toBeGreaterThan(10)
  expect(deltas.every((delta) => delta.length <= 4)).toBe(true)
  await slow.stop()
})
