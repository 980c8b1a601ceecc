/** The tickets of a busy team's walks: each seen every hour, whatever ConnectWise another team has. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { STAYS_CLOSED_HOURS } from '#shared/first-level/stayed-closed.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import type { Jobs } from '../jobs.ts'
import { makeNoteRig, type NoteRig, SITE } from '../note/testing/make-note-rig.ts'
import { listedJobs } from '../testing/listed-jobs.ts'
import { makeEvent } from '../testing/make-events.ts'
import { makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { askForLooks, defineFirstLevelJobs, lookInTeam } from './look-at-tickets.ts'

const HOUR_MS = 3_600_000
const TICKET = 120_000

describe.each(onBoth)('the walks of a busy team on $name', ({ open }) => {
  let rig: NoteRig
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
  })
  beforeEach(() => rig.fake.calls.splice(0))
  afterAll(() => rig.close())

  /** One that has ended. */
  async function walk(team: TestTeam): Promise<string> {
    const sessionId = rig.deps.newId()
    const at = rig.deps.now().toISOString()
    rig.fake.addTicket(TICKET, { status: { id: 20, name: 'Closed', isClosed: true } })
    const ref = {
      ...{ origin: SITE, ticketId: TICKET, recordType: 'service' as const },
      ...{ readAt: at, readFrom: 'fragment' as const },
    }
    const events = [
      {
        type: 'session_started',
        level: 'first',
        ticket: { ref, summary: '', client: '' },
      } as const,
      {
        type: 'session_finished',
        outcome: makeOutcome({ verification: { text: '', by: 'nobody' } }),
      } as const,
    ].map((data) => makeEvent(team.people.engineer, data, { at }))
    const path = `/sessions/${sessionId}/events`
    const { body } = await team.as('engineer')('POST', path, { after: 0, events })
    expect(body, JSON.stringify(body)).toMatchObject({ refused: [] })
    return sessionId
  }

  /** Others like it, of tickets of their own that are open. */
  async function walkMore(team: TestTeam, sessionId: string, count: number) {
    for (let n = 1; n <= count; n += 1) rig.fake.addTicket(TICKET + n)
    const id = sql`('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid`
    await inTeam(rig.deps.db, team.id, async (tx) => {
      await sql`
        insert into session (team_id, id, status, version, started_by, owner_id, started_at, last_at,
          ticket_origin, ticket_id, hash, minutes_worked, ticket)
        select team_id, ${id}, status, version, started_by, owner_id, started_at, last_at,
          ticket_origin, ticket_id + n, hash, minutes_worked,
          jsonb_set(ticket, '{ref,ticketId}', to_jsonb(ticket_id + n))
        from session as one, generate_series(1, ${count}::integer) as n
        where team_id = ${team.id} and id = ${sessionId}`.execute(tx)
      await sql`
        insert into first_level_walk (team_id, session_id, is_walk, walked_by, waits_since)
        select team_id, ${id}, is_walk, walked_by, waits_since
        from first_level_walk as one, generate_series(1, ${count}::integer) as n
        where team_id = ${team.id} and session_id = ${sessionId}`.execute(tx)
    })
  }
  const seenAt = (team: TestTeam) =>
    inTeam(rig.deps.db, team.id, (tx) =>
      tx
        .selectFrom('firstLevelWalk')
        .select('lookedAt')
        .where('teamId', '=', team.id)
        .where('waitsSince', 'is not', null)
        .execute(),
    )
  const questions = () => rig.fake.calls.filter((one) => one === 'listClosed').length

  test('of 700 each is seen in each round, in 7 questions, and one that stays closed is validated', async () => {
    const sessionId = await walk(rig.team)
    await walkMore(rig.team, sessionId, 699)
    let rounds = 0
    for (let hours = 0; hours <= STAYS_CLOSED_HOURS; hours += 5) {
      rig.deps.pass(5 * HOUR_MS)
      await lookInTeam(rig.deps, rig.team.id)
      rounds += 1
    }
    expect(questions()).toBe(7 * rounds)
    expect((await rig.fold(sessionId))?.validation).toBeNull()
    rig.deps.pass(5 * HOUR_MS)
    await lookInTeam(rig.deps, rig.team.id)
    expect((await rig.fold(sessionId))?.validation).toMatchObject({ how: 'stayed_closed' })
    const now = rig.deps.now().toISOString()
    expect(new Set((await seenAt(rig.team)).map((one) => one.lookedAt))).toEqual(new Set([now]))
  })

  test('a slow ConnectWise ends the round in time; what is left is first in the next', async () => {
    const { listClosed } = rig.fake.psa
    rig.psa = {
      ...rig.fake.psa,
      listClosed: (asked) => {
        rig.deps.pass(4 * 60_000)
        return listClosed(asked)
      },
    }
    rig.deps.pass(HOUR_MS)
    const before = rig.deps.now().toISOString()
    await lookInTeam(rig.deps, rig.team.id)
    expect(questions()).toBe(3)
    await lookInTeam(rig.deps, rig.team.id)
    await lookInTeam(rig.deps, rig.team.id)
    expect(questions()).toBe(7)
    expect((await seenAt(rig.team)).filter(({ lookedAt }) => (lookedAt ?? '') < before)).toEqual([])
    rig.psa = rig.fake.psa
  })

  test('one that does not answer is left alone until the next round', async () => {
    rig.deps.pass(HOUR_MS)
    rig.fake.trouble('listClosed', 'lostBefore', 2)
    await lookInTeam(rig.deps, rig.team.id)
    expect(questions()).toBe(2)
    rig.deps.pass(HOUR_MS)
    await lookInTeam(rig.deps, rig.team.id)
    expect(questions()).toBe(2 + 7)
  })

  test('each team has a job of its own: none waits for the ConnectWise of another', async () => {
    const slow = await makeTeam(rig.deps, createApp(rig.deps))
    await walk(slow)
    const idle = await makeTeam(rig.deps, createApp(rig.deps))
    rig.deps.pass(HOUR_MS)
    const sent: { teamId: string }[] = []
    const run = new Map<string, (data: { teamId: string }) => Promise<void>>()
    const jobs: Jobs = {
      ...listedJobs(),
      define: (kind, does) =>
        void run.set(kind.name, (data) => does(data as Parameters<typeof does>[0], 1)),
      send: async (_, _kind, data) => void sent.push(data as { teamId: string }),
    }
    let answer = () => {}
    const late = new Promise<void>((resolve) => {
      answer = resolve
    })
    const psa = {
      ...rig.deps.psa,
      of: async (teamId: string) => {
        if (teamId === slow.id) await late
        return { site: SITE, keysSetAt: rig.deps.now().toISOString(), psa: rig.fake.psa }
      },
    }
    const deps = { ...rig.deps, jobs, psa }
    defineFirstLevelJobs(deps)
    await askForLooks(deps)
    const ids = sent.map(({ teamId }) => teamId)
    expect(ids).toEqual(expect.arrayContaining([slow.id, rig.team.id]))
    expect(ids).not.toContain(idle.id)
    const look = run.get('look-at-walked-tickets-of-team')
    const waits = look?.({ teamId: slow.id })
    await look?.({ teamId: rig.team.id })
    const now = rig.deps.now().toISOString()
    expect((await seenAt(rig.team)).every(({ lookedAt }) => lookedAt === now)).toBe(true)
    expect((await seenAt(slow)).map(({ lookedAt }) => lookedAt)).toEqual([null])
    answer()
    await waits
    expect((await seenAt(slow)).map(({ lookedAt }) => lookedAt)).toEqual([now])
  })
})
