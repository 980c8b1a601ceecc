/** Folders at the front door: who moves what where, and what is found by them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListFlows, SearchFlows } from '#shared/flow/contract.ts'
import { askPick, type FlowPick } from '#shared/flow/pick-flows.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { createApp } from '../app.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { seedFlows } from './seed-flows.ts'

describe.each(onBoth)('folders on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam
  let other: TestTeam
  const ids: Record<'printer' | 'queue' | 'share', string> = { printer: '', queue: '', share: '' }
  beforeAll(async () => {
    deps = await makeDeps(await open())
    const app = createApp(deps)
    team = await makeTeam(deps, app)
    other = await makeTeam(deps, app)
    for (const slug of ['printer', 'queue', 'share'] as const) ids[slug] = deps.newId()
    const content = (slug: string) => makeFlow(slug, { ask: { ways: { yes: 'end' } }, end: {} })
    const flows = Object.entries(ids).map(([slug, id]) => ({ id, content: content(slug) }))
    await seedFlows(deps, flows)
  })
  afterAll(() => deps.close())

  const put = (flowId: string, folder: string[]) =>
    team.as('lead')('PUT', `/flows/${flowId}/folder`, { folder })
  const move = (from: string[], to: string[]) =>
    team.as('lead')('POST', '/flow-folders/move', { from, to })
  const folders = async (of = team) => {
    const { body } = await of.as('viewer')('GET', '/flows')
    const { flows } = z.parse(ListFlows.response, body)
    return Object.fromEntries(flows.map(({ slug, folder }) => [slug, folder.join(' / ')]))
  }
  const search = async (asked: string | URLSearchParams, of = team) => {
    const query = typeof asked === 'string' ? new URLSearchParams({ q: asked }) : asked
    const { body } = await of.as('viewer')('GET', `/flows/search?${query}`)
    return z.parse(SearchFlows.response, body).hits.map(({ flow }) => flow.slug)
  }

  test('a flow, a built-in one too, is in one folder or none, of this team only', async () => {
    expect(await put(ids.printer, ['Wombatdesk', 'North site'])).toMatchObject({ status: 200 })
    expect(await put(ids.queue, ['Wombatdesk'])).toMatchObject({ status: 200 })
    expect(await folders()).toEqual({
      ...{ printer: 'Wombatdesk / North site', queue: 'Wombatdesk', share: '' },
    })
    expect(await folders(other)).toEqual({ printer: '', queue: '', share: '' })
    expect(await put(ids.queue, ['Elsewhere'])).toMatchObject({ body: { folder: ['Elsewhere'] } })
    expect(await put(ids.queue, [])).toMatchObject({ status: 200 })
    expect(await folders()).toMatchObject({ queue: '' })
    expect(await put(deps.newId(), ['Elsewhere'])).toMatchObject({ status: 404 })
    expect(await put(ids.queue, ['a', 'b', 'c', 'd', 'e'])).toMatchObject({ status: 400 })
  })

  test.each([
    ['a/b', 'must not hold a slash: “Printing / North site” is two names'],
    ['North\nsite', 'must stand on one line'],
    ['\u200b', 'must hold something that can be seen'],
    [' ', 'must not be empty'],
  ])('a name no form lets through, %j, is refused by what is wrong with it', async (name, told) => {
    const refused = {
      status: 400,
      body: { code: 'badRequest', message: expect.stringContaining(told) },
    }
    expect(await put(ids.queue, [name])).toMatchObject(refused)
    expect(await move(['Wombatdesk'], ['Desks', name])).toMatchObject(refused)
    expect(await folders()).toMatchObject({ queue: '' })
  })

  test('a flow is found by the names of its folders', async () => {
    expect(await search('wombatdesk')).toEqual(['printer'])
    expect(await search('wombatdesk printer')).toEqual(['printer'])
    expect(await search('wombatdesk', other)).toEqual([])
  })

  test('a folder moves with all beneath it, and into none that would be too deep', async () => {
    await put(ids.queue, ['Wombatdesk', 'South'])
    expect(await move(['Wombatdesk'], ['Desks', 'First'])).toMatchObject({ body: { moved: 2 } })
    expect(await folders()).toMatchObject({
      ...{ printer: 'Desks / First / North site', queue: 'Desks / First / South' },
    })
    expect(await search('desks south')).toEqual(['queue'])
    expect(await move(['Wombatdesk'], ['Desks'])).toMatchObject({ status: 404 })
    expect(await move(['Desks', 'First'], ['a', 'b', 'c', 'd'])).toMatchObject({
      ...{ status: 422, body: { code: 'notReady' } },
    })
    expect(await move(['Desks', 'First', 'South'], ['Desks', 'First', 'North site'])).toMatchObject(
      {
        body: { moved: 1 },
      },
    )
    expect(await folders()).toMatchObject({ queue: 'Desks / First / North site' })
  })

  test('a search among what is picked out loses nothing to what is not', async () => {
    const many = Array.from({ length: 25 }, (_, n) => ({
      id: deps.newId(),
      content: makeFlow(
        `echidna-${n}`,
        { ask: { title: 'Feed the bandicoot', ways: { yes: 'end' } }, end: {} },
        { name: `Echidna bandicoot ${n}`, category: 'Zoo' },
      ),
    }))
    await seedFlows(deps, many)
    const wanted = {
      id: deps.newId(),
      content: makeFlow(
        'wanted',
        { ask: { title: 'Feed the bandicoot', ways: { yes: 'end' } }, end: {} },
        {
          name: 'Zzz of another kind',
          category: 'Paddock',
          summary: 'Feeds a bandicoot',
          tags: ['marsupial', 'night shift'],
        },
      ),
    }
    await seedFlows(deps, [wanted])
    await put(wanted.id, ['Enclosures', 'Paddock'])
    await team.as('viewer')('PUT', `/flows/${wanted.id}/favourite`, { isFavourite: true })
    const found = (q: string, some: Partial<FlowPick>) => {
      const pick = {
        whose: 'all',
        category: null,
        folder: [],
        tags: new Set(),
        ...some,
      } as FlowPick
      const asked = new URLSearchParams({ q, limit: '20', ...askPick(pick) })
      return search(asked)
    }
    for (const q of ['bandicoot', 'bandicot', 'bandicoot for the queue of nobody']) {
      expect(await found(q, {}), q).not.toContain('wanted')
      for (const pick of [
        { category: 'Paddock' },
        { folder: ['Enclosures'] },
        { folder: ['Enclosures', 'Paddock'] },
        { tags: new Set(['marsupial', 'night shift']) },
        { whose: 'favourites' as const },
        { whose: 'built_in' as const, category: 'Paddock' },
      ]) {
        expect(await found(q, pick), `${q} ${JSON.stringify(pick)}`).toEqual(['wanted'])
      }
      for (const pick of [
        { category: 'Nowhere' },
        { folder: ['Paddock'] },
        { tags: new Set(['marsupial', 'day shift']) },
        { whose: 'mine' as const },
        { whose: 'team' as const },
      ]) {
        expect(await found(q, pick), `${q} ${JSON.stringify(pick)}`).toEqual([])
      }
    }
  })
})
