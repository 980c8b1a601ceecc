import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import { BUILT_IN_FLOWS } from '#db/seed/built-in-flows.ts'
import { ListFlows, SearchFlows } from '#shared/flow/contract.ts'
import { Flow, FlowContent } from '#shared/flow/flow.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { askAs, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { publishFlow } from './queries.ts'
import { searchTexts } from './search-words.ts'
import { seedFlows } from './seed-flows.ts'

const makeContent = (slug: string, name: string, more: object = {}): FlowContent =>
  FlowContent.parse({
    slug,
    name,
    kind: 'troubleshooting',
    summary: `For tickets about ${name}`,
    category: 'Test',
    start: 'first',
    nodes: [
      {
        id: 'first',
        kind: 'question',
        title: 'Is the spooler running?',
        choices: [{ id: 'yes', label: 'Yes' }],
      },
      { id: 'done', kind: 'end', title: 'Done', ending: 'resolved' },
    ],
    edges: [{ id: 'e', from: 'first', choice: 'yes', to: 'done' }],
    ...more,
  })

const FLOWS = [
  makeContent('test-printer-offline', 'Printer shows offline', {
    words: ['print queue', 'spooler'],
  }),
  makeContent('test-ad-replication', 'Active Directory replication failure', {
    words: ['domain controller', 'repadmin'],
  }),
  makeContent('test-file-share', 'User unable to access file share', {
    words: ['mapped drive', 'access denied', 'permissions'],
  }),
  makeContent('test-vpn-tunnel', 'SonicWall VPN tunnel down', { words: ['site to site'] }),
  makeContent('test-overview', 'Überblick nach Ausfall'),
]

describe.each(onBoth)('flows on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  let team: TestTeam
  let other: TestTeam

  beforeAll(async () => {
    deps = await makeDeps(await open())
    app = createApp(deps)
    team = await makeTeam(deps, app)
    other = await makeTeam(deps, app)
    const toSeed = FLOWS.map((content) => ({ id: deps.newId(), content }))
    expect(await seedFlows(deps, toSeed)).toBe(FLOWS.length)
    expect(await seedFlows(deps, toSeed)).toBe(0)
  })
  afterAll(() => deps.close())

  const search = async (q: string, who = team) =>
    z
      .parse(
        SearchFlows.response,
        (await who.as('viewer')('GET', `/flows/search?q=${encodeURIComponent(q)}`)).body,
      )
      .hits.map((hit) => hit.flow.slug)
  const list = async (who = team) =>
    z.parse(ListFlows.response, (await who.as('viewer')('GET', '/flows')).body).flows

  const publishOwn = async (content: FlowContent, version = 'c'.repeat(64)) =>
    inTeam(deps.db, team.id, (tx) =>
      publishFlow(tx, {
        teamId: team.id,
        id: deps.newId(),
        version,
        content,
        authorId: team.people.lead.id,
        at: deps.now(),
        search: searchTexts(content),
        stepTitles: [],
      }),
    )

  describe('answers', () => {
    test('the built-in flows, by list and by version, owned by the service account', async () => {
      const flows = await list()
      expect(flows.map((flow) => flow.slug).sort()).toEqual(FLOWS.map((f) => f.slug).sort())
      expect(flows.every((flow) => flow.isBuiltIn)).toBe(true)
      for (const { version, slug } of flows) {
        const { body } = await team.as('viewer')('GET', `/flows/versions/${version}`)
        expect(Flow.parse(body).content).toEqual(FLOWS.find((flow) => flow.slug === slug))
      }
      const authors = await inTeam(deps.db, team.id, (tx) =>
        tx.selectFrom('flow').select('authorId').distinct().execute(),
      )
      expect(authors).toEqual([{ authorId: BUILT_IN_TEAM }])
    })

    test.each([
      ['a plain word', 'printer', 'test-printer-offline'],
      ['another ending', 'printers', 'test-printer-offline'],
      ['an inflected word', 'replicated directories', 'test-ad-replication'],
      ['an unfinished word', 'replicati', 'test-ad-replication'],
      ['an unfinished word among others', 'file sha', 'test-file-share'],
      ['one wrong letter', 'replecation', 'test-ad-replication'],
      ['swapped letters', 'pritner', 'test-printer-offline'],
      ['a missing letter', 'permisions', 'test-file-share'],
      ['a ticket word', 'spooler', 'test-printer-offline'],
      ['no accents', 'uberblick', 'test-overview'],
      [
        'a whole sentence',
        'User cannot reach the mapped drive since this morning',
        'test-file-share',
      ],
    ])('a search by %s', async (_, query, expected) => {
      expect((await search(query))[0]).toBe(expected)
    })

    test('a search in a step with the title of the step', async () => {
      const { body } = await team.as('viewer')('GET', '/flows/search?q=spooler%20running')
      const { hits } = z.parse(SearchFlows.response, body)
      expect(hits[0]?.step).toBe('Is the spooler running?')
    })

    test('nothing for nothing that is like it', async () => {
      expect(await search('xylophone')).toEqual([])
      expect(await search('!!! ---')).toEqual([])
      expect(await search("a' | b:* & (")).not.toBeUndefined()
    })

    test('the name counts more than a step', async () => {
      await publishOwn(makeContent('spooler-repair', 'Spooler repair'))
      expect((await search('spooler')).slice(0, 2)).toContain('spooler-repair')
      expect((await search('spooler'))[0]).toBe('spooler-repair')
      expect(await search('spooler repair', other)).not.toContain('spooler-repair')
      expect((await list(other)).some((flow) => flow.slug === 'spooler-repair')).toBe(false)
      const foreign = await other.as('viewer')('GET', `/flows/versions/${'c'.repeat(64)}`)
      expect(foreign.status).toBe(404)
    })

    test('the name that was meant, though another word is mistyped and all stand in many flows', async () => {
      const things = ['printer', 'scanner', 'mailbox', 'firewall', 'monitor', 'profile']
      const troubles = ['offline', 'unreachable', 'frozen', 'missing']
      for (const [at, thing] of things.entries()) {
        for (const [n, trouble] of troubles.entries()) {
          const slug = `like-${thing}-${trouble}`
          const content = makeContent(slug, `${thing} ${trouble} at the branch`)
          const [node] = content.nodes
          // Every flow speaks of everything in some step, as real ones do.
          const steps = `${things[(at + 1) % 6]} ${troubles[(n + 1) % 4]} ${things.join(' ')} ${troubles.join(' ')}`
          const nodes = node ? [{ ...node, title: steps }, ...content.nodes.slice(1)] : []
          await publishOwn({ ...content, nodes }, `${at}${n}`.padEnd(64, 'd'))
        }
      }
      const found = async (query: string) => (await search(query)).slice(0, 3)
      expect(await found('pritner unreachable branch')).toContain('like-printer-unreachable')
      expect(await found('firewal frozen branhc')).toContain('like-firewall-frozen')
      expect(await found('mialbox missing')).toContain('like-mailbox-missing')
      expect(await search('mialbox missing', other)).not.toContain('like-mailbox-missing')
    })

    test('a changed flow under the same id with a new version; the old one stays', async () => {
      const id = deps.newId()
      const before = makeContent('changing', 'Before')
      await seedFlows(deps, [{ id, content: before }])
      const old = (await list()).find((flow) => flow.id === id)
      await seedFlows(deps, [{ id, content: { ...before, name: 'After' } }])
      const now = (await list()).find((flow) => flow.id === id)
      expect(now?.name).toBe('After')
      const { status } = await team.as('viewer')('GET', `/flows/versions/${old?.version}`)
      expect(status).toBe(200)
    })

    test('every flow that ships', async () => {
      expect(await seedFlows(deps, BUILT_IN_FLOWS)).toBe(BUILT_IN_FLOWS.length)
    })
  })

  test.each([
    ['no words', '/flows/search?q='],
    ['words of nothing but space', '/flows/search?q=%20%20'],
    ['too many wanted', '/flows/search?q=x&limit=1000'],
    ['a limit that is none', '/flows/search?q=x&limit=abc'],
    ['a word twice', '/flows/search?q=x&q=y'],
    ['a version that is none', '/flows/versions/1'],
  ])('refuses %s', async (_, path) => {
    expect((await team.as('viewer')('GET', path)).status).toBe(400)
  })

  test.each(['/flows', '/flows/search?q=x'])('is not allowed to strangers: %s', async (path) =>
    expect((await askAs(app)('GET', path)).status).toBe(401),
  )
})
