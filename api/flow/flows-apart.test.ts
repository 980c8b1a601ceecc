/**
 * What one team draws is not there for another: not listed, found, read, forked, changed, put
 * away, walked into or offered a patch. It goes from team to team as a file, and is then another flow.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import {
  ListFlows,
  ListFlowVersions,
  ListRemovedFlows,
  SearchFlows,
} from '#shared/flow/contract.ts'
import { DraftOf, ListDrafts } from '#shared/flow/drafts.ts'
import { forkFlow } from '#shared/flow/edit/fork-flow.ts'
import { Flow, type FlowContent } from '#shared/flow/flow.ts'
import { writeFlowFile } from '#shared/flow/take-away/flow-file.ts'
import { readFlowFile } from '#shared/flow/take-away/read-flow-file.ts'
import { ListProposals, OfferToFlow } from '#shared/proposal/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { ListLibrarySteps } from '#shared/step-library/contract.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../app.ts'
import { listedJobs } from '../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, started } from '../testing/make-events.ts'
import { makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

const NO_MORE = { status: 404, body: { code: 'notFound' } }

/** A checklist with one step in the library, and a flow that asks one question. */
const LIST = makeFlow(
  'wombat-list',
  { tick: { kind: 'step', title: 'Feed the wombat', library: 'team' } },
  { kind: 'procedure', name: 'Wombat list' },
)
const ASKS = makeFlow(
  'wombat-asks',
  { ask: { title: 'Is the wombat fed?', ways: { yes: 'end', no: 'ask' } }, end: {} },
  { name: 'Wombat asks' },
)

describe.each(onBoth)('a flow of one team and another team, on $name', ({ open }) => {
  const jobs = listedJobs([])
  let deps: TestDeps
  let theirs: TestTeam
  let others: TestTeam
  let list: DraftOf
  let asks: DraftOf

  beforeAll(async () => {
    deps = await makeDeps(await open(), { jobs })
    const app = createApp(deps)
    theirs = await makeTeam(deps, app)
    others = await makeTeam(deps, app)
    list = await publish(theirs, LIST)
    asks = await publish(theirs, ASKS)
  })
  afterAll(() => deps.close())

  const save = (team: TestTeam, id: string, content: object, of: DraftOf | null = null) =>
    team.as('lead')('PUT', `/drafts/${id}`, { basedOn: 0, of, content })
  async function publish(team: TestTeam, content: FlowContent, of: DraftOf | null = null) {
    const id = deps.newId()
    expect(await save(team, id, content, of)).toMatchObject({ status: 200 })
    const made = await team.as('lead')('POST', `/drafts/${id}/publish`, { revision: 1 })
    expect(made, JSON.stringify(made.body)).toMatchObject({ status: 200 })
    return z.parse(DraftOf, made.body)
  }
  const ask = async <T extends z.core.$ZodType>(team: TestTeam, path: string, response: T) =>
    z.parse(response, (await team.as('lead')('GET', path)).body)
  const flowsOf = async (team: TestTeam) =>
    (await ask(team, '/flows', ListFlows.response)).flows.map(({ id }) => id)
  const stepsOf = async (team: TestTeam, query = 'q=wombat') =>
    (await ask(team, `/library-steps?${query}`, ListLibrarySteps.response)).steps
  const readVersion = async (team: TestTeam, version: string) =>
    z.parse(Flow, (await team.as('engineer')('GET', `/flows/versions/${version}`)).body)

  test('is neither listed nor found by its words, nor read by its address', async () => {
    expect(await flowsOf(theirs)).toEqual(expect.arrayContaining([list.flowId, asks.flowId]))
    expect(await flowsOf(others)).toEqual([])
    for (const q of ['wombat', 'wobmat', 'Is the wombat fed?']) {
      const path = `/flows/search?q=${encodeURIComponent(q)}`
      expect((await ask(theirs, path, SearchFlows.response)).hits, q).not.toEqual([])
      expect((await ask(others, path, SearchFlows.response)).hits, q).toEqual([])
    }
    for (const path of [`/flows/versions/${asks.version}`, `/flows/${asks.flowId}/versions`]) {
      expect(await theirs.as('viewer')('GET', path)).toMatchObject({ status: 200 })
      expect(await others.as('super_admin')('GET', path)).toMatchObject(NO_MORE)
    }
  })

  test('is changed by nobody else: no draft of it, no folder, no favourite, no taking it out or putting it back', async () => {
    const as = others.as('lead')
    const gone = await publish(theirs, { ...ASKS, slug: 'taken-out', name: 'Taken out' })
    await theirs.as('lead')('DELETE', `/flows/${gone.flowId}`)
    expect((await ask(others, '/removed-flows', ListRemovedFlows.response)).flows).toEqual([])
    const before = await ask(theirs, `/flows/${asks.flowId}/versions`, ListFlowVersions.response)
    expect(await save(others, deps.newId(), { ...ASKS, name: 'Taken' }, asks)).toMatchObject(
      NO_MORE,
    )
    for (const [method, path, body] of [
      ['PUT', `/flows/${asks.flowId}/favourite`, { isFavourite: true }],
      ['PUT', `/flows/${asks.flowId}/folder`, { folder: ['Ours'] }],
      ['DELETE', `/flows/${asks.flowId}`, undefined],
      ['POST', `/removed-flows/${gone.flowId}/back`, undefined],
    ] as const) {
      expect(await as(method, path, body), `${method} ${path}`).toMatchObject(NO_MORE)
    }
    expect(await ask(theirs, `/flows/${asks.flowId}/versions`, ListFlowVersions.response)).toEqual(
      before,
    )
  })

  test('has drafts that only its own leads see, change, publish or drop', async () => {
    const id = deps.newId()
    const as = others.as('lead')
    await save(theirs, id, { ...ASKS, summary: 'Anew' }, asks)
    expect((await ask(others, '/drafts', ListDrafts.response)).drafts).toEqual([])
    expect(await as('GET', `/drafts/${id}`)).toMatchObject(NO_MORE)
    const changed = { basedOn: 1, of: null, content: ASKS }
    expect(await as('PUT', `/drafts/${id}`, changed)).toMatchObject(NO_MORE)
    expect(await as('POST', `/drafts/${id}/publish`, { revision: 1 })).toMatchObject(NO_MORE)
    expect(await as('DELETE', `/drafts/${id}`)).toMatchObject(NO_MORE)
    expect(await theirs.as('lead')('GET', `/drafts/${id}`)).toMatchObject({
      ...{ status: 200, body: { revision: 1, content: { summary: 'Anew' } } },
    })
    await theirs.as('lead')('DELETE', `/drafts/${id}`)
  })

  test('cannot be forked, nor gone into from a flow of theirs', async () => {
    const why = { name: 'Our wombat', reason: 'Ours eats something else' }
    const fork = forkFlow(await readVersion(theirs, asks.version), why, new Set())
    expect(await save(others, deps.newId(), fork)).toMatchObject(NO_MORE)
    const id = deps.newId()
    const into = makeFlow('goes-in', {
      sub: { kind: 'sub_flow', flow: ASKS.slug, ways: { done: 'end' } },
      end: {},
    })
    await save(others, id, into)
    const refused = await others.as('lead')('POST', `/drafts/${id}/publish`, { revision: 1 })
    expect(refused).toMatchObject({ status: 422, body: { code: 'notReady' } })
    expect(JSON.stringify(refused.body)).toContain('There is no published flow')
    expect(JSON.stringify(refused.body)).not.toContain(ASKS.name)
  })

  /** A finished session along the flow with a step of its own, offered. */
  async function offerFrom(team: TestTeam) {
    const [sessionId, runId] = [deps.newId(), deps.newId()]
    const by = team.people.engineer
    const flow = { id: asks.flowId, version: asks.version, slug: ASKS.slug, name: ASKS.name }
    const own = makeEvent(by, { type: 'custom_step_added', title: 'Weigh the wombat' })
    const does = (data: EventData) => makeEvent(by, data)
    const events = [
      does(started()),
      does({ type: 'flow_entered', runId, flow, pins: [flow], start: 'ask', from: null }),
      own,
      does({
        ...{ type: 'custom_step_done', customStepId: own.id, result: 'done' },
        says: { kind: 'action', text: 'It weighs less' },
      }),
      does({ type: 'session_finished', outcome: makeOutcome() }),
    ]
    const as = team.as('engineer')
    const kept = await as('POST', `/sessions/${sessionId}/events`, { after: 0, events })
    expect(kept, JSON.stringify(kept.body)).toMatchObject({ body: { refused: [] } })
    const answer = await as('POST', `/sessions/${sessionId}/offer`, {})
    return z.parse(OfferToFlow.response, answer.body)
  }
  const proposalsOf = async (team: TestTeam) =>
    (await ask(team, '/proposals', ListProposals.response)).proposals

  test('is offered no patch by a session of theirs, whatever its record claims', async () => {
    expect(await offerFrom(others)).toEqual({ offered: 'no_match', flowName: null })
    for (const team of [theirs, others]) expect(await proposalsOf(team)).toEqual([])
    expect(await offerFrom(theirs)).toEqual({ offered: 'raised', flowName: ASKS.name })
    expect(await proposalsOf(theirs)).toHaveLength(1)
    expect(await proposalsOf(others)).toEqual([])
  })

  test('has library steps that are neither found, read, reviewed, changed nor taken away', async () => {
    const [step] = await stepsOf(theirs)
    const path = `/library-steps/${step?.id}`
    expect(step).toMatchObject({ isFlowSynced: true, source: { flowId: list.flowId } })
    for (const query of ['q=wombat', 'limit=100', 'whose=own']) {
      expect(await stepsOf(others, query), query).toEqual([])
    }
    const as = others.as('lead')
    const written = { title: 'Feed the wombat', links: [], commands: [], asks: [] }
    const changed = { basedOn: 1, visibility: 'team', content: { ...written, title: 'Taken' } }
    for (const [method, at, body] of [
      ['GET', path, undefined],
      ['PUT', path, changed],
      ['PUT', `${path}/review`, { stars: 1, text: '' }],
      ['DELETE', path, undefined],
    ] as const) {
      expect(await as(method, at, body), `${method} ${at}`).toMatchObject(NO_MORE)
    }
    expect(await stepsOf(theirs)).toEqual([step])
  })

  test('taken along as a file and published there it is the same flow under an id of its own', async () => {
    const file = readFlowFile(writeFlowFile((await readVersion(theirs, list.version)).content))
    if (!file.ok) throw new Error(JSON.stringify(file.problems))
    const there = await publish(others, file.flow)
    expect(there.flowId).not.toBe(list.flowId)
    expect((await readVersion(others, there.version)).content).toEqual(LIST)
    const [[ours], [step]] = [await stepsOf(others), await stepsOf(theirs)]
    expect(ours).toMatchObject({ source: { flowId: there.flowId }, content: step?.content })
    expect(ours?.id).not.toBe(step?.id)
    // From here on each goes its own way.
    await publish(others, { ...file.flow, name: 'Koala list' }, there)
    await others.as('lead')('DELETE', `/flows/${there.flowId}`)
    expect(await stepsOf(others)).toEqual([])
    expect(await stepsOf(theirs)).toEqual([step])
    expect((await readVersion(theirs, list.version)).content).toEqual(LIST)
  })
})
