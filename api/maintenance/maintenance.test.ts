/** Maintenance at the front door: planned, begun once for each moment, worked on, told. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { DraftOf } from '#shared/flow/drafts.ts'
import { Batch, tallyOf } from '#shared/maintenance/batch.ts'
import {
  ListBatches,
  ListMaintenancePlans,
  MaintenancePlan,
  ReadBatchResults,
  StartTarget,
} from '#shared/maintenance/contract.ts'
import { ListSessions, ReadEvents } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { listedJobs } from '../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent } from '../testing/make-events.ts'
import { type Answered, type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { beginDue } from './begin-batch.ts'

const SERVERS = ['ADL-DC01', 'ADL-FS02', 'ADL-APP03', 'ADL-SQL04', 'ADL-BKP05']
const LIST = (slug: string, kind = 'maintenance') =>
  makeFlow(
    slug,
    {
      disk: {
        kind: 'step',
        title: 'Free space on {target}',
        says: seen('Space on {target} is enough'),
        ...{ ready: 'disk space', asks: ['free'] },
      },
      logs: { kind: 'step', title: 'Errors in the logs', says: seen('No errors on {target}') },
      clock: { kind: 'step', title: 'Clock', says: seen('The clock of {target} is right') },
    },
    {
      kind,
      variables: [
        { name: 'target', label: 'Server', keep: 'session' },
        { name: 'free', label: 'Free on each volume', keep: 'session' },
      ],
    },
  )
const seen = (text: string) => ({ kind: 'observation', text })

describe.each(onBoth)('maintenance on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam
  let flow: DraftOf
  beforeAll(async () => {
    deps = await makeDeps(await open(), { jobs: listedJobs([]) })
    team = await makeTeam(deps, createApp(deps))
    flow = await publish(LIST('servers'))
  })
  afterAll(() => deps.close())

  async function publish(content: ReturnType<typeof makeFlow>, of: DraftOf | null = null) {
    const id = deps.newId()
    const saved = await team.as('lead')('PUT', `/drafts/${id}`, { basedOn: 0, of, content })
    expect(saved, JSON.stringify(saved.body)).toMatchObject({ status: 200 })
    const published = await team.as('lead')('POST', `/drafts/${id}/publish`, { revision: 1 })
    expect(published, JSON.stringify(published.body)).toMatchObject({ status: 200 })
    return z.parse(DraftOf, published.body)
  }
  const plan = (more: object = {}) => ({
    ...{ basedOn: 0, flowId: flow.flowId, name: 'Servers of Adler', client: 'Adler & Partner' },
    ...{ targets: SERVERS.map((name) => ({ name })), schedule: null, isPaused: false, ...more },
  })
  const save = (id: string, more: object = {}, kind: Kind = 'engineer') =>
    team.as(kind)('PUT', `/maintenance-plans/${id}`, plan(more))
  const saved = async (more: object = {}): Promise<MaintenancePlan> =>
    z.parse(MaintenancePlan, ok(await save(deps.newId(), more)))
  const beginOf = (planId: string, batchId = deps.newId(), kind: Kind = 'engineer') =>
    team.as(kind)('POST', `/maintenance-plans/${planId}/batches`, { batchId })
  const begun = async (planId: string) => z.parse(Batch, ok(await beginOf(planId)))
  const batch = async (id: string) =>
    z.parse(Batch, (await team.as('viewer')('GET', `/maintenance-batches/${id}`)).body)
  const batches = async (query: string) => {
    const answered = await team.as('viewer')('GET', `/maintenance-batches?${query}`)
    return z.parse(ListBatches.response, answered.body)
  }
  const start = (batchId: string, position: number, kind: Kind = 'engineer') =>
    team.as(kind)('POST', `/maintenance-batches/${batchId}/targets/${position}/start`)
  const started = async (batchId: string, position: number, kind: Kind = 'engineer') =>
    z.parse(StartTarget.response, (await start(batchId, position, kind)).body).sessionId
  const record = async (sessionId: string) => {
    const answered = await team.as('viewer')('GET', `/sessions/${sessionId}/events?after=0`)
    return z.parse(ReadEvents.response, answered.body)
  }
  const append = async (sessionId: string, data: EventData[], kind: Kind = 'engineer') => {
    const { version } = await record(sessionId)
    const at = deps.now().toISOString()
    const events = data.map((one) => makeEvent(team.people[kind], one, { id: deps.newId(), at }))
    const path = `/sessions/${sessionId}/events`
    const answered = await team.as(kind)('POST', path, { after: version, events })
    expect(answered.body, JSON.stringify(answered.body)).toMatchObject({ refused: [] })
  }
  const work = async (sessionId: string, outcome: 'done' | 'escalate', odd: string[] = []) => {
    const { events } = await record(sessionId)
    const { session } = foldSession(events.map(({ event }) => event))
    const runId = session?.position?.runId ?? ''
    const ids = ['disk', 'logs', 'clock']
    await append(sessionId, [
      ...ids.map((nodeId, i): EventData => {
        const next = ids[i + 1] ?? nodeId
        const tick = odd.includes(nodeId)
          ? ({ kind: 'exception', text: `Odd at ${nodeId}` } as const)
          : ({ kind: 'done' } as const)
        return {
          ...{ type: 'step_ticked', place: { runId, nodeId }, title: `Step ${nodeId}`, tick },
          ...{ says: { kind: 'observation', text: `Seen ${nodeId}` } },
          leadsTo: { runId, nodeId: next },
        }
      }),
      {
        type: 'session_finished',
        outcome: makeOutcome({
          outcome,
          cause: { status: 'not_determined', text: '', confirmedBy: [] },
          nextSteps: outcome === 'escalate' ? [{ text: 'Order a disk', owner: 'Vendor' }] : [],
        }),
      },
    ])
  }

  const MONTHLY = {
    ...{ rule: { kind: 'day_of_month', day: 10, every: 1 }, at: '18:00' },
    ...{ timeZone: 'Europe/Berlin', from: '2026-01-01' },
  }

  describe('a plan', () => {
    test('is kept, listed with what is due next, changed by revision, and taken away', async () => {
      const made = await saved({ schedule: MONTHLY })
      expect(made).toMatchObject({ revision: 1, flowName: 'Flow servers', isPaused: false })
      expect(made.nextDue).toMatch(/-10T1[67]:00/)
      const listed = await team.as('viewer')('GET', `/maintenance-plans?flowId=${flow.flowId}`)
      const { plans } = z.parse(ListMaintenancePlans.response, listed.body)
      expect(plans.map(({ id }) => id)).toContain(made.id)

      const paused = { basedOn: 1, schedule: MONTHLY, isPaused: true }
      expect((await save(made.id, paused)).body).toMatchObject({ revision: 2, nextDue: null })
      const late = await save(made.id, { basedOn: 1 })
      expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } })

      const remove = () => team.as('engineer')('DELETE', `/maintenance-plans/${made.id}`)
      expect((await remove()).status).toBe(200)
      expect((await remove()).status).toBe(404)
      expect((await beginOf(made.id)).status).toBe(404)
      const gone = await save(made.id, { basedOn: 3 })
      expect(gone).toMatchObject({ status: 404, body: { code: 'notFound' } })
      expect(JSON.stringify(gone.body)).toContain('Save what you wrote as a new plan.')
    })

    test('sent again, because its answer was lost, stands as it was saved', async () => {
      const id = deps.newId()
      const answers = [await save(id), await save(id)]
      expect(answers.map(ok)).toMatchObject([{ revision: 1 }, { revision: 1 }])
      expect((await save(id, { name: 'Another' })).status).toBe(409)
      expect((await save(id, {}, 'lead')).status).toBe(409)
    })

    test('whose targets are no names without their secrets is refused', async () => {
      const targets = [
        { name: 'password: Marrow-Tide-4471!' },
        { name: 'password: Other-Tide-4472!' },
      ]
      expect(await save(deps.newId(), { targets })).toMatchObject({ status: 400 })
    })

    test.each([
      ['a comma in a name', { targets: [{ name: 'Printer, 1st floor' }] }],
      ['no target', { targets: [] }],
      ['a target twice', { targets: [{ name: 'ADL-DC01' }, { name: ' adl-dc01' }] }],
      ['too many', { targets: Array.from({ length: 501 }, (_, i) => ({ name: `S${i}` })) }],
      ['a zone that there is not', { schedule: { ...MONTHLY, timeZone: 'Mars/Base' } }],
      ['day 32', { schedule: { ...MONTHLY, rule: { ...MONTHLY.rule, day: 32 } } }],
    ])('with %s is refused', async (_, more) => {
      expect((await save(deps.newId(), more)).status).toBe(400)
    })

    test('is of a maintenance flow that is in the library, and keeps it there', async () => {
      const other = await publish(LIST('a-procedure', 'procedure'))
      const id = deps.newId()
      expect(await save(id, { flowId: other.flowId })).toMatchObject({ status: 422 })
      expect(await save(id, { flowId: deps.newId() })).toMatchObject({ status: 404 })
      const kept = await publish(LIST('kept'))
      const made = await saved({ flowId: kept.flowId, name: 'Plan of kept' })
      const take = () => team.as('lead')('DELETE', `/flows/${kept.flowId}`)
      expect(JSON.stringify((await take()).body)).toContain('Plan of kept')
      await team.as('engineer')('DELETE', `/maintenance-plans/${made.id}`)
      expect((await take()).status).toBe(200)
    })
  })

  test('a flow that maintenance is planned by stays of its kind', async () => {
    const planned = await publish(LIST('planned'))
    const made = await saved({ flowId: planned.flowId, name: 'Plan of its kind' })
    const id = deps.newId()
    const content = LIST('planned', 'procedure')
    ok(await team.as('lead')('PUT', `/drafts/${id}`, { basedOn: 0, of: planned, content }))
    const turn = () => team.as('lead')('POST', `/drafts/${id}/publish`, { revision: 1 })
    const refused = await turn()
    expect(refused.status).toBe(422)
    expect(JSON.stringify(refused.body)).toContain('Plan of its kind')
    await team.as('engineer')('DELETE', `/maintenance-plans/${made.id}`)
    // Of two who plan and publish at once, one finds what the other did.
    const both = await Promise.all([turn(), save(deps.newId(), { flowId: planned.flowId })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  describe('a batch by hand', () => {
    test('is begun once, however often it is asked for, on the version of that moment', async () => {
      const { id } = await saved()
      const batchId = deps.newId()
      const answers = await Promise.all([1, 2, 3].map(() => beginOf(id, batchId)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      const first = await batch(batchId)
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
      expect(first.targets.map(({ name, state }) => `${name} ${state}`)).toEqual(
        SERVERS.map((name) => `${name} not_started`),
      )
      expect((await batches(`planId=${id}`)).batches).toHaveLength(1)
      const another = await saved()
      expect((await beginOf(another.id, batchId)).status).toBe(409)

      const before = first.flowVersion
      flow = await publish({ ...LIST('servers'), summary: 'Changed since.' }, flow)
      expect((await begun(id)).flowVersion).not.toBe(before)
      const sessionId = await started(batchId, 1)
      expect(JSON.stringify(await record(sessionId))).toContain(before)
    })

    test('each target has a session of its own: begun once, whoever begins it', async () => {
      const { id } = await saved()
      const { id: batchId } = await begun(id)
      const both = await Promise.all([started(batchId, 2), started(batchId, 2, 'lead')])
      expect(new Set(both).size).toBe(1)
      const [sessionId = ''] = both
      const { events } = await record(sessionId)
      const { session } = foldSession(events.map(({ event }) => event))
      expect(session).toMatchObject({
        ticket: { summary: 'Servers of Adler: ADL-FS02', client: 'Adler & Partner' },
        maintenance: { batchId, target: 'ADL-FS02' },
        variables: { target: { value: 'ADL-FS02', source: 'configuration' } },
      })
      for (const position of [1, 3, 4, 5]) await started(batchId, position)
      const query = `batchId=${batchId}`
      const listed = await team.as('viewer')('GET', `/sessions?${query}`)
      const { sessions } = z.parse(ListSessions.response, listed.body)
      expect(sessions.map(({ ticket }) => ticket?.summary.slice(18)).sort()).toEqual(
        [...SERVERS].sort(),
      )
      expect((await start(batchId, 6)).status).toBe(404)
      expect((await start(deps.newId(), 1)).status).toBe(404)
    })

    test('tells how far each is, and what they have shown once they are complete', async () => {
      const { id } = await saved()
      const { id: batchId } = await begun(id)
      const sessions = await Promise.all([1, 2, 3].map((position) => started(batchId, position)))
      const [a = '', b = '', c = ''] = sessions
      await work(a, 'done')
      await append(b, [
        {
          ...{ type: 'variable_set', name: 'free', value: 'C: 6 %' },
          keep: 'session',
          source: 'typed',
        },
      ])
      await work(b, 'escalate', ['disk'])
      const { events } = await record(c)
      const run = events.flatMap(({ event: { data } }) =>
        data.type === 'flow_entered' ? [data.runId] : [],
      )
      const at = (nodeId: string) => ({ runId: run[0] ?? '', nodeId })
      await append(c, [
        {
          ...{ type: 'step_ticked', place: at('disk'), title: 'Disk', tick: { kind: 'done' } },
          ...{ says: { kind: 'observation', text: 'Enough' }, leadsTo: at('logs') },
        },
      ])
      const now = await batch(batchId)
      expect(
        now.targets.map(({ state, settled, steps }) => `${state} ${settled}/${steps}`),
      ).toEqual([
        'complete 3/3',
        'complete 3/3',
        'in_progress 1/3',
        'not_started 0/0',
        'not_started 0/0',
      ])
      const outcomes = { done: 1, escalate: 1 }
      expect(tallyOf(now.targets)).toEqual({
        ...{ notStarted: 2, inProgress: 1, complete: 2, leftOut: 0, outcomes },
      })
      expect((await batches(`planId=${id}`)).batches[0]?.tally).toEqual(tallyOf(now.targets))
      expect((await batches(`planId=${id}&isOpen=true`)).batches).toHaveLength(1)
      expect((await batches(`planId=${id}&isOpen=false`)).batches).toEqual([])

      const answered = await team.as('viewer')('GET', `/maintenance-batches/${batchId}/results`)
      const { results } = z.parse(ReadBatchResults.response, answered.body)
      expect(results.slice(0, 4)).toMatchObject([
        {
          ...{ outcome: 'done', workedBy: [team.people.engineer.name] },
          settled: [{ how: 'done' }, { how: 'done' }, { how: 'done' }],
        },
        {
          outcome: 'escalate',
          nextSteps: [{ text: 'Order a disk', owner: 'Vendor', due: null }],
          settled: [
            {
              ...{ title: 'Free space on ADL-FS02', ready: 'disk space', isCustom: false },
              ...{ how: 'exception', text: 'Odd at disk' },
              values: [{ label: 'Free on each volume', value: 'C: 6 %' }],
            },
            { how: 'done', ready: null, values: [] },
            { how: 'done' },
          ],
        },
        { outcome: null, finishedAt: null, done: 1, steps: 3 },
        { outcome: null, workedBy: [], steps: 0 },
      ])
    })
  })

  const lastOf = async (batchId: string, position: number) => {
    const { events } = await record(await started(batchId, position))
    const { session } = foldSession(events.map(({ event }) => event))
    return session?.maintenance?.last
  }

  test('what a target has shown is there when it is begun again, for the same client alone', async () => {
    const made = await saved({ targets: [{ name: 'ADL-DC01' }, { name: 'ADL-FS02' }] })
    const value = (text: string): EventData => ({
      ...{ type: 'variable_set', name: 'free', value: text, keep: 'session', source: 'typed' },
    })
    const first = await begun(made.id)
    for (const [position, odd] of [
      [1, []],
      [2, ['logs']],
    ] as const) {
      const sessionId = await started(first.id, position)
      await append(sessionId, [value(`C: ${position} %`)])
      await work(sessionId, position === 1 ? 'done' : 'escalate', [...odd])
    }
    expect(await lastOf(first.id, 1)).toBeUndefined()
    const next = await begun(made.id)
    const disk = { node: 'disk', values: [{ label: 'Free on each volume', value: 'C: 2 %' }] }
    const odd = { node: 'logs', text: 'Odd at logs', values: [] }
    expect(await lastOf(next.id, 1)).toMatchObject({
      flowId: flow.flowId,
      steps: [{ ...disk, values: [{ label: 'Free on each volume', value: 'C: 1 %' }] }],
    })
    expect(await lastOf(next.id, 2)).toMatchObject({ steps: [disk, odd] })
    // What nobody has finished since says nothing yet.
    expect(await lastOf((await begun(made.id)).id, 2)).toMatchObject({ steps: [disk, odd] })
    await save(made.id, { basedOn: 1, client: 'Somebody else', targets: [{ name: 'ADL-FS02' }] })
    expect(await lastOf((await begun(made.id)).id, 1)).toBeUndefined()
  })

  test('what it has shown is looked for in the newest 24 batches of its plan', async () => {
    const { id } = await saved({ targets: [{ name: 'ADL-DC01' }] })
    await work(await started((await begun(id)).id, 1), 'done', ['logs'])
    let newest = ''
    const beginMore = async (times: number) => {
      for (let n = 0; n < times; n++) {
        deps.pass(1)
        newest = (await begun(id)).id
      }
    }
    await beginMore(23)
    expect(await lastOf(newest, 1)).toMatchObject({ steps: [{ node: 'logs' }] })
    await beginMore(1)
    expect(await lastOf(newest, 1)).toBeUndefined()
  })

  test('a target that nobody has begun is left out with its reason, and the batch can be complete', async () => {
    const { id } = await saved({ targets: [{ name: 'ADL-OLD' }, { name: 'ADL-NEW' }] })
    const { id: batchId } = await begun(id)
    const leave = (position: number, reason: string, kind: Kind = 'engineer') => {
      const path = `/maintenance-batches/${batchId}/targets/${position}/leave-out`
      return team.as(kind)('POST', path, { reason })
    }
    ok(await leave(1, 'Retired in spring'))
    ok(await leave(1, 'Said again', 'lead'))
    expect((await batch(batchId)).targets[0]).toMatchObject({
      ...{ state: 'left_out', outcome: null },
      leftOut: { reason: 'Retired in spring', by: team.people.engineer.name },
    })
    expect((await start(batchId, 1)).status).toBe(409)
    await work(await started(batchId, 2), 'done')
    expect((await leave(2, 'Too late')).status).toBe(409)
    const [head] = (await batches(`planId=${id}&isOpen=false`)).batches
    expect(head?.tally).toMatchObject({ notStarted: 0, complete: 1, leftOut: 1 })
    const answered = await team.as('viewer')('GET', `/maintenance-batches/${batchId}/results`)
    const { results } = z.parse(ReadBatchResults.response, answered.body)
    expect(results[0]).toMatchObject({ state: 'left_out', notDone: 'Retired in spring' })
  })

  describe('a schedule', () => {
    const DAY = 86_400_000
    /** Signed in today, and looked after so much later. */
    const later = (ms: number) => ({ ...deps, now: () => new Date(deps.now().getTime() + ms) })
    const untilDue = ({ nextDue }: MaintenancePlan) =>
      Date.parse(nextDue ?? '') - deps.now().getTime()
    const dueBatches = async (planId: string) =>
      (await batches(`planId=${planId}`)).batches.map(({ due }) => due)

    test('begins a batch when its moment has come, and none before', async () => {
      const made = await saved({ schedule: MONTHLY })
      await beginDue(later(untilDue(made) - 1))
      expect(await dueBatches(made.id)).toEqual([])
      await beginDue(later(untilDue(made)))
      await beginDue(later(untilDue(made) + 60_000))
      expect(await dueBatches(made.id)).toEqual([made.nextDue])
      const next = await team.as('viewer')('GET', '/maintenance-plans')
      const { plans } = z.parse(ListMaintenancePlans.response, next.body)
      const now = plans.find(({ id }) => id === made.id)
      expect(untilDue(now ?? made) - untilDue(made)).toBeGreaterThan(27 * DAY)
    })

    test('begins one batch of a moment, however many look at once', async () => {
      const made = await saved({ schedule: MONTHLY })
      await Promise.all(Array.from({ length: 8 }, () => beginDue(later(32 * DAY))))
      expect(await dueBatches(made.id)).toHaveLength(1)
    })

    test('that nobody looked after for months begins one batch, the last', async () => {
      const made = await saved({ schedule: MONTHLY })
      const first = made.nextDue ?? ''
      await beginDue(later(100 * DAY))
      const due = await dueBatches(made.id)
      expect(due).toHaveLength(1)
      expect(Date.parse(due[0] ?? '')).toBeGreaterThan(Date.parse(first))
      expect(Date.parse(due[0] ?? '')).toBeLessThanOrEqual(
        later(100 * DAY)
          .now()
          .getTime(),
      )
    })

    test('that is paused begins nothing, and goes on with the next moment', async () => {
      const made = await saved({ schedule: MONTHLY })
      await save(made.id, { basedOn: 1, schedule: MONTHLY, isPaused: true })
      await beginDue(later(70 * DAY))
      expect(await dueBatches(made.id)).toEqual([])
      const on = z.parse(
        MaintenancePlan,
        ok(await save(made.id, { basedOn: 2, schedule: MONTHLY })),
      )
      expect(Date.parse(on.nextDue ?? '')).toBeGreaterThan(deps.now().getTime())
    })

    test('cut off before its batch is kept begins it the next time', async () => {
      const made = await saved({ schedule: MONTHLY })
      let ids = 0
      const dying = { ...later(32 * DAY), newId: () => (++ids > 3 ? die() : deps.newId()) }
      await beginDue(dying)
      expect(await dueBatches(made.id)).toEqual([])
      await beginDue(later(32 * DAY))
      expect(await dueBatches(made.id)).toHaveLength(1)
    })

    test('that cannot be begun stops no other plan', async () => {
      const made = await saved({ schedule: MONTHLY })
      const bad = await saved({ schedule: MONTHLY })
      await inTeam(deps.db, team.id, (tx) =>
        sql`update maintenance_plan set schedule = jsonb_set(schedule, '{timeZone}', '"Mars/Base"'),
          next_due = next_due - interval '1 minute' where id = ${bad.id}`.execute(tx),
      )
      await beginDue(later(32 * DAY))
      expect(await dueBatches(bad.id)).toEqual([])
      expect(await dueBatches(made.id)).toHaveLength(1)
      await team.as('engineer')('DELETE', `/maintenance-plans/${bad.id}`)
    })

    test('whose moment has come begins before a change of the plan counts', async () => {
      const made = await saved({ schedule: MONTHLY })
      await inTeam(deps.db, team.id, (tx) =>
        sql`update maintenance_plan set next_due = ${deps.now().toISOString()}::timestamptz
          where id = ${made.id}`.execute(tx),
      )
      const renamed = ok(await save(made.id, { basedOn: 1, schedule: MONTHLY, name: 'Renamed' }))
      expect(await dueBatches(made.id)).toHaveLength(1)
      expect(z.parse(MaintenancePlan, renamed).nextDue).toBe(made.nextDue)
    })
  })
})

const ok = ({ status, body }: Answered): unknown => {
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

const die = (): never => {
  throw new Error('cut off')
}
