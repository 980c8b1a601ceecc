/** The briefing worded after the hand-off: where the model's words pass, and only until it is taken. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { giveJson } from '#e2e/assistant/reply.ts'
import { HandOff, ReadHandoff } from '#shared/handoff/contract.ts'
import { makeRigWithModel, type RigWithModel } from '../assistant/testing/make-rig-with-model.ts'
import { makePreviewer } from '../preview/preview-note.ts'
import { onBoth } from '../testing/on-both.ts'
import { wordBriefing } from './word-briefing.ts'

const SEEN = 'The share opens by its IP address 10.0.4.7.'
const WORDED = 'By its address 10.0.4.7 the share opens.'
const BUSY = {
  kind: 'status',
  status: 529,
  type: 'overloaded_error',
  headers: { 'x-should-retry': 'false' },
} as const

describe.each(onBoth)('the briefing worded on $name', ({ open }) => {
  let at: RigWithModel
  beforeAll(async () => {
    at = await makeRigWithModel(await open())
  })
  afterAll(() => at.close())
  afterEach(() => at.rest())

  async function handOver() {
    const { rig } = at
    const sessionId = await rig.startSession('engineer')
    await rig.append(sessionId, { type: 'statement_added', kind: 'observation', text: SEEN })
    const answered = await (await rig.as('engineer'))('POST', `/sessions/${sessionId}/handoffs`, {
      ...{ handoffId: rig.deps.newId(), at: rig.deps.now().toISOString(), intent: 'escalate' },
      ...{ reason: 'Beyond me', toId: null, timeZone: 'UTC', note: null },
      words: { impact: 'Six people', firstMove: 'Look at the name server' },
      overridden: { lacking: ['tried'], reason: 'No time' },
    })
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    return z.parse(HandOff.response, answered.body).handoff
  }
  const word = (id: string) =>
    wordBriefing(at.rig.deps, makePreviewer(at.rig.deps), at.rig.team.id, id)
  const briefingOf = async (id: string) => {
    const { body } = await (await at.rig.as('lead'))('GET', `/handoffs/${id}`)
    const { briefing } = z.parse(ReadHandoff.response, body)
    return { ...briefing, told: JSON.stringify(briefing.sections) }
  }
  const giveWords = (text: string) =>
    at.assistant.queueFor(
      'note',
      giveJson({ sentences: [{ section: 'facts', text, evidence: ['F1'] }] }),
    )

  test('the model’s words take the place of the record’s where they pass, and it is marked', async () => {
    const { id } = await handOver()
    expect(await briefingOf(id)).toMatchObject({ mode: 'rules' })
    giveWords(WORDED)
    at.rig.deps.pass(9_000)
    await word(id)
    const { mode, madeAt, told } = await briefingOf(id)
    expect(mode).toBe('model')
    expect(madeAt).toBe(at.rig.deps.now().toISOString())
    expect(told).toContain(WORDED)
    // What only the sender knows stays in their words.
    expect(told).toContain('Look at the name server')
    // Asked again it stands, and nobody is asked.
    const calls = at.assistant.calls.length
    await word(id)
    expect(at.assistant.calls).toHaveLength(calls)
  })

  test('what the model invents is not in it', async () => {
    const { id } = await handOver()
    giveWords('The server FS-INVENTED is down.')
    await word(id)
    const { told } = await briefingOf(id)
    expect(told).not.toContain('INVENTED')
    expect(told).toContain('10.0.4.7')
  })

  test('a model that is away leaves the record’s own words', async () => {
    const { id } = await handOver()
    at.assistant.fail(BUSY, { when: 'note' })
    await word(id)
    expect(await briefingOf(id)).toMatchObject({ mode: 'rules' })
  })

  test('a model that never answers holds no hand-off up and leaves the record’s own words', async () => {
    const { assistant } = at.rig.deps.config
    const { idleMs } = assistant
    assistant.idleMs = 300
    at.assistant.fail({ kind: 'hang' }, { when: 'note' })
    const { id } = await handOver()
    expect(at.assistant.requests()).toEqual([])
    await word(id)
    assistant.idleMs = idleMs
    expect(await briefingOf(id)).toMatchObject({ mode: 'rules' })
  })

  test('what is picked up while the model writes stays as it was read', async () => {
    const { id } = await handOver()
    giveWords(WORDED)
    const preview = makePreviewer(at.rig.deps)
    const taking = { eventId: at.rig.deps.newId(), at: at.rig.deps.now().toISOString() }
    await wordBriefing(
      at.rig.deps,
      async (...asked) => {
        const worded = await preview(...asked)
        expect(worded.mode).toBe('model')
        await (await at.rig.as('lead'))('POST', `/handoffs/${id}/pickup`, taking)
        return worded
      },
      at.rig.team.id,
      id,
    )
    expect(await briefingOf(id)).toMatchObject({ mode: 'rules' })
  })

  test('what was picked up meanwhile has been read: it is not worded any more', async () => {
    const { id } = await handOver()
    const taking = { eventId: at.rig.deps.newId(), at: at.rig.deps.now().toISOString() }
    await (await at.rig.as('lead'))('POST', `/handoffs/${id}/pickup`, taking)
    const calls = at.assistant.calls.length
    await word(id)
    expect(at.assistant.calls).toHaveLength(calls)
  })
})
