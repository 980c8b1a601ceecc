/** The bell at the front door: told once, to whom it concerns, read, and live. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { HandOff } from '#shared/handoff/contract.ts'
import { NOTICES_SHOWN, Notices } from '#shared/notice/contract.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { makeNoteRig, type NoteRig } from '../note/testing/make-note-rig.ts'
import { followEvents } from '../testing/follow-events.ts'
import type { Kind } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { putNotices } from './put-notices.ts'

describe.each(onBoth)('notices on $name', ({ open }) => {
  let rig: NoteRig
  let app: ReturnType<typeof createApp>
  let ticketId = 93_000
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
    app = createApp(rig.deps)
  })
  afterAll(() => rig.close())

  async function handOver(more: object = {}, kind: Kind = 'engineer') {
    ticketId += 1
    const sessionId = await rig.startSession(kind, ticketId, 'Adler & Partner')
    const asked = {
      ...{ handoffId: rig.deps.newId(), at: rig.deps.now().toISOString(), intent: 'escalate' },
      ...{ reason: 'No rights there', toId: null, timeZone: 'UTC', words: {}, note: null },
      ...{ overridden: { lacking: ['tried'], reason: 'No time' }, ...more },
    }
    const path = `/sessions/${sessionId}/handoffs`
    const send = async () => (await rig.as(kind))('POST', path, asked)
    const answered = await send()
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    return { ...z.parse(HandOff.response, answered.body).handoff, send }
  }
  const bell = async (kind: Kind, query = '') =>
    z.parse(Notices, (await (await rig.as(kind))('GET', `/me/notices${query}`)).body)
  const about = async (kind: Kind, handoffId: string) =>
    (await bell(kind)).notices.filter(({ opens }) => opens.handoffId === handoffId)

  test('an escalation to nobody tells every lead once, and neither the sender nor who only looks', async () => {
    const { id, sessionId, send } = await handOver()
    await send()
    for (const kind of ['lead', 'team_admin', 'super_admin'] as const) {
      expect(await about(kind, id)).toMatchObject([
        {
          kind: 'handed_off',
          byName: rig.team.people.engineer.name,
          text: `${rig.team.people.engineer.name} escalated #${ticketId}, Adler & Partner, The share cannot be opened: No rights there`,
          opens: { sessionId, handoffId: id },
          readAt: null,
        },
      ])
    }
    for (const kind of ['engineer', 'viewer'] as const) expect(await about(kind, id)).toEqual([])
  })

  test('to somebody by name it is told to them alone, and who takes it is told to the sender', async () => {
    const { team_admin: admin } = rig.team.people
    const { id } = await handOver({ toId: admin.id })
    expect(await about('team_admin', id)).toHaveLength(1)
    expect(await about('lead', id)).toEqual([])
    const taking = { eventId: rig.deps.newId(), at: rig.deps.now().toISOString() }
    await (await rig.as('team_admin'))('POST', `/handoffs/${id}/pickup`, taking)
    const [notice, ...more] = await about('engineer', id)
    expect(more).toEqual([])
    expect(notice).toMatchObject({ kind: 'picked_up', byName: admin.name })
    expect(notice?.text).toContain(`${admin.name} took over #${ticketId}`)
  })

  test('what was read is read in every window and after; others keep theirs', async () => {
    const { id } = await handOver()
    const { unread } = await bell('lead')
    const [notice] = await about('lead', id)
    const ask = await rig.as('lead')
    const read = await ask('POST', '/me/notices/read', { ids: [notice?.id] })
    expect(z.parse(Notices, read.body).unread).toBe(unread - 1)
    expect((await about('lead', id))[0]?.readAt).not.toBeNull()
    expect((await about('team_admin', id))[0]?.readAt).toBeNull()
    // Somebody else's is not theirs to read.
    const [other] = await about('team_admin', id)
    await ask('POST', '/me/notices/read', { ids: [other?.id] })
    expect((await about('team_admin', id))[0]?.readAt).toBeNull()
    expect(z.parse(Notices, (await ask('POST', '/me/notices/read', {})).body).unread).toBe(0)
  })

  test('older ones are reached by asking on, each once', async () => {
    const { viewer } = rig.team.people
    const count = NOTICES_SHOWN + 7
    await inTeam(rig.deps.db, rig.team.id, (tx) =>
      putNotices(tx, rig.deps, {
        ...{ teamId: rig.team.id, at: rig.deps.now() },
        notices: Array.from({ length: count }, (_, n) => ({
          ...{ personId: viewer.id, kind: 'walk_validated' as const, byId: null, byName: 'x' },
          ...{ text: `${n} ${'w'.repeat(400)}`, opens: { sessionId: rig.deps.newId() } },
        })),
      }),
    )
    const first = await bell('viewer')
    expect(first.notices).toHaveLength(NOTICES_SHOWN)
    expect(first.unread).toBe(count)
    const rest = await bell('viewer', `?beforeId=${first.notices.at(-1)?.id}`)
    const ids = [...first.notices, ...rest.notices].map(({ id }) => id)
    expect(new Set(ids).size).toBe(count)
  })

  test('is followed live, and comes again after a lost connection', async () => {
    const end = new AbortController()
    const follow = async () => {
      const { token } = rig.team.people.super_admin
      const { read } = await followEvents(app, '/api/handoffs', { token, signal: end.signal })
      const next = async (): Promise<Notices> => {
        const message = await read()
        if (message && message.event !== 'notices') return next()
        return z.parse(Notices, JSON.parse(message?.data ?? '{}'))
      }
      return next
    }
    const next = await follow()
    const before = await next()
    const { id } = await handOver()
    const after = await next()
    expect(after.unread).toBe(before.unread + 1)
    expect(after.notices[0]?.opens.handoffId).toBe(id)
    expect(await (await follow())()).toEqual(after)
    end.abort()
  })
})
