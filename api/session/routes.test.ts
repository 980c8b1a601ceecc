import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import {
  AppendEvents,
  CheckRecord,
  ListSessionOwners,
  ListSessions,
  ReadEvents,
} from '#shared/session/contract.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../app.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, said, started } from '../testing/make-events.ts'
import { type Answered, askAs, type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { forgetFolds } from './fold-cache.ts'

describe.each(onBoth)('the record on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  let team: TestTeam
  let other: TestTeam

  beforeAll(async () => {
    deps = await makeDeps(await open())
    app = createApp(deps)
    team = await makeTeam(deps, app)
    other = await makeTeam(deps, app)
  })
  afterAll(() => deps.close())

  const append = async (kind: Kind, id: string, after: number, events: unknown[]) => {
    const answered = await team.as(kind)('POST', `/sessions/${id}/events`, { after, events })
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    return z.parse(AppendEvents.response, answered.body)
  }
  const begin = async (kind: Kind = 'engineer', ticketId = 48211) => {
    const id = v7()
    await append(kind, id, 0, [makeEvent(team.people[kind], started(ticketId))])
    return id
  }
  const byEngineer = (data: Parameters<typeof makeEvent>[1], more = {}) =>
    makeEvent(team.people.engineer, data, more)
  const read = async (id: string, after = 0) =>
    z.parse(
      ReadEvents.response,
      (await team.as('viewer')('GET', `/sessions/${id}/events?after=${after}`)).body,
    )
  const check = async (id: string) =>
    z.parse(
      CheckRecord.response,
      (await team.as('viewer')('GET', `/sessions/${id}/record-check`)).body,
    )
  const code = ({ status, body }: Answered) => ({
    status,
    code: z.parse(z.looseObject({ code: z.string() }), body).code,
  })

  describe('answers', () => {
    test('sessions page by page, each once, though all have one time', async () => {
      const ticketId = 90_002
      const begun: string[] = []
      for (let at = 0; at < 7; at++) begun.push(await begin('engineer', ticketId))
      const seen: string[] = []
      let after = ''
      for (;;) {
        const path = `/sessions?ticketId=${ticketId}&limit=2${after}`
        const { body } = await team.as('viewer')('GET', path)
        const { sessions } = z.parse(ListSessions.response, body)
        const last = sessions.at(-1)
        if (!last) break
        seen.push(...sessions.map((one) => one.id))
        after = `&before=${encodeURIComponent(last.lastAt)}&beforeId=${last.id}`
      }
      expect(seen).toHaveLength(begun.length)
      expect(new Set(seen)).toEqual(new Set(begun))
    })

    test('a batch with numbers and hashes, and a second reader sees the same', async () => {
      const id = v7()
      const events = [byEngineer(started()), byEngineer(said('The share opens by IP address.'))]
      const appended = await append('engineer', id, 0, events)
      expect(appended).toMatchObject({ version: 2, refused: [] })
      expect(appended.events.map((one) => one.event)).toEqual(events)
      expect(await read(id)).toEqual({ version: 2, events: appended.events })
      expect(await read(id, 1)).toEqual({ version: 2, events: appended.events.slice(1) })
      expect(await check(id)).toEqual({
        isWhole: true,
        version: 2,
        hash: appended.hash,
        brokenAt: null,
      })
    })

    test('what others did meanwhile along with what one sent', async () => {
      const id = await begin()
      await append('engineer', id, 1, [byEngineer(said('first'))])
      const late = await append('lead', id, 1, [makeEvent(team.people.lead, said('second'))])
      expect(late.events.map((one) => one.seq)).toEqual([2, 3])
      expect(late.version).toBe(3)
    })

    test('ids in capital letters as the same ids', async () => {
      const id = await begin()
      const event = byEngineer(said('once'))
      await append('engineer', id, 1, [event])
      const again = await append('engineer', id.toUpperCase(), 2, [
        { ...event, id: event.id.toUpperCase() },
        byEngineer(started()),
      ])
      expect(again).toMatchObject({ version: 2, events: [] })
      expect(again.refused).toHaveLength(1)
      expect(await check(id)).toMatchObject({ isWhole: true, version: 2 })
    })

    test('a batch sent twice as before, and stores it once', async () => {
      const id = await begin()
      const batch = [byEngineer(said('once'))]
      const first = await append('engineer', id, 1, batch)
      const again = await append('engineer', id, 1, [...batch, ...batch])
      expect(again).toEqual(first)
    })

    test('the same after the process has forgotten what it knew', async () => {
      const id = await begin()
      await append('engineer', id, 1, [byEngineer({ type: 'paused', waitingFor: 'the user' })])
      forgetFolds()
      const resumed = await append('engineer', id, 2, [byEngineer({ type: 'resumed' })])
      expect(resumed).toMatchObject({ version: 3, refused: [] })
      const twice = await append('engineer', id, 3, [byEngineer({ type: 'resumed' })])
      expect(twice.refused).toMatchObject([{ code: 'already' }])
    })

    test('lists with what a session stands at, by ticket, person and state', async () => {
      const id = await begin('engineer', 90001)
      await append('engineer', id, 1, [byEngineer({ type: 'paused', waitingFor: 'a call back' })])
      const find = async (query: string) =>
        z.parse(ListSessions.response, (await team.as('viewer')('GET', `/sessions?${query}`)).body)
          .sessions
      const origin = encodeURIComponent('https://na.myconnectwise.net')
      const [session] = await find(`ticketId=90001&origin=${origin}`)
      expect(session).toMatchObject({
        id,
        status: 'paused',
        standing: 'a call back',
        version: 2,
        ownerName: team.people.engineer.name,
      })
      expect(await find('ticketId=90001&status=finished')).toEqual([])
      expect(await find('ticketId=90001&isOpen=true')).toHaveLength(1)
      expect(await find(`ticketId=90001&personId=${team.people.lead.id}`)).toEqual([])
    })

    test('who works on a session: whoever began it and whoever joined, and by each it is found', async () => {
      const { engineer, lead } = team.people
      const id = await begin('engineer', 90003)
      const found = async (personId: string) => {
        const path = `/sessions?ticketId=90003&personId=${personId}`
        return z.parse(ListSessions.response, (await team.as('viewer')('GET', path)).body).sessions
      }
      expect(await found(engineer.id)).toMatchObject([{ id, workerIds: [engineer.id] }])
      expect(await found(lead.id)).toEqual([])
      await append('lead', id, 1, [makeEvent(lead, { type: 'part_taken' })])
      const workerIds = [engineer.id, lead.id]
      expect(await found(engineer.id)).toMatchObject([{ id, workerIds }])
      expect(await found(lead.id)).toMatchObject([{ id, workerIds, ownerId: engineer.id }])
    })

    test('tells whose sessions there are, who left the team among them', async () => {
      await begin('engineer')
      await begin('engineer')
      const owners = async () =>
        z.parse(
          ListSessionOwners.response,
          (await team.as('viewer')('GET', '/session-owners')).body,
        ).owners
      const { id, name } = team.people.engineer
      expect((await owners()).filter((one) => one.id === id)).toEqual([
        { id, name, hasLeft: false },
      ])
      expect((await owners()).map((one) => one.id)).not.toContain(team.people.viewer.id)
    })

    test('secrets in pasted output and words masked, also when the panel has not', async () => {
      const id = await begin()
      const { events } = await append('engineer', id, 1, [
        byEngineer({ type: 'output_pasted', text: 'password: Hunter2-Blue-Sky!' }),
        byEngineer(said('The user told me the password is Hunter2-Blue-Sky!')),
      ])
      expect(JSON.stringify(events)).not.toContain('Hunter2')
      expect(events).toHaveLength(2)
    })

    test('a secret in the name of a file masked, although an ending stands behind it', async () => {
      const id = await begin()
      const file = {
        ...{
          id: v7(),
          fileName: 'her password is Tulpe_Garten19.txt',
          mediaType: 'text/plain' as const,
        },
        ...{ bytes: 12, sha256: 'a'.repeat(64) },
      }
      const { events } = await append('engineer', id, 1, [
        byEngineer({ type: 'file_attached', file }),
      ])
      expect(events).toHaveLength(1)
      expect(JSON.stringify(events)).not.toContain('Tulpe')
    })

    test('what no database takes in a text, without it', async () => {
      const id = await begin()
      const { events } = await append('engineer', id, 1, [
        byEngineer({ type: 'output_pasted', text: 'a\u0000b\ud800c' }),
      ])
      expect(events[0]?.event.data).toMatchObject({ text: 'ab\ufffdc' })
    })
  })

  describe('refuses', () => {
    test('by value what does not fit, and stores the rest', async () => {
      const id = await begin()
      const { refused, version } = await append('engineer', id, 1, [
        byEngineer({ type: 'resumed' }),
        byEngineer(said('kept')),
      ])
      expect(refused).toMatchObject([{ code: 'already' }])
      expect(version).toBe(2)
    })

    test('an event in another’s name, and what only the program tells', async () => {
      const id = await begin()
      const { refused, version } = await append('engineer', id, 1, [
        makeEvent(team.people.lead, said('not mine')),
        { ...byEngineer(said('x')), by: { kind: 'assistant' } },
        byEngineer({
          type: 'note_posted',
          writeId: v7(),
          psaNoteId: 1,
          psaTimeEntryId: null,
          author: 'me',
        }),
      ])
      expect(refused.map((one) => one.code)).toEqual(['not_yours', 'not_yours', 'not_yours'])
      expect(version).toBe(1)
    })

    test('a forged name: the name is the one that is known', async () => {
      const id = await begin()
      const { events } = await append('engineer', id, 1, [
        makeEvent({ id: team.people.engineer.id, name: 'Somebody Else' }, said('x')),
      ])
      expect(events[0]?.event.by).toMatchObject({ name: team.people.engineer.name })
    })

    test('a clock that runs days ahead', async () => {
      const id = await begin()
      const { refused } = await append('engineer', id, 1, [
        byEngineer(said('tomorrow'), { at: '2026-03-03T08:00:00.000Z' }),
        byEngineer(said('in a year'), { at: '2027-03-02T09:00:00.000Z' }),
      ])
      expect(refused).toMatchObject([{ code: 'clock' }])
    })

    test('an event that stands in another session', async () => {
      const id = await begin()
      const event = byEngineer(said('here'))
      await append('engineer', id, 1, [event])
      const elsewhere = await begin()
      const { refused } = await append('engineer', elsewhere, 1, [event])
      expect(refused).toMatchObject([{ id: event.id, code: 'elsewhere' }])
    })

    test('a session nobody began, and leaves none behind', async () => {
      const id = v7()
      const path = `/sessions/${id}/events`
      const ask = team.as('engineer')
      const body = { after: 0, events: [byEngineer(said('x'))] }
      expect(code(await ask('POST', path, body))).toEqual({ status: 404, code: 'notFound' })
      const late = byEngineer(started(), { at: '2030-01-01T00:00:00.000Z' })
      const refused = await ask('POST', path, { after: 0, events: [late] })
      expect(refused.body).toMatchObject({ version: 0, refused: [{ code: 'clock' }] })
      expect((await ask('GET', path)).status).toBe(404)
    })

    test('a sender who has seen more than there is', async () => {
      const id = await begin()
      const body = { after: 9, events: [byEngineer(said('x'))] }
      expect(code(await team.as('engineer')('POST', `/sessions/${id}/events`, body))).toEqual({
        status: 409,
        code: 'conflict',
      })
    })

    test.each([
      ['no events', { after: 0, events: [] }],
      ['an unknown kind', { after: 0, events: [{ id: v7(), data: { type: 'nonsense' } }] }],
      ['a field that is not known', { after: 0, events: [], more: 1 }],
      ['a number for the list', { after: 0, events: 7 }],
      ['nothing', {}],
    ])('%s', async (_, body) => {
      const answered = await team.as('engineer')('POST', `/sessions/${v7()}/events`, body)
      expect(code(answered)).toEqual({ status: 400, code: 'badRequest' })
    })
  })

  describe('is not allowed', () => {
    test('to viewers, to colleagues on a session that is not theirs; leads may', async () => {
      const id = await begin('lead')
      const send = (kind: Kind) =>
        team.as(kind)('POST', `/sessions/${id}/events`, {
          after: 0,
          events: [makeEvent(team.people[kind], said('x'))],
        })
      expect((await send('viewer')).status).toBe(403)
      expect((await send('engineer')).status).toBe(403)
      expect((await send('team_admin')).status).toBe(200)
    })

    test('to colleagues until they say that they work on it too; then under their own name', async () => {
      const id = await begin('lead')
      const mine = () => byEngineer(said('Seen by me'))
      const send = (events: unknown[]) =>
        team.as('engineer')('POST', `/sessions/${id}/events`, { after: 0, events })
      expect(code(await send([mine()]))).toEqual({ status: 403, code: 'notAllowed' })

      const early = mine()
      const joining = byEngineer({ type: 'part_taken' })
      expect((await send([early, joining])).body).toMatchObject({
        version: 2,
        refused: [{ id: early.id, code: 'not_yours' }],
      })
      const after = mine()
      expect((await send([after])).body).toMatchObject({ version: 3, refused: [] })
      forgetFolds() // another process knows it from the record
      expect((await send([mine()])).body).toMatchObject({ version: 4, refused: [] })
      const { events } = await read(id)
      expect(events.slice(1).map(({ event }) => event.by)).toEqual(
        Array.from({ length: 3 }, () => after.by),
      )
    })

    test('to colleagues where it is finished: nobody takes part in what is over', async () => {
      const id = await begin('lead')
      await append('lead', id, 1, [
        makeEvent(team.people.lead, { type: 'session_finished', outcome: makeOutcome() }),
      ])
      const joining = byEngineer({ type: 'part_taken' })
      const draft = byEngineer({ type: 'note_drafted', noteKind: 'working', text: 'x', basedOn: 1 })
      expect(await append('engineer', id, 2, [joining, draft])).toMatchObject({
        version: 2,
        refused: [{ code: 'finished' }, { code: 'not_yours' }],
      })
    })

    test('to nobody and to other teams, who cannot tell it from one that is not there', async () => {
      const id = await begin()
      for (const path of [`/sessions/${id}/events`, `/sessions/${id}/record-check`]) {
        expect((await askAs(app)('GET', path)).status).toBe(401)
        const foreign = await other.as('team_admin')('GET', path)
        const unknown = await other.as('team_admin')('GET', path.replace(id, v7()))
        expect(foreign.status).toBe(404)
        expect({ ...Object(foreign.body), requestId: '' }).toEqual({
          ...Object(unknown.body),
          requestId: '',
        })
      }
      const body = { after: 0, events: [makeEvent(other.people.lead, said('x'))] }
      expect((await other.as('lead')('POST', `/sessions/${id}/events`, body)).status).toBe(404)
    })
  })

  test('twenty batches at once raise the version by twenty', async () => {
    const id = await begin()
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        append('engineer', id, 1, [byEngineer(said(`at once ${i}`))]),
      ),
    )
    expect((await read(id)).version).toBe(21)
    expect(await check(id)).toMatchObject({ isWhole: true, version: 21 })
  })
})
