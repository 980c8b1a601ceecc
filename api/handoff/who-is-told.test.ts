/** Whom a hand-over concerns, while people change: roles, removals, and who has it by now. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { HandOff, HandoffSummary, ListHandoffs } from '#shared/handoff/contract.ts'
import { sortWaiting } from '#shared/handoff/sort-waiting.ts'
import { Notices } from '#shared/notice/contract.ts'
import { AddPerson } from '#shared/person/contract.ts'
import { createApp } from '../app.ts'
import { asJson, inTeam } from '../db.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { handOver } from '../notice/testing/hand-over.ts'
import { followEvents } from '../testing/follow-events.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { MOST_LISTED } from './queries.ts'

/** What is said to whoever hands it to them all the same. */
const REFUSED = { removed: 'has left the team', viewer: 'may only look at sessions' }

describe.each(onBoth)('who is told of a hand-over on $name', ({ open }) => {
  let rig: NoteRig
  let app: ReturnType<typeof createApp>
  let ticketId = 94_000
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
    app = createApp(rig.deps)
  })
  afterAll(() => rig.close())

  const escalate = (more: object = {}, kind: Kind = 'engineer') =>
    handOver(rig, ++ticketId, { reason: 'No rights there', ...more }, kind)
  /** So many more wait, of all priorities and of none. */
  const fill = (count: number) =>
    inTeam(rig.deps.db, rig.team.id, async (tx) => {
      const like = { ...{ teamId: rig.team.id, ownerId: rig.team.people.engineer.id, version: 1 } }
      const at = rig.deps.now()
      const ids = Array.from({ length: count }, () => rig.deps.newId())
      await tx
        .insertInto('session')
        .values(
          ids.map((id) => ({
            ...{ ...like, id, startedBy: like.ownerId, hash: 'a'.repeat(64), status: 'escalated' },
            ...{ ticket: asJson(null), startedAt: at, lastAt: at, minutesWorked: 1 },
          })),
        )
        .execute()
      await tx
        .insertInto('handoff')
        .values(
          ids.map((id, n) => ({
            ...{ teamId: like.teamId, id, sessionId: id, intent: 'escalate', reason: 'It waits' },
            ...{ byId: like.ownerId, toId: null, lacking: asJson([]), at, timeZone: 'UTC' },
            priority: n % 5 === 0 ? null : `Priority ${n % 5}`,
            ...{ briefing: asJson([]), briefingMode: 'rules', briefingAt: at },
          })),
        )
        .execute()
    })

  const told = async (kind: Kind, handoffId: string) => {
    const { body } = await (await rig.as(kind))('GET', '/me/notices')
    return z.parse(Notices, body).notices.filter(({ opens }) => opens.handoffId === handoffId)
  }
  const asked = (more: object) => ({
    ...{ handoffId: rig.deps.newId(), at: rig.deps.now().toISOString(), intent: 'escalate' },
    ...{ reason: 'Somebody else', toId: null, timeZone: 'UTC', words: {}, note: null },
    ...{ overridden: { lacking: ['tried'], reason: 'No time' }, ...more },
  })
  const changeBy = async (kind: Kind, sessionId: string, more: object) => {
    const ask = await rig.as(kind)
    const { status, body } = await ask('POST', `/sessions/${sessionId}/handoffs`, asked(more))
    expect(status, JSON.stringify(body)).toBe(200)
    return z.parse(HandOff.response, body).handoff.id
  }
  const take = async (kind: Kind, handoffId: string, said: object = {}) =>
    (await rig.as(kind))('POST', `/handoffs/${handoffId}/pickup`, {
      ...{ eventId: rig.deps.newId(), at: rig.deps.now().toISOString(), ...said },
    })
  async function addPerson() {
    const name = `Leaves ${++ticketId}`
    const { body } = await (await rig.as('team_admin'))('POST', '/people', {
      ...{ name, email: `leaves-${ticketId}@team.example`, role: 'engineer', isLead: false },
      password: 'slow river under the bridge',
    })
    return { personId: z.parse(AddPerson.response, body).id, name }
  }
  const change = async (kind: Kind, what: object) => {
    const path = `/people/${rig.team.people[kind].id}`
    const answered = await (await rig.as('team_admin'))('PATCH', path, what)
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
  }

  test('who stops being a lead hears of no escalation any more, and a new lead of each', async () => {
    const demoted = await follow('lead')
    const promoted = await follow('engineer')
    const { id } = await handedOverByAdmin()
    await demoted.hears(id)
    await change('lead', { isLead: false })
    expect(await demoted.ended()).toBe(true)
    await change('engineer', { isLead: true })
    expect(await promoted.ended()).toBe(true)
    // Both panels come back, and see what their role shows.
    const [former, lead] = [await follow('lead'), await follow('engineer')]
    expect(former.list).not.toContain(id)
    expect(lead.list).toContain(id)
    const { id: next } = await handedOverByAdmin()
    await lead.hears(next)
    lead.end()
    former.end()
    await change('lead', { isLead: true })
    await change('engineer', { isLead: false })
  })

  test('whose session a lead hands over is told, may take it back, and is told who has it', async () => {
    const { engineer, lead, team_admin: admin } = rig.team.people
    const { id, sessionId } = await escalate({ toId: admin.id })
    // A change by a lead: the first sender, who has the session too, hears of it.
    const changed = await changeBy('lead', sessionId, { intent: 'peer', toId: null })
    expect(await told('engineer', changed)).toMatchObject([
      { kind: 'handed_off', byName: lead.name, readAt: null },
    ])
    // It takes the place of the first: who was told of that has it no more.
    expect(await told('team_admin', id)).toEqual([])
    expect(await told('team_admin', changed)).toHaveLength(1)
    expect(await take('engineer', changed)).toMatchObject({ status: 200 })
    expect((await told('lead', changed)).map(({ text }) => text)).toEqual([
      expect.stringContaining(`${engineer.name} took back #${ticketId}`),
    ])
    const again = await changeBy('lead', sessionId, { toId: admin.id })
    expect(await take('team_admin', again, { understood: 'A group is missing' })).toMatchObject({
      status: 200,
    })
    for (const kind of ['engineer', 'lead'] as const) {
      const [last] = await told(kind, again)
      expect(last).toMatchObject({ kind: 'picked_up', byName: admin.name })
    }
  })

  test('what the receiver has understood, and does first, is told to the sender', async () => {
    const { id } = await escalate()
    await take('lead', id, { understood: 'The group is missing.', firstStep: 'Add it' })
    const [notice] = await told('engineer', id)
    expect(notice?.text).toContain(`took over #${ticketId}`)
    expect(notice?.text).toContain('. Understood: The group is missing. First step: Add it')
  })

  test('once it is taken nobody is left with an unread notice that it waits', async () => {
    const { id } = await escalate()
    const admin = await rig.as('team_admin')
    const [read] = await told('team_admin', id)
    await admin('POST', '/me/notices/read', { ids: [read?.id] })
    await take('lead', id)
    expect(await told('super_admin', id)).toEqual([])
    expect(await told('lead', id)).toEqual([])
    expect(await told('team_admin', id)).toHaveLength(1)
  })

  test('what waits for somebody who is removed, or only looks on by now, is told to the leads', async () => {
    const { engineer, lead } = rig.team.people
    for (const leaves of ['removed', 'viewer'] as const) {
      const { personId, name } = await addPerson()
      const { id } = await escalate({ intent: 'peer', toId: personId })
      expect(await told('lead', id)).toEqual([])
      const admin = await rig.as('team_admin')
      if (leaves === 'removed') await admin('DELETE', `/people/${personId}`)
      else await admin('PATCH', `/people/${personId}`, { role: 'viewer' })
      for (const kind of ['lead', 'team_admin', 'engineer'] as const) {
        const [notice, ...more] = await told(kind, id)
        expect(more).toEqual([])
        expect(notice?.text).toContain(name)
        expect(notice?.text).toContain('waits for a lead to take it over')
      }
      expect(await take('lead', id)).toMatchObject({ status: 200 })
      expect((await told('engineer', id)).map(({ byName }) => byName)).toEqual([lead.name])
      // Nothing is handed to them from now on.
      const sessionId = await rig.startSession('engineer', ++ticketId)
      const path = `/sessions/${sessionId}/handoffs`
      const refused = await (await rig.as('engineer'))('POST', path, asked({ toId: personId }))
      expect(refused).toMatchObject({ status: 422 })
      expect(JSON.stringify(refused.body)).toContain(`${name} ${REFUSED[leaves]}`)
      expect((await rig.fold(sessionId))?.owner).toMatchObject({ id: engineer.id })
    }
  })

  test.each([50, 500])(
    'with %i waiting a new urgent one stands in front, live and in the list',
    async (count) => {
      await fill(count)
      const stream = await follow('lead')
      expect(stream.list.length).toBeGreaterThanOrEqual(count)
      const { id } = await escalate({ priority: 'Priority 0 - Everything' })
      await stream.hears(id)
      stream.end()
      const again = await follow('lead')
      expect(again.list[0]).toBe(id)
      again.end()
      await take('lead', id)
    },
  )

  test('of more than are listed the least urgent fall out, and all are counted', async () => {
    await fill(MOST_LISTED)
    const { id } = await escalate({ priority: 'Priority 0 - Everything' })
    const { body } = await (await rig.as('lead'))('GET', '/handoffs')
    const { handoffs, total } = z.parse(ListHandoffs.response, body)
    expect(handoffs[0]?.id).toBe(id)
    expect(handoffs).toHaveLength(MOST_LISTED)
    expect(sortWaiting(handoffs)).toEqual(handoffs)
    expect(total).toBeGreaterThan(MOST_LISTED)
    // Panels that come together are each told what their person would be told alone.
    const leads = ['team_admin', 'super_admin', 'lead'] as const
    const streams = await Promise.all(leads.map(follow))
    for (const [n, kind] of leads.entries()) {
      const alone = await (await rig.as(kind))('GET', '/handoffs')
      const ids = z.parse(ListHandoffs.response, alone.body).handoffs.map((one) => one.id)
      expect(streams[n]?.list).toEqual(ids)
      streams[n]?.end()
    }
  })

  test('a change of name ends nobody’s stream', async () => {
    const stream = await follow('lead')
    await change('lead', { name: rig.team.people.lead.name })
    const { id } = await escalate()
    await stream.hears(id)
    stream.end()
  })

  /** Escalated by somebody whose role stays. */
  const handedOverByAdmin = () => escalate({}, 'super_admin')

  async function follow(kind: Kind) {
    const end = new AbortController()
    const { token } = rig.team.people[kind]
    const { read } = await followEvents(app, '/api/handoffs', { token, signal: end.signal })
    const next = async (event: string): Promise<unknown> => {
      const message = await read()
      if (!message) return undefined
      // The bell rings beside it.
      return message.event === event ? JSON.parse(message.data) : next(event)
    }
    const { handoffs } = z.parse(ListHandoffs.response, await next('list'))
    return {
      next,
      /** What came before one listened may be told once more meanwhile. */
      async hears(id: string): Promise<void> {
        while (z.parse(HandoffSummary, await next('handoff')).id !== id);
      },
      list: handoffs.map(({ id }) => id),
      ended: async () => (await next('none such')) === undefined,
      end: () => end.abort(),
    }
  }
})
