/** Who owns what ships with the product: one account, which nobody is and nobody is offered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BUILT_IN_TEAM, migrate } from '#db/migrate.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { seedFlows } from './seed-flows.ts'

describe.each(onBoth)('the service account on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam
  beforeAll(async () => {
    deps = await makeDeps(await open())
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  const built = (slug: string) => ({
    id: deps.newId(),
    content: makeFlow(slug, { ask: { ways: { yes: 'end' } }, end: {} }),
  })
  const accounts = () =>
    inTeam(deps.db, BUILT_IN_TEAM, (tx) =>
      tx
        .selectFrom('person')
        .select(['id', 'email'])
        .where('teamId', '=', BUILT_IN_TEAM)
        .where('isServiceAccount', '=', true)
        .execute(),
    )

  test('is made once, however often a server starts', async () => {
    const flow = built('started-often')
    for (let start = 0; start < 3; start++) {
      await migrate(deps.database.owner)
      await seedFlows(deps, [flow])
    }
    expect(await accounts()).toEqual([{ id: BUILT_IN_TEAM, email: 'noreply@resolutionflow.com' }])
  })

  test('is the author of each built-in flow and of its versions, and none is without one', async () => {
    const flow = built('owned')
    await seedFlows(deps, [flow])
    const changed = { ...flow, content: { ...flow.content, summary: 'Another one' } }
    await seedFlows(deps, [changed])
    const authors = await inTeam(deps.db, BUILT_IN_TEAM, (tx) =>
      tx.selectFrom('flowVersion').select('authorId').where('flowId', '=', flow.id).execute(),
    )
    expect(authors).toEqual([{ authorId: BUILT_IN_TEAM }, { authorId: BUILT_IN_TEAM }])
    const { body } = await team.as('viewer')('GET', '/flows')
    expect(body).toMatchObject({
      flows: expect.arrayContaining([
        expect.objectContaining({ id: flow.id, authorId: BUILT_IN_TEAM, isBuiltIn: true }),
      ]),
    })
    const withoutAuthor = inTeam(deps.db, BUILT_IN_TEAM, (tx) =>
      tx
        .updateTable('flow')
        .set({ authorId: null as unknown as string }) // what the table itself must refuse
        .where('id', '=', flow.id)
        .execute(),
    )
    await expect(withoutAuthor).rejects.toThrow(/author_id|authorId/)
  })

  test('is in no list of people or of owners of sessions', async () => {
    for (const path of ['/people', '/session-owners']) {
      const { status, body } = await team.as('team_admin')('GET', path)
      expect(status).toBe(200)
      expect(JSON.stringify(body)).not.toMatch(/noreply@|00000000-0000-7000-8000-000000000001/)
    }
  })
})
