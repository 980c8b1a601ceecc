/**
 * Simple turns are answered by the fast tier alone, and what it cannot answer by a deeper one:
 * nobody sees the answer that was not enough, and everybody sees why.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { BUILT_IN_FLOWS } from '#db/seed/built-in-flows.ts'
import { giveJson, type ReplyInput } from '#e2e/assistant/reply.ts'
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import { inTeam } from '../db.ts'
import { seedFlows } from '../flow/seed-flows.ts'
import { onBoth } from '../testing/on-both.ts'
import { makeRigWithModel, type RigWithModel } from './testing/make-rig-with-model.ts'

const answer = (more: Partial<TurnResult> = {}): ReplyInput => ({
  ...giveJson({
    reply_md: 'That fits; go on with the next check.',
    facts: [],
    hypotheses: [],
    checks: [],
    questions: [],
    fix: [],
    flow_doubt: [],
    knowledge_used: [],
    needs_more_thought: false,
    ...more,
  }),
  pace: { chunk: 8 },
})

const TICKET = 70555
const FAST = 'claude-haiku-5-5'
const STANDARD = 'claude-sonnet-5-5'
const DISRUPTS: TurnResult['fix'][number] = {
  title: 'Restart the server',
  hypothesis: '',
  steps: ['Restart it.'],
  confidence: 60,
  evidence: [],
  would_confirm: 'It works.',
  risk: 'disruptive',
  script_template: '',
  script_values: [],
}
const NEW_CAUSE: TurnResult['hypotheses'][number] = {
  key: 'driver',
  cause: 'The new driver',
  likelihood: 'likely',
  for_evidence: [],
  against_evidence: [],
}

describe.each(onBoth)('tiers of a turn on $name', ({ open }) => {
  let at: RigWithModel
  let assistant: RigWithModel['assistant']
  let rig: RigWithModel['rig']
  beforeAll(async () => {
    at = await makeRigWithModel(await open())
    assistant = at.assistant
    rig = at.rig
    await seedFlows(rig.deps, BUILT_IN_FLOWS)
  })
  afterAll(() => at.close())
  afterEach(() => at.rest())

  /** A session whose ticket a flow of the team fits, with something new in its record. */
  async function begin(): Promise<string> {
    const sessionId = await rig.startSession('engineer', TICKET)
    rig.fake.addTicket(TICKET, { summary: 'Printer offline, print queue stuck' })
    await record(sessionId)
    return sessionId
  }
  const record = (sessionId: string) =>
    rig.append(sessionId, { type: 'output_pasted', text: `Status at ${rig.deps.newId()}` })
  const models = () => assistant.requests().map(({ model }) => model)
  const lastReply = async (sessionId: string) =>
    (await rig.session(sessionId)).lane.messages.findLast((m) => m.by.kind === 'assistant')
  const calls = () =>
    inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx
        .selectFrom('aiCall')
        .select(['turnId', 'tierRequested', 'tierServed', 'reasons', 'failure'])
        .where('teamId', '=', rig.team.id)
        .orderBy('id')
        .execute(),
    )

  test('a quick answer that goes on with what is known is the only one', async () => {
    const sessionId = await begin()
    assistant.queue(answer())
    const turn = await rig.turn(sessionId, { cause: 'recorded' })
    expect(models()).toEqual([FAST])
    expect(turn).toMatchObject({
      tier: 'fast',
      mode: 'model',
      reasons: ['a result within a flow that fits'],
    })
    expect(await lastReply(sessionId)).toMatchObject({ tier: 'fast', isPartial: false })
  })

  test.each<[string, ReplyInput, string]>([
    ['asks for more thought', answer({ needs_more_thought: true }), 'it asks for more thought'],
    ['names a new cause', answer({ hypotheses: [NEW_CAUSE] }), 'it names a new cause'],
    ['would disrupt work', answer({ fix: [DISRUPTS] }), 'it proposes what disrupts work'],
    ['fits no schema', { ...giveJson({ hello: 1 }), isOffSchema: true }, 'it failed (invalid)'],
    ['breaks off', { ...answer(), play: { kind: 'cutAfter', events: 6 } }, 'it failed (cut)'],
  ])(
    'one that %s is seen by nobody: the turn goes on with the next tier',
    async (_, quick, why) => {
      const sessionId = await begin()
      assistant.queue(
        quick,
        answer({ reply_md: 'Think of the driver that came over night.', hypotheses: [NEW_CAUSE] }),
      )
      const follower = await rig.follow(sessionId, 'engineer')
      await follower.next(1)
      const turn = await rig.turn(sessionId, { cause: 'recorded' })
      const news = await follower.untilDone()
      follower.end()
      expect(models()).toEqual([FAST, STANDARD])
      const reasons = [`the quick answer was not enough: ${why}`]
      expect(turn).toMatchObject({ tier: 'standard', mode: 'model', failure: null, reasons })
      const words = news.flatMap((one) => (one.type === 'delta' ? [one.text] : [])).join('')
      expect(words).toBe('Think of the driver that came over night.')
      expect(news.some(({ type }) => type === 'reset')).toBe(false)
      const { lane } = await rig.session(sessionId)
      expect(lane.fixes).toEqual([])
      expect(lane.hypotheses.map(({ key }) => key)).toEqual(['driver'])
      const ofTurn = (await calls()).filter(({ turnId }) => turnId === turn.id)
      expect(ofTurn).toMatchObject([
        { tierRequested: 'fast', reasons: ['a result within a flow that fits'] },
        { tierRequested: 'standard', tierServed: 'standard', reasons },
      ])
    },
  )

  test('the three turns after it stay on that tier, the next one is quick again', async () => {
    const sessionId = await begin()
    assistant.queue(answer({ needs_more_thought: true }))
    assistant.useBrain(() => answer())
    for (let n = 0; n < 4; n++) {
      await rig.turn(sessionId, { cause: 'recorded' })
      await record(sessionId)
      rig.deps.pass(60_000)
    }
    expect(models()).toEqual([FAST, STANDARD, STANDARD, STANDARD, FAST])
    assistant.useBrain()
  })

  test('where nobody deeper is well, a quick answer that came is better than none', async () => {
    const sessionId = await begin()
    const model = await rig.deps.model.of(rig.team.id, undefined)
    if (typeof model !== 'object') throw new Error('no model')
    for (const tier of ['standard', 'deep'] as const) {
      for (let n = 0; n < 3; n++) model.health.note(tier, 'busy', null)
    }
    assistant.queue(answer({ needs_more_thought: true }))
    expect(await rig.turn(sessionId, { cause: 'recorded' })).toMatchObject({
      tier: 'fast',
      mode: 'model',
      failure: null,
    })
    expect(models()).toEqual([FAST])
  })

  test('a key that is refused is not tried at the next tier', async () => {
    const sessionId = await begin()
    assistant.fail({ kind: 'status', status: 401, type: 'authentication_error' }, { times: 3 })
    expect(await rig.turn(sessionId, { cause: 'recorded' })).toMatchObject({ failure: 'auth' })
    expect(models().filter((model) => model !== FAST)).toEqual([])
  })

  test('more than the fast tier reads cheaply goes to the next one before it is sent', async () => {
    const sessionId = await begin()
    for (let n = 0; n < 60; n++) {
      await rig.append(sessionId, {
        type: 'output_pasted',
        text: `${n} ${'line of a log. '.repeat(400)}`,
      })
    }
    assistant.queue(answer({ needs_more_thought: true }))
    const turn = await rig.turn(sessionId, { cause: 'recorded' })
    expect(models()).toEqual([STANDARD])
    expect(turn).toMatchObject({
      tier: 'standard',
      mode: 'model',
      reasons: [
        'a result within a flow that fits',
        'more than 100,000 tokens to read: too long for the fast tier',
      ],
    })
  })
})
