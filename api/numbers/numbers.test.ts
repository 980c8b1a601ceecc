/** Numbers on planted sessions: right to the last one, of whoever may see them, and of no other team. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FlowContent } from '#shared/flow/flow.ts'
import { ListHandoffs } from '#shared/handoff/contract.ts'
import {
  Numbers,
  NumbersOfFlow,
  ReadFailingBranches,
  ReadNumbers,
} from '#shared/numbers/contract.ts'
import { ProposedChange } from '#shared/proposal/contract.ts'
import type { EventData, SessionOutcome } from '#shared/session/event.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../app.ts'
import { asJson, inTeam, type Tx } from '../db.ts'
import { makeVersion } from '../flow/make-version.ts'
import { publishFlow } from '../flow/queries.ts'
import { listedJobs } from '../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, started, TICKET_REF } from '../testing/make-events.ts'
import { type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { catchUp } from './keep-walks.ts'

const DAY_MS = 24 * 3_600_000

/** A session as it is planted: its answers, how long each took, and what came of it. */
interface Planted {
  kind?: Kind
  answers?: readonly string[]
  /** Minutes of work for each answer; told as stretches. */
  minutes?: number
  outcome?: SessionOutcome | null
  daysAgo?: number
  failsAt?: boolean
  pauseMinutes?: number
  ticketId?: number
  escalates?: boolean
}

/** Asks the same again and again. */
const PRINTING = makeFlowContent()

function makeFlowContent(): FlowContent {
  const choices = ['yes', 'no'].map((id) => ({
    id,
    label: id === 'yes' ? 'It does' : 'It does not',
  }))
  const asks = [0, 1, 2].map((n) => ({
    id: `ask-${n}`,
    kind: 'question' as const,
    title: `Question ${n}`,
    choices,
  }))
  return FlowContent.parse({
    ...{
      slug: 'printing',
      name: 'Printing',
      kind: 'troubleshooting',
      summary: 'Nothing is printed',
    },
    ...{ category: 'Printing', words: [], isSubFlow: false, variables: [], start: 'ask-0' },
    nodes: [...asks, { id: 'end', kind: 'end', ending: 'resolved', title: 'Resolved' }],
    edges: asks.flatMap(({ id }, n) =>
      choices.map((choice) => ({
        id: `${id}-${choice.id}`,
        from: id,
        choice: choice.id,
        to: asks[n + 1]?.id ?? 'end',
      })),
    ),
  })
}

describe.each(onBoth)('numbers on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  beforeAll(async () => {
    deps = await makeDeps(await open())
    app = createApp({ ...deps, jobs: listedJobs() })
  })
  afterAll(() => deps.close())

  async function makeWorld() {
    const team: TestTeam = await makeTeam(deps, app)
    const made = await makeVersion(PRINTING)
    const flow = { id: deps.newId(), version: made.version, slug: 'printing', name: 'Printing' }
    await inTeam(deps.db, team.id, (tx) =>
      publishFlow(tx, {
        ...{ ...made, id: flow.id, teamId: team.id },
        ...{ authorId: team.people.lead.id, at: deps.now() },
      }),
    )

    async function escalate(sessionId: string, kind: Kind = 'engineer') {
      const handoffId = deps.newId()
      const handed = await team.as(kind)('POST', `/sessions/${sessionId}/handoffs`, {
        ...{ handoffId, at: deps.now().toISOString(), intent: 'escalate' },
        ...{ reason: 'Beyond me', toId: null, timeZone: 'UTC', note: null },
        words: { impact: 'One office', firstMove: 'Look at the queue' },
        overridden: { lacking: ['facts', 'tried'], reason: 'Nothing was to be seen' },
      })
      expect(handed, JSON.stringify(handed.body)).toMatchObject({ status: 200 })
      return handoffId
    }

    async function plant(planted: Planted = {}) {
      const { kind = 'engineer', answers = ['yes'], minutes = 4, pauseMinutes = 0 } = planted
      const { outcome = 'resolved', daysAgo = 1, ticketId = 48211 } = planted
      const [sessionId, runId] = [deps.newId(), deps.newId()]
      let at = deps.now().getTime() - daysAgo * DAY_MS
      const events: ReturnType<typeof makeEvent>[] = []
      const by = team.people[kind]
      const instant = () => new Date(at).toISOString()
      const add = (data: EventData) => events.push(makeEvent(by, data, { at: instant() }))
      add(started(ticketId))
      add({ type: 'flow_entered', runId, flow, pins: [flow], start: 'ask-0', from: null })
      for (const [n, choice] of answers.entries()) {
        const place = { runId, nodeId: `ask-${n}` }
        // As the record has it, with what was filled in.
        const title = `Question ${n} of ADLER-DC01`
        if (planted.failsAt && n === 0) {
          add({ type: 'attempt_failed', place, title, why: 'did_not_help', text: 'Nothing came' })
        }
        const from = instant()
        at += minutes * 60_000
        if (minutes > 0) add({ type: 'worked', from, to: instant() })
        at += pauseMinutes * 60_000
        add({
          ...{ type: 'step_taken', place, nodeKind: 'question', title },
          ...{ result: { kind: 'choice', choice, label: choice } },
          leadsTo: { runId, nodeId: `ask-${n + 1}` },
        })
      }
      if (outcome !== null && !planted.escalates) {
        add({ type: 'session_finished', outcome: makeOutcome({ outcome }) })
      }
      const ask = team.as(kind)
      const { body } = await ask('POST', `/sessions/${sessionId}/events`, { after: 0, events })
      expect(body, JSON.stringify(body)).toMatchObject({ refused: [] })
      if (planted.escalates) await escalate(sessionId, kind)
      return { sessionId, count: events.length }
    }
    const read = async (query = '', kind: Kind = 'lead', who = team) =>
      Numbers.parse((await who.as(kind)('GET', `/numbers${query}`)).body)
    const readFlow = async (query = '', kind: Kind = 'lead', who = team) =>
      NumbersOfFlow.parse((await who.as(kind)('GET', `/numbers/flows/${flow.id}${query}`)).body)
    const failing = async (query = '') =>
      ReadFailingBranches.response.parse(
        (await team.as('lead')('GET', `/numbers/failing-branches${query}`)).body,
      ).branches
    return { team, flow, plant, escalate, read, readFlow, failing }
  }

  test('a team that has done nothing is told nothing', async () => {
    const { read, failing, readFlow } = await makeWorld()
    expect(await read()).toMatchObject({
      usage: { sessions: 0, finished: 0, minutes: 0, people: 0, escalations: 0, walks: 0 },
      ...{ flows: [], people: [], gaps: [], tickets: { of: 0 }, sentences: { of: 0 } },
    })
    expect(await failing()).toEqual([])
    expect(await readFlow()).toMatchObject({ walks: 0, steps: [], ways: [], gaps: [] })
  })

  test('usage counts the stored sessions; 10 walks, 7 by one way, are 7 of 10', async () => {
    const { plant, read, readFlow, flow } = await makeWorld()
    for (let n = 0; n < 7; n += 1) await plant({ answers: ['yes', 'no'] })
    for (let n = 0; n < 3; n += 1) await plant({ answers: ['no'] })
    await plant({ outcome: null })
    await plant({ daysAgo: 60 })
    const { usage, flows } = await read()
    expect(usage).toMatchObject({ sessions: 11, finished: 10, people: 1, walks: 10 })
    expect(flows).toMatchObject([{ flowId: flow.id, flowName: 'Printing', walks: 10 }])
    const { walks, ways, steps } = await readFlow()
    expect(walks).toBe(10)
    expect(ways).toEqual([
      {
        steps: [
          { node: 'ask-0', choice: 'yes' },
          { node: 'ask-1', choice: 'no' },
        ],
        walks: 7,
      },
      { steps: [{ node: 'ask-0', choice: 'no' }], walks: 3 },
    ])
    expect(steps.find((one) => one.node === 'ask-0' && one.choice === 'yes')).toMatchObject({
      ...{ walks: 7, title: 'Question 0', helped: { good: 7, of: 7 } },
    })
    expect((await read('?from=2025-05-01T00:00:00Z&to=2025-05-02T00:00:00Z')).usage.sessions).toBe(
      0,
    )
  })

  test('the median is of own work, without pauses; an engineer sees their own alone', async () => {
    const { plant, read, readFlow, team } = await makeWorld()
    for (const minutes of [2, 4, 9]) await plant({ minutes, pauseMinutes: 300 })
    for (const minutes of [20, 30]) await plant({ minutes, kind: 'lead' })
    await plant({ minutes: 0, kind: 'lead' })
    const whole = await read()
    expect(whole.flows).toMatchObject([{ walks: 6, medianMinutes: 9 }])
    expect(whole.people.map(({ name, medianMinutes }) => [name, medianMinutes])).toEqual([
      [team.people.engineer.name, 4],
      [team.people.lead.name, 25],
    ])
    const { engineer, lead } = team.people
    const ofLead = await read(`?personId=${lead.id}`)
    expect(ofLead.flows).toMatchObject([{ walks: 3, medianMinutes: 25 }])
    const own = await read('', 'engineer')
    expect(own).toMatchObject({
      ...{ personId: engineer.id, usage: { sessions: 3 }, flows: [{ medianMinutes: 4 }] },
    })
    expect(own.people.map(({ personId }) => personId)).toEqual([engineer.id])
    expect(await readFlow('', 'engineer')).toMatchObject({ walks: 3, medianMinutes: 4 })
    for (const path of ['/numbers', '/numbers/failing-branches', `/numbers/flows/${lead.id}`]) {
      const asked = await team.as('engineer')('GET', `${path}?personId=${lead.id}`)
      expect(asked).toMatchObject({ status: 403, body: { code: 'notAllowed' } })
    }
    expect((await team.as('viewer')('GET', '/numbers')).status).toBe(403)
  })

  test('the step with most escalations is first, then what did not help', async () => {
    const { plant, read, readFlow } = await makeWorld()
    for (let n = 0; n < 3; n += 1) await plant({ answers: ['yes', 'yes'], escalates: true })
    await plant({ answers: ['yes'], outcome: 'escalate' })
    for (let n = 0; n < 5; n += 1) await plant({ failsAt: true })
    const { gaps, usage, flows } = await read()
    expect(gaps).toMatchObject([
      { node: 'ask-2', escalations: 3, sessions: 3, didNotHelp: 0, flowName: 'Printing' },
      { node: 'ask-1', escalations: 1, sessions: 4 },
      { node: 'ask-0', escalations: 0, sessions: 9, didNotHelp: 5, title: 'Question 0' },
    ])
    expect((await readFlow()).steps).toMatchObject([
      { node: 'ask-0', choice: 'yes', escalated: { good: 4, of: 9 }, helped: { good: 5, of: 9 } },
      { node: 'ask-1', choice: 'yes', escalated: { good: 3, of: 3 } },
    ])
    expect(usage.escalations).toBe(3)
    expect(flows).toMatchObject([{ helped: { good: 5, of: 9 } }])
  })

  test('an escalation that was changed counts once; taken back and solved it counts as help', async () => {
    const { team, plant, escalate, read, readFlow } = await makeWorld()
    const { sessionId, count } = await plant({ answers: ['yes', 'yes'], escalates: true })
    const handoffId = await escalate(sessionId)
    const waiting = await read()
    expect(waiting.usage.escalations).toBe(1)
    expect(waiting.people).toMatchObject([{ escalations: 1 }])
    expect(waiting.gaps).toMatchObject([{ node: 'ask-2', escalations: 1 }])

    const engineer = team.as('engineer')
    const at = deps.now().toISOString()
    const taken = await engineer('POST', `/handoffs/${handoffId}/pickup`, {
      ...{ eventId: deps.newId(), at },
    })
    expect(taken, JSON.stringify(taken.body)).toMatchObject({ status: 200 })
    expect(await read()).toMatchObject({ usage: { escalations: 0 }, gaps: [], flows: [] })

    const data = { type: 'session_finished', outcome: makeOutcome() } as const
    const events = [makeEvent(team.people.engineer, data, { at })]
    const asked = { after: count + 3, events }
    const { body } = await engineer('POST', `/sessions/${sessionId}/events`, asked)
    expect(body, JSON.stringify(body)).toMatchObject({ refused: [] })
    const { usage, people, gaps, flows } = await read()
    expect(usage.escalations).toBe(0)
    expect(people).toMatchObject([{ escalations: 0 }])
    expect(gaps).toEqual([])
    expect(flows).toMatchObject([{ helped: { good: 1, of: 1 } }])
    expect((await readFlow()).steps.map(({ helped }) => helped)).toEqual([
      { good: 1, of: 1 },
      { good: 1, of: 1 },
    ])
  })

  test('a branch that helped before and stopped helping is told; others are not', async () => {
    const { plant, failing } = await makeWorld()
    for (let n = 0; n < 10; n += 1) await plant({ daysAgo: 50, answers: ['yes'] })
    for (let n = 0; n < 10; n += 1) await plant({ daysAgo: 50, answers: ['no'] })
    for (let n = 0; n < 5; n += 1) await plant({ answers: ['yes'], outcome: 'escalate' })
    for (let n = 0; n < 5; n += 1) await plant({ answers: ['no'] })
    expect(await failing()).toMatchObject([
      {
        ...{ node: 'ask-0', choice: 'yes', title: 'Question 0', answer: 'It does' },
        ...{ before: { good: 10, of: 10 }, since: { good: 0, of: 5 } },
      },
    ])
  })

  test('work told after the end counts; of one person only what they told themselves', async () => {
    const { plant, read, team } = await makeWorld()
    const { sessionId, count } = await plant({ minutes: 4 })
    const work = async (kind: Kind, after: number, from: number, to: number) => {
      const began = deps.now().getTime() - DAY_MS
      const at = (minutes: number) => new Date(began + minutes * 60_000).toISOString()
      const events = [
        makeEvent(
          team.people[kind],
          { type: 'worked', from: at(from), to: at(to) },
          { at: at(to) },
        ),
      ]
      const path = `/sessions/${sessionId}/events`
      const { body } = await team.as(kind)('POST', path, { after, events })
      expect(body, JSON.stringify(body)).toMatchObject({ refused: [] })
    }
    await work('lead', count, 0, 3)
    await work('engineer', count + 1, 5, 20)
    await work('engineer', count + 2, 15, 30)
    expect((await read()).usage).toMatchObject({ people: 2 })
    expect((await read('', 'engineer')).usage).toMatchObject({ minutes: 29, people: 1 })
    expect((await read(`?personId=${team.people.lead.id}`)).usage.sessions).toBe(0)
  })

  test('opened again a session counts no more, and finished again once', async () => {
    const { plant, read, team } = await makeWorld()
    const { sessionId, count } = await plant()
    const append = async (after: number, data: EventData) => {
      const events = [makeEvent(team.people.engineer, data, { at: deps.now().toISOString() })]
      const path = `/sessions/${sessionId}/events`
      const { body } = await team.as('engineer')('POST', path, { after, events })
      expect(body).toMatchObject({ refused: [] })
    }
    await append(count, { type: 'session_reopened', reason: 'It came back' })
    expect((await read()).flows).toEqual([])
    await append(count + 1, { type: 'session_finished', outcome: makeOutcome() })
    await append(count + 2, {
      ...{ type: 'session_finished', corrects: deps.now().toISOString() },
      outcome: makeOutcome({ outcome: 'escalate' }),
    })
    expect((await read()).flows).toMatchObject([{ walks: 1, helped: { good: 0, of: 1 } }])
  })

  test('made anew from the records the numbers are the same', async () => {
    const { plant, read, readFlow, team } = await makeWorld()
    await plant({ answers: ['yes', 'no'], failsAt: true })
    await plant({ answers: ['yes'], escalates: true })
    await plant({ kind: 'lead' })
    const before = [
      await read('?to=2027-01-01T00:00:00Z'),
      await readFlow('?to=2027-01-01T00:00:00Z'),
    ]
    await inTeam(deps.db, team.id, async (tx) => {
      await tx.deleteFrom('walk').where('teamId', '=', team.id).execute()
      await tx.deleteFrom('walkStep').where('teamId', '=', team.id).execute()
      await tx
        .updateTable('session')
        .set({ walksKept: false })
        .where('teamId', '=', team.id)
        .execute()
    })
    expect((await read('?to=2027-01-01T00:00:00Z')).flows).toEqual([])
    await Promise.all([catchUp(deps), catchUp(deps)])
    const after = [
      await read('?to=2027-01-01T00:00:00Z'),
      await readFlow('?to=2027-01-01T00:00:00Z'),
    ]
    expect(after).toEqual(before)
  })

  test('of the tickets that were opened, those with a session; of another team nothing', async () => {
    const { plant, read, team } = await makeWorld()
    const { engineer } = team.people
    const openedOn = deps.now().toISOString().slice(0, 10)
    await inTeam(deps.db, team.id, (tx) =>
      tx
        .insertInto('ticketOpened')
        .values(
          [501, 502, 503, 504].map((ticketId) => ({
            ...{ teamId: team.id, personId: engineer.id, openedOn, ticketId },
            origin: TICKET_REF.origin,
          })),
        )
        .execute(),
    )
    await plant({ ticketId: 501 })
    await plant({ ticketId: 502, outcome: null })
    expect((await read()).tickets).toEqual({ good: 2, of: 4 })
    expect((await read('', 'engineer')).tickets).toEqual({ good: 2, of: 4 })
    const other = await makeTeam(deps, app)
    const ofOther = await read('', 'lead', other)
    expect(ofOther).toMatchObject({ usage: { sessions: 0 }, flows: [], tickets: { of: 0 } })
    const ofStranger = await other.as('lead')('GET', `/numbers?personId=${engineer.id}`)
    expect(ofStranger).toMatchObject({ status: 404, body: { code: 'notFound' } })
  })

  test('an accepted proposal counts once a later case has gone by what it added', async () => {
    const { plant, read, team, flow } = await makeWorld()
    const decidedAt = new Date(deps.now().getTime() - 2 * DAY_MS)
    const change = (id: string, node: string) =>
      ProposedChange.parse({
        ...{ id, kind: 'step', key: id, needs: [] },
        edits: [
          {
            ...{ type: 'insertOnEdge', edge: 'ask-0-yes', onward: { id: `${node}-on` } },
            node: { id: node, kind: 'action', title: node, safety: 'changes', choices: [] },
          },
        ],
      })
    const retired = ProposedChange.parse({
      ...{ id: 'gone', kind: 'retire', key: 'ask-0 yes', needs: [] },
      edits: [{ type: 'removeNode', node: 'ask-1' }],
    })
    const insert = (tx: Tx, more: object = {}) =>
      tx
        .insertInto('proposal')
        .values({
          ...{ teamId: team.id, id: deps.newId(), revision: 2, status: 'accepted', kind: 'patch' },
          ...{ pattern: 'p', flowId: flow.id, baseFlowId: flow.id, baseVersion: flow.version },
          ...{ flowName: 'Printing', title: 'Clean the head', newFlow: null, replay: null },
          changes: asJson([change('taken', 'ask-1'), change('left', 'ask-2')]),
          ...{ raisedAt: decidedAt, changedAt: decidedAt, decidedAt, reason: 'It helps' },
          decidedBy: team.people.lead.id,
          accepted: asJson(['taken']),
          ...{ madeFlowId: flow.id, madeVersion: flow.version },
          ...more,
        })
        .execute()
    await inTeam(deps.db, team.id, async (tx) => {
      await insert(tx)
      // Only takes out, which no later case can go by.
      await insert(tx, { changes: asJson([retired]), accepted: asJson([retired.id]) })
    })
    await plant({ answers: ['yes', 'yes'], daysAgo: 5 })
    await plant({ answers: ['yes', 'yes'], outcome: 'escalate' })
    expect((await read()).proposals).toEqual({ good: 0, of: 1 })
    await plant({ answers: ['yes', 'yes'] })
    expect((await read()).proposals).toEqual({ good: 1, of: 1 })
    expect((await read('', 'engineer')).proposals).toEqual({ good: 0, of: 0 })
  })

  test('a hand-over counts once whoever took it has ended it, having done nothing twice', async () => {
    const { plant, read, team } = await makeWorld()
    const { sessionId, count } = await plant({ escalates: true })
    expect((await read()).handovers).toEqual({ good: 0, of: 0 })
    const lead = team.as('lead')
    const at = deps.now().toISOString()
    const [waiting] = ListHandoffs.response.parse((await lead('GET', '/handoffs')).body).handoffs
    const path = `/handoffs/${waiting?.id}/pickup`
    expect(await lead('POST', path, { eventId: deps.newId(), at })).toMatchObject({ status: 200 })
    const data = { type: 'session_finished', outcome: makeOutcome() } as const
    const events = [makeEvent(team.people.lead, data, { at })]
    const asked = { after: count + 2, events }
    const { body } = await lead('POST', `/sessions/${sessionId}/events`, asked)
    expect(body, JSON.stringify(body)).toMatchObject({ refused: [] })
    expect((await read()).handovers).toEqual({ good: 1, of: 1 })
  })

  test.each([
    ['ends before it begins', '?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z'],
    ['is longer than may be', '?from=2024-03-02T00:00:00Z&to=2026-03-01T00:00:00Z'],
    ['begins before there was anything', '?from=0001-01-01T00:00:00Z&to=0001-02-01T00:00:00Z'],
    ['is no time', '?from=yesterday'],
  ])('a span that %s is refused with what to do', async (_, query) => {
    const { team } = await makeWorld()
    for (const path of ['/numbers', '/numbers/failing-branches', `/numbers/flows/${team.id}`]) {
      const asked = await team.as('lead')('GET', path + query)
      expect(asked).toMatchObject({ status: 400, body: { code: 'badRequest' } })
    }
    expect(ReadNumbers.may).toBe('readOwnNumbers')
  })
})
