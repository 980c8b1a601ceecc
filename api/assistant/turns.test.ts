/** A turn at the front door, without a model: taken in once, ended once, never losing a word. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onBoth } from '../testing/on-both.ts'
import { sweepTurns } from './sweep-turns.ts'
import { makeTurnRig, type TurnRig } from './testing/make-turn-rig.ts'

describe.each(onBoth)('turns by rules on $name', ({ open }) => {
  let rig: TurnRig
  beforeAll(async () => {
    rig = await makeTurnRig(await open())
  })
  afterAll(() => rig.close())

  const messages = async (sessionId: string) => (await rig.session(sessionId)).lane.messages

  describe('answers', () => {
    test('a message: the words and the reply are in the record, and the turn tells its version', async () => {
      const sessionId = await rig.startSession()
      const turn = await rig.turn(sessionId, { text: 'The share opens by its IP address.' })
      expect(turn).toMatchObject({
        cause: 'message',
        state: 'done',
        mode: 'rules',
        tier: null,
        failure: null,
        baseVersion: 2,
        version: (await rig.events(sessionId)).length,
      })
      const [said, replied] = await messages(sessionId)
      expect(said).toMatchObject({ turnId: turn.id, text: 'The share opens by its IP address.' })
      expect(replied).toMatchObject({ turnId: turn.id, mode: 'rules', by: { kind: 'assistant' } })
      expect(replied?.text).not.toBe('')
    })

    test.each(['open', 'recorded', 'explain'] as const)('%s without words', async (cause) => {
      const sessionId = await rig.startSession()
      expect(await rig.turn(sessionId, { cause })).toMatchObject({ cause, state: 'done' })
      expect(await messages(sessionId)).toHaveLength(1)
    })

    test('the same turn sent again, also twenty times at once, as the one turn', async () => {
      const sessionId = await rig.startSession()
      const asked = { turnId: rig.deps.newId(), text: 'Which group gives the share?' }
      const all = await Promise.all(Array.from({ length: 20 }, () => rig.start(sessionId, asked)))
      expect(all.map(({ status }) => status)).toEqual(all.map(() => 200))
      await rig.deps.turns.settled()
      expect((await messages(sessionId)).map(({ text }) => text)).toEqual([
        asked.text,
        expect.any(String),
      ])
    })

    test('twenty turns at once with one after the other, or a refusal in words', async () => {
      const sessionId = await rig.startSession()
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, n) => rig.start(sessionId, { text: `Question ${n}` })),
      )
      await rig.deps.turns.settled()
      const taken = all.filter(({ status }) => status === 200)
      expect(taken.length).toBeGreaterThan(0)
      for (const { status } of all) expect([200, 409]).toContain(status)
      expect(await messages(sessionId)).toHaveLength(taken.length * 2)
    })

    test('results that were recorded while a turn ran, with one turn, whoever asks', async () => {
      const sessionId = await rig.startSession()
      const first = await rig.turn(sessionId, { cause: 'open' })
      const reads = first.version ?? 0
      const asked = { cause: 'recorded' as const, reads }
      const second = await rig.turn(sessionId, asked)
      expect(second.id).not.toBe(first.id)
      const third = await rig.turn(sessionId, asked, 'lead')
      expect(third.id).toBe(second.id)
      expect(await messages(sessionId)).toHaveLength(2)
      const again = await rig.turn(sessionId, { ...asked, reads: second.version ?? 0 })
      expect(again.id).not.toBe(second.id)
    })

    test('results that a running turn has looked at with that turn', async () => {
      const sessionId = await rig.startSession()
      const { id, baseVersion } = await rig.startElsewhere(sessionId)
      const covered = await rig.start(sessionId, { cause: 'recorded', reads: baseVersion })
      expect(covered).toMatchObject({ status: 200, body: { id, state: 'running' } })
      const later = await rig.start(sessionId, { cause: 'recorded', reads: baseVersion + 1 })
      expect(later).toMatchObject({ status: 409 })
    })

    test('secrets in a message as masked, in the record and everywhere', async () => {
      const sessionId = await rig.startSession()
      await rig.turn(sessionId, { text: 'The admin password is Tr0ub4dor&3 on the firewall.' })
      const events = JSON.stringify(await rig.events(sessionId))
      expect(events).not.toContain('Tr0ub4dor')
      expect(events).toContain('removed]')
    })
  })

  describe('refuses', () => {
    test('a second turn while one runs, and names the one', async () => {
      const sessionId = await rig.startSession()
      const { id } = await rig.startElsewhere(sessionId)
      const { status, body } = await rig.start(sessionId, { text: 'And now?' })
      expect(status).toBe(409)
      expect(body).toMatchObject({ message: expect.stringContaining(id) })
      expect(await messages(sessionId)).toEqual([])
    })

    test('the same turn with another content', async () => {
      const sessionId = await rig.startSession()
      const turnId = rig.deps.newId()
      await rig.turn(sessionId, { turnId, text: 'One thing.' })
      const other = await rig.start(sessionId, { turnId, text: 'Another thing.' })
      expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } })
      const elsewhere = await rig.start(await rig.startSession(), { turnId, text: 'One thing.' })
      expect(elsewhere).toMatchObject({ status: 409 })
    })

    test('a finished session, in words', async () => {
      const sessionId = await rig.startSession()
      await rig.append(sessionId, {
        type: 'session_finished',
        outcome: {
          outcome: 'resolved',
          cause: { status: 'not_determined', text: '', confirmedBy: [] },
          verification: { text: '', by: 'nobody' },
          nextSteps: [],
        },
      })
      for (const asked of [{ text: 'One more thing' }, { cause: 'recorded' as const }]) {
        const { status, body } = await rig.start(sessionId, asked)
        expect(status).toBe(409)
        expect(body).toMatchObject({ message: expect.stringContaining('Reopen it') })
      }
    })

    test('no words where there should be, and words where there should be none', async () => {
      const sessionId = await rig.startSession()
      expect(await rig.start(sessionId, { cause: 'message', text: '  ' })).toMatchObject({
        status: 400,
      })
      expect(await rig.start(sessionId, { cause: 'open', text: 'Hello' })).toMatchObject({
        status: 400,
      })
    })

    test('a colleague’s session, but not to a lead', async () => {
      const sessionId = await rig.startSession('lead')
      for (const asked of [{ text: 'Mine now' }, { cause: 'open' as const }]) {
        expect(await rig.start(sessionId, asked, 'engineer')).toMatchObject({ status: 403 })
      }
      const own = await rig.startSession('engineer')
      expect(await rig.start(own, { text: 'A look' }, 'lead')).toMatchObject({ status: 200 })
      await rig.deps.turns.settled()
    })

    test('a session nobody has, and a viewer', async () => {
      expect(await rig.start(rig.deps.newId(), { text: 'Hello' })).toMatchObject({ status: 404 })
      const sessionId = await rig.startSession()
      expect(await rig.start(sessionId, { text: 'Hello' }, 'viewer')).toMatchObject({ status: 403 })
    })
  })

  describe('stopping', () => {
    const stop = async (sessionId: string, turnId: string) =>
      (await rig.as('engineer'))('POST', `/sessions/${sessionId}/turns/${turnId}/stop`)

    test('keeps what another process has said, marked, and the next turn may begin', async () => {
      const sessionId = await rig.startSession()
      const row = await rig.startElsewhere(sessionId)
      await rig.progress(row, 'The name resolves to the')
      expect(await stop(sessionId, row.id)).toMatchObject({
        status: 200,
        body: { state: 'stopped', failure: 'aborted' },
      })
      const [replied] = await messages(sessionId)
      expect(replied).toMatchObject({ isPartial: true, failure: 'aborted' })
      expect(replied?.text).toContain('The name resolves to the')
      expect(await stop(sessionId, row.id)).toMatchObject({ body: { state: 'stopped' } })
      expect(await rig.start(sessionId, { text: 'Go on' })).toMatchObject({ status: 200 })
      await rig.deps.turns.settled()
    })

    test('a turn that has ended changes nothing', async () => {
      const sessionId = await rig.startSession()
      const turn = await rig.turn(sessionId, { text: 'Hello' })
      expect(await stop(sessionId, turn.id)).toMatchObject({ status: 200, body: { state: 'done' } })
      expect(await messages(sessionId)).toHaveLength(2)
    })

    test('is refused for a turn of another session', async () => {
      const turn = await rig.turn(await rig.startSession(), { text: 'Hello' })
      expect(await stop(await rig.startSession(), turn.id)).toMatchObject({ status: 404 })
    })
  })

  describe('a turn whose process died', () => {
    test('is ended by the sweep: what was said is kept and marked, else rules answer', async () => {
      const silent = await rig.startSession()
      const speaking = await rig.startSession()
      await rig.startElsewhere(silent)
      await rig.progress(await rig.startElsewhere(speaking), 'First look at the group')
      await sweepTurns(rig.deps)
      expect(await messages(silent)).toEqual([])
      rig.deps.pass(31_000)
      await Promise.all([sweepTurns(rig.deps), sweepTurns(rig.deps)])
      expect(await messages(silent)).toMatchObject([
        { mode: 'rules', isPartial: false, failure: 'cut' },
      ])
      const [kept, ...more] = await messages(speaking)
      expect(kept).toMatchObject({ isPartial: true, failure: 'cut' })
      expect(kept?.text).toContain('First look at the group')
      expect(more).toEqual([])
    })

    test('stands in nobody’s way', async () => {
      const sessionId = await rig.startSession()
      await rig.startElsewhere(sessionId)
      rig.deps.pass(31_000)
      expect(await rig.start(sessionId, { text: 'Still there?' })).toMatchObject({ status: 200 })
      await rig.deps.turns.settled()
      expect(await messages(sessionId)).toHaveLength(3)
    })
  })

  describe('following', () => {
    test('begins with idle, and tells a turn from its beginning to its end', async () => {
      const sessionId = await rig.startSession()
      const follower = await rig.follow(sessionId, 'engineer')
      expect(await follower.next(1)).toEqual([{ type: 'idle' }])
      const turn = await rig.turn(sessionId, { text: 'What now?' })
      expect((await follower.untilDone()).at(-1)).toEqual({
        type: 'done',
        turnId: turn.id,
        version: turn.version,
        failure: null,
        retryAfterSeconds: null,
      })
      follower.end()
    })

    test('tells what another process says: a snapshot, what is added, what is taken back, the end', async () => {
      const sessionId = await rig.startSession()
      const row = await rig.startElsewhere(sessionId)
      await rig.progress(row, 'First ')
      const follower = await rig.follow(sessionId, 'engineer')
      expect(await follower.next(1)).toMatchObject([
        { type: 'snapshot', turnId: row.id, text: 'First ', phase: 'writing' },
      ])
      await rig.progress(row, 'First look')
      expect(await follower.next(1)).toEqual([{ type: 'delta', turnId: row.id, text: 'look' }])
      await rig.progress(row, 'Another')
      expect(await follower.next(2)).toEqual([
        { type: 'reset', turnId: row.id },
        { type: 'delta', turnId: row.id, text: 'Another' },
      ])
      await (await rig.as('engineer'))('POST', `/sessions/${sessionId}/turns/${row.id}/stop`)
      expect(await follower.next(1)).toMatchObject([{ type: 'done', failure: 'aborted' }])
      follower.end()
    })

    test('answers the snapshot alone where JSON is asked for', async () => {
      const sessionId = await rig.startSession()
      const ask = await rig.as('viewer')
      const path = `/sessions/${sessionId}/turns/live`
      expect(await ask('GET', path)).toMatchObject({ status: 200, body: { type: 'idle' } })
      await rig.startElsewhere(sessionId)
      expect(await ask('GET', path)).toMatchObject({ body: { type: 'snapshot' } })
    })
  })

  test('the fix on the table is read; without one nothing is found', async () => {
    const sessionId = await rig.startSession()
    const path = `/sessions/${sessionId}/suggested-fixes/active`
    const ask = await rig.as('viewer')
    expect(await ask('GET', path)).toMatchObject({ status: 404 })
    const propose = (title: string) =>
      rig.append(sessionId, {
        type: 'fix_proposed',
        title,
        hypothesis: null,
        steps: ['Add the user to the group.'],
        confidence: 73,
        evidence: [],
        wouldConfirm: 'The share opens.',
        safety: 'changes',
        scriptTemplate: null,
      })
    await propose('First')
    await propose('Second')
    const { body } = await ask('GET', path)
    expect(body).toMatchObject({ title: 'Second', confidence: 73, decision: null })
    const fixId = (await rig.session(sessionId)).lane.fixes[1]?.id ?? ''
    await rig.append(sessionId, { type: 'fix_decided', fixId, decision: 'dismissed' })
    expect(await ask('GET', path)).toMatchObject({ status: 404 })
  })
})
