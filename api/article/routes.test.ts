/** Articles at the front door, and how they are found. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { Article, ListArticles } from '#shared/article/contract.ts'
import { createApp } from '../app.ts'
import { LEARN, learnDue } from '../knowledge/learn/learn.ts'
import { listedJobs } from '../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

const TEXT = '# Queue\nStop the spooler of the numbatprinter, then empty its folder.'

describe.each(onBoth)('articles on $name', ({ open }) => {
  const sent: string[] = []
  const jobs = listedJobs(sent)
  let deps: TestDeps
  let team: TestTeam
  beforeAll(async () => {
    deps = await makeDeps(await open(), { jobs })
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  const save = (id: string, more: object = {}, kind: Kind = 'lead') =>
    team.as(kind)('PUT', `/articles/${id}`, { basedOn: 0, title: 'Printers', text: TEXT, ...more })
  const read = (id: string) => team.as('viewer')('GET', `/articles/${id}`)
  const list = async () =>
    z.parse(ListArticles.response, (await team.as('viewer')('GET', '/articles')).body).articles
  const find = async (query: string) => {
    await learnDue(deps)
    return deps.knowledge.search({ teamId: team.id, query, limit: 3 })
  }

  test('a lead’s is read by everybody, found by its words, and cited by itself', async () => {
    const id = deps.newId()
    expect(await save(id)).toMatchObject({ status: 200, body: { id, revision: 1, text: TEXT } })
    expect(sent, 'it is learned at once').toEqual([LEARN.name])
    expect(await list()).toMatchObject([{ id, title: 'Printers', savedBy: team.people.lead.name }])
    expect(z.parse(Article, (await read(id)).body).text).toBe(TEXT)
    const [found] = await find('numbatprinter spooler')
    expect(found).toMatchObject({
      ...{ kind: 'kb', where: 'Printers › Queue' },
      citation: { articleId: id, title: 'Printers: Queue' },
    })
  })

  test('what was changed is found as it is now; what was taken away is not', async () => {
    const id = deps.newId()
    await save(id, { text: 'Restart the okapiserver.' })
    expect(await find('okapiserver')).toHaveLength(1)
    expect(await save(id, { basedOn: 1, text: 'Restart the tapirserver.' })).toMatchObject({
      body: { revision: 2 },
    })
    expect(await find('okapiserver')).toEqual([])
    expect(await find('tapirserver')).toHaveLength(1)
    expect(await team.as('lead')('DELETE', `/articles/${id}`)).toMatchObject({ status: 200 })
    expect(await find('tapirserver')).toEqual([])
    expect(await read(id)).toMatchObject({ status: 404 })
    expect(await team.as('lead')('DELETE', `/articles/${id}`)).toMatchObject({ status: 404 })
  })

  test('of two who change the same one the later is told', async () => {
    const id = deps.newId()
    await save(id)
    const both = await Promise.all([
      save(id, { basedOn: 1, text: 'One.' }),
      save(id, { basedOn: 1, text: 'Two.' }, 'team_admin'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await save(id)).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await save(deps.newId(), { basedOn: 3 })).toMatchObject({ status: 404 })
  })

  test('secrets are masked before it is kept', async () => {
    const id = deps.newId()
    const { body } = await save(id, { text: 'The admin password: Hunter2!x opens it.' })
    expect(JSON.stringify(body)).not.toContain('Hunter2!x')
    expect(JSON.stringify((await read(id)).body)).not.toContain('Hunter2!x')
  })

  test('one without words, or too long for anybody, is refused by its place', async () => {
    for (const [at, more] of [
      ['text', { text: '  ' }],
      ['title', { title: '' }],
      ['text', { text: 'x'.repeat(60_001) }],
    ] as const) {
      expect(await save(deps.newId(), more)).toMatchObject({
        status: 400,
        body: { problems: [{ at }] },
      })
    }
  })
})
