/** Handing over at the front door: one act, once, whole; the queue live; one pickup. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListDocuments } from '#shared/document/contract.ts'
import { HandOff, HandoffNews, ListHandoffs, ReadHandoff } from '#shared/handoff/contract.ts'
import { ListNotices } from '#shared/notice/contract.ts'
import { hideWords } from '#shared/redact/find-hidden.ts'
import { ListSessions } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { waitingHandoff } from '#shared/session/handoff.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { INTERNAL, makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { followEvents } from '../testing/follow-events.ts'
import { makeEvent, said } from '../testing/make-events.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

const WHOLE = {
  impact: 'Six people until noon',
  environment: 'FS02, Windows Server 2022',
  firstMove: 'Compare the permissions',
}

describe.each(onBoth)('handing over on $name', ({ open }) => {
  let rig: NoteRig
  let app: ReturnType<typeof createApp>
  let ticketId = 90_000

  beforeAll(async () => {
    rig = await makeNoteRig(await open())
    app = createApp(rig.deps)
  })
  afterAll(() => rig.close())

  /** A session that whoever takes over can go on with. */
  async function begin(kind: Kind = 'engineer') {
    ticketId += 1
    const sessionId = await rig.startSession(kind, ticketId, 'Adler & Partner')
    const by = rig.team.people[kind]
    const events = ['The share answers a ping', 'The name is resolved'].map((text) =>
      makeEvent(by, said(text)),
    )
    events.push(
      makeEvent(by, { type: 'statement_added', kind: 'dead_end', text: 'Restarting the client' }),
    )
    const added = await rig.team.as(kind)('POST', `/sessions/${sessionId}/events`, {
      after: 1,
      events,
    })
    expect(added.body).toMatchObject({ refused: [] })
    return sessionId
  }
  const asked = (more: object = {}) => ({
    ...{ handoffId: rig.deps.newId(), at: rig.deps.now().toISOString(), intent: 'escalate' },
    ...{ reason: 'No rights on the server', toId: null, timeZone: 'Europe/Berlin', words: WHOLE },
    ...{ note: null, ...more },
  })
  const handOver = async (sessionId: string, more: object = {}, kind: Kind = 'engineer') =>
    (await rig.as(kind))('POST', `/sessions/${sessionId}/handoffs`, asked(more))
  const handed = async (sessionId: string, more: object = {}, kind: Kind = 'engineer') => {
    const answered = await handOver(sessionId, more, kind)
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    return z.parse(HandOff.response, answered.body)
  }
  const pickUp = async (handoffId: string, kind: Kind, more: object = {}) =>
    (await rig.as(kind))('POST', `/handoffs/${handoffId}/pickup`, {
      ...{ eventId: rig.deps.newId(), at: rig.deps.now().toISOString() },
      ...more,
    })
  const queue = async (kind: Kind) =>
    z.parse(ListHandoffs.response, (await (await rig.as(kind))('GET', '/handoffs')).body).handoffs
  const waits = async (kind: Kind, id: string) => (await queue(kind)).some((one) => one.id === id)

  test('is stored whole: record, queue, documentation, briefing', async () => {
    const sessionId = await begin()
    const { handoff } = await handed(sessionId, { priority: 'Priority 2 - Urgent' })
    expect(handoff).toMatchObject({
      ...{ sessionId, intent: 'escalate', reason: 'No rights on the server', end: null },
      ...{ byName: rig.team.people.engineer.name, toId: null, priority: 'Priority 2 - Urgent' },
      ...{ lacking: [], ticket: { client: 'Adler & Partner' } },
    })
    const session = await rig.fold(sessionId)
    expect(session).toMatchObject({ status: 'escalated' })
    expect(session && waitingHandoff(session)?.id).toBe(handoff.id)
    const listed = z.parse(
      ListSessions.response,
      (await (await rig.as('viewer'))('GET', '/sessions?status=escalated')).body,
    )
    expect(listed.sessions.map(({ id }) => id)).toContain(sessionId)
    const documents = z.parse(
      ListDocuments.response,
      (await (await rig.as('engineer'))('GET', `/sessions/${sessionId}/documents`)).body,
    ).documents
    expect(documents).toMatchObject([{ id: handoff.id, cause: 'handed_off' }])
    const { briefing } = z.parse(
      ReadHandoff.response,
      (await (await rig.as('lead'))('GET', `/handoffs/${handoff.id}`)).body,
    )
    expect(briefing.mode).toBe('rules')
    const told = JSON.stringify(briefing.sections)
    for (const words of ['Six people until noon', 'Restarting the client', 'Compare the perm']) {
      expect(told).toContain(words)
    }
    expect(rig.sent).toContain('word-briefing')
  })

  test('sent again it is answered as before; another session may not take its number', async () => {
    const sessionId = await begin()
    const handoffId = rig.deps.newId()
    const [one, two] = await Promise.all([
      handed(sessionId, { handoffId }),
      handed(sessionId, { handoffId }),
    ])
    expect(one).toEqual(two)
    expect(await handed(sessionId, { handoffId })).toEqual(one)
    const session = await rig.fold(sessionId)
    expect(session?.handoffs).toHaveLength(1)
    expect(await handOver(await begin(), { handoffId })).toMatchObject({ status: 409 })
  })

  test('what lacks is named, and can be passed over with a reason', async () => {
    const sessionId = await begin()
    const refused = await handOver(sessionId, { words: {} })
    expect(refused).toMatchObject({ status: 422 })
    expect(JSON.stringify(refused.body)).toContain('who is affected')
    expect((await rig.fold(sessionId))?.status).toBe('active')
    const overridden = { lacking: ['tried'], reason: 'The site is burning' }
    const { handoff } = await handed(sessionId, { words: {}, overridden })
    // What really lacks, whatever was claimed.
    expect(handoff.lacking).toEqual(['impact', 'environment', 'firstMove'])
  })

  test('what is marked later is in the queue and at the bell no more, and back unmarked', async () => {
    const sessionId = await begin()
    const { handoff } = await handed(sessionId, { reason: 'Kestrel has to approve it' })
    const say = async (data: EventData) => {
      const event = makeEvent(rig.team.people.engineer, data)
      const { body } = await rig.team.as('engineer')('POST', `/sessions/${sessionId}/events`, {
        ...{ after: 5, events: [event] },
      })
      expect(body).toMatchObject({ refused: [] })
      return event.id
    }
    const told = async () =>
      JSON.stringify([
        await queue('lead'),
        (await (await rig.as('lead'))('GET', '/me/notices')).body,
      ])
    expect(await told()).toContain('Kestrel has to')
    const stream = await follow('lead')
    await stream.next('list')
    const markId = await say({
      type: 'words_marked',
      words: hideWords('Kestrel', rig.deps.newId()),
    })
    expect(await told()).not.toContain('Kestrel')
    // Not one more that waits.
    await stream.hear(handoff.id, (one) => one.isChanged === true)
    stream.end()
    await say({ type: 'words_unmarked', markId })
    expect((await queue('lead')).find(({ id }) => id === handoff.id)?.reason).toContain('Kestrel')
  })

  test('what was marked before is told to nobody', async () => {
    const sessionId = await begin()
    const marking = makeEvent(rig.team.people.engineer, {
      type: 'words_marked',
      words: hideWords('Adler', rig.deps.newId()),
    })
    const path = `/sessions/${sessionId}/events`
    const marked = await rig.team.as('engineer')('POST', path, { after: 4, events: [marking] })
    expect(marked.body).toMatchObject({ refused: [] })
    const { handoff } = await handed(sessionId, { reason: 'The people of Adler wait' })
    const { body } = await (await rig.as('lead'))('GET', '/me/notices')
    const told = ListNotices.response.parse(body).notices
    const mine = told.find(({ opens }) => opens.handoffId === handoff.id)
    expect(mine?.text).toContain('wait')
    expect(mine?.text).not.toContain('Adler')
  })

  test('what would reach nobody is refused, with what to do', async () => {
    const { lead, team_admin: admin, super_admin: owner } = rig.team.people
    const sessionId = await begin('lead')
    await inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx
        .updateTable('person')
        .set({ removedAt: rig.deps.now() })
        .where('id', 'in', [admin.id, owner.id])
        .execute(),
    )
    const refused = await handOver(sessionId, {}, 'lead')
    expect(refused).toMatchObject({ status: 422 })
    expect(JSON.stringify(refused.body)).toContain('Name a colleague')
    expect((await rig.fold(sessionId))?.status).toBe('active')
    await inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx
        .updateTable('person')
        .set({ removedAt: null })
        .where('id', 'in', [admin.id, owner.id])
        .execute(),
    )
    expect((await handed(sessionId, {}, 'lead')).handoff.byId).toBe(lead.id)
  })

  test('nobody hands over what is not theirs, to themselves or to who only looks', async () => {
    const sessionId = await begin()
    const { engineer, viewer, team_admin: admin } = rig.team.people
    expect(await handOver(sessionId, {}, 'viewer')).toMatchObject({ status: 403 })
    const other = await begin('lead')
    expect(await handOver(other)).toMatchObject({ status: 403 })
    expect(await handOver(sessionId, { toId: engineer.id })).toMatchObject({ status: 409 })
    expect(await handOver(sessionId, { toId: viewer.id })).toMatchObject({ status: 422 })
    expect(await handOver(sessionId, { toId: rig.deps.newId() })).toMatchObject({ status: 404 })
    expect(await handOver(sessionId, { intent: 'give up' })).toMatchObject({ status: 400 })
    expect(await handOver(sessionId, { intent: 'return' })).toMatchObject({ status: 409 })
    expect((await rig.fold(sessionId))?.handoffs).toEqual([])
    // A lead hands over what is a colleague's.
    await handed(sessionId, { toId: admin.id }, 'lead')
  })

  test('a finished session is refused, and finishing ends the waiting', async () => {
    const sessionId = await begin()
    const { handoff } = await handed(sessionId)
    expect(await waits('lead', handoff.id)).toBe(true)
    const by = rig.team.people.engineer
    const outcome = {
      ...{ outcome: 'resolved' as const, nextSteps: [] },
      cause: { status: 'not_determined' as const, text: '', confirmedBy: [] },
      verification: { text: 'It opens', by: 'user' as const },
    }
    const finished = await (await rig.as('engineer'))('POST', `/sessions/${sessionId}/events`, {
      after: 5,
      events: [makeEvent(by, { type: 'session_finished', outcome })],
    })
    expect(finished.body).toMatchObject({ refused: [] })
    expect(await waits('lead', handoff.id)).toBe(false)
    expect(await pickUp(handoff.id, 'lead')).toMatchObject({ status: 409 })
    expect(await handOver(sessionId)).toMatchObject({ status: 409 })
  })

  test('who it is for sees it; who it is not for does not', async () => {
    const { handoff } = await handed(await begin())
    expect(await waits('lead', handoff.id)).toBe(true)
    expect(await waits('engineer', handoff.id)).toBe(false)
    const { lead, engineer } = rig.team.people
    const { handoff: back } = await handed(await begin('lead'), { toId: engineer.id }, 'lead')
    expect(await waits('engineer', back.id)).toBe(true)
    expect(await waits('lead', back.id)).toBe(false)
    expect(lead.id).toBe(back.byId)
    const { handoff: shift } = await handed(await begin(), { intent: 'shift_change' })
    expect(await waits('lead', shift.id)).toBe(true)
    // Who only looks could not take it.
    expect(await queue('viewer')).toEqual([])
  })

  test('of all who pick up at once one has it, and the others are told who', async () => {
    const sessionId = await begin()
    const { handoff } = await handed(sessionId)
    const kinds: Kind[] = ['lead', 'team_admin', 'super_admin']
    const answers = await Promise.all(kinds.map((kind) => pickUp(handoff.id, kind)))
    const won = answers.findIndex(({ status }) => status === 200)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const winner = kinds[won] ?? 'lead'
    for (const { status, body } of answers.filter((_, n) => n !== won)) {
      expect(status).toBe(409)
      expect(JSON.stringify(body)).toContain(rig.team.people[winner].name)
    }
    // Asked again by whoever has it, it stands.
    expect(await pickUp(handoff.id, winner)).toMatchObject({ status: 200 })
    const session = await rig.fold(sessionId)
    expect(session).toMatchObject({ status: 'active', owner: { id: rig.team.people[winner].id } })
    const listed = z.parse(
      ListSessions.response,
      (await (await rig.as('viewer'))('GET', `/sessions?ticketId=${ticketId}`)).body,
    )
    expect(listed.sessions).toMatchObject([
      {
        ownerId: rig.team.people[winner].id,
        workerIds: [rig.team.people.engineer.id, rig.team.people[winner].id],
      },
    ])
  })

  test('pickup, return and a second escalation are in one record', async () => {
    const sessionId = await begin()
    const { handoff } = await handed(sessionId)
    expect(await pickUp(handoff.id, 'lead')).toMatchObject({ status: 200 })
    expect(await handOver(sessionId)).toMatchObject({ status: 403 })
    const { engineer } = rig.team.people
    const back = { intent: 'return', toId: engineer.id, words: WHOLE }
    const returned = await handed(sessionId, back, 'lead')
    expect(await pickUp(returned.handoff.id, 'engineer')).toMatchObject({ status: 200 })
    await handed(sessionId)
    const session = await rig.fold(sessionId)
    expect(session?.handoffs.map(({ intent, end }) => [intent, end?.how])).toEqual([
      ['escalate', 'picked_up'],
      ['return', 'picked_up'],
      ['escalate', undefined],
    ])
  })

  test('it is handed over and picked up through these doors alone', async () => {
    const sessionId = await begin()
    const { handoff } = await handed(sessionId)
    const { engineer, lead } = rig.team.people
    const events = [
      makeEvent(engineer, {
        ...{ type: 'handed_off', intent: 'peer', reason: 'x', to: null, words: {} },
      }),
    ]
    const sent = await (await rig.as('engineer'))('POST', `/sessions/${sessionId}/events`, {
      after: 5,
      events,
    })
    expect(sent.body).toMatchObject({ refused: [{ code: 'not_yours' }] })
    const taking = [makeEvent(lead, { type: 'picked_up', handoffId: handoff.id })]
    const taken = await (await rig.as('lead'))('POST', `/sessions/${sessionId}/events`, {
      after: 5,
      events: taking,
    })
    expect(taken.body).toMatchObject({ refused: [{ code: 'not_yours' }] })
  })

  test('the note goes along in the same act, and is there once', async () => {
    const sessionId = await begin()
    const ticket = rig.ask(sessionId, {}).ticket
    const note = {
      ...{ writeId: rig.deps.newId(), ticket: { ...ticket, ticketId }, text: 'Handed over.' },
      ...{ flags: INTERNAL, seen: rig.fake.look(ticketId) },
    }
    const handoffId = rig.deps.newId()
    const { write } = await handed(sessionId, { handoffId, note })
    expect(write).toMatchObject({ state: 'waiting', noteKind: 'escalation' })
    expect((await handed(sessionId, { handoffId, note })).write?.id).toBe(note.writeId)
    await rig.drainToTheEnd()
    expect((await rig.row(note.writeId)).state).toBe('posted')
  })

  test('a note that is refused refuses the whole act: nothing is stored', async () => {
    const sessionId = await begin()
    const ticket = rig.ask(sessionId, {}).ticket
    const note = {
      ...{ writeId: rig.deps.newId(), ticket: { ...ticket, ticketId: ticketId + 5000 } },
      ...{ text: 'Handed over.', flags: INTERNAL, seen: null },
    }
    expect(await handOver(sessionId, { note })).toMatchObject({ status: 409 })
    expect(await rig.fold(sessionId)).toMatchObject({ status: 'active', handoffs: [] })
    const rows = await inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx.selectFrom('handoff').select('id').where('sessionId', '=', sessionId).execute(),
    )
    expect(rows).toEqual([])
  })

  test('the queue is followed: the list, what comes, what is over; and the list again', async () => {
    const { handoff: before } = await handed(await begin())
    const stream = await follow('lead')
    const list = z.parse(ListHandoffs.response, await stream.next('list'))
    expect(list.handoffs.map(({ id }) => id)).toContain(before.id)
    const { handoff } = await handed(await begin())
    expect(await stream.hear(handoff.id, (one) => one.end === null)).toEqual(handoff)
    // Not for a lead who sent it themselves.
    await handed(await begin('lead'), { toId: rig.team.people.engineer.id }, 'lead')
    await pickUp(handoff.id, 'team_admin')
    const over = await stream.hear(handoff.id, (one) => one.end !== null)
    expect(over.end?.how).toBe('picked_up')
    stream.end()
    const again = await follow('lead')
    const now = z.parse(ListHandoffs.response, await again.next('list'))
    expect(now.handoffs.map(({ id }) => id)).not.toContain(handoff.id)
    expect(now.handoffs).toEqual(await queue('lead'))
    again.end()
  })

  async function follow(kind: Kind) {
    const end = new AbortController()
    const { token } = rig.team.people[kind]
    const { read } = await followEvents(app, '/api/handoffs', { token, signal: end.signal })
    const next = async (event: string): Promise<unknown> => {
      const message = await read()
      if (!message) throw new Error('The stream has ended.')
      // The bell rings beside it, and what was handed over before may still come.
      return message.event === event ? JSON.parse(message.data) : next(event)
    }
    /** What came before one listened may be told once more meanwhile. */
    const hear = async (id: string, isIt: (one: z.infer<typeof HandoffNews>) => boolean) => {
      for (;;) {
        const one = z.parse(HandoffNews, await next('handoff'))
        if (one.id === id && isIt(one)) return one
      }
    }
    return { next, hear, end: () => end.abort() }
  }
})
