/** The step library at the front door: written, found, reviewed, and what published flows put there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { DraftOf } from '#shared/flow/drafts.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { ReadEvents } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { LibraryStep, ListLibrarySteps, ReadLibraryStep } from '#shared/step-library/contract.ts'
import { stepOf } from '#shared/step-library/step-content.ts'
import { type DrawnNode, makeFlow } from '#shared/testing/make-flow.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { seedFlows } from '../flow/seed-flows.ts'
import { listedJobs } from '../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, started } from '../testing/make-events.ts'
import { type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

type Step = [id: string, drawn: DrawnNode]

const stepNamed = (id: string, library = 'team', more: object = {}): Step => [
  id,
  { kind: 'step', title: `Step ${id}`, library, ...more },
]

const listOf = (slug: string, steps: readonly Step[], more: object = {}): FlowContent =>
  makeFlow(slug, Object.fromEntries(steps), { kind: 'procedure', name: `List ${slug}`, ...more })

const WRITTEN = { title: 'Tell the numbat its queue', links: [], commands: [], asks: [] }

describe.each(onBoth)('the step library on $name', ({ open }) => {
  const jobs = listedJobs([])
  let deps: TestDeps
  let team: TestTeam
  beforeAll(async () => {
    deps = await makeDeps(await open(), { jobs })
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  const save = (id: string, more: object = {}, kind: Kind = 'lead') =>
    team.as(kind)('PUT', `/library-steps/${id}`, {
      ...{ basedOn: 0, visibility: 'team', content: WRITTEN, ...more },
    })
  const find = async (query = '', kind: Kind = 'viewer') =>
    z.parse(ListLibrarySteps.response, (await team.as(kind)('GET', `/library-steps?${query}`)).body)
  const read = async (id: string, kind: Kind = 'viewer') =>
    z.parse(ReadLibraryStep.response, (await team.as(kind)('GET', `/library-steps/${id}`)).body)
  const ofFlow = async (flowId: string, kind: Kind = 'viewer') =>
    (await find('limit=100', kind)).steps.filter(({ source }) => source?.flowId === flowId)

  const draft = async (content: FlowContent, of: DraftOf | null = null, kind: Kind = 'lead') => {
    const id = deps.newId()
    const saved = await team.as(kind)('PUT', `/drafts/${id}`, { basedOn: 0, of, content })
    expect(saved, JSON.stringify(saved.body)).toMatchObject({ status: 200 })
    return id
  }
  const publish = async (content: FlowContent, of: DraftOf | null = null): Promise<DraftOf> => {
    const id = await draft(content, of)
    const published = await team.as('lead')('POST', `/drafts/${id}/publish`, { revision: 1 })
    expect(published, JSON.stringify(published.body)).toMatchObject({ status: 200 })
    return z.parse(DraftOf, published.body)
  }

  describe('a step that is written for it', () => {
    test('is listed, found by its words mistyped too, read, changed and taken away', async () => {
      const id = deps.newId()
      expect(await save(id)).toMatchObject({ status: 200, body: { id, revision: 1 } })
      for (const query of ['', 'q=numbat', 'q=nubmat queue']) {
        expect(
          (await find(query)).steps.map((s) => s.id),
          query,
        ).toContain(id)
      }
      expect((await find('q=okapi')).steps).toEqual([])
      const changed = { ...WRITTEN, commands: [{ text: 'Get-Okapi', safety: 'reads' }] }
      const again = await save(id, { basedOn: 1, content: changed })
      expect(z.parse(LibraryStep, again.body)).toMatchObject({
        ...{ revision: 2, isFlowSynced: false, source: null, isBuiltIn: false, stars: null },
        authorName: team.people.lead.name,
      })
      expect((await find('q=okapi')).steps.map((s) => s.id)).toEqual([id])
      expect(await team.as('lead')('DELETE', `/library-steps/${id}`)).toMatchObject({ status: 200 })
      expect((await find()).steps.map((s) => s.id)).not.toContain(id)
      expect(await team.as('lead')('DELETE', `/library-steps/${id}`)).toMatchObject({ status: 404 })
    })

    test('saved twice at once it is one; of two who change it the later is told', async () => {
      const id = deps.newId()
      const twice = await Promise.all([save(id), save(id)])
      expect(twice.map(({ status }) => status)).toEqual([200, 200])
      const other = await save(id, { content: { ...WRITTEN, title: 'Another' } })
      expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } })
      const both = await Promise.all([
        save(id, { basedOn: 1, content: { ...WRITTEN, title: 'One' } }),
        save(id, { basedOn: 1, content: { ...WRITTEN, title: 'Two' } }, 'team_admin'),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    })

    test('an engineer keeps his own, which nobody else sees; only leads offer to the team', async () => {
      const id = deps.newId()
      expect(await save(id, {}, 'engineer')).toMatchObject({
        ...{ status: 403, body: { code: 'notAllowed' } },
      })
      expect(await save(id, { visibility: 'author' }, 'engineer')).toMatchObject({ status: 200 })
      expect((await find('whose=own', 'engineer')).steps.map((s) => s.id)).toEqual([id])
      expect((await find('', 'lead')).steps.map((s) => s.id)).not.toContain(id)
      for (const answer of [
        await team.as('lead')('GET', `/library-steps/${id}`),
        await save(id, { basedOn: 1 }),
        await team.as('lead')('DELETE', `/library-steps/${id}`),
        await team.as('lead')('PUT', `/library-steps/${id}/review`, { stars: 1, text: '' }),
      ]) {
        expect(answer).toMatchObject({ status: 404 })
      }
      const ofLead = deps.newId()
      await save(ofLead)
      const other = await save(ofLead, { basedOn: 1, visibility: 'author' }, 'engineer')
      expect(other).toMatchObject({ status: 403, body: { code: 'notAllowed' } })
      const taken = await save(ofLead, { basedOn: 1, visibility: 'author' }, 'team_admin')
      expect(taken).toMatchObject({ status: 400, body: { code: 'badRequest' } })
      expect(await team.as('engineer')('DELETE', `/library-steps/${ofLead}`)).toMatchObject({
        status: 403,
      })
    })

    test('is reviewed by each person once, and the last word counts', async () => {
      const id = deps.newId()
      await save(id)
      const review = (stars: number, text: string, kind: Kind) =>
        team.as(kind)('PUT', `/library-steps/${id}/review`, { stars, text })
      await review(1, 'No.', 'engineer')
      await review(3, 'Works, the password: Hunter2!x of the box is in it.', 'engineer')
      await review(5, 'Saves a call.', 'lead')
      const { step, reviews } = await read(id, 'lead')
      expect(step).toMatchObject({ stars: 4, reviews: 2 })
      expect(reviews).toMatchObject([
        { stars: 5, text: 'Saves a call.', isMine: true },
        { stars: 3, reviewedBy: team.people.engineer.name, isMine: false },
      ])
      expect(JSON.stringify(reviews)).not.toContain('Hunter2!x')
      expect((await find('q=numbat')).steps.find((s) => s.id === id)).toMatchObject({ stars: 4 })
      for (const wrong of [{ stars: 6, text: '' }, { stars: 2.5, text: '' }, { text: 'x' }]) {
        const answer = await team.as('lead')('PUT', `/library-steps/${id}/review`, wrong)
        expect(answer).toMatchObject({ status: 400, body: { problems: [{ at: 'stars' }] } })
      }
      expect(await team.as('viewer')('PUT', `/library-steps/${id}/review`, {})).toMatchObject({
        status: 403,
      })
    })

    test('comes page by page', async () => {
      const ids = Array.from({ length: 5 }, () => deps.newId())
      for (const [n, id] of ids.entries()) {
        await save(id, { content: { ...WRITTEN, title: `Zebra ${n}` } })
      }
      const first = await find('q=zebra&limit=3')
      const rest = await find('q=zebra&limit=3&offset=3')
      expect([first.isMore, rest.isMore]).toEqual([true, false])
      expect([...first.steps, ...rest.steps].map((s) => s.id)).toEqual(ids)
    })
  })

  describe('what a published checklist puts there', () => {
    test('is each step that it shows, with its group, its text and the values that it names', async () => {
      const variables = [
        { name: 'mailbox', label: 'Mailbox', keep: 'client' },
        { name: 'other', label: 'Other', keep: 'session' },
      ]
      const nodes = [
        stepNamed('a', 'team', { group: 'Mail', body: 'Open {mailbox}.' }),
        ...['b', 'c', 'd', 'e'].map((id) => stepNamed(id, 'team', { asks: ['other'] })),
        stepNamed('f', 'hidden'),
        stepNamed('g', 'hidden'),
      ]
      const flow = listOf('five-of-seven', nodes, { variables })
      const id = await draft(flow)
      for (const basedOn of [1, 2]) {
        await team.as('lead')('PUT', `/drafts/${id}`, { basedOn, of: null, content: flow })
      }
      expect((await find('q=five')).steps, 'a draft puts nothing there').toEqual([])
      const made = await team.as('lead')('POST', `/drafts/${id}/publish`, { revision: 3 })
      const { flowId } = z.parse(DraftOf, made.body)
      const steps = await ofFlow(flowId)
      expect(steps.map(({ source }) => source?.node)).toEqual(['a', 'b', 'c', 'd', 'e'])
      expect(steps[0]).toMatchObject({
        ...{ isFlowSynced: true, visibility: 'team', revision: 1, isBuiltIn: false },
        source: { flowId, flowName: 'List five-of-seven', node: 'a' },
        content: { group: 'Mail', body: 'Open {mailbox}.', variables: [{ name: 'mailbox' }] },
        authorName: team.people.lead.name,
      })
      const { content } = steps[0] ?? { content: null }
      expect(content && stepOf(content, 'new')).toMatchObject({ id: 'new', group: 'Mail' })
    })

    test('is there once, as the flow has it now, under one id; what it has no more is offered no more', async () => {
      const first = await publish(listOf('again', [stepNamed('a'), stepNamed('b')]))
      const before = await ofFlow(first.flowId)
      const next = listOf(
        'again',
        [stepNamed('a', 'team', { title: 'Said anew' }), stepNamed('c')],
        {
          name: 'Renamed',
        },
      )
      const second = await publish(next, first)
      const now = await ofFlow(first.flowId)
      expect(now.map(({ source, content }) => [source?.node, content.title])).toEqual([
        ['a', 'Said anew'],
        ['c', 'Step c'],
      ])
      expect(now[0]).toMatchObject({ id: before[0]?.id, revision: 2 })
      expect(now[0]?.source?.flowName, 'as the flow is called today').toBe('Renamed')
      // A step that comes back has its reviews still.
      const b = before[1]?.id ?? ''
      expect(await team.as('viewer')('GET', `/library-steps/${b}`)).toMatchObject({ status: 404 })
      await publish(listOf('again', [stepNamed('b'), stepNamed('c')], { name: 'Renamed' }), second)
      const last = await ofFlow(first.flowId)
      expect(last.map((s) => s.id)).toEqual([b, now[1]?.id])
      expect(last[1], 'untouched').toMatchObject({ revision: 1 })
    })

    test('cannot be changed or taken away there: it is told which flow has it', async () => {
      const { flowId } = await publish(listOf('locked', [stepNamed('a')]))
      const [step] = await ofFlow(flowId)
      for (const answer of [
        await save(step?.id ?? '', { basedOn: 1 }),
        await save(step?.id ?? ''),
        await team.as('lead')('DELETE', `/library-steps/${step?.id}`),
      ]) {
        expect(answer).toMatchObject({ status: 400, body: { code: 'badRequest' } })
        expect(JSON.stringify(answer.body)).toContain('List locked')
      }
      const review = { stars: 4, text: '' }
      const path = `/library-steps/${step?.id}/review`
      expect(await team.as('engineer')('PUT', path, review)).toMatchObject({ status: 200 })
    })

    test('is for its author alone where a step says so, and follows when it says otherwise', async () => {
      const first = await publish(listOf('for-me', [stepNamed('a', 'author')]))
      expect(await ofFlow(first.flowId)).toEqual([])
      expect(await ofFlow(first.flowId, 'lead')).toHaveLength(1)
      await publish(listOf('for-me', [stepNamed('a', 'team')]), first)
      expect(await ofFlow(first.flowId)).toHaveLength(1)
    })

    test('is left out once it is set to be hidden, and says the same of its flow wherever it is read', async () => {
      const first = await publish(listOf('to-hide', [stepNamed('axolotl'), stepNamed('other')]))
      const [step] = await ofFlow(first.flowId)
      const id = step?.id ?? ''
      const views = async () => [
        (await ofFlow(first.flowId)).find((one) => one.id === id),
        (await find('q=axolotl')).steps.find((one) => one.id === id),
        (await read(id)).step,
      ]
      for (const one of await views()) expect(one).toEqual(step)
      const shown = [stepNamed('axolotl'), stepNamed('other')]
      const renamed = await publish(listOf('to-hide', shown, { name: 'Called anew' }), first)
      for (const one of await views()) {
        expect(one).toMatchObject({ isFlowSynced: true, source: { flowName: 'Called anew' } })
      }
      const hidden = [stepNamed('axolotl', 'hidden'), stepNamed('other')]
      await publish(listOf('to-hide', hidden, { name: 'Called anew' }), renamed)
      expect((await ofFlow(first.flowId, 'lead')).map(({ source }) => source?.node)).toEqual([
        'other',
      ])
      expect((await find('q=axolotl', 'lead')).steps).toEqual([])
    })

    test('is offered no more once its flow is gone; work that took it keeps all that it said', async () => {
      const { flowId } = await publish(
        listOf('taken-from', [stepNamed('quoll', 'team', { body: 'Weigh the quoll.' })]),
      )
      const [step] = await ofFlow(flowId)
      const { content, id } = step ?? { content: undefined, id: '' }
      const sessionId = deps.newId()
      const events = [
        started(),
        { type: 'custom_step_added' as const, title: 'Quoll', step: content },
      ]
      const path = `/sessions/${sessionId}/events`
      const as = team.as('engineer')
      const by = team.people.engineer
      const sent = { after: 0, events: events.map((data) => makeEvent(by, data as EventData)) }
      expect(await as('POST', path, sent)).toMatchObject({ body: { refused: [] } })
      expect(await team.as('lead')('DELETE', `/flows/${flowId}`)).toMatchObject({ status: 200 })
      expect((await find('q=quoll')).steps).toEqual([])
      expect(await as('GET', `/library-steps/${id}`)).toMatchObject({ status: 404 })
      const kept = z.parse(ReadEvents.response, (await as('GET', path)).body)
      expect(kept.events.at(-1)?.event.data).toMatchObject({ step: content })
      expect(content).toMatchObject({ body: 'Weigh the quoll.' })
    })

    test('goes with the flow, and nothing is left that claims to be of one', async () => {
      const { flowId } = await publish(listOf('to-go', [stepNamed('a'), stepNamed('b')]))
      expect(await ofFlow(flowId)).toHaveLength(2)
      expect(await team.as('lead')('DELETE', `/flows/${flowId}`)).toMatchObject({ status: 200 })
      expect(await ofFlow(flowId)).toEqual([])
      const orphans = await inTeam(deps.db, team.id, (tx) =>
        tx
          .selectFrom('libraryStep as s')
          .innerJoin('flow as f', (join) =>
            join.onRef('f.teamId', '=', 's.teamId').onRef('f.id', '=', 's.sourceFlowId'),
          )
          .select('s.id')
          .where('s.isActive', '=', true)
          .where('f.removedAt', 'is not', null)
          .execute(),
      )
      expect(orphans).toEqual([])
    })

    test('comes back with it as often as it goes: the same ones, under their ids', async () => {
      const { flowId } = await publish(listOf('to-come-back', [stepNamed('a'), stepNamed('b')]))
      const shown = async () => (await ofFlow(flowId)).map(({ id, content }) => ({ id, content }))
      const before = await shown()
      expect(before).toHaveLength(2)
      for (const _ of ['once', 'twice']) {
        await team.as('lead')('DELETE', `/flows/${flowId}`)
        expect(await ofFlow(flowId)).toEqual([])
        const back = await team.as('lead')('POST', `/removed-flows/${flowId}/back`)
        expect(back).toMatchObject({ status: 200 })
        expect(await shown()).toEqual(before)
      }
    })

    test('of a built-in one belongs to the service account, and seeding again changes nothing', async () => {
      const flow = { id: deps.newId(), content: listOf('built-in-list', [stepNamed('a')]) }
      await seedFlows(deps, [flow])
      await seedFlows(deps, [flow])
      const [step] = await ofFlow(flow.id)
      expect(step).toMatchObject({ isBuiltIn: true, revision: 1, authorName: 'ResolutionFlow' })
      const review = { stars: 2, text: 'Not with us.' }
      const path = `/library-steps/${step?.id}/review`
      expect(await team.as('engineer')('PUT', path, review)).toMatchObject({
        status: 200,
        body: { step: { stars: 2, reviews: 1 } },
      })
    })
  })
})
