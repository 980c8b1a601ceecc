/**
 * What is found in the built-in flows and in resolved cases, with words alone and with the
 * stand-in's vectors where the database can compare them.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { BUILT_IN_TEAM, hasMeaning } from '#db/migrate.ts'
import { BUILT_IN_FLOWS } from '#db/seed/built-in-flows.ts'
import { SearchFlows } from '#shared/flow/contract.ts'
import { startEmbedder } from '../../e2e/assistant/embedder.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { seedFlows } from '../flow/seed-flows.ts'
import { keepTestTicket } from '../testing/keep-ticket.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, started } from '../testing/make-events.ts'
import { makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { dropKeptTicket } from '../ticket/queries.ts'
import { tidy } from '../tidy.ts'
import type { Sought } from './door.ts'
import { embedMissing } from './learn/embed-missing.ts'
import { learnDue } from './learn/learn.ts'

/** Some of the library, since the stand-in takes its time over each passage. */
const FLOWS = BUILT_IN_FLOWS.filter(({ content }) =>
  ['sonicwall-s2s-down', 'ad-account-lockout', 'fslogix-profile', 'file-share-access'].includes(
    content.slug,
  ),
)

const outcome = {
  outcome: 'resolved' as const,
  cause: { status: 'probable' as const, text: 'Stale Kerberos ticket', confirmedBy: [] },
  verification: { text: 'the user opened a file', by: 'user' as const },
  nextSteps: [],
}

describe.each(onBoth)('knowledge on $name', ({ open }) => {
  let embedder: Awaited<ReturnType<typeof startEmbedder>>
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  let team: TestTeam
  let other: TestTeam
  let canCompare: boolean
  let asked = 0

  beforeAll(async () => {
    embedder = await startEmbedder()
    const env = { VOYAGE_API_KEY: 'stand-in', VOYAGE_BASE_URL: embedder.url }
    deps = await makeDeps(await open(), { env })
    app = createApp(deps)
    team = await makeTeam(deps, app)
    other = await makeTeam(deps, app)
    await seedFlows(deps, FLOWS)
    await learnDue(deps)
    canCompare = await hasMeaning(deps.database.owner)
    if (!canCompare) console.warn('*** LEFT OUT: searching by meaning; there is no pgvector. ***')
  })
  afterAll(async () => {
    await deps.close()
    await embedder.stop()
  })

  const find = async (query: string, more: Partial<Sought> = {}) =>
    deps.knowledge.search({ teamId: team.id, query, limit: 8, ...more })
  const ids = async (...asked: Parameters<typeof find>) =>
    (await find(...asked)).map(({ citation }) => citation.id)

  async function solve(who: TestTeam, client: string, seen: string, summary = 'Recalls share') {
    const { engineer } = who.people
    await keepTestTicket(deps, who.id)
    const sessionId = deps.newId()
    const begun = started(48211, client)
    const answer = await who.as('engineer')('POST', `/sessions/${sessionId}/events`, {
      after: 0,
      events: [
        makeEvent(engineer, { ...begun, ticket: { ...begun.ticket!, summary } }),
        makeEvent(engineer, { type: 'statement_added', kind: 'observation', text: seen }),
        makeEvent(engineer, { type: 'session_finished', outcome }),
      ],
    })
    expect(answer.body).toMatchObject({ refused: [] })
    return sessionId
  }

  const dropTicket = () =>
    inTeam(deps.db, team.id, (tx) =>
      dropKeptTicket(tx, {
        ...{ teamId: team.id, origin: 'https://na.myconnectwise.net', ticketId: 48211 },
      }),
    )

  describe('by words', () => {
    test.each([
      ['a phrase of a flow', 'SonicWall VPN tunnel down', 'flow:sonicwall-s2s-down'],
      [
        'a whole question',
        'How do I fix a locked out Active Directory account?',
        'flow:ad-account-lockout',
      ],
      [
        'a question that comes to the point late',
        'Hello, how do we go on with this one here when they say that the SonicWall VPN tunnel is down?',
        'flow:sonicwall-s2s-down',
      ],
      ['mistyped words', 'fslogxi porfile', 'flow:fslogix-profile'],
    ])('%s', async (_, query, expected) => {
      const found = await ids(query)
      expect(found.length).toBeGreaterThan(0)
      expect(found.slice(0, 3).some((id) => id.startsWith(expected))).toBe(true)
    })

    test('a step is cited by its flow and its place there, with the way that leads to it', async () => {
      const [first] = await find('event 4740 lockout source computer', { kinds: ['step'] })
      expect(first?.citation.flow?.nodeId).toBeTruthy()
      expect(first?.where).not.toBe('')
    })

    test.each([
      'How do I bake sourdough bread?',
      'quarterly marketing budget of the zoo',
      'the and of how what',
      "!!! --- ' | :* & (",
      '\\\\\u0000',
      '',
    ])('nothing for what nobody knows: %s', async (query) => expect(await find(query)).toEqual([]))
  })

  describe('cases', () => {
    test('are found by their client as they were, by the rest of the team without names', async () => {
      const sessionId = await solve(
        team,
        'Quokka Dental',
        'Quokka-FS01 refused the zebrafish mount',
      )
      await learnDue(deps)
      const asked = { kinds: ['session' as const] }
      const [own, ...more] = await find('zebrafish mount', { ...asked, client: 'quokka dental' })
      expect(more).toEqual([])
      expect(own?.citation).toMatchObject({ id: `session:${sessionId}`, sessionId })
      expect(own?.text).toContain('Quokka-FS01')
      for (const client of [null, 'adler & partner']) {
        const [shared, ...rest] = await find('zebrafish mount', { ...asked, client })
        expect(rest).toEqual([])
        expect(shared?.citation.id).toBe(`case:${sessionId}`)
        expect(JSON.stringify(shared)).not.toMatch(/quokka/i)
      }
      // The name itself finds nothing outside of the client's own work.
      expect(await find('quokka dental fs01', asked)).toEqual([])
    })

    test('stay with their client where the ticket is not kept that says whose names they hold', async () => {
      await solve(team, 'Quokka Dental', 'Petra of the front desk saw the numbatprinter')
      await dropTicket()
      await learnDue(deps)
      expect(await find('numbatprinter', { client: 'quokka dental' })).toHaveLength(1)
      expect(await find('numbatprinter')).toEqual([])
    })

    test('that say a word as it was asked come before those that say one written alike', async () => {
      await solve(team, 'Heron', 'The wombatrelay shows zx4470q')
      await learnDue(deps)
      const exact = await solve(team, 'Heron', 'The wombatrelay shows zx4471q')
      await dropTicket()
      await learnDue(deps)
      const query = 'Please mend the wombatrelay that shows zx4471q'
      const found = await find(query, { client: 'heron', kinds: ['session'] })
      expect(found.length).toBeGreaterThan(1)
      expect(found[0]?.citation.sessionId).toBe(exact)
    })

    test('are no other team’s, whatever it asks for', async () => {
      await solve(team, 'Quokka Dental', 'The wombatdrive was full')
      await learnDue(deps)
      expect(await find('wombatdrive')).not.toEqual([])
      for (const client of ['quokka dental', null]) {
        expect(await find('wombatdrive', { teamId: other.id, client })).toEqual([])
      }
    })

    test('hold no secret, and are gone when the session is open again', async () => {
      const sessionId = await solve(team, 'Ibis', 'The narwhalservice runs, password: Spring!2026x')
      await learnDue(deps)
      const [found] = await find('narwhalservice', { client: 'ibis' })
      expect(found?.text).toContain('narwhalservice')
      expect(found?.text).not.toContain('Spring!2026x')
      const reopened = makeEvent(team.people.engineer, {
        type: 'session_reopened',
        reason: 'Again',
      })
      await team.as('engineer')('POST', `/sessions/${sessionId}/events`, {
        after: 3,
        events: [reopened],
      })
      await learnDue(deps)
      expect(await find('narwhalservice', { client: 'ibis' })).toEqual([])
    })
  })

  test('words of what is gone are tidied away, and no other', async () => {
    const words = (teamId: string) =>
      inTeam(deps.db, teamId, async (tx) => {
        const query = tx.selectFrom('knowledgeWord').select('word').where('teamId', '=', teamId)
        return (await query.execute()).map(({ word }) => word)
      })
    const builtIn = await words(BUILT_IN_TEAM)
    const sessionId = await solve(team, 'Tern', 'The okapiservice and the tapirservice stand still')
    await solve(team, 'Tern', 'The tapirservice once more')
    await learnDue(deps)
    expect(await words(team.id)).toEqual(expect.arrayContaining(['okapiservice', 'tapirservice']))
    const reopened = makeEvent(team.people.engineer, { type: 'session_reopened', reason: 'Again' })
    await team.as('engineer')('POST', `/sessions/${sessionId}/events`, {
      after: 3,
      events: [reopened],
    })
    await learnDue(deps)
    await tidy(deps)
    const left = await words(team.id)
    expect(left).toContain('tapirservice')
    expect(left).not.toContain('okapiservice')
    expect(await words(BUILT_IN_TEAM)).toEqual(builtIn)
  })

  test('learning again changes nothing, and a changed flow is learned anew', async () => {
    const read = () =>
      inTeam(deps.db, BUILT_IN_TEAM, (tx) =>
        tx
          .selectFrom('knowledgeChunk')
          .select(['id', 'sourceVersion', 'learnedAt'])
          .where('teamId', '=', BUILT_IN_TEAM)
          .orderBy('id')
          .execute(),
      )
    const before = await read()
    expect(before.length).toBeGreaterThan(60)
    deps.pass(60_000)
    expect(await learnDue(deps)).toEqual([])
    expect(await seedFlows(deps, FLOWS)).toBe(0)
    await learnDue(deps)
    expect(await read()).toEqual(before)
  })

  describe('by meaning', () => {
    test('a question in other words finds the flow, where vectors can be compared', async () => {
      expect(await embedMissing(deps, BUILT_IN_TEAM)).toBe(true)
      const alike = await deps.knowledge.flowsAlike(
        team.id,
        'Staff are forbidden to get into the folder on the mapped directory',
      )
      if (canCompare) expect(alike[0]).toBe('file-share-access')
      else expect(alike).toEqual([])
    })

    test('so does the search in the library, in words that stand in no flow', async () => {
      const query = 'people at the front desk get thrown out of their desktops'
      const slugsFor = async () => {
        const { body } = await team.as('viewer')('GET', `/flows/search?q=${encodeURI(query)}`)
        return z.parse(SearchFlows.response, body).hits.map(({ flow }) => flow.slug)
      }
      const found = await slugsFor()
      if (canCompare) expect(found[0]).toBe('fslogix-profile')
      deps.pass(60_000)
      embedder.fail({ kind: 'status', status: 500 }, { times: 5 })
      expect(await slugsFor()).toEqual(found)
      embedder.reset()
    })

    test('names and secrets never reach the embedder', async () => {
      embedder.reset()
      const sessionId = await solve(team, 'Lemur Law', 'lemur-dc01 replied to jo@lemur.example')
      await learnDue(deps)
      await embedMissing(deps, team.id)
      await find('what did Joan say about password: Hunter2!x', {
        hide: (text) => text.replace('Joan', '[person 1]'),
      })
      for (const secret of ['emur', 'jo@', 'Hunter2!x', 'Joan']) {
        expect(embedder.mentions(secret), secret).toEqual([])
      }
      if (!canCompare) return
      const rows = await inTeam(deps.db, team.id, (tx) =>
        tx
          .selectFrom('knowledgeChunk')
          .select(['reach', 'embeddingModel', 'embeddingDims'])
          .where('sourceId', '=', sessionId)
          .execute(),
      )
      expect(rows.map(({ reach }) => reach).sort()).toEqual(['client', 'team'])
      for (const row of rows) {
        expect(row).toMatchObject({ embeddingModel: 'voyage-4-large', embeddingDims: 1024 })
      }
    })

    test('nor do machines, where the team lets none go', async () => {
      const limits = {
        monthlyLimitMicro: null,
        sessionLimitMicro: null,
        turnsPerMinute: null,
        inferenceGeo: null,
      }
      const setPolicy = (redactionPolicy: string) =>
        team.as('team_admin')('PUT', '/assistant/limits', { ...limits, redactionPolicy })
      expect(await setPolicy('mask_hosts')).toMatchObject({ status: 200 })
      embedder.reset()
      deps.pass(60_000)
      await team.as('viewer')('GET', '/flows/search?q=PRD-FS01%20refuses%20everybody')
      await find('why is 10.0.4.7 so slow')
      for (const machine of ['PRD-FS01', '10.0.4.7']) {
        expect(embedder.mentions(machine), machine).toEqual([])
      }
      if (canCompare) expect(embedder.mentions('[host] refuses')).not.toEqual([])
      await setPolicy('keep_hosts')
    })

    test.each([
      ['an error', { kind: 'status', status: 500 } as const],
      ['a closed line', { kind: 'drop' } as const],
      ['half an answer', { kind: 'cutAfter', events: 1 } as const],
    ])('%s of the embedder leaves the search to words', async (_, play) => {
      deps.pass(60_000)
      embedder.reset()
      embedder.fail(play, { times: 5 })
      expect(await ids(`The SonicWall VPN tunnel is down ${'!'.repeat(++asked)}`)).not.toEqual([])
    })

    test('what was asked is written down with what it cost', async () => {
      if (!canCompare) return
      const calls = await inTeam(deps.db, team.id, (tx) =>
        tx
          .selectFrom('aiCall')
          .select(['purpose', 'modelServed', 'inputTokens', 'costMicro'])
          .where('teamId', '=', team.id)
          .where('purpose', '=', 'embedding')
          .execute(),
      )
      expect(calls.length).toBeGreaterThan(0)
      for (const call of calls) expect(call.costMicro).toBeGreaterThan(0)
    })
  })
})
