/** First-level walks at the front door: who may say that one holds, who is told, and what shows it by itself. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListWalksToValidate, ReadWay } from '#shared/first-level/contract.ts'
import { STAYS_CLOSED_HOURS } from '#shared/first-level/stayed-closed.ts'
import { ListHandoffs } from '#shared/handoff/contract.ts'
import { Notices } from '#shared/notice/contract.ts'
import { AppendEvents, ListSessions } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { makeOutcome, SHA } from '#shared/testing/make-session.ts'
import { makeNoteRig, type NoteRig, SITE } from '../note/testing/make-note-rig.ts'
import { makeEvent } from '../testing/make-events.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { lookInTeam } from './look-at-tickets.ts'

const HOUR_MS = 3_600_000
const CONFIRMED: EventData = {
  ...{ type: 'outcome_validated', how: 'client_confirmed' },
  note: 'She opened the Budget folder',
}
const BY_LEAD: EventData = { type: 'outcome_validated', how: 'lead' }
const REOPENED: EventData = { type: 'session_reopened', reason: 'It is back' }

describe.each(onBoth)('first-level walks on $name', ({ open }) => {
  let rig: NoteRig
  let ticketId = 95_000

  beforeAll(async () => {
    rig = await makeNoteRig(await open())
  })
  afterAll(() => rig.close())

  async function tell(sessionId: string, data: readonly EventData[], kind: Kind = 'engineer') {
    const at = rig.deps.now().toISOString()
    const events = data.map((one) => makeEvent(rig.team.people[kind], one, { at }))
    const session = await rig.fold(sessionId)
    const after = session ? (await rig.events(sessionId)).length : 0
    const path = `/sessions/${sessionId}/events`
    const answered = await (await rig.as(kind))('POST', path, { after, events })
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    return z.parse(AppendEvents.response, answered.body).refused
  }

  /** One step along a flow, begun as a walk. */
  async function walk(more: readonly EventData[] = []) {
    ticketId += 1
    rig.fake.addTicket(ticketId)
    const sessionId = rig.deps.newId()
    const runId = rig.deps.newId()
    const readAt = rig.deps.now().toISOString()
    const ref = { origin: SITE, ticketId, recordType: 'service', readAt, readFrom: 'fragment' }
    const flow = { id: rig.deps.newId(), version: SHA, slug: 'share', name: 'Share away' }
    const data = [
      {
        ...{ type: 'session_started', level: 'first' },
        ticket: { ref, summary: 'The share cannot be opened', client: 'Adler & Partner' },
      },
      { type: 'flow_entered', runId, flow, pins: [], start: 'ping', from: null },
      {
        ...{ type: 'step_taken', place: { runId, nodeId: 'ping' }, nodeKind: 'check' },
        ...{ title: 'Does the server answer?', leadsTo: null },
        result: { kind: 'choice', choice: 'yes', label: 'It answers' },
        says: { kind: 'test', text: 'The server answers a ping' },
      },
      ...more,
    ] as EventData[]
    expect(await tell(sessionId, data)).toEqual([])
    return sessionId
  }
  const finished = (more: Parameters<typeof makeOutcome>[0] = {}): EventData => ({
    type: 'session_finished',
    outcome: makeOutcome({ verification: { text: '', by: 'nobody' }, ...more }),
  })
  const waiting = async (kind: Kind) =>
    z.parse(
      ListWalksToValidate.response,
      (await (await rig.as(kind))('GET', '/first-level-walks/to-validate')).body,
    ).walks
  const waits = async (sessionId: string, kind: Kind = 'lead') =>
    (await waiting(kind)).some((one) => one.sessionId === sessionId)
  const bell = async (kind: Kind, sessionId: string) =>
    z
      .parse(Notices, (await (await rig.as(kind))('GET', '/me/notices')).body)
      .notices.filter(({ opens }) => opens.sessionId === sessionId)

  test('one that has ended waits for every lead, and is told to them once', async () => {
    const sessionId = await walk()
    expect(await waits(sessionId)).toBe(false)
    await tell(sessionId, [finished()])
    const found = (await waiting('lead')).find((one) => one.sessionId === sessionId)
    expect(found).toMatchObject({
      ...{ walkedByName: rig.team.people.engineer.name, flowName: 'Share away' },
      ...{ outcome: 'resolved', ticket: { client: 'Adler & Partner' } },
    })
    for (const kind of ['lead', 'team_admin'] as const) {
      const told = await bell(kind, sessionId)
      expect(told).toMatchObject([{ kind: 'walk_to_validate', readAt: null }])
      expect(told[0]?.text).toContain(`#${ticketId}, Adler & Partner`)
    }
    expect(await bell('engineer', sessionId)).toEqual([])
    const listed = z.parse(
      ListSessions.response,
      (await (await rig.as('viewer'))('GET', `/sessions?origin=${SITE}&ticketId=${ticketId}`)).body,
    )
    expect(listed.sessions).toMatchObject([{ id: sessionId, level: 'first' }])
  })

  test('a lead says that it holds: it waits no longer, leaves the bells, and is told to who walked it', async () => {
    const sessionId = await walk([finished()])
    expect(await tell(sessionId, [BY_LEAD], 'lead')).toEqual([])
    expect(await waits(sessionId)).toBe(false)
    for (const kind of ['lead', 'team_admin'] as const) {
      expect(await bell(kind, sessionId)).toEqual([])
    }
    const [told, ...more] = await bell('engineer', sessionId)
    expect(more).toEqual([])
    expect(told).toMatchObject({ kind: 'walk_validated', byName: rig.team.people.lead.name })
    // Two leads at once: one of them has said it.
    const refused = await tell(sessionId, [BY_LEAD], 'team_admin')
    expect(refused[0]?.message).toContain('has validated this walk already')
  })

  test('who walked it is no lead of it; what the client confirmed is told in words', async () => {
    const sessionId = await walk([finished()])
    const [asLead] = await tell(sessionId, [BY_LEAD])
    expect(asLead?.message).toContain('Only a lead')
    const [stayed] = await tell(sessionId, [{ type: 'outcome_validated', how: 'stayed_closed' }])
    expect(stayed?.message).toContain('Only the ticket itself')
    const [wordless] = await tell(sessionId, [
      { type: 'outcome_validated', how: 'client_confirmed' },
    ])
    expect(wordless?.message).toContain('in a few words')
    expect(await waits(sessionId)).toBe(true)
    const secret = 'password: Sommer-2024!x'
    expect(await tell(sessionId, [{ ...CONFIRMED, note: `She wrote ${secret}` }])).toEqual([])
    expect(JSON.stringify(await rig.events(sessionId))).not.toContain('Sommer-2024!x')
    expect(await waits(sessionId)).toBe(false)
    // Ended and confirmed in one go, nobody is asked.
    const atOnce = await walk([finished(), CONFIRMED])
    expect(await bell('lead', atOnce)).toEqual([])
    expect(await waits(atOnce)).toBe(false)
  })

  test('a lead’s own walk waits for another lead', async () => {
    const sessionId = await walk()
    await tell(sessionId, [{ type: 'part_taken' }], 'lead')
    await tell(sessionId, [finished()], 'lead')
    const [refused] = await tell(sessionId, [BY_LEAD], 'lead')
    expect(refused?.message).toContain('Another lead')
    expect(await bell('lead', sessionId)).toEqual([])
    expect(await tell(sessionId, [BY_LEAD], 'team_admin')).toEqual([])
  })

  test('it did not hold: opened again by a lead, told to who walked it, and to leads anew at its next end', async () => {
    const sessionId = await walk([finished()])
    await tell(sessionId, [REOPENED], 'lead')
    expect(await waits(sessionId)).toBe(false)
    expect((await bell('engineer', sessionId))[0]?.text).toContain('It is back')
    await tell(sessionId, [finished({ outcome: 'workaround' })])
    expect(await waits(sessionId)).toBe(true)
    expect(await bell('lead', sessionId)).toHaveLength(1)
  })

  test('words marked later leave the bells too', async () => {
    const sessionId = await walk([finished()])
    const marked: EventData = { type: 'passage_marked', passage: 'Adler & Partner' }
    expect(await tell(sessionId, [marked])).toEqual([])
    expect((await bell('lead', sessionId))[0]?.text).not.toContain('Adler')
  })

  test('escalated it stands in the queue as a walk, with its way in order and its answers', async () => {
    const sessionId = await walk()
    const asked = {
      ...{ handoffId: rig.deps.newId(), at: rig.deps.now().toISOString(), intent: 'escalate' },
      ...{ reason: 'No rights there', toId: null, timeZone: 'UTC', words: {}, note: null },
      overridden: { lacking: ['tried'], reason: 'No time' },
    }
    await (await rig.as('engineer'))('POST', `/sessions/${sessionId}/handoffs`, asked)
    const queue = z.parse(
      ListHandoffs.response,
      (await (await rig.as('lead'))('GET', '/handoffs')).body,
    ).handoffs
    expect(queue.find((one) => one.sessionId === sessionId)?.level).toBe('first')
    const way = (await (await rig.as('lead'))('GET', `/sessions/${sessionId}/way`)).body
    expect(z.parse(ReadWay.response, way).steps).toMatchObject([
      {
        ...{ flowName: 'Share away', title: 'Does the server answer?', answer: 'It answers' },
        ...{ said: ['The server answers a ping'], byName: rig.team.people.engineer.name },
      },
    ])
    // Taken over it is ordinary work, and waits for nobody when it ends.
    const taking = { eventId: rig.deps.newId(), at: rig.deps.now().toISOString() }
    await (await rig.as('lead'))('POST', `/handoffs/${asked.handoffId}/pickup`, taking)
    await tell(sessionId, [finished()], 'lead')
    expect(await waits(sessionId, 'team_admin')).toBe(false)
    expect(await bell('team_admin', sessionId)).not.toContainEqual(
      expect.objectContaining({ kind: 'walk_to_validate' }),
    )
  })

  describe('a ticket that stays closed', () => {
    const close = (isClosed: boolean) =>
      rig.fake.addTicket(ticketId, { status: { id: 20, name: 'Closed', isClosed } })
    const look = async (hours: number) => {
      for (let left = hours; left > 0; left -= 5) {
        rig.deps.pass(Math.min(left, 5) * HOUR_MS)
        await lookInTeam(rig.deps, rig.team.id)
      }
    }
    const validated = async (sessionId: string) => (await rig.fold(sessionId))?.validation

    test('validates its walk after the set time, and not before', async () => {
      const sessionId = await walk([finished()])
      await look(1)
      close(true)
      await look(STAYS_CLOSED_HOURS)
      expect(await validated(sessionId)).toBeNull()
      await look(5)
      expect(await validated(sessionId)).toMatchObject({
        ...{ how: 'stayed_closed', by: { kind: 'program' } },
      })
      expect((await bell('engineer', sessionId))[0]?.text).toContain('stayed closed')
      expect(await bell('lead', sessionId)).toEqual([])
    })

    test('begins anew when it was open in between, and when the walk was', async () => {
      const sessionId = await walk([finished()])
      close(true)
      await look(1)
      close(false)
      await look(STAYS_CLOSED_HOURS)
      close(true)
      await look(1)
      await tell(sessionId, [REOPENED])
      await tell(sessionId, [finished()])
      await look(STAYS_CLOSED_HOURS)
      expect(await validated(sessionId)).toBeNull()
      await look(STAYS_CLOSED_HOURS)
      expect(await validated(sessionId)).not.toBeNull()
    })

    test('is not known without ConnectWise, or while it does not answer: then it waits for a person', async () => {
      const sessionId = await walk([finished()])
      close(true)
      await look(1)
      rig.connected = false
      await look(STAYS_CLOSED_HOURS)
      rig.connected = true
      rig.fake.trouble('listClosed', 'lostBefore', 1000)
      await look(1)
      expect(await validated(sessionId)).toBeNull()
      rig.fake.calm()
      // Nobody knows that it was closed all the time: it begins anew.
      await look(1)
      expect(await validated(sessionId)).toBeNull()
      await look(STAYS_CLOSED_HOURS + 1)
      expect(await validated(sessionId)).not.toBeNull()
    })

    test('two processes that look at once validate it once', async () => {
      const sessionId = await walk([finished()])
      close(true)
      await look(STAYS_CLOSED_HOURS)
      rig.deps.pass(5 * HOUR_MS)
      await Promise.all([1, 2].map(() => lookInTeam(rig.deps, rig.team.id)))
      const told = (await rig.events(sessionId)).filter(
        ({ data }) => data.type === 'outcome_validated',
      )
      expect(told).toHaveLength(1)
    })
  })
})
