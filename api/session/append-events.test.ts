/**
 * What must hold for the record whatever two writers do: any order of batches, batches sent
 * again, versions that are out of date, a process that forgets. Both end with the same record
 * as the server, and everything that was accepted is in it once.
 */
import fc from 'fast-check'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { AppendEvents, CheckRecord } from '#shared/session/contract.ts'
import type { EventData, SessionEvent, StoredEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, said, started, TICKET_REF } from '../testing/make-events.ts'
import { type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { appendEvents } from './append-events.ts'
import { forgetFolds } from './fold-cache.ts'

const failed = (text: string): EventData => ({
  ...{ type: 'attempt_failed', place: null, title: 'A try', why: 'did_not_help', text },
})

describe.each(onBoth)('appending on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam

  beforeAll(async () => {
    deps = await makeDeps(await open())
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  const send = async (kind: Kind, id: string, after: number, events: SessionEvent[]) => {
    const { body } = await team.as(kind)('POST', `/sessions/${id}/events`, { after, events })
    return z.parse(AppendEvents.response, body)
  }
  const check = async (id: string) =>
    z.parse(
      CheckRecord.response,
      (await team.as('viewer')('GET', `/sessions/${id}/record-check`)).body,
    )
  const begin = async (kind: Kind = 'engineer') => {
    const id = v7()
    await send(kind, id, 0, [makeEvent(team.people[kind], started())])
    return id
  }
  const addAll = async (id: string, from: number, count: number) => {
    for (let done = 0; done < count; done += 500) {
      const batch = Array.from({ length: Math.min(500, count - done) }, (_, i) =>
        makeEvent(team.people.engineer, said(`${from + done + i}`)),
      )
      await send('engineer', id, from + done, batch)
    }
  }

  /** One panel: what it has seen, and what it has not been told about yet. */
  interface Writer {
    kind: Kind
    seen: StoredEvent[]
    made: SessionEvent[]
  }

  const happenings: readonly ((made: SessionEvent[]) => EventData)[] = [
    () => said('something was seen'),
    () => ({ type: 'paused', waitingFor: 'the user' }),
    () => ({ type: 'resumed' }),
    () => ({ type: 'session_reopened', reason: 'it came back' }),
    (made) => ({ type: 'statement_withdrawn', statementId: made.at(-1)?.id ?? v7() }),
    () => ({ type: 'custom_step_added', title: 'Look at the cable' }),
  ]

  const turn = fc.record({
    writer: fc.nat(1),
    what: fc.array(fc.nat(happenings.length - 1), { minLength: 1, maxLength: 4 }),
    /** Sends the whole of its last batches again with the new one. */
    again: fc.nat(3),
    /** Says that it has seen less than it has. */
    behind: fc.nat(5),
    forgets: fc.boolean(),
  })

  test('two writers in any order end with one record, and nothing is stored twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 12 }), async (turns) => {
        const id = await begin('lead')
        const writers: Writer[] = (['lead', 'engineer'] as const).map((kind) => ({
          kind,
          seen: [],
          made: [],
        }))
        const accepted = new Set<string>()
        const exchange = async (writer: Writer, after: number, events: SessionEvent[]) => {
          const { events: told, refused } = await send(writer.kind, id, after, events)
          const refusedIds = new Set(refused.map((one) => one.id))
          for (const { id: sent } of events) if (!refusedIds.has(sent)) accepted.add(sent)
          writer.seen = [...writer.seen.slice(0, after), ...told]
        }
        const joining = makeEvent(team.people.engineer, { type: 'part_taken' })
        if (writers[1]) await exchange(writers[1], 0, [joining])
        for (const { writer: number, what, again, behind, forgets } of turns) {
          const writer = writers[number]
          if (!writer) continue
          if (forgets) forgetFolds()
          const events = what.map((kind) =>
            makeEvent(team.people[writer.kind], happenings[kind]?.(writer.made) ?? said('x')),
          )
          writer.made.push(...events)
          const batch = writer.made.slice(-(events.length + again))
          await exchange(writer, Math.max(0, writer.seen.length - behind), batch)
        }
        for (const writer of writers) {
          const { seen } = writer
          await exchange(writer, seen.length, [makeEvent(team.people[writer.kind], said('end'))])
          await exchange(writer, 0, [makeEvent(team.people[writer.kind], { type: 'resumed' })])
        }
        const [first, second] = writers
        const { seen } = second ?? { seen: [] }
        const shorter = first?.seen ?? []
        expect(seen.slice(0, shorter.length)).toEqual(shorter)
        expect(seen.map((one) => one.seq)).toEqual(seen.map((_, i) => i + 1))
        const ids = seen.map((one) => one.event.id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const { kind, made } of writers) {
          const theirs = new Set(made.map((one) => one.id))
          const stored = seen.filter(({ event }) => theirs.has(event.id))
          for (const { event } of stored)
            expect(event.by).toMatchObject({ id: team.people[kind].id })
        }
        for (const one of accepted) expect(ids).toContain(one)
        expect(foldSession(seen.map((one) => one.event)).refused).toEqual([])
        expect(await check(id)).toMatchObject({ isWhole: true, version: seen.length })
      }),
      { numRuns: 12, seed: 42 },
    )
  })

  test.each<[string, (id: string) => ReturnType<typeof sql>]>([
    [
      'a changed sentence',
      (id) =>
        sql`update session_event set stored = replace(stored::text, 'event 2', 'event x')::json where session_id = ${id} and seq = 3`,
    ],
    [
      'another time of arrival',
      (id) =>
        sql`update session_event set stored = replace(stored::text, '"receivedAt":"2026', '"receivedAt":"2025')::json where session_id = ${id} and seq = 3`,
    ],
    [
      'an event that is gone',
      (id) => sql`delete from session_event where session_id = ${id} and seq = 3`,
    ],
    [
      'two that changed places',
      (id) =>
        sql`update session_event set seq = case seq when 3 then 1004 else 1003 end where session_id = ${id} and seq in (3, 4)`,
    ],
    [
      'a last event that is gone',
      (id) => sql`delete from session_event where session_id = ${id} and seq = 6`,
    ],
    [
      'a version that was put back with its events',
      (id) =>
        sql`with gone as (delete from session_event where session_id = ${id} and seq = 6) update session set version = 5 where id = ${id}`,
    ],
  ])('%s is found', async (_, tamper) => {
    const id = await begin()
    const events = [1, 2, 3, 4, 5].map((n) => makeEvent(team.people.engineer, said(`event ${n}`)))
    await send('engineer', id, 1, events)
    expect((await check(id)).isWhole).toBe(true)
    // As somebody would who has the database itself in hand.
    await deps.database.owner.connection().execute(async (db) => {
      await sql`set session_replication_role = replica`.execute(db)
      await tamper(id).execute(db)
      await sql`update session_event set seq = seq - 1000 where seq > 1000`.execute(db)
      await sql`set session_replication_role = origin`.execute(db)
    })
    const { isWhole, brokenAt } = await check(id)
    expect(isWhole).toBe(false)
    expect(brokenAt).toBeGreaterThan(2)
  })

  test('a note put in by hand tells which record it was made from, and none that is still to come', async () => {
    const id = await begin()
    const inserted = (version: number) =>
      makeEvent(team.people.engineer, {
        ...{
          type: 'note_inserted',
          noteKind: 'working',
          text: 'As it was.',
          sha256: 'a'.repeat(64),
        },
        ...{ ticket: TICKET_REF, madeFrom: { version, ahead: 1 } },
      })
    const [now, later] = [inserted(1), inserted(7)]
    const { refused } = await send('engineer', id, 1, [now, later])
    expect(refused).toMatchObject([{ id: later.id, code: 'unknown' }])
    expect(await check(id)).toMatchObject({ isWhole: true })
    const { body } = await team.as('viewer')('GET', `/sessions/${id}/events?after=1`)
    expect(body).toMatchObject({
      events: [{ event: { data: { madeFrom: { version: 1, ahead: 1 } } } }],
    })
  })

  test('events can neither be changed nor deleted by a request, whatever its mistake', async () => {
    const id = await begin()
    for (const act of [
      sql`update session_event set type = 'x' where session_id = ${id}`,
      sql`delete from session_event where session_id = ${id}`,
      sql`truncate session_event`,
    ]) {
      await expect(inTeam(deps.db, team.id, (tx) => act.execute(tx))).rejects.toThrow(/permission/)
      await expect(act.execute(deps.database.owner)).rejects.toThrow(/only ever added/)
    }
  })

  test.each<[string, EventData | null, number]>([
    ['an append', null, 2],
    ['an append to what has tried something', failed('x'), 3],
  ])('%s takes the same few statements at 10 events and at 1,990', async (_, first, expected) => {
    const counts: number[] = []
    const sent: number[] = []
    // Not so many that it says more words than it is found by.
    for (const size of [10, 1_990]) {
      const id = await begin()
      if (first) await send('engineer', id, 1, [makeEvent(team.people.engineer, first)])
      const from = first ? 2 : 1
      await addAll(id, from, size - from)
      let statements = 0
      let parameters = ''
      await inTeam(deps.db, team.id, async (tx) => {
        const executor = tx.getExecutor()
        const execute = executor.executeQuery.bind(executor)
        executor.executeQuery = (...args) => {
          statements += 1
          parameters += JSON.stringify(args[0].parameters)
          return execute(...args)
        }
        const appended = await appendEvents(tx, {
          teamId: team.id,
          by: { kind: 'program' },
          sessionId: id,
          after: size,
          events: [
            {
              id: v7(),
              at: '2026-03-02T09:00:00.000Z',
              by: { kind: 'program' },
              data: said('new'),
            },
          ],
          now: deps.now(),
        })
        expect(appended.version).toBe(size + 1)
        expect(appended.texts).toHaveLength(1)
      })
      counts.push(statements)
      sent.push(parameters.length)
    }
    expect(counts).toEqual([expected, expected])
    const [few = 0, many = 0] = sent
    expect(many - few).toBeLessThan(100)
  })

  test('an event sent to two sessions at the same moment stands in one of them', async () => {
    const [one, two] = [await begin(), await begin()]
    for (let i = 0; i < 10; i++) {
      const event = makeEvent(team.people.engineer, said('in one of two'))
      const answers = await Promise.all([
        send('engineer', one, 1, [event]),
        send('engineer', two, 1, [event]),
      ])
      const refused = answers.flatMap((answer) => answer.refused)
      expect(refused).toMatchObject([{ id: event.id, code: 'elsewhere' }])
    }
  })

  test('what is undone leaves nothing behind, also not in what the process remembers', async () => {
    const id = await begin()
    const event = makeEvent(team.people.engineer, { type: 'paused' })
    const undone = inTeam(deps.db, team.id, async (tx) => {
      const { engineer } = team.people
      await appendEvents(tx, {
        teamId: team.id,
        by: { kind: 'person', id: engineer.id, name: engineer.name, mayWorkOnOthers: false },
        sessionId: id,
        after: 1,
        events: [event],
        now: deps.now(),
      })
      throw new Error('later in the transaction')
    })
    await expect(undone).rejects.toThrow('later')
    expect(await send('engineer', id, 1, [event])).toMatchObject({ version: 2, refused: [] })
  })
})
