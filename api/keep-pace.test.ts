/** One person alone is slowed down, in a sentence, and nothing of what is refused is done. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PACES } from '#shared/pace.ts'
import { ReadEvents } from '#shared/session/contract.ts'
import { createApp } from './app.ts'
import { everyRoute, nameOf } from './testing/every-route.ts'
import { makeDeps, type TestDeps } from './testing/make-deps.ts'
import { makeEvent, said, started } from './testing/make-events.ts'
import { makeTeam, type TestTeam } from './testing/make-team.ts'
import { onBoth } from './testing/on-both.ts'

/** Written down a second time on purpose, as the rights are. */
const PACED: Record<string, string> = {
  'POST /sessions/:sessionId/events': 'append',
  'POST /sessions/:sessionId/handoffs': 'post',
  'POST /sessions/:sessionId/notes': 'post',
  'POST /sessions/:sessionId/notes/:writeId/retry': 'post',
  'POST /sessions/:sessionId/previews': 'compose',
  'POST /tickets/summary': 'compose',
  'POST /scripts/:scriptId/generate': 'compose',
  'PUT /sessions/:sessionId/attachments/:attachmentId': 'attach',
  'PUT /scripts/:scriptId': 'author',
  'DELETE /scripts/:scriptId': 'author',
  'GET /library-steps': 'search',
  'GET /psa/configurations': 'search',
  'GET /tried-before': 'search',
  'POST /removed-flows/:flowId/back': 'author',
  'PUT /library-steps/:stepId': 'author',
  'DELETE /library-steps/:stepId': 'author',
  'PUT /library-steps/:stepId/review': 'author',
  'GET /maintenance-batches/:batchId/results': 'compose',
  'PUT /maintenance-plans/:planId': 'author',
  'DELETE /maintenance-plans/:planId': 'author',
  'POST /maintenance-plans/:planId/batches': 'author',
  'POST /maintenance-batches/:batchId/targets/:position/start': 'append',
  'POST /maintenance-batches/:batchId/targets/:position/leave-out': 'author',
  'PUT /articles/:articleId': 'author',
  'DELETE /articles/:articleId': 'author',
  'PUT /drafts/:draftId': 'author',
  'DELETE /drafts/:draftId': 'author',
  'POST /drafts/:draftId/publish': 'author',
  'POST /chat/questions': 'ask',
  'POST /flow-descriptions': 'ask',
  'GET /flows/search': 'search',
  'POST /psa/connection/test': 'reachOut',
  'PUT /notice-channels/:kind': 'author',
  'POST /notice-channels/:kind/test': 'reachOut',
  'POST /notice-deliveries/:id/again': 'reachOut',
  'POST /assistant/key/test': 'reachOut',
}

test('what writes or costs has a pace', () => {
  const paced = everyRoute.flatMap((route) => (route.pace ? [[nameOf(route), route.pace]] : []))
  expect(Object.fromEntries(paced)).toMatchObject(PACED)
})

const [embedded] = onBoth
describe('the pace of one person', () => {
  let deps: TestDeps
  let team: TestTeam

  beforeAll(async () => {
    if (!embedded) throw new Error('no database')
    deps = await makeDeps(await embedded.open(), { env: { PERSON_LIMITS: 'on' } })
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  const search = (kind: 'engineer' | 'lead') => team.as(kind)('GET', '/flows/search?q=share')
  const drain = async (kind: 'engineer' | 'lead') => {
    for (let asked = 0; asked < PACES.search.burst; asked++) {
      expect(await search(kind)).toMatchObject({ status: 200 })
    }
  }

  test('lets a burst through, then says when to ask again; time brings it back', async () => {
    await drain('engineer')
    const refused = await search('engineer')
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'tooMany', message: expect.stringMatching(/Try again in a second\.$/) },
    })
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await search('lead'), 'of one person alone').toMatchObject({ status: 200 })
    expect(await team.as('engineer')('GET', '/flows'), 'and one kind').toMatchObject({
      status: 200,
    })

    deps.pass(1_000)
    for (let asked = 0; asked < PACES.search.perMinute / 60; asked++) {
      expect(await search('engineer')).toMatchObject({ status: 200 })
    }
    expect(await search('engineer')).toMatchObject({ status: 429 })
    deps.pass(60_000)
    await drain('engineer')
    expect(await search('engineer'), 'never more than a burst').toMatchObject({ status: 429 })
    deps.pass(-3_600_000)
    expect(await search('engineer'), 'nor by a clock set back').toMatchObject({ status: 429 })
    deps.pass(3_600_000)
  })

  test('of the record refuses a batch whole, and takes the same one later, once', async () => {
    const sessionId = deps.newId()
    const { engineer } = team.people
    const ask = team.as('engineer')
    const path = `/sessions/${sessionId}/events`
    const send = (events: object[]) => ask('POST', path, { after: 0, events })
    await send([makeEvent(engineer, started())])
    for (let asked = 1; asked < PACES.append.burst; asked++) await send([])
    const batch = [makeEvent(engineer, said('one')), makeEvent(engineer, said('two'))]
    const refused = await send(batch)
    expect(refused).toMatchObject({ status: 429, body: { code: 'tooMany' } })
    const read = async () => ReadEvents.response.parse((await ask('GET', path)).body).version
    expect(await read()).toBe(1)
    deps.pass(Number(refused.headers.get('retry-after')) * 1_000)
    expect(await send(batch)).toMatchObject({ status: 200, body: { version: 3 } })
    expect(await read()).toBe(3)
  })
})
