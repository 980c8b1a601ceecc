/** Money is put aside before a model is asked and settled after, whoever else asks at the time. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { giveJson, type PlayInput } from '#e2e/assistant/reply.ts'
import { budgetState, showDollars } from '#shared/assistant/budget.ts'
import { FIRST_HASH } from '#shared/session/chain.ts'
import { inTeam } from '../../db.ts'
import { insertSession } from '../../session/queries.ts'
import { onBoth } from '../../testing/on-both.ts'
import { promptCharsOf } from './build-request.ts'
import { costOf, estimateOf, NO_TOKENS } from './price.ts'
import { readModelState } from './read-state.ts'
import { reserveCall, settleReserved } from './reserve-call.ts'
import { storeLimits } from './setting-queries.ts'
import { LOST_AFTER_MS } from './settle-lost.ts'
import { type ModelRig, makeModelRig } from './testing/make-model-rig.ts'
import { SHIPPED_TIERS } from './tiers.ts'

const SAID = giveJson({ reply_md: 'The share is there.', facts: ['one', 'two'] })
const DEEP = { tier: 'deep' as const, effort: 'high' as const, reasons: [], routerVersion: 'test' }
const { fast, standard, deep } = SHIPPED_TIERS.tiers

describe.each(onBoth)('the budget on $name', ({ open }) => {
  let rig: ModelRig
  beforeAll(async () => {
    rig = await makeModelRig(await open(), { env: { ASSISTANT_TURNS_PER_MINUTE: '1000' } })
  })
  afterAll(() => rig.close())
  beforeEach(async () => {
    rig.assistant.reset()
    rig.deps.pass(40 * 24 * 3_600_000)
    await setLimit(null)
  })

  const setLimit = (
    monthlyLimitMicro: number | null,
    turnsPerMinute: number | null = null,
    sessionLimitMicro: number | null = null,
  ) =>
    inTeam(rig.deps.db, rig.team.id, (tx) =>
      storeLimits(tx, rig.team.id, {
        monthlyLimitMicro,
        sessionLimitMicro,
        turnsPerMinute,
        redactionPolicy: 'keep_hosts',
        inferenceGeo: null,
      }),
    )
  /** What one call puts aside: the same for each, since they ask the same. */
  const estimate = async () => {
    const reserved = await reserveCall(rig.deps, rig.ask())
    if ('failure' in reserved) throw new Error(reserved.failure)
    await settleReserved(rig.deps, rig.team.id, reserved, NOTHING)
    return reserved.estimateMicro
  }
  const month = () => rig.deps.now().toISOString().slice(0, 7)
  const used = () =>
    inTeam(rig.deps.db, rig.team.id, async (tx) => {
      const row = await tx
        .selectFrom('aiBudget')
        .select('usedMicro')
        .where('month', '=', month())
        .executeTakeFirst()
      return row?.usedMicro ?? 0
    })
  const spentByRows = async () =>
    (await rig.rows())
      .filter((row) => row.month === month())
      .reduce((sum, row) => sum + row.costMicro, 0)

  test('20 at once: as many go out as fit, none more, and the sum is the sum of the calls', async () => {
    const each = await estimate()
    await setLimit(each * 7)
    rig.assistant.useBrain(() => ({ ...SAID, pace: { headersMs: 300 } }))
    const answers = await Promise.all(Array.from({ length: 20 }, () => rig.call()))
    const out = answers.filter(({ callId }) => callId !== null)
    // Those that are done make room for those that come late.
    expect(out.length).toBeGreaterThanOrEqual(7)
    expect(rig.assistant.requests()).toHaveLength(out.length)
    for (const answer of answers) {
      if (answer.callId === null) expect(answer).toMatchObject({ failure: 'spend', costMicro: 0 })
      else expect(answer.kind).toBe('answer')
    }
    expect(await used()).toBe(await spentByRows())
    expect(await used()).toBe(out.reduce((sum, { costMicro }) => sum + costMicro, 0))
    expect(await used()).toBeLessThanOrEqual(each * 7)
  })

  test('20 reserved and none settled: exactly as many as fit', async () => {
    const each = await estimate()
    await setLimit(each * 7 + 1)
    const all = await Promise.all(
      Array.from({ length: 20 }, () => reserveCall(rig.deps, rig.ask())),
    )
    expect(all.filter((one) => 'callId' in one)).toHaveLength(7)
    // Their process died: they stay at what they could have cost.
    expect(await used()).toBe(each * 7)
    expect(await spentByRows()).toBe(each * 7)
  })

  test('a session that has cost its share goes on by rules; others are asked as before', async () => {
    const each = await estimate()
    await setLimit(null, null, each * 3)
    const [one, other] = [await addSession(), await addSession()]
    const reserve = (sessionId: string) => reserveCall(rig.deps, rig.ask({ sessionId }))
    const all = await Promise.all(Array.from({ length: 8 }, () => reserve(one)))
    expect(all.filter((call) => 'callId' in call)).toHaveLength(3)
    expect(all.at(-1)).toMatchObject({ failure: 'session_spend' })
    expect(await reserve(other)).toHaveProperty('callId')
    // What was put aside and not used is there again.
    for (const call of all) {
      if ('callId' in call) await settleReserved(rig.deps, rig.team.id, call, NOTHING)
    }
    expect(await reserve(one)).toHaveProperty('callId')
  })

  test('what a dead process put aside for a session is given back before the session is refused', async () => {
    const each = await estimate()
    await setLimit(null, null, each * 2)
    const sessionId = await addSession()
    const reserve = () => reserveCall(rig.deps, rig.ask({ sessionId }))
    for (const _ of [1, 2]) expect(await reserve()).toHaveProperty('callId')
    expect(await reserve()).toMatchObject({ failure: 'session_spend' })
    rig.deps.pass(LOST_AFTER_MS + 1)
    expect(await reserve()).toHaveProperty('callId')
  })

  test('settled twice counts once', async () => {
    const reserved = await reserveCall(rig.deps, rig.ask())
    if ('failure' in reserved) throw new Error(reserved.failure)
    const outcome = { ...NOTHING, used: { ...NO_TOKENS, output: 100 } }
    await Promise.all([1, 2].map(() => settleReserved(rig.deps, rig.team.id, reserved, outcome)))
    expect(await used()).toBe(1_000)
  })

  test('from four fifths on the deep tier is left out, and at the end the rules answer', async () => {
    await setLimit(2_000_000)
    await add(1_500_000)
    rig.assistant.useBrain(() => SAID)
    expect(await rig.call({ choice: DEEP })).toMatchObject({ kind: 'answer', tier: 'deep' })
    await add(100_000)
    expect(await rig.call({ choice: DEEP })).toMatchObject({ kind: 'answer', tier: 'standard' })
    expect((await rig.rows()).at(-1)).toMatchObject({
      tierRequested: 'deep',
      tierServed: 'standard',
    })
    await add(380_000)
    expect(await rig.call({ choice: DEEP })).toMatchObject({ failure: 'spend', callId: null })
    expect(await readModelState(rig.deps, rig.team.id)).toMatchObject({
      state: 'spent',
      budget: 'spent',
      message: expect.stringMatching(/rules/),
    })
    rig.deps.pass(31 * 24 * 3_600_000)
    expect(await rig.call({ choice: DEEP })).toMatchObject({ kind: 'answer', tier: 'deep' })
  })

  test('20 turns at once of one person: as many as the minute allows; a turn asks on as it must', async () => {
    await setLimit(null, 6)
    const turnId = rig.deps.newId()
    const mine = await reserveCall(rig.deps, rig.ask({ turnId }))
    expect(mine).toHaveProperty('callId')
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        reserveCall(rig.deps, rig.ask({ turnId: rig.deps.newId() })),
      ),
    )
    expect(all.filter((one) => 'callId' in one)).toHaveLength(5)
    expect(all.at(-1)).toMatchObject({ failure: 'rate', retryAfterSeconds: 60 })
    expect(await reserveCall(rig.deps, rig.ask({ turnId }))).toHaveProperty('callId')
    const other = rig.ask({ personId: rig.team.people.lead.id })
    expect(await reserveCall(rig.deps, other)).toHaveProperty('callId')
    rig.deps.pass(60_000)
    expect(await reserveCall(rig.deps, rig.ask())).toHaveProperty('callId')
  })

  test.each<[string, PlayInput]>([
    ['cut', { kind: 'cutAfter', events: 6 }],
    ['ended too early', { kind: 'endAfter', events: 6 }],
    ['an error in the middle', { kind: 'errorAfter', events: 6 }],
  ])('%s: what was read is paid, and what had come is counted', async (_, play) => {
    rig.assistant.queue({ ...SAID, play, pace: { chunk: 9 } })
    const answer = await rig.call()
    const row = (await rig.rows()).at(-1)
    expect(row?.inputTokens).toBeGreaterThan(20)
    expect(row?.outputTokens).toBeGreaterThan(2)
    expect(answer.costMicro).toBe(
      costOf(
        { ...NO_TOKENS, input: row?.inputTokens ?? 0, output: row?.outputTokens ?? 0 },
        standard,
      ),
    )
    expect(await used()).toBe(answer.costMicro)
  })

  test('the fast tier is never asked to read more than it reads cheaply', async () => {
    const choice = { ...DEEP, tier: 'fast' as const, reasons: ['a summary'] }
    const askOf = (chars: number) => {
      const bare = promptCharsOf(rig.ask({ messages: [{ role: 'user', content: '' }] }))
      const content = 'x'.repeat(chars - bare)
      return rig.ask({ choice, messages: [{ role: 'user', content }] })
    }
    expect(await reserveCall(rig.deps, askOf(300_000))).toMatchObject({
      tier: 'fast',
      reasons: ['a summary'],
    })
    expect(await reserveCall(rig.deps, askOf(300_001))).toMatchObject({
      tier: 'standard',
      reasons: ['a summary', 'more than 100,000 tokens to read: too long for the fast tier'],
    })
  })

  test('what a dead process put aside keeps nobody from asking: what was sent is paid', async () => {
    const one = await estimate()
    await setLimit(3 * one)
    const lost = [await reserveCall(rig.deps, rig.ask()), await reserveCall(rig.deps, rig.ask())]
    expect(await used()).toBe(2 * one)
    rig.deps.pass(14 * 60_000)
    expect(await reserveCall(rig.deps, rig.ask())).toHaveProperty('callId')
    // It may still be heard of; later it cannot.
    expect(await reserveCall(rig.deps, rig.ask())).toMatchObject({ failure: 'spend' })
    rig.deps.pass(2 * 60_000)
    expect(await reserveCall(rig.deps, rig.ask())).toHaveProperty('callId')
    const rows = await rig.rows()
    for (const call of lost) {
      const row = rows.find(({ id }) => 'callId' in call && id === call.callId)
      expect(row).toMatchObject({ failure: 'cut', settledAt: expect.any(String) })
      expect(row?.costMicro).toBe(2 * (row?.inputTokens ?? 0))
    }
    expect(await used()).toBe(await spentByRows())
    // One that was only thought dead changes nothing any more.
    const before = await used()
    const [back] = lost
    if (back && 'callId' in back) await settleReserved(rig.deps, rig.team.id, back, NOTHING)
    expect(await used()).toBe(before)
  })

  async function addSession(): Promise<string> {
    const id = rig.deps.newId()
    const ownerId = rig.team.people.engineer.id
    await inTeam(rig.deps.db, rig.team.id, (tx) =>
      insertSession(tx, { teamId: rig.team.id, id, ownerId, hash: FIRST_HASH, at: rig.deps.now() }),
    )
    return id
  }

  /** Spends so much more by other means. */
  async function add(micro: number) {
    const usedMicro = (await used()) + micro
    await inTeam(rig.deps.db, rig.team.id, (tx) =>
      tx
        .insertInto('aiBudget')
        .values({ teamId: rig.team.id, month: month(), usedMicro })
        .onConflict((taken) => taken.columns(['teamId', 'month']).doUpdateSet({ usedMicro }))
        .execute(),
    )
  }
})

describe('prices', () => {
  test('are by the table, cache by cache', () => {
    const tokens = { ...NO_TOKENS, input: 1_000, cacheRead: 10_000, cacheWrite5m: 400, output: 300 }
    expect(costOf(tokens, standard)).toBe(2_000 + 2_000 + 1_000 + 3_000)
    expect(costOf({ ...tokens, cacheWrite1h: 100 }, deep)).toBe(4_000 + 2_000 + 2_000 + 800 + 6_000)
  })

  test('a long prompt costs the fast tier five times as much, all of it', () => {
    const short = costOf({ ...NO_TOKENS, input: 100_000, output: 1_000 }, fast)
    const long = costOf({ ...NO_TOKENS, input: 100_001, output: 1_000 }, fast)
    expect([short, long]).toEqual([10_500, 52_501])
  })

  test('are put aside for the whole of a long prompt as well', () => {
    const asked = { maxTokens: 1_000 }
    const short = estimateOf({ ...asked, promptChars: 300_000 }, fast)
    const long = estimateOf({ ...asked, promptChars: 300_003 }, fast)
    expect([short, long]).toEqual([20_500, 102_501])
  })

  test('parts of a millionth are never given away', () => {
    expect(costOf({ ...NO_TOKENS, input: 1 }, fast)).toBe(1)
    expect(costOf({ ...NO_TOKENS, input: 10 }, fast)).toBe(1)
  })
})

test.each([
  [0, null, 'ok'],
  [0, 1_000_000, 'ok'],
  [799_999, 1_000_000, 'ok'],
  [800_000, 1_000_000, 'soft'],
  [990_000, 1_000_000, 'spent'],
  [0, 0, 'spent'],
])('%i used of %s: %s', (usedMicro, limit, state) => {
  expect(budgetState(usedMicro, limit)).toBe(state)
})

test.each([
  [0, '$0.00'],
  [12, '$0.000012'],
  [4_200, '$0.004'],
  [420_000, '$0.42'],
  [12_500_000, '$12.50'],
])('%i millionths are shown as %s', (micro, shown) => {
  expect(showDollars(micro)).toBe(shown)
})

const NOTHING = {
  tierServed: null,
  modelServed: null,
  requestId: null,
  stopReason: null,
  failure: null,
  firstTextMs: null,
  totalMs: 0,
  used: null,
}
