/**
 * Questions to what a team knows, at the front door: without a model, with the stand-in, and with
 * one that fails in every way or says what it should not.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { BUILT_IN_FLOWS } from '#db/seed/built-in-flows.ts'
import { TurnNews } from '#shared/assistant/turn-news.ts'
import {
  AskQuestion,
  type ChatAnswer,
  type ChatQuestion,
  ListQuestions,
} from '#shared/chat/contract.ts'
import { createDemoBrain } from '../../e2e/assistant/demo-brain.ts'
import { callTool, type PlayInput, refuseFor, sayText } from '../../e2e/assistant/reply.ts'
import { startAssistant, TEST_KEY } from '../../e2e/assistant/testing/start-assistant.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { seedFlows } from '../flow/seed-flows.ts'
import { learnDue } from '../knowledge/learn/learn.ts'
import { followEvents } from '../testing/follow-events.ts'
import { keepTestTicket } from '../testing/keep-ticket.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, started } from '../testing/make-events.ts'
import { type Kind, makeTeam, signInDirectly, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { insertQuestion } from './queries.ts'

const FLOWS = BUILT_IN_FLOWS.filter(({ content }) => content.slug === 'sonicwall-s2s-down')
const TUNNEL = 'The SonicWall VPN tunnel is down, what do we do?'

describe.each(onBoth)('the chat on $name', ({ open }) => {
  let assistant: Awaited<ReturnType<typeof startAssistant>>
  let withModel: TestDeps
  let withoutKey: TestDeps
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  let team: TestTeam

  beforeAll(async () => {
    assistant = await startAssistant()
    const env = { ANTHROPIC_API_KEY: TEST_KEY, ANTHROPIC_BASE_URL: assistant.url }
    withModel = await makeDeps(await open(), { env })
    withoutKey = await makeDeps(await open())
    for (const one of [withModel, withoutKey]) {
      await seedFlows(one, FLOWS)
      await learnDue(one)
    }
  })
  afterAll(async () => {
    await withModel.close()
    await withoutKey.close()
    await assistant.stop()
  })
  beforeEach(() => assistant.reset())

  const use = async (given: TestDeps) => {
    deps = given
    app = createApp(deps)
    team = await makeTeam(deps, app)
  }
  const ask = (text: string, more: object = {}, kind: Kind = 'engineer') =>
    team.as(kind)('POST', '/chat/questions', { questionId: deps.newId(), text, ...more })
  const list = async (kind: Kind = 'engineer'): Promise<ChatQuestion[]> =>
    z.parse(ListQuestions.response, (await team.as(kind)('GET', '/chat/questions')).body).questions
  const answerTo = async (text: string, more: object = {}): Promise<ChatAnswer> => {
    const { status, body } = await ask(text, more)
    expect(body).toMatchObject({ text })
    expect(status).toBe(200)
    await deps.chats.settled()
    const answer = (await list()).at(-1)?.answer
    if (!answer) throw new Error('no answer')
    return answer
  }

  describe('without a model', () => {
    beforeEach(() => use(withoutKey))

    test('what was found is the answer, with the words marked and the way to each', async () => {
      const answer = await answerTo(TUNNEL)
      expect(answer).toMatchObject({ mode: 'rules', parts: [], failure: null, isPartial: false })
      const [first] = answer.sources
      expect(first?.citation.flow?.slug).toBe('sonicwall-s2s-down')
      expect(first?.excerpt.marks.length).toBeGreaterThan(0)
    })

    test('nothing is found for what nobody knows', async () => {
      expect(await answerTo('How do I bake sourdough bread?')).toMatchObject({
        mode: 'rules',
        sources: [],
      })
    })

    test('the same question id is the same question; other words are refused', async () => {
      const questionId = deps.newId()
      const first = await ask(TUNNEL, { questionId })
      await deps.chats.settled()
      const again = AskQuestion.response.parse((await ask(TUNNEL, { questionId })).body)
      expect(again).toMatchObject({ id: questionId, state: 'done' })
      expect(first.status).toBe(200)
      expect((await ask('Another one', { questionId })).status).toBe(409)
      expect(await list()).toHaveLength(1)
    })

    test('a conversation is one person’s, and gone when they begin anew', async () => {
      await answerTo(TUNNEL)
      expect(await list('lead')).toEqual([])
      expect((await team.as('lead')('DELETE', '/chat/questions')).body).toEqual({ forgotten: 0 })
      expect((await team.as('engineer')('DELETE', '/chat/questions')).body).toEqual({
        forgotten: 1,
      })
      expect(await list()).toEqual([])
    })

    test('secrets are not kept, and a session of nobody is not found', async () => {
      const { body } = await ask('Is password: Hunter2!x fine for the tunnel?')
      expect(JSON.stringify(body)).not.toContain('Hunter2!x')
      await deps.chats.settled()
      expect(JSON.stringify(await list())).not.toContain('Hunter2!x')
      expect((await ask(TUNNEL, { sessionId: deps.newId() })).status).toBe(404)
    })

    test('a question whose process died is ended by whoever looks next', async () => {
      const at = new Date(deps.now().getTime() - 60_000)
      await inTeam(deps.db, team.id, (tx) =>
        insertQuestion(tx, {
          ...{ teamId: team.id, id: deps.newId(), personId: team.people.engineer.id },
          ...{ askedHash: 'x', text: TUNNEL, state: 'running', phase: 'writing', leaseBy: 'x' },
          leaseUntil: at,
          startedAt: at,
        }),
      )
      const [left] = await list()
      expect(left).toMatchObject({ state: 'done', answer: { mode: 'rules', failure: 'cut' } })
      expect(left?.answer?.sources).not.toEqual([])
    })
  })

  describe('with a model', () => {
    beforeEach(async () => {
      // What failed before is forgotten by then, and so is how often somebody has asked.
      withModel.pass(3_600_000)
      await use(withModel)
    })

    test('sentences cite the steps they rest on; the others have no source', async () => {
      assistant.useBrain(createDemoBrain())
      const answer = await answerTo(TUNNEL)
      expect(answer).toMatchObject({ mode: 'model', tier: 'standard', failure: null })
      expect(answer.parts[0]?.cites).toEqual([])
      expect(answer.parts.some(({ cites }) => cites.length > 0)).toBe(true)
      expect(answer.sources[0]?.citation.flow?.slug).toBe('sonicwall-s2s-down')
      const [request] = assistant.requests()
      expect(request?.output_config).not.toHaveProperty('format')
    })

    test('a source that was not handed over is none, whatever it is called', async () => {
      const cite = (source: string) => ({
        ...{ type: 'search_result_location' as const, cited_text: 'x', title: 'x', source },
        ...{ search_result_index: 0, start_block_index: 0, end_block_index: 1 },
      })
      assistant.queue({
        content: [
          {
            type: 'text',
            text: 'See [here](https://evil.example). ',
            citations: [cite('https://evil.example')],
          },
          { type: 'text', text: 'Or there.', citations: [cite('session:somebody-elses')] },
        ],
      })
      const answer = await answerTo(TUNNEL)
      expect(answer.sources).toEqual([])
      expect(answer.parts.every(({ cites }) => cites.length === 0)).toBe(true)
    })

    test('with an empty library it says so, and names no source', async () => {
      assistant.useBrain(createDemoBrain())
      const answer = await answerTo('How do I bake sourdough bread?')
      expect(answer.sources).toEqual([])
      expect(answer.parts.map(({ text }) => text).join('')).toContain('Nothing in the knowledge')
    })

    test('it may search again in other words, and cites what that has found', async () => {
      assistant.queue(callTool('search_knowledge', { query: 'sonicwall tunnel down' }))
      assistant.useBrain(createDemoBrain())
      const answer = await answerTo('How do I bake sourdough bread?')
      expect(answer.sources[0]?.citation.flow?.slug).toBe('sonicwall-s2s-down')
    })

    const plays: [string, PlayInput][] = [
      ['busy', { kind: 'status', status: 529, type: 'overloaded_error' }],
      ['rate', { kind: 'status', status: 429, type: 'rate_limit_error' }],
      ['auth', { kind: 'status', status: 401, type: 'authentication_error' }],
      ['bad_request', { kind: 'status', status: 400, type: 'invalid_request_error' }],
      ['cut', { kind: 'endAfter', events: 2 }],
    ]
    test.each(plays)('a model that fails by “%s” ends in what was found', async (failure, play) => {
      assistant.useBrain(createDemoBrain())
      assistant.fail(play, { times: 6 })
      const answer = await answerTo(TUNNEL)
      expect(answer).toMatchObject({ mode: 'rules', parts: [], failure })
      expect(answer.sources).not.toEqual([])
    })

    test('so does one that refuses; what broke off keeps its words', async () => {
      assistant.queue(refuseFor('cyber'))
      expect(await answerTo(TUNNEL)).toMatchObject({ mode: 'rules', failure: 'refused' })
      assistant.queue({
        ...sayText('Look at both ends first.'),
        play: { kind: 'cutAfter', events: 4 },
      })
      const partial = await answerTo(TUNNEL)
      expect(partial).toMatchObject({ mode: 'model', isPartial: true, failure: 'cut' })
      expect('Look at both ends first.'.startsWith(partial.parts[0]?.text ?? '-')).toBe(true)
      expect(partial.sources).not.toEqual([])
    })

    test('names and secrets never leave the house; the answer has them again', async () => {
      const { id } = team.people.lead
      const name = 'Petra Voss'
      await team.as('team_admin')('PATCH', `/people/${id}`, { name })
      assistant.useBrain((request) =>
        sayText(`Ask ${/\[person \d+\w*\]/.exec(JSON.stringify(request.messages))?.[0]}.`),
      )
      const answer = await answerTo(`Did ${name} set up the SonicWall tunnel?`)
      expect(answer.parts[0]?.text).toBe(`Ask ${name}.`)
      expect(assistant.mentions(name)).toEqual([])
    })

    test('a model is told every case without the names in it, and what is asked without them', async () => {
      const { engineer } = team.people
      const contact = { name: 'Petra Voss', email: null, phone: null }
      await keepTestTicket(deps, team.id, { contact })
      const begin = async (client: string, ...more: Parameters<typeof makeEvent>[1][]) => {
        const sessionId = deps.newId()
        const { ticket, ...begun } = started(48211, client)
        const summary = 'The zebrafish mount of Petra Voss'
        const first = { ...begun, ticket: ticket && { ...ticket, summary } }
        const events = [first, ...more].map((data) => makeEvent(engineer, data))
        await team.as('engineer')('POST', `/sessions/${sessionId}/events`, { after: 0, events })
        return sessionId
      }
      await begin(
        'Quokka Dental',
        { type: 'statement_added', kind: 'observation', text: 'quokka-fs01: zebrafish mount' },
        {
          type: 'session_finished',
          outcome: {
            outcome: 'resolved',
            cause: { status: 'probable', text: 'Stale ticket', confirmedBy: [] },
            verification: { text: 'it opened', by: 'user' },
            nextSteps: [],
          },
        },
      )
      await learnDue(deps)
      assistant.useBrain(createDemoBrain())
      const elsewhere = await answerTo('zebrafish mount?', { sessionId: await begin('Other Ltd') })
      expect(JSON.stringify(elsewhere.sources)).toContain('zebrafish')
      expect(JSON.stringify(elsewhere)).not.toMatch(/quokka/i)
      const sessionId = await begin('Quokka Dental')
      const there = await answerTo('zebrafish mount?', { sessionId })
      expect(JSON.stringify(there.sources)).toContain('zebrafish')
      // What rules answer names the case as it was; the next question tells of that answer too.
      assistant.fail({ kind: 'status', status: 529, type: 'overloaded_error' }, { times: 9 })
      const shown = await answerTo('and the zebrafish mount of Voss?', { sessionId })
      expect(shown.mode).toBe('rules')
      expect(JSON.stringify(shown.sources)).toContain('Petra Voss')
      const seen = assistant.requests().length
      assistant.reset()
      deps.pass(240_000)
      assistant.useBrain(createDemoBrain())
      const after = await answerTo('Did Petra Voss call?', { sessionId })
      expect([after.mode, seen > 0]).toEqual(['model', true])
      for (const name of ['quokka-fs01', 'Petra', 'Voss']) {
        expect(assistant.mentions(name), name).toEqual([])
      }
    })

    test('words are followed live, a second question waits, and stop keeps what was said', async () => {
      assistant.queue({
        ...sayText('Compare the proposals of both ends.'),
        pace: { chunk: 8 },
        play: { kind: 'silenceAfter', events: 5 },
      })
      const { engineer } = team.people
      const end = new AbortController()
      const token = await signInDirectly(deps, team.id, engineer.id)
      const { read } = await followEvents(app, '/api/chat/live', { token, signal: end.signal })
      const until = async (type: TurnNews['type']): Promise<TurnNews> => {
        for (;;) {
          const message = await read()
          if (!message) throw new Error(`no ${type}`)
          const news = TurnNews.parse(JSON.parse(message.data))
          if (news.type === type) return news
        }
      }
      expect((await until('idle')).type).toBe('idle')
      const questionId = deps.newId()
      await ask(TUNNEL, { questionId })
      expect(await until('delta')).toMatchObject({ turnId: questionId })
      expect(await ask('And another')).toMatchObject({ status: 409 })
      const stopped = await team.as('engineer')('POST', `/chat/questions/${questionId}/stop`)
      expect(stopped.body).toMatchObject({ state: 'stopped', answer: { failure: 'aborted' } })
      expect(await until('done')).toMatchObject({ turnId: questionId, failure: 'aborted' })
      end.abort()
      await deps.chats.settled()
      expect((await list()).at(-1)?.answer?.parts[0]?.text).toMatch(/^Compare/)
    })
  })
})
