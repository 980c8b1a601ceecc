/** A team's key, limits and costs, asked for at the front door. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { giveJson } from '#e2e/assistant/reply.ts'
import type { TierChoice } from '#shared/assistant/tier-route.ts'
import { inTeam } from '../../db.ts'
import { reseal } from '../../reseal.ts'
import { makeKey, openSecrets } from '../../secrets.ts'
import { TEST_KEYS } from '../../testing/make-deps.ts'
import { makeEvent, started } from '../../testing/make-events.ts'
import { makeTeam, type TestTeam } from '../../testing/make-team.ts'
import { onBoth } from '../../testing/on-both.ts'
import { callModel } from './call-model.ts'
import { readSetting } from './setting-queries.ts'
import { KEY, type ModelRig, makeModelRig } from './testing/make-model-rig.ts'
import { watchModels } from './watch-models.ts'

const OWN = 'sk-ant-own-key-of-the-team'
const SAID = giveJson({ reply_md: 'Yes.', facts: [] })
const LIMITS = {
  monthlyLimitMicro: 5_000_000,
  sessionLimitMicro: 2_000_000,
  turnsPerMinute: 3,
  redactionPolicy: 'mask_hosts',
  inferenceGeo: 'us',
}

describe.each(onBoth)('settings about models on $name', ({ open }) => {
  let rig: ModelRig
  let team: TestTeam
  beforeAll(async () => {
    rig = await makeModelRig(await open())
    team = rig.team
  })
  afterAll(() => rig.close())
  beforeEach(() => rig.assistant.reset())
  afterEach(() => team.as('team_admin')('DELETE', '/assistant/key'))

  const keysUsed = () =>
    rig.assistant.calls.filter(({ request }) => request).map(({ headers }) => headers.authorization)

  test('a key goes in and never comes out: who set it and when is shown, and it is used', async () => {
    const admin = team.as('team_admin')
    const set = await admin('PUT', '/assistant/key', { apiKey: ` ${OWN} ` })
    expect(set.body).toMatchObject({
      ownKey: { setAt: rig.deps.now().toISOString(), setBy: team.people.team_admin.name },
    })
    const read = await admin('GET', '/assistant/settings')
    expect(JSON.stringify([set.body, read.body])).not.toContain(OWN)
    const stored = await inTeam(rig.deps.db, team.id, (tx) => readSetting(tx, team.id))
    expect(stored?.apiKey).not.toContain(OWN)

    rig.assistant.queue(SAID, SAID)
    expect(await rig.call()).toMatchObject({ kind: 'answer' })
    expect(keysUsed()).toEqual([`Bearer ${OWN}`])
    await admin('DELETE', '/assistant/key')
    await rig.call()
    expect(keysUsed()).toEqual([`Bearer ${OWN}`, `Bearer ${KEY}`])
    expect(rig.deps.logged.join('\n')).not.toContain(OWN)
  })

  test('a key is tried model by model, stored or not; the last try stays beside the stored one', async () => {
    const admin = team.as('team_admin')
    const tried = await admin('POST', '/assistant/key/test', { apiKey: OWN })
    expect(tried.body).toMatchObject({
      ok: true,
      findings: [{}, {}, {}].map(() => ({ state: 'works' })),
    })
    expect((await admin('GET', '/assistant/settings')).body).toMatchObject({ lastTest: null })

    await admin('PUT', '/assistant/key', { apiKey: OWN })
    rig.assistant.fail(
      { kind: 'status', status: 401 },
      { times: 9, path: '/v1/models/claude-opus-5-5' },
    )
    const stored = await admin('POST', '/assistant/key/test', {})
    expect(stored.body).toMatchObject({
      ok: false,
      findings: [{ state: 'works' }, { state: 'works' }, { state: 'fails' }],
    })
    expect((await admin('GET', '/assistant/settings')).body).toMatchObject({
      lastTest: stored.body,
    })
  })

  test('limits are kept and hold; the installation’s key is never used beyond its own', async () => {
    const admin = team.as('team_admin')
    const set = await admin('PUT', '/assistant/limits', LIMITS)
    expect(set.body).toMatchObject({
      limits: LIMITS,
      effectiveLimitMicro: 5_000_000,
      effectiveTurnsPerMinute: 3,
    })
    const higher = { ...LIMITS, monthlyLimitMicro: 900_000_000 }
    expect((await admin('PUT', '/assistant/limits', higher)).body).toMatchObject({
      effectiveLimitMicro: rig.deps.config.assistant.monthlyLimitMicro,
    })
    await admin('PUT', '/assistant/key', { apiKey: OWN })
    expect((await admin('GET', '/assistant/settings')).body).toMatchObject({
      effectiveLimitMicro: 900_000_000,
    })
    rig.assistant.queue(SAID)
    await rig.call()
    expect(rig.assistant.requests()[0]).toMatchObject({ inference_geo: 'us' })
  })

  test.each([
    [{ ...LIMITS, monthlyLimitMicro: -1 }],
    [{ ...LIMITS, monthlyLimitMicro: 1.5 }],
    [{ ...LIMITS, turnsPerMinute: 0 }],
    [{ ...LIMITS, inferenceGeo: 'moon' }],
    [{ ...LIMITS, redactionPolicy: 'none' }],
  ])('limits that make no sense are refused: %j', async (limits) => {
    expect((await team.as('team_admin')('PUT', '/assistant/limits', limits)).status).toBe(400)
  })

  test('a key that was sealed with an old key of the server is sealed anew', async () => {
    await team.as('team_admin')('PUT', '/assistant/key', { apiKey: OWN })
    const next = openSecrets(`${makeKey('k2')},${TEST_KEYS}`)
    expect(await reseal({ ...rig.deps, secrets: next })).toBe(1)
    const stored = await inTeam(rig.deps.db, team.id, (tx) => readSetting(tx, team.id))
    expect(next.isStale(stored?.apiKey ?? '')).toBe(false)
    expect(await reseal({ ...rig.deps, secrets: next })).toBe(0)
    // The server that does not have the new key says what is wrong, and to whom.
    rig.deps.pass(61_000)
    await team.as('team_admin')('DELETE', '/assistant/key')
  })

  test('a key that does not open is said to, and is no failure of anything else', async () => {
    const admin = team.as('team_admin')
    await admin('PUT', '/assistant/key', { apiKey: OWN })
    await inTeam(rig.deps.db, team.id, (tx) =>
      tx
        .updateTable('assistantSetting')
        .set({ apiKey: 'not sealed at all', keySetAt: '2026-01-01T00:00:00.000Z' })
        .execute(),
    )
    expect(await admin('POST', '/assistant/key/test', {})).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('Set it again') },
    })
    rig.deps.pass(61_000)
    expect(await rig.call()).toMatchObject({ failure: 'auth', costMicro: 0 })
  })
})

describe.each(onBoth)('what models cost on $name', ({ open }) => {
  let rig: ModelRig
  let team: TestTeam
  beforeAll(async () => {
    rig = await makeModelRig(await open())
    team = rig.team
  })
  afterAll(() => rig.close())

  test('is told by session, ticket, person, purpose, tier and month, and adds up', async () => {
    const { engineer, lead } = team.people
    const [first, second] = await Promise.all([startOn(rig, 70123), startOn(rig, 70123)])
    const fast: TierChoice = { tier: 'fast', effort: 'low', reasons: [], routerVersion: '1' }
    rig.assistant.useBrain(() => SAID)
    await rig.call({ sessionId: first })
    await rig.call({ sessionId: first, purpose: 'note', personId: lead.id })
    await rig.call({ sessionId: second })
    await callModel(rig.deps, rig.ask({ purpose: 'judge', personId: null, choice: fast }))

    const rows = await rig.rows()
    const sum = (some: typeof rows) => some.reduce((total, row) => total + row.costMicro, 0)
    const [one, note, two] = rows
    if (!one || !note || !two) throw new Error('rows are missing')
    const cost = await team.as('viewer')('GET', `/sessions/${first}/cost`)
    expect(cost.body).toMatchObject({
      calls: 2,
      costMicro: sum([one, note]),
      byTier: [{ tier: 'standard', calls: 2 }],
      ticket: { calls: 3, costMicro: sum([one, note, two]) },
    })
    const spending = await team.as('lead')('GET', '/assistant/spending')
    expect(spending.body).toMatchObject({
      month: '2026-03',
      calls: 4,
      costMicro: sum(rows),
      months: [{ month: '2026-03', calls: 4, costMicro: sum(rows) }],
      byPurpose: expect.arrayContaining([
        { purpose: 'turn', calls: 2, costMicro: sum([one, two]) },
        { purpose: 'note', calls: 1, costMicro: note.costMicro },
      ]),
      byPerson: expect.arrayContaining([
        { personId: engineer.id, name: engineer.name, calls: 2, costMicro: sum([one, two]) },
        { personId: null, name: 'FlowPilot itself', calls: 1, costMicro: rows[3]?.costMicro },
      ]),
    })
    expect(await rig.usedMicro()).toBe(sum(rows))
    const empty = await team.as('lead')('GET', '/assistant/spending?month=2025-01')
    expect(empty.body).toMatchObject({ calls: 0, costMicro: 0, byPerson: [] })
    expect((await team.as('lead')('GET', '/assistant/spending?month=13')).status).toBe(400)
  })

  test('another team sees nothing of it', async () => {
    const other = await makeTeam(rig.deps, rig.app)
    const spending = await other.as('team_admin')('GET', '/assistant/spending')
    expect(spending.body).toMatchObject({ calls: 0, costMicro: 0, months: [] })
  })
})

describe('whether there is a model', () => {
  const [embedded] = onBoth
  const rigWith = async (env: Record<string, string> = {}) =>
    makeModelRig((await embedded?.open())!, { env })

  test.each([
    ['on', {}],
    ['demo', { ASSISTANT_MODE: 'demo' }],
    ['off', { ANTHROPIC_API_KEY: '' }],
    ['spent', { ASSISTANT_MONTHLY_LIMIT: '0' }],
  ])('%s', async (state, env) => {
    const rig = await rigWith(env)
    const { body } = await rig.team.as('viewer')('GET', '/assistant')
    expect(body).toMatchObject({ state, message: expect.stringMatching(/\.$/) })
    await rig.close()
  })

  test('models that go are warned of, in the log and in the settings, and nothing waits for it', async () => {
    const rig = await rigWith()
    rig.deps.config.assistant.tiers = structuredClone(rig.deps.config.assistant.tiers)
    const { tiers } = rig.deps.config.assistant.tiers
    tiers.fast.model = 'claude-sonnet-4-5'
    tiers.standard.thinking = { ...tiers.standard.thinking, disabled: 'low' }
    tiers.deep.model = 'claude-nobody-knows'
    await watchModels(rig.deps)
    const { body } = await rig.team.as('team_admin')('GET', '/assistant/settings')
    expect(body).toMatchObject({
      warnings: [
        expect.stringMatching(/claude-sonnet-4-5.*does not take|withdrawn/),
        expect.stringMatching(/does not take thinking “disabled”/),
        expect.stringMatching(/no such model/),
      ],
    })
    expect(rig.deps.logged.filter((line) => line.includes('needs attention'))).toHaveLength(3)
    await rig.close()
  })
})

async function startOn({ deps, team }: ModelRig, ticketId: number): Promise<string> {
  const sessionId = deps.newId()
  const event = started()
  const ref = event.ticket?.ref
  if (!ref) throw new Error('no ticket')
  const answered = await team.as('engineer')('POST', `/sessions/${sessionId}/events`, {
    after: 0,
    events: [
      makeEvent(team.people.engineer, {
        ...event,
        ticket: { ...event.ticket!, ref: { ...ref, ticketId } },
      }),
    ],
  })
  expect(answered.body).toMatchObject({ refused: [] })
  return sessionId
}
