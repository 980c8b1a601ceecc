import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { EventData } from '#shared/session/event.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { ListTriedBefore } from '#shared/tried-before/contract.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { keepTestTicket } from '../testing/keep-ticket.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent } from '../testing/make-events.ts'
import { makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { catchUp } from './keep-tried.ts'

describe.each(onBoth)('what was tried before, on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  let team: TestTeam

  beforeAll(async () => {
    deps = await makeDeps(await open())
    app = createApp(deps)
    team = await makeTeam(deps, app)
  })
  afterAll(() => deps.close())

  /** A session without a ticket screen, so that whose names it has is known. */
  async function work(
    about: { client: string; summary: string },
    ...did: EventData[]
  ): Promise<string> {
    const id = deps.newId()
    const begun: EventData = {
      type: 'session_started',
      ticket: { ref: null, number: '7', ...about },
    }
    const { body } = await team.as('engineer')('POST', `/sessions/${id}/events`, {
      after: 0,
      events: [begun, ...did].map((data) => makeEvent(team.people.engineer, data)),
    })
    expect(body).toMatchObject({ refused: [] })
    return id
  }
  const failed = (text: string): EventData => ({
    ...{ type: 'attempt_failed', place: null, title: 'A try', why: 'did_not_help', text },
  })

  const note = (text: string): EventData => ({ type: 'statement_added', kind: 'observation', text })

  /** So many newer sessions that have tried nothing. */
  const fill = (count: number) =>
    inTeam(deps.db, team.id, (tx) =>
      sql`
        insert into session (team_id, id, owner_id, started_by, version, hash, status, started_at,
          last_at, minutes_worked)
        select team_id, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, owner_id,
          started_by, 1, hash, 'active', now(), now(), 0
        from (select * from session where team_id = ${team.id} limit 1) as one,
          generate_series(1, ${count}::integer) as n`.execute(tx),
    )

  async function toldFor(asked: Record<string, string>, of = team) {
    const { body } = await of.as('viewer')('GET', `/tried-before?${new URLSearchParams(asked)}`)
    return z.parse(ListTriedBefore.response, body).tried
  }

  test('nothing where nothing is known, and nothing where nothing was asked about', async () => {
    expect(await toldFor({ client: 'Nobody yet', summary: 'Never seen' })).toEqual([])
    expect(await toldFor({})).toEqual([])
  })

  test('counted over sessions of the client in any spelling; not from the session in front', async () => {
    const about = { client: 'Harbour Dental', summary: 'Scanner is offline' }
    const first = await work(about, failed('Restarting the scanner'))
    const second = await work(about, failed('Restarting scanner'))
    const asked = { client: ' harbour  DENTAL', summary: 'The scanner shows offline' }
    const [told] = await toldFor(asked)
    expect(told).toMatchObject({ times: 2, hasHelped: false, likeness: 'client_symptom' })
    expect(told?.sessions.map(({ sessionId }) => sessionId).toSorted()).toEqual(
      [first, second].toSorted(),
    )
    expect(await toldFor({ ...asked, exceptSessionId: second })).toMatchObject([
      { times: 1, sessions: [{ sessionId: first, ticket: '7' }] },
    ])
    expect(await toldFor(asked, await makeTeam(deps, app))).toEqual([])
  })

  test('what helped is told until the session is opened again', async () => {
    const about = { client: 'Finch Optics', summary: 'Label printer prints blank' }
    const cause = { status: 'probable' as const, text: 'a worn head', confirmedBy: [] }
    const fixId = deps.newId()
    const finish: EventData = { type: 'session_finished', outcome: makeOutcome({ cause }) }
    const id = await work(about, failed('Cleaning the head'))
    const tell = (after: number, data: EventData, eventId = deps.newId()) =>
      team.as('engineer')('POST', `/sessions/${id}/events`, {
        after,
        events: [makeEvent(team.people.engineer, data, { id: eventId })],
      })
    await tell(
      2,
      {
        ...{ type: 'fix_proposed', title: 'Replace the head', hypothesis: null, steps: [] },
        ...{ confidence: 80, evidence: [], wouldConfirm: '', safety: 'changes' },
        scriptTemplate: null,
      },
      fixId,
    )
    await tell(3, { type: 'fix_tried', fixId, outcome: 'worked', text: 'It prints.' })
    await tell(4, finish)
    const texts = async () => (await toldFor({ client: about.client })).map(({ text }) => text)
    expect((await texts()).toSorted()).toEqual(['Cleaning the head', 'Replace the head'])
    await tell(5, { type: 'session_reopened', reason: 'Blank again' })
    expect(await texts()).toEqual(['Cleaning the head'])
  })

  test('of another client only where the symptom is alike, and without its names', async () => {
    const about = { client: 'Quillon Freight', summary: 'Warehouse tablets lose the roster' }
    await work(about, failed('Pairing the Quillon tablets again'))
    await work({ ...about, summary: 'Mail is slow' }, failed('Emptying the outbox'))
    const told = await toldFor({ client: 'Someone else', summary: 'Tablets lose their roster' })
    expect(told).toMatchObject([{ likeness: 'symptom' }])
    expect(JSON.stringify(told)).not.toContain('Quillon')
  })

  test('never more than can be read, however many sessions there are', async () => {
    const about = { client: 'Busy Co', summary: 'Badge reader beeps' }
    for (let n = 0; n < 30; n += 1)
      await work(about, failed(`Attempt ${'abcdefghijklmnopqrstuvwxyzäöüß'[n]}${n}`))
    const told = await toldFor({ client: 'Busy Co', summary: 'Badge reader beeps' })
    expect(told).toHaveLength(12)
  })

  test('what was tried long ago is found behind hundreds of sessions that tried nothing, or other things', async () => {
    const about = { client: 'Longmere School', summary: 'Projector flickers in the hall' }
    const longAgo = await work(about, failed('Swapping the cable of the projector'))
    const onDevice = await work(
      { ...about, summary: 'No sound' },
      failed('Another driver'),
      note('Seen on LNG-HALL-01, not elsewhere'),
    )
    for (let n = 0; n < 21; n += 1) {
      await work({ ...about, summary: 'Mail is slow' }, failed(`Emptying outbox ${n}`))
    }
    await fill(250)
    const asked = { client: 'Elsewhere', summary: 'The projector flickers' }
    expect(await toldFor(asked)).toMatchObject([
      { likeness: 'symptom', sessions: [{ sessionId: longAgo }] },
    ])
    const configurations = [{ id: 1, name: 'LNG-HALL-01', type: 'Projector' }]
    await keepTestTicket(deps, team.id, { ticketId: 4711, configurations })
    const ticket = { origin: 'https://na.myconnectwise.net', ticketId: '4711' }
    const [nearest] = await toldFor({ client: about.client, summary: 'Something new', ...ticket })
    expect(nearest).toMatchObject({
      ...{ likeness: 'device', text: 'Another driver', sessions: [{ sessionId: onDevice }] },
    })
    const ofAnother = await toldFor({ client: 'Elsewhere', summary: 'Something new', ...ticket })
    expect(ofAnother).toEqual([])
  })

  test('what is older than what is kept is kept by the job; what is taken back is found no more', async () => {
    const about = { client: 'Old Mill', summary: 'Plotter tears the paper' }
    const id = await work(about, failed('Cutting it with the Kestrel blade'))
    await inTeam(deps.db, team.id, async (tx) => {
      await tx.deleteFrom('triedBefore').where('teamId', '=', team.id).execute()
      await tx
        .updateTable('session')
        .set({ triedKept: false })
        .where('teamId', '=', team.id)
        .execute()
    })
    expect(await toldFor(about)).toEqual([])
    await catchUp(deps)
    expect(await toldFor(about)).toMatchObject([{ sessions: [{ sessionId: id }] }])
    const kept = () =>
      inTeam(deps.db, team.id, (tx) =>
        tx
          .selectFrom('triedBefore')
          .select(['sessionId', 'names'])
          .where('sessionId', '=', id)
          .execute(),
      )
    expect((await kept())[0]?.names).toContain('kestrel')
    const path = `/sessions/${id}/events`
    const marked = makeEvent(team.people.engineer, {
      type: 'passage_marked',
      passage: 'Kestrel',
    })
    await team.as('engineer')('POST', path, { after: 2, events: [marked] })
    expect((await kept())[0]?.names).not.toContain('kestrel')
  })

  test('a question that makes no sense is refused in words', async () => {
    const { status } = await team.as('viewer')('GET', '/tried-before?ticketId=none')
    expect(status).toBe(400)
  })
})
