/** Drafts of flows at the front door: who sees them, who saves second, what publishing does. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListFlows, ListFlowVersions } from '#shared/flow/contract.ts'
import { DraftHead, DraftOf, FlowDraft, ListDrafts } from '#shared/flow/drafts.ts'
import { Flow, type FlowContent } from '#shared/flow/flow.ts'
import { RefusalBody } from '#shared/route.ts'
import { type DrawnNode, makeFlow } from '#shared/testing/make-flow.ts'
import { createApp } from '../app.ts'
import { LEARN } from '../knowledge/learn/learn.ts'
import { listedJobs } from '../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { seedFlows } from './seed-flows.ts'

const NODES: Record<string, DrawnNode> = { ask: { ways: { yes: 'end', no: 'ask' } }, end: {} }
const flowOf = (slug: string, more: Record<string, unknown> = {}, nodes = NODES) =>
  makeFlow(slug, nodes, more)

describe.each(onBoth)('drafts on $name', ({ open }) => {
  const sent: string[] = []
  const jobs = listedJobs(sent)
  let deps: TestDeps
  let team: TestTeam
  beforeAll(async () => {
    deps = await makeDeps(await open(), { jobs })
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  const save = (id: string, content: FlowContent, more: object = {}, kind: Kind = 'engineer') =>
    team.as(kind)('PUT', `/drafts/${id}`, { basedOn: 0, of: null, content, ...more })
  const read = (id: string, kind: Kind = 'engineer') => team.as(kind)('GET', `/drafts/${id}`)
  const list = async (kind: Kind) =>
    z.parse(ListDrafts.response, (await team.as(kind)('GET', '/drafts')).body).drafts
  const publish = (id: string, revision = 1, kind: Kind = 'lead') =>
    team.as(kind)('POST', `/drafts/${id}/publish`, { revision })
  const problemsOf = ({ body }: { body: unknown }) =>
    z.parse(RefusalBody, body).problems?.map(({ at, message }) => `${at}: ${message}`)
  const library = async () =>
    z.parse(ListFlows.response, (await team.as('viewer')('GET', '/flows')).body).flows

  /** A published flow of the team, by way of a draft. */
  async function publishNew(content: FlowContent): Promise<DraftOf> {
    const id = deps.newId()
    expect(await save(id, content)).toMatchObject({ status: 200 })
    const published = await publish(id)
    expect(published).toMatchObject({ status: 200 })
    return z.parse(DraftOf, published.body)
  }

  describe('a draft', () => {
    test('is its author’s and the leads’, and no ticket is offered it', async () => {
      const id = deps.newId()
      const saved = await save(id, { ...flowOf('only-begun'), summary: '' })
      expect(z.parse(DraftHead, saved.body)).toMatchObject({
        ...{ id, of: null, revision: 1, authorId: team.people.engineer.id },
      })
      expect((await list('engineer')).map((d) => d.id)).toContain(id)
      expect((await list('lead')).map((d) => d.id)).toContain(id)
      expect((await library()).map(({ slug }) => slug)).not.toContain('only-begun')

      const ofLead = deps.newId()
      await save(ofLead, flowOf('of-the-lead'), {}, 'lead')
      expect((await list('engineer')).map((d) => d.id)).not.toContain(ofLead)
      for (const answered of [
        await read(ofLead),
        await save(ofLead, flowOf('mine-now'), { basedOn: 1 }),
        await team.as('engineer')('DELETE', `/drafts/${ofLead}`),
      ]) {
        expect(answered).toMatchObject({ status: 404, body: { code: 'notFound' } })
      }
      expect(await read(ofLead, 'lead')).toMatchObject({ body: { name: 'Flow of-the-lead' } })
    })

    test('may lack much, and comes back as it was left', async () => {
      const id = deps.newId()
      const half = {
        ...flowOf('half'),
        ...{ name: '', summary: '', edges: [] },
        nodes: [
          {
            id: 'a',
            kind: 'input',
            title: '',
            variable: '',
            links: [{ title: '', url: 'ht', grade: 'read' }],
          },
        ],
      } as FlowContent
      expect(await save(id, half)).toMatchObject({ status: 200 })
      expect(z.parse(FlowDraft, (await read(id)).body).content).toEqual(half)
    })

    test('that is torn is refused by its place, and so is one too large', async () => {
      const whole = flowOf('torn')
      const [edge] = whole.edges
      const torn = { ...whole, edges: [{ ...edge, to: 'nowhere' }] } as FlowContent
      const refused = await save(deps.newId(), torn)
      expect(refused).toMatchObject({ status: 400, body: { code: 'badRequest' } })
      expect(problemsOf(refused)).toEqual([
        'content.edges.0.to: names “nowhere”, which is no node of this flow',
      ])
      const nodes = Array.from({ length: 100_000 }, (_, n) => ({ ...whole.nodes[1], id: `n${n}` }))
      const huge = await save(deps.newId(), { ...whole, nodes, edges: [] } as FlowContent)
      expect(huge).toMatchObject({ status: 413, body: { code: 'tooLarge' } })
      const many = await save(deps.newId(), {
        ...whole,
        nodes: nodes.slice(0, 5001),
        edges: [],
      } as FlowContent)
      expect(problemsOf(many)).toEqual(['content.nodes: must have at most 5000 entries'])
    })

    test('is dropped once', async () => {
      const id = deps.newId()
      await save(id, flowOf('dropped'))
      expect(await team.as('engineer')('DELETE', `/drafts/${id}`)).toMatchObject({ status: 200 })
      expect(await read(id)).toMatchObject({ status: 404 })
      expect(await team.as('engineer')('DELETE', `/drafts/${id}`)).toMatchObject({ status: 404 })
    })

    test('of two who save it at once one is told, and both find what the other has', async () => {
      const id = deps.newId()
      await save(id, flowOf('shared'))
      const both = await Promise.all([
        save(id, flowOf('shared', { name: 'One' }), { basedOn: 1 }),
        save(id, flowOf('shared', { name: 'Two' }), { basedOn: 1 }, 'lead'),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(await read(id)).toMatchObject({ body: { revision: 2 } })
      expect(await save(id, flowOf('shared'))).toMatchObject({ status: 409 })
      expect(await save(deps.newId(), flowOf('x'), { basedOn: 2 })).toMatchObject({ status: 404 })
    })
  })

  describe('publishing', () => {
    test('makes it a flow that everybody has, and takes the draft away', async () => {
      const id = deps.newId()
      await save(id, flowOf('new-one', { words: ['wombatqueue'] }))
      expect(await publish(id, 1, 'engineer')).toMatchObject({ status: 403 })
      expect(await publish(id, 2)).toMatchObject({ status: 409 })
      const made = z.parse(DraftOf, (await publish(id)).body)
      expect(sent.at(-1), 'it is learned at once').toBe(LEARN.name)
      expect(await read(id)).toMatchObject({ status: 404 })
      const version = await team.as('viewer')('GET', `/flows/versions/${made.version}`)
      expect(z.parse(Flow, version.body)).toMatchObject({ content: { slug: 'new-one' } })
      const found = await team.as('viewer')('GET', '/flows/search?q=wombatqueue')
      expect(found.body).toMatchObject({ hits: [{ flow: { slug: 'new-one', isBuiltIn: false } }] })
    })

    test('needs a flow that lacks nothing, and names what it lacks', async () => {
      const id = deps.newId()
      const lacking = flowOf(
        'lacking',
        { summary: 'x' },
        { ask: { ways: { yes: 'end' } }, end: { verification: ' ' } },
      )
      await save(id, { ...lacking, summary: '', edges: [] })
      const refused = await publish(id)
      expect(refused).toMatchObject({ status: 422, body: { code: 'notReady' } })
      const told = problemsOf(refused)?.map((one) => one.split(':')[0])
      expect(new Set(told)).toEqual(new Set(['summary', 'ask', 'end']))
      expect(await read(id)).toMatchObject({ status: 200 })
    })

    test('makes the next version of the flow it was begun from; the one before stays as it was', async () => {
      const first = await publishNew(flowOf('versions'))
      const id = deps.newId()
      deps.pass(60_000)
      await save(id, flowOf('versions', { name: 'Second' }), { of: first })
      const second = z.parse(DraftOf, (await publish(id)).body)
      expect(second).toMatchObject({ flowId: first.flowId })
      const names = await Promise.all(
        [first, second].map(async ({ version }) => {
          const { body } = await team.as('engineer')('GET', `/flows/versions/${version}`)
          return z.parse(Flow, body).content.name
        }),
      )
      expect(names).toEqual(['Flow versions', 'Second'])
      // And back: what was published once may be published again.
      const back = deps.newId()
      deps.pass(60_000)
      await save(back, flowOf('versions'), { of: second })
      expect(z.parse(DraftOf, (await publish(back)).body)).toEqual(first)
      const past = await team.as('viewer')('GET', `/flows/${first.flowId}/versions`)
      const { versions } = z.parse(ListFlowVersions.response, past.body)
      expect(versions.map(({ version }) => version)).toEqual([first.version, second.version])
      expect(Date.parse(versions[0]?.backSince ?? '')).toBeGreaterThan(
        Date.parse(versions[1]?.publishedAt ?? ''),
      )
      expect(versions[1]?.backSince).toBeNull()
      expect(versions[0]).toMatchObject({ authorName: team.people.engineer.name, steps: 2 })
      const listed = (await library()).filter(({ slug }) => slug === 'versions')
      expect(listed).toMatchObject([{ version: first.version, name: 'Flow versions' }])
    })

    test('of two drafts of one flow the later has to take in the earlier first', async () => {
      const first = await publishNew(flowOf('moved-on'))
      const [one, two] = [deps.newId(), deps.newId()]
      await save(one, flowOf('moved-on', { name: 'One' }), { of: first })
      await save(two, flowOf('moved-on', { name: 'Two' }), { of: first })
      const both = await Promise.all([publish(one), publish(two)])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
      const [late] = (await list('lead')).filter((d) => d.id === one || d.id === two)
      const newest = (await library()).find(({ slug }) => slug === 'moved-on')?.version
      const id = late?.id ?? ''
      const taken = { basedOn: 1, of: { ...first, version: newest } }
      expect(await save(id, flowOf('moved-on', { name: 'Both' }), taken)).toMatchObject({
        status: 200,
      })
      expect(await publish(id, 2)).toMatchObject({ status: 200 })
    })

    test('at the same moment as another of its short name, one is published and the other told', async () => {
      const ids = [deps.newId(), deps.newId()]
      for (const [n, id] of ids.entries()) {
        await save(id, flowOf('at-once', { summary: `Written by ${n}` }))
      }
      const answers = await Promise.all(ids.map((id) => publish(id)))
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422])
      const refused = answers.find(({ status }) => status === 422)
      expect(refused && problemsOf(refused)?.[0]).toMatch(/^slug: “Flow .*Give yours another\.$/)
    })

    test('a short name is one flow’s, of the team’s and of the built-in ones, and stays', async () => {
      const builtIn = flowOf('comes-with-it')
      await seedFlows(deps, [{ id: deps.newId(), content: builtIn }])
      const first = await publishNew(flowOf('taken-name'))
      for (const slug of ['taken-name', 'comes-with-it']) {
        const id = deps.newId()
        await save(id, flowOf(slug))
        expect(problemsOf(await publish(id))?.[0]).toMatch(/^slug: “Flow .*Give yours another\.$/)
      }
      const id = deps.newId()
      await save(id, flowOf('other-name'), { of: first })
      expect(problemsOf(await publish(id))?.[0]).toContain('Leave its short name as it was.')
    })

    test('looks at the flows it enters, and at those that enter it', async () => {
      const leaf = (returns: string) =>
        flowOf('leaf', {}, { end: { ending: 'returns', returns, alone: 'resolved' } })
      const caller = flowOf(
        'caller',
        {},
        { sub: { flow: 'leaf', ways: { fixed: 'end' } }, end: {} },
      )
      const early = deps.newId()
      await save(early, caller)
      expect(problemsOf(await publish(early))?.[0]).toMatch(
        /^sub: There is no published flow “?"?leaf/,
      )
      const first = await publishNew(leaf('fixed'))
      expect(await publish(early)).toMatchObject({ status: 200 })
      const other = deps.newId()
      await save(other, leaf('broken'), { of: first })
      expect(problemsOf(await publish(other))).toEqual([
        'flow: In “Flow caller”: "Flow leaf" can come back with "broken". Add that choice to "At sub".',
      ])
    })
  })

  test('a step of a checklist goes into flows that are there, and says when it is an exception', async () => {
    const list = (step: DrawnNode) =>
      flowOf('moving-house', { kind: 'procedure' }, { move: { kind: 'step', ...step } })
    const problemsWith = async (step: DrawnNode) => {
      const id = deps.newId()
      await save(id, list(step))
      return problemsOf(await publish(id))
    }
    expect(await problemsWith({ flow: 'nowhere' })).toEqual([
      'move: There is no published flow "nowhere". Publish it or pick another.',
    ])
    expect(await problemsWith({ exceptionFlow: 'moving-house' })).toEqual([
      'move: Say at "At move" when it is an exception, or take the flow for it out.',
      'move: "At move" enters the flow it belongs to. Take that out.',
    ])
    await publishNew(flowOf('too-large'))
    const whole = {
      exceptionWhen: 'the mailbox is too large',
      ...{ exceptionFlow: 'too-large', flow: 'too-large', tell: 'It has moved.' },
    }
    const { version } = await publishNew(list(whole))
    expect(await team.as('viewer')('GET', `/flows/versions/${version}`)).toMatchObject({
      body: { content: { nodes: [whole] } },
    })
  })

  test('a draft of what is not the team’s own flow is none', async () => {
    const id = deps.newId()
    const builtIn = { id: deps.newId(), content: flowOf('not-theirs') }
    await seedFlows(deps, [builtIn])
    const listed = (await library()).find(({ slug }) => slug === 'not-theirs')
    const of = { flowId: builtIn.id, version: listed?.version }
    expect(await save(id, builtIn.content, { of })).toMatchObject({ status: 404 })
    const own = await publishNew(flowOf('own-flow'))
    await save(id, flowOf('begun-as-new'))
    expect(await save(id, flowOf('begun-as-new'), { basedOn: 1, of: own })).toMatchObject({
      status: 400,
    })
  })
})
