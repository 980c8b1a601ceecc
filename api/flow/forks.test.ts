/** Forks at the front door, and what becomes of a flow that is taken out of the library. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListFlows, ListRemovedFlows, SearchFlows } from '#shared/flow/contract.ts'
import { DraftOf } from '#shared/flow/drafts.ts'
import { forkFlow } from '#shared/flow/edit/fork-flow.ts'
import { Flow, type FlowContent } from '#shared/flow/flow.ts'
import { RefusalBody } from '#shared/route.ts'
import { type DrawnNode, makeFlow } from '#shared/testing/make-flow.ts'
import { createApp } from '../app.ts'
import { listedJobs } from '../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { seedFlows } from './seed-flows.ts'

const NODES: Record<string, DrawnNode> = { ask: { ways: { yes: 'end', no: 'ask' } }, end: {} }
const flowOf = (slug: string, more: Record<string, unknown> = {}, nodes = NODES) =>
  makeFlow(slug, nodes, more)
const WHY = { name: 'Printer, north site', reason: 'They print by way of another queue' }

describe.each(onBoth)('forks on $name', ({ open }) => {
  const jobs = listedJobs()
  let deps: TestDeps
  let team: TestTeam
  beforeAll(async () => {
    deps = await makeDeps(await open(), { jobs })
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  const save = (id: string, content: FlowContent, more: object = {}, kind: Kind = 'engineer') =>
    team.as(kind)('PUT', `/drafts/${id}`, { basedOn: 0, of: null, content, ...more })
  const publish = (id: string, revision = 1) =>
    team.as('lead')('POST', `/drafts/${id}/publish`, { revision })
  const readVersion = async (version: string) =>
    z.parse(Flow, (await team.as('engineer')('GET', `/flows/versions/${version}`)).body)
  const library = async () =>
    z.parse(ListFlows.response, (await team.as('viewer')('GET', '/flows')).body).flows
  const listed = async (slug: string) => (await library()).find((flow) => flow.slug === slug)
  const remove = (flowId: string, kind: Kind = 'lead') =>
    team.as(kind)('DELETE', `/flows/${flowId}`)

  async function publishNew(content: FlowContent, of: DraftOf | null = null, kind?: Kind) {
    const id = deps.newId()
    expect(await save(id, content, { of }, kind)).toMatchObject({ status: 200 })
    const published = await publish(id)
    expect(published).toMatchObject({ status: 200 })
    return z.parse(DraftOf, published.body)
  }
  const forkOf = async ({ version }: DraftOf, why = WHY) =>
    forkFlow(await readVersion(version), why, new Set((await library()).map(({ slug }) => slug)))

  test('a fork tells from which flow, by whom, when and why; the original is as it was', async () => {
    const first = await publishNew(flowOf('printer'))
    const before = await listed('printer')
    expect(before).toMatchObject({ forkOf: null, authorId: team.people.engineer.id })
    const content = await forkOf(first)
    const draftId = deps.newId()
    expect(await save(draftId, content)).toMatchObject({ body: { isFork: true } })
    expect(await publish(draftId)).toMatchObject({ status: 200 })
    const fork = await listed('printer-north-site')
    expect(fork).toMatchObject({
      name: WHY.name,
      authorId: team.people.engineer.id,
      forkOf: {
        ...{ flow: first.flowId, version: first.version, name: 'Flow printer' },
        ...{ reason: WHY.reason, by: team.people.engineer.name, at: fork?.publishedAt },
      },
    })
    expect(await listed('printer')).toEqual(before)

    // Whoever publishes its next version: it is of who made it, and was made then.
    const next = { ...content, summary: 'Another one' }
    const of = { flowId: fork?.id ?? '', version: fork?.version ?? '' }
    await publishNew(next, of, 'lead')
    const after = await listed('printer-north-site')
    expect(after).toMatchObject({ summary: 'Another one', authorId: team.people.engineer.id })
    expect(after?.forkOf).toEqual(fork?.forkOf)
  })

  test('a built-in flow and a fork can be forked', async () => {
    await seedFlows(deps, [{ id: deps.newId(), content: flowOf('ships-with-it') }])
    const builtIn = await listed('ships-with-it')
    const of = { flowId: builtIn?.id ?? '', version: builtIn?.version ?? '' }
    const first = await publishNew(await forkOf(of, { name: 'First fork', reason: 'Ours' }))
    await publishNew(await forkOf(first, { name: 'Second fork', reason: 'Theirs' }))
    expect(await listed('first-fork')).toMatchObject({ forkOf: { flow: builtIn?.id } })
    expect(await listed('second-fork')).toMatchObject({
      forkOf: { flow: first.flowId, name: 'First fork' },
    })
  })

  test('needs a name and a reason, and an original that the team has', async () => {
    const content = await forkOf(await publishNew(flowOf('asked-for')))
    const fork = content.fork
    if (!fork) throw new Error('no fork')
    for (const torn of [
      { ...fork, reason: ' ' },
      { ...fork, reason: 'x'.repeat(501) },
      { ...fork, flow: 'no id' },
      { ...fork, version: '' },
    ]) {
      const refused = await save(deps.newId(), { ...content, fork: torn })
      expect(refused).toMatchObject({ status: 400, body: { code: 'badRequest' } })
      expect(z.parse(RefusalBody, refused.body).problems?.[0]?.at).toMatch(/^content\.fork/)
    }
    const unnamed = deps.newId()
    await save(unnamed, { ...content, name: '' })
    expect(await publish(unnamed)).toMatchObject({
      body: { code: 'notReady', problems: [{ at: 'name' }] },
    })
    const other = await makeTeam(deps, createApp(deps))
    const asked = { basedOn: 0, of: null, content }
    expect(await other.as('lead')('PUT', `/drafts/${deps.newId()}`, asked)).toMatchObject({
      ...{ status: 404, body: { code: 'notFound' } },
    })
  })

  test('a flow stays the fork it is, and no other becomes one', async () => {
    const first = await publishNew(flowOf('stays'))
    const fork = await forkOf(first, { name: 'Stays a fork', reason: 'Ours' })
    const of = await publishNew(fork)
    const { fork: origin, ...none } = fork
    const id = deps.newId()
    await save(id, none, { of })
    expect(await publish(id)).toMatchObject({ status: 422, body: { code: 'notReady' } })
    const become = deps.newId()
    await save(become, { ...flowOf('stays'), ...(origin ? { fork: origin } : {}) }, { of: first })
    expect(await publish(become)).toMatchObject({ status: 422 })
    // The version that both had last may move on.
    const newer = await publishNew(flowOf('stays', { summary: 'Newer' }), first)
    if (!origin) throw new Error('no fork')
    await publishNew({ ...fork, fork: { ...origin, version: newer.version } }, of)
    expect(await listed('stays-a-fork')).toMatchObject({ forkOf: { version: newer.version } })
  })

  describe('a flow that is taken out', () => {
    test('is found no more, but read by who runs on it; its fork and its short name live on', async () => {
      const first = await publishNew(flowOf('taken-out', { words: ['wombatdoor'] }))
      await publishNew(await forkOf(first, { name: 'Lives on', reason: 'Ours' }))
      expect(await remove(first.flowId, 'engineer')).toMatchObject({ status: 403 })
      expect(await remove(first.flowId)).toMatchObject({ status: 200 })
      expect(await remove(first.flowId)).toMatchObject({ status: 404 })
      expect(await listed('taken-out')).toBeUndefined()
      for (const q of ['taken-out flow', 'wombatdoor', 'wombatdor']) {
        const { body } = await team.as('viewer')('GET', `/flows/search?q=${encodeURIComponent(q)}`)
        const { hits } = z.parse(SearchFlows.response, body)
        expect(hits.map(({ flow }) => flow.id)).not.toContain(first.flowId)
      }
      expect(await readVersion(first.version)).toMatchObject({ content: { slug: 'taken-out' } })
      expect(await listed('lives-on')).toMatchObject({ forkOf: { name: 'Flow taken-out' } })
      expect(await save(deps.newId(), flowOf('taken-out'), { of: first })).toMatchObject({
        status: 404,
      })
      await publishNew(flowOf('taken-out', { summary: 'Another under the same name' }))
      expect(await listed('taken-out')).toMatchObject({ summary: 'Another under the same name' })
    })

    test('is none that others enter, that is being written, or that is built in', async () => {
      const leaf = await publishNew(
        flowOf('entered', {}, { end: { ending: 'returns', returns: 'fixed', alone: 'resolved' } }),
      )
      const ways = { sub: { flow: 'entered', ways: { fixed: 'end' } }, end: {} }
      const caller = await publishNew(flowOf('enters', {}, ways))
      expect(await remove(leaf.flowId)).toMatchObject({
        ...{ status: 409, body: { message: expect.stringContaining('“Flow enters”') } },
      })
      const id = deps.newId()
      await save(id, flowOf('enters', {}, ways), { of: caller })
      expect(await remove(caller.flowId)).toMatchObject({
        ...{ status: 409, body: { message: expect.stringContaining(team.people.engineer.name) } },
      })
      await team.as('engineer')('DELETE', `/drafts/${id}`)
      expect(await remove(caller.flowId)).toMatchObject({ status: 200 })
      expect(await remove(leaf.flowId)).toMatchObject({ status: 200 })

      const builtIn = { id: deps.newId(), content: flowOf('comes-with-the-server') }
      await seedFlows(deps, [builtIn])
      expect(await remove(builtIn.id)).toMatchObject({ status: 404 })
      expect(await listed('comes-with-the-server')).toBeDefined()
    })

    test('comes back as it was by one act of a lead, once, and the second is told', async () => {
      const first = await publishNew(flowOf('comes-back', { words: ['quokkagate'] }))
      const back = (kind: Kind = 'lead') =>
        team.as(kind)('POST', `/removed-flows/${first.flowId}/back`)
      const taken = async () => {
        const { body } = await team.as('lead')('GET', '/removed-flows')
        return z.parse(ListRemovedFlows.response, body).flows.map(({ slug }) => slug)
      }
      expect(await back()).toMatchObject({ status: 404 })
      await remove(first.flowId)
      expect(await taken()).toContain('comes-back')
      expect(await back('engineer')).toMatchObject({ status: 403 })
      const twice = await Promise.all([back(), back()])
      expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 404])
      expect(twice.map(({ body }) => body)).toContainEqual({ version: first.version })
      expect(await taken()).not.toContain('comes-back')
      expect(await listed('comes-back')).toMatchObject({ version: first.version })
      const { body } = await team.as('viewer')('GET', '/flows/search?q=quokkagate')
      expect(z.parse(SearchFlows.response, body).hits).toMatchObject([
        { flow: { id: first.flowId } },
      ])
      // Its next version is written as ever.
      const id = deps.newId()
      await save(id, flowOf('comes-back', { summary: 'Anew' }), { of: first })
      expect(await publish(id)).toMatchObject({ status: 200 })
    })

    test('stays out while another has its short name, or what it enters is gone', async () => {
      const first = await publishNew(flowOf('was-first'))
      await remove(first.flowId)
      const other = await publishNew(flowOf('was-first', { summary: 'Another of this name' }))
      const back = (flowId: string) => team.as('lead')('POST', `/removed-flows/${flowId}/back`)
      expect(await back(first.flowId)).toMatchObject({
        ...{ status: 409, body: { message: expect.stringContaining('“Flow was-first”') } },
      })
      await remove(other.flowId)
      expect(await back(first.flowId)).toMatchObject({ status: 200 })

      const leaf = await publishNew(
        flowOf('leaf', {}, { end: { ending: 'returns', returns: 'fixed', alone: 'resolved' } }),
      )
      const ways = { sub: { flow: 'leaf', ways: { fixed: 'end' } }, end: {} }
      const caller = await publishNew(flowOf('enters-leaf', {}, ways))
      await remove(caller.flowId)
      await remove(leaf.flowId)
      expect(await back(caller.flowId)).toMatchObject({
        status: 422,
        body: {
          code: 'notReady',
          message: expect.stringMatching(/: “Flow leaf”\. Put that back first/),
        },
      })
      expect(await listed('enters-leaf')).toBeUndefined()
      expect(await back(leaf.flowId)).toMatchObject({ status: 200 })
      expect(await back(caller.flowId)).toMatchObject({ status: 200 })
    })

    test('of two with one short name, put back at once, one comes back and the other is told', async () => {
      const back = (flowId: string) => team.as('lead')('POST', `/removed-flows/${flowId}/back`)
      const one = await publishNew(flowOf('at-once'))
      await remove(one.flowId)
      const other = await publishNew(flowOf('at-once', { summary: 'Another of this name' }))
      await remove(other.flowId)
      const answers = await Promise.all([back(one.flowId), back(other.flowId)])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
      expect(answers.find(({ status }) => status === 409)).toMatchObject({
        body: { code: 'conflict', message: expect.stringContaining('“Flow at-once”') },
      })
    })

    test('and it counts in no folder any more', async () => {
      const { flowId } = await publishNew(flowOf('was-in-a-folder'))
      const folder = ['Wombatdesk', 'North site']
      expect(await team.as('lead')('PUT', `/flows/${flowId}/folder`, { folder })).toMatchObject({
        status: 200,
      })
      expect(await remove(flowId)).toMatchObject({ status: 200 })
      const moved = await team.as('lead')('POST', '/flow-folders/move', {
        ...{ from: ['Wombatdesk'], to: ['Elsewhere'] },
      })
      expect(moved).toMatchObject({ status: 404 })
    })
  })
})
