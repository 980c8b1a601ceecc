/**
 * What of a client reaches a model, at the front door: machines where the team lets none go, and
 * the client's own past cases.
 */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { callTool, giveJson, type ReplyInput } from '#e2e/assistant/reply.ts'
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import { learnDue } from '../knowledge/learn/learn.ts'
import { SITE } from '../note/testing/make-note-rig.ts'
import { onBoth } from '../testing/on-both.ts'
import { makeRigWithModel, type RigWithModel } from './testing/make-rig-with-model.ts'

const answer = (more: Partial<TurnResult> = {}): ReplyInput =>
  giveJson({
    reply_md: 'See the share.',
    facts: [],
    hypotheses: [],
    checks: [],
    questions: [],
    fix: [],
    knowledge_used: [],
    flow_doubt: [],
    needs_more_thought: false,
    ...more,
  })

const OUTCOME = {
  outcome: 'resolved' as const,
  cause: { status: 'probable' as const, text: 'Stale Kerberos ticket', confirmedBy: [] },
  verification: { text: 'a file opened', by: 'user' as const },
  nextSteps: [],
}

describe.each(onBoth)('what leaves the house on $name', ({ open }) => {
  let at: RigWithModel
  beforeAll(async () => {
    at = await makeRigWithModel(await open())
  })
  afterAll(() => at.close())
  afterEach(() => at.rest())

  const setPolicy = async (redactionPolicy: string) =>
    (await at.rig.as('team_admin'))('PUT', '/assistant/limits', {
      monthlyLimitMicro: null,
      sessionLimitMicro: null,
      turnsPerMinute: null,
      redactionPolicy,
      inferenceGeo: null,
    })
  const lastReply = async (sessionId: string) =>
    (await at.rig.session(sessionId)).lane.messages.findLast((m) => m.by.kind === 'assistant')

  describe('where no machine may be named', () => {
    const MACHINES = ['PEL-BORG', 'borg', 'nas-muc', '10.0.4.7', 'PRD-FS01']
    const TICKET = 70201
    beforeAll(() => setPolicy('mask_hosts'))
    afterAll(() => setPolicy('keep_hosts'))

    const begin = async () => {
      const { rig } = at
      const sessionId = await rig.startSession('engineer', TICKET)
      rig.fake.addTicket(TICKET, {
        summary: 'PRD-FS01 does not answer',
        configurations: [{ id: 1, name: 'PEL-BORG', type: 'Server', ipAddress: '10.0.4.7' }],
        thread: [
          {
            ...{ key: 'note:1', source: 'note', author: 'Ann Brook', authorKind: 'contact' },
            ...{ discussion: true, internal: false, resolution: false, isMerged: false },
            ...{ at: null, minutes: null, text: 'The share \\\\nas-muc\\daten is gone.' },
          },
        ],
      })
      return sessionId
    }

    test('none reaches the model, what it says of one comes back, and its quote is found', async () => {
      const { rig, assistant } = at
      const sessionId = await begin()
      await rig.append(sessionId, {
        ...{ type: 'statement_added', kind: 'observation' },
        text: 'nas-muc answers ping as 10.0.4.7, pel-borg does not.',
      })
      const tokenOf = (text: string, before: string) =>
        new RegExp(`${before}(\\[\\w+ \\w+\\])`).exec(text)?.[1] ?? 'none'
      assistant.useBrain((request) => {
        const sent = JSON.stringify(request.messages)
        const nas = tokenOf(sent, 'share .{2,10}')
        const said = tokenOf(sent, 'I restarted ')
        return answer({
          reply_md: `Look at ${nas}, then at ${said}.`,
          facts: [
            {
              ...{ text: `${said} was restarted`, source: 'technician' },
              ...{ quote: `restarted ${said}`, evidence: [], replaces: '' },
            },
          ],
        })
      })
      await rig.turn(sessionId, { text: 'I restarted PRD-FS01 and nothing changed.' })
      expect(assistant.requests().length).toBeGreaterThan(0)
      for (const machine of MACHINES) expect(assistant.mentions(machine), machine).toEqual([])
      expect((await lastReply(sessionId))?.text).toBe('Look at nas-muc, then at PRD-FS01.')
      const { statements } = await rig.session(sessionId)
      expect([...statements].at(-1)).toMatchObject({
        ...{ text: 'PRD-FS01 was restarted', source: { isFound: true } },
      })
      // What was sent is sent again in the next turn, and no more of it is seen.
      await rig.turn(sessionId, { text: 'And borg?' })
      for (const machine of MACHINES.filter((one) => one !== 'borg')) {
        expect(assistant.mentions(machine), machine).toEqual([])
      }
      assistant.useBrain()
    })

    test('a preview and a summary go without them too', async () => {
      const { rig, assistant } = at
      const sessionId = await begin()
      await rig.append(sessionId, {
        ...{ type: 'statement_added', kind: 'observation', text: 'PRD-FS01 answers at 10.0.4.7.' },
      })
      assistant.useBrain(() => answer())
      const ask = await rig.as('engineer')
      await ask('POST', `/sessions/${sessionId}/previews`, { noteKind: 'working', timeZone: 'UTC' })
      await ask('POST', '/tickets/summary', { origin: SITE, ticketId: TICKET })
      const purposes = assistant.requests().map(({ system }) => JSON.stringify(system))
      for (const purpose of ['note', 'summary']) {
        expect(
          purposes.some((text) => text.includes(`purpose: ${purpose}`)),
          purpose,
        ).toBe(true)
      }
      for (const machine of MACHINES) expect(assistant.mentions(machine), machine).toEqual([])
      assistant.useBrain()
    })

    test('a talk in which they were named is not gone on with, and neither is the other way', async () => {
      const { rig, assistant } = at
      const sessionId = await begin()
      await setPolicy('keep_hosts')
      assistant.useBrain(() => answer())
      await rig.turn(sessionId, { text: 'PRD-FS01 again.' })
      expect(assistant.mentions('PRD-FS01')).not.toEqual([])
      assistant.reset()
      assistant.useBrain(() => answer())
      await setPolicy('mask_hosts')
      await rig.turn(sessionId, { text: 'And now?' })
      expect(assistant.requests()).toHaveLength(1)
      expect(assistant.mentions('PRD-FS01')).toEqual([])
      await setPolicy('keep_hosts')
      await rig.turn(sessionId, { text: 'Go on.' })
      expect(JSON.stringify(assistant.requests().at(-1)?.messages)).not.toMatch(/\[host \d/)
      await setPolicy('mask_hosts')
      assistant.useBrain()
    })
  })

  test('a word that a person has marked goes nowhere any more, and is recorded no more', async () => {
    const { rig, assistant } = at
    const sessionId = await rig.startSession()
    const asked = await rig.as('engineer')
    const said = (text: string) => ({ type: 'statement_added', kind: 'observation', text }) as const
    await rig.append(sessionId, said('The folder of Project Lantern is gone.'))
    await rig.append(sessionId, { type: 'passage_marked', passage: 'Project Lantern' })
    await rig.append(sessionId, said('Found Project Lantern in the recycle bin.'))
    const { statements } = await rig.session(sessionId)
    expect([...statements].map(({ text }) => text)).toEqual([
      'The folder of Project Lantern is gone.',
      'Found [marked text 1 removed] in the recycle bin.',
    ])

    assistant.useBrain(() => answer())
    await rig.turn(sessionId, { text: 'Is Project Lantern backed up?' })
    await asked('POST', `/sessions/${sessionId}/previews`, { noteKind: 'working', timeZone: 'UTC' })
    await asked('POST', '/chat/questions', {
      ...{ questionId: rig.deps.newId(), sessionId, text: 'Where is Project Lantern kept?' },
    })
    await rig.deps.chats.settled()
    expect(assistant.requests().length).toBeGreaterThan(2)
    expect(assistant.mentions('Project Lantern')).toEqual([])
    assistant.useBrain()

    const post = rig.ask(sessionId, { text: 'STATUS: Project Lantern is back' })
    expect(await rig.post(post)).toMatchObject({
      status: 400,
      body: { problems: [{ at: 'text' }] },
    })
    await rig.append(sessionId, { type: 'session_finished', outcome: OUTCOME })
    const { body } = await asked('GET', `/sessions/${sessionId}/documents`)
    expect(JSON.stringify(body)).toContain('documents')
    const { rows } = await sql<{ text: string }>`
      select text from session_document where session_id = ${sessionId}`.execute(
      rig.deps.database.owner,
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.text).not.toContain('Project Lantern')
    await learnDue(rig.deps)
    const passages = await rig.deps.knowledge.search({
      ...{ teamId: rig.team.id, query: 'Project Lantern recycle bin', limit: 5 },
    })
    expect(JSON.stringify(passages)).not.toContain('Lantern')
  })

  test('a client’s own past case is told without the names that stand in it', async () => {
    const { rig, assistant } = at
    const begin = async (ticketId: number, contact: string) => {
      const sessionId = await rig.startSession('engineer', ticketId, 'Pelican Row Dental')
      rig.fake.addTicket(ticketId, {
        contact: { name: contact, email: null, phone: null },
      })
      // A turn reads the ticket, and what was read is kept.
      assistant.queue(answer())
      await rig.turn(sessionId, { cause: 'open' })
      return sessionId
    }
    const past = await begin(70301, 'Petra Vogel')
    await rig.append(
      past,
      {
        ...{ type: 'statement_added', kind: 'observation' },
        text: 'Petra Vogel saw the zebrafish mount refuse her.',
      },
      { type: 'session_finished', outcome: OUTCOME },
    )
    await learnDue(rig.deps)
    const found = await rig.deps.knowledge.search({
      ...{ teamId: rig.team.id, query: 'zebrafish mount', limit: 3, client: 'pelican row dental' },
    })
    expect(found[0]?.text).toContain('Petra Vogel')

    assistant.reset()
    const sessionId = await begin(70302, 'Ann Brook')
    assistant.reset()
    assistant.queue(
      callTool('similar_sessions', { symptoms: 'zebrafish mount refused', limit: 3 }),
      callTool('search_knowledge', { query: 'zebrafish mount', kinds: [], limit: 3 }),
      answer({ knowledge_used: ['K1'] }),
    )
    await rig.turn(sessionId, { text: 'Have we seen this before?' })
    expect(assistant.mentions('zebrafish mount refuse')).not.toEqual([])
    for (const name of ['Petra', 'Vogel']) expect(assistant.mentions(name), name).toEqual([])
    expect((await lastReply(sessionId))?.citations).toMatchObject([{ sessionId: past }])
  })
})
