/** Proposals at the front door: learned once, decided once, and never more than was accepted. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListFlows } from '#shared/flow/contract.ts'
import { DraftOf } from '#shared/flow/drafts.ts'
import { Flow, type FlowContent } from '#shared/flow/flow.ts'
import { Notices } from '#shared/notice/contract.ts'
import { ListProposals, Proposal } from '#shared/proposal/contract.ts'
import type { EventData, SessionOutcome } from '#shared/session/event.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { seedFlows } from '../flow/seed-flows.ts'
import { listedJobs } from '../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, started } from '../testing/make-events.ts'
import { type Kind, makeTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { learnFromDue } from './learn-due.ts'
import { raiseFailing } from './raise-failing.ts'

const STEP = 'Remove the saved password'
/** Answers that say the same as a step. */
const MARKS: Record<string, string> = {
  [STEP]: 'remove-the-saved-password',
  'Sign in anew': 'sign-in-anew',
}
const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000
const CAUSE = 'The saved password was old'

/** A session as it is planted: where it went, what was done of one's own, and what came of it. */
interface Planted {
  kind?: Kind
  own?: readonly string[]
  flow?: { flowId: string; version: string } | null
  cause?: string
  client?: string
  ticketId?: number
  isFinished?: boolean
  isFirstLevel?: boolean
  outcome?: SessionOutcome
  daysAgo?: number
}

describe.each(onBoth)('proposals on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  beforeAll(async () => {
    deps = await makeDeps(await open(), { jobs: listedJobs() })
    app = createApp(deps)
  })
  afterAll(() => deps.close())

  async function makeWorld() {
    const team = await makeTeam(deps, app)
    const publish = async (content: FlowContent, of: DraftOf | null = null) => {
      const id = deps.newId()
      const saved = await team.as('lead')('PUT', `/drafts/${id}`, { basedOn: 0, of, content })
      expect(saved, JSON.stringify(saved.body)).toMatchObject({ status: 200 })
      const published = await team.as('lead')('POST', `/drafts/${id}/publish`, { revision: 1 })
      expect(published, JSON.stringify(published.body)).toMatchObject({ status: 200 })
      return z.parse(DraftOf, published.body)
    }
    const content = makeFlow('share', {
      ping: { ways: { yes: 'open', no: 'end' } },
      open: { ways: { yes: 'end', no: 'end' } },
      end: {},
    })
    const share = await publish(content)

    async function plant(planted: Planted = {}) {
      const { kind = 'engineer', own = [STEP], flow = share, cause = CAUSE } = planted
      const sessionId = deps.newId()
      const by = team.people[kind]
      const events: ReturnType<typeof makeEvent>[] = []
      const at = new Date(deps.now().getTime() - (planted.daysAgo ?? 0) * DAY_MS).toISOString()
      const add = (data: EventData) => {
        const event = makeEvent(by, data, { at })
        events.push(event)
        return event.id
      }
      const began = started(planted.ticketId ?? 48211, planted.client ?? 'Adler & Partner')
      add(planted.isFirstLevel ? { ...began, level: 'first' } : began)
      if (flow) {
        const runId = deps.newId()
        const pin = { id: flow.flowId, version: flow.version, slug: 'share', name: 'Flow share' }
        add({ type: 'flow_entered', runId, flow: pin, pins: [pin], start: 'ping', from: null })
        add({
          ...{ type: 'step_taken', place: { runId, nodeId: 'ping' }, nodeKind: 'question' },
          ...{ title: 'At ping', result: { kind: 'choice', choice: 'yes', label: 'yes' } },
          leadsTo: { runId, nodeId: 'open' },
        })
      }
      for (const title of own) {
        const customStepId = add({ type: 'custom_step_added', title })
        const says = { kind: 'action', text: title } as const
        add({ type: 'custom_step_done', customStepId, result: 'done', says })
      }
      const shown = add({ type: 'statement_added', kind: 'test', text: 'The share opens' })
      if (planted.isFinished !== false) {
        const confirmed = { status: 'confirmed' as const, text: cause, confirmedBy: [shown] }
        const { outcome = 'resolved' } = planted
        add({ type: 'session_finished', outcome: makeOutcome({ outcome, cause: confirmed }) })
      }
      const sent = await team.as(kind)('POST', `/sessions/${sessionId}/events`, {
        ...{ after: 0, events },
      })
      expect(sent.body, JSON.stringify(sent.body)).toMatchObject({ refused: [] })
      return sessionId
    }
    const append = async (sessionId: string, data: EventData, kind: Kind = 'engineer') => {
      const path = `/sessions/${sessionId}/events`
      const { version } = z.parse(
        z.object({ version: z.int() }),
        (await team.as(kind)('GET', path)).body,
      )
      const sent = await team.as(kind)('POST', path, {
        ...{ after: version, events: [makeEvent(team.people[kind], data)] },
      })
      expect(sent.body, JSON.stringify(sent.body)).toMatchObject({ refused: [] })
    }
    const learn = () => learnFromDue(deps)
    const list = async (status?: string) =>
      z.parse(
        ListProposals.response,
        (await team.as('lead')('GET', `/proposals${status ? `?status=${status}` : ''}`)).body,
      ).proposals
    const get = async (id: string, kind: Kind = 'lead') =>
      z.parse(Proposal, (await team.as(kind)('GET', `/proposals/${id}`)).body)
    /** The one that is open. */
    const only = async () => {
      const open = await list('open')
      expect(open).toHaveLength(1)
      return get(open[0]?.id ?? '')
    }
    const accept = (
      { id, revision, changes }: Pick<Proposal, 'id' | 'revision' | 'changes'>,
      more: object = {},
      kind: Kind = 'lead',
    ) =>
      team.as(kind)('POST', `/proposals/${id}/acceptance`, {
        ...{ revision, accepted: changes.map((one) => one.id), further: [] },
        ...{ reason: 'Seen often enough', ...more },
      })
    const decline = ({ id, revision }: Proposal, kind: Kind = 'lead', reason = 'Only one site') =>
      team.as(kind)('POST', `/proposals/${id}/decline`, { revision, reason })
    const offer = (sessionId: string, kind: Kind = 'engineer') =>
      team.as(kind)('POST', `/sessions/${sessionId}/offer`)
    const newest = async (flowId: string) => {
      const { flows } = z.parse(ListFlows.response, (await team.as('viewer')('GET', '/flows')).body)
      const version = flows.find(({ id }) => id === flowId)?.version
      return z.parse(Flow, (await team.as('viewer')('GET', `/flows/versions/${version}`)).body)
    }
    const bell = async (kind: Kind) =>
      z.parse(Notices, (await team.as(kind)('GET', '/me/notices')).body).notices
    return {
      ...{ team, content, share, publish, plant, append, learn, list, get, only },
      ...{ accept, decline, offer, newest, bell },
    }
  }

  test('three sessions that teach the same make one proposal, with its evidence', async () => {
    const { plant, learn, only, share, bell, list } = await makeWorld()
    const first = await plant()
    await plant({ own: ['Removed saved passwords'], kind: 'lead', client: 'Northwind' })
    await plant({ own: ['remove a SAVED password'] })
    await learn()
    await learn()
    const proposal = await only()
    expect(proposal).toMatchObject({
      ...{ kind: 'patch', status: 'open', flowName: 'Flow share', flowId: share.flowId },
      ...{ title: STEP, seen: 3, people: 2, newFlow: null, decision: null },
      base: { version: share.version, flow: { id: share.flowId, isBuiltIn: false } },
      ...{ changes: [{ kind: 'branch' }], replay: { of: 3, before: 0, after: 3 } },
    })
    expect(proposal.sources).toHaveLength(3)
    expect(proposal.sources.find((one) => one.sourceSessionId === first)).toMatchObject({
      ...{ l1SessionId: null, ticket: '#48211', isOffered: false },
    })
    expect(await list('accepted')).toEqual([])
    const told = (await bell('team_admin')).filter(({ kind }) => kind === 'proposal_raised')
    expect(told).toMatchObject([{ opens: { proposalId: proposal.id } }])
    expect(await bell('engineer')).toEqual([])
  })

  test('what was finished before an upgrade is learned, and told to nobody', async () => {
    const { plant, learn, bell, append, list, team } = await makeWorld()
    await plant()
    const opened = await plant({ own: ['Sign in anew'] })
    // As the upgrade marks what it finds.
    await inTeam(deps.db, team.id, (tx) =>
      tx.updateTable('pathDue').set({ isSilent: true }).where('teamId', '=', team.id).execute(),
    )
    await append(opened, { type: 'passage_marked', passage: 'Zebrafish' })
    await plant({ own: ['Map the drive again'] })
    await learn()
    expect(await list('open')).toHaveLength(3)
    const told = async () => (await bell('lead')).flatMap(({ opens }) => opens.proposalId ?? [])
    expect(await told()).toHaveLength(2)
    const silent = (await list('open')).find(({ title }) => title === STEP)
    expect(await told()).not.toContain(silent?.id)
  })

  test('learned at the same time by several they make one still', async () => {
    const { plant, learn, only } = await makeWorld()
    for (const kind of ['engineer', 'lead', 'team_admin'] as const) await plant({ kind })
    await Promise.all([learn(), learn(), learn()])
    expect(await only()).toMatchObject({ seen: 3, people: 3 })
  })

  test('names of the client are told in nothing of it', async () => {
    const { plant, learn, only, team } = await makeWorld()
    const { name } = team.people.engineer
    await plant({ own: [`Remove Quokkaberry’s password`], client: 'Quokkaberry Farms' })
    await learn()
    const { sources, ...told } = await only()
    expect(sources[0]?.byName).toBe(name)
    expect(JSON.stringify(told)).not.toMatch(/quokka/i)
  })

  test('one of two changes is accepted: the flow has it, the other is not asked again at once', async () => {
    const { plant, learn, only, list, accept, newest, share, bell, get } = await makeWorld()
    const sessionId = await plant({ own: [STEP, 'Sign in anew'] })
    await learn()
    const proposal = await only()
    const [one, two] = proposal.changes
    expect(two?.needs).toEqual([one?.id])
    expect(await accept(proposal, { accepted: [two?.id] })).toMatchObject({ status: 422 })
    expect(await accept(proposal, { accepted: [] })).toMatchObject({ status: 422 })
    expect(await accept(proposal, { accepted: ['another'] })).toMatchObject({ status: 422 })
    const answered = await accept(proposal, { accepted: [one?.id] })
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    const flow = await newest(share.flowId)
    expect(flow.content.changeReason).toBe('Seen often enough')
    const titles = flow.content.nodes.map(({ title }) => title)
    expect(titles).toContain(STEP)
    expect(titles).not.toContain('Sign in anew')
    const decided = await get(proposal.id)
    expect(decided).toMatchObject({
      ...{ status: 'accepted', revision: proposal.revision + 1, base: { version: share.version } },
      decision: { accepted: [one?.id], version: flow.version, reason: 'Seen often enough' },
    })
    const told = (await bell('engineer')).filter(({ kind }) => kind === 'proposal_decided')
    expect(told).toMatchObject([{ opens: { proposalId: proposal.id, sessionId } }])
    const waits = (await bell('team_admin')).filter(({ kind }) => kind === 'proposal_raised')
    expect(waits, 'it waits for no other lead any more').toEqual([])
    // The same click once more.
    const again = await accept(proposal, { accepted: [one?.id] })
    expect(again).toMatchObject({ status: 200, body: decided })
    await plant({ own: [STEP, 'Sign in anew'] })
    await learn()
    expect(await list('open')).toEqual([])
  })

  test('words are changed before it is accepted; what does not hold is not published', async () => {
    const { plant, learn, only, accept, newest, share, offer, list } = await makeWorld()
    await plant()
    await learn()
    const proposal = await only()
    const [edit] = proposal.changes[0]?.edits ?? []
    const node = edit?.type === 'addNode' ? edit.node.id : ''
    const say = (title: string) => [{ type: 'changeNode', node, fields: { title } }]
    expect(await accept(proposal, { further: say('') })).toMatchObject({ status: 422 })
    const lost = [{ type: 'removeNode', node: 'end' }]
    const refused = await accept(proposal, { further: lost })
    expect(refused).toMatchObject({ status: 422, body: { code: 'notReady' } })
    const title = 'Delete the saved password'
    expect(await accept(proposal, { further: say(title) })).toMatchObject({ status: 200 })
    const { content } = await newest(share.flowId)
    expect(content.nodes.find(({ id }) => id === node)).toMatchObject({ title })
    // In better words it was accepted all the same.
    const offered = await offer(await plant())
    expect(offered).toMatchObject({ status: 200, body: { offered: 'nothing_new' } })
    await learn()
    expect(await list('open')).toEqual([])
  })

  test('of two leads who decide at once one does, and the other is told who', async () => {
    const { plant, learn, only, accept, decline, team, list } = await makeWorld()
    await plant()
    await learn()
    const proposal = await only()
    const answers = await Promise.all([accept(proposal), decline(proposal, 'team_admin')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const winner = answers[0]?.status === 200 ? 'lead' : 'team_admin'
    const lost = answers.find(({ status }) => status === 409)
    expect(JSON.stringify(lost?.body)).toContain(team.people[winner].name)
    expect(await list('open')).toEqual([])
    expect(await accept({ ...proposal, revision: proposal.revision + 7 })).toMatchObject({
      status: 409,
    })
  })

  test('drawn anew where its flow has moved on; over where nothing is left', async () => {
    const { plant, learn, accept, publish, share, content, get, list } = await makeWorld()
    await plant()
    await plant({ own: ['Sign in anew'], cause: 'The ticket had expired' })
    await learn()
    const open = await list('open')
    expect(open).toHaveLength(2)
    const before = await get(open[0]?.id ?? '')
    const other = await get(open[1]?.id ?? '')
    const of = share
    const next = await publish({ ...content, summary: 'Another one.' }, of)
    expect(await accept(before)).toMatchObject({ status: 409 })
    const anew = await get(before.id)
    expect(anew).toMatchObject({ revision: before.revision + 1, base: { version: next.version } })
    expect(await accept(anew)).toMatchObject({ status: 200 })
    // The other stands on the version that came of it.
    const moved = await get(other.id)
    expect(moved).toMatchObject({ status: 'open', revision: other.revision + 1 })
    // A colleague draws by hand what it would add.
    const steps = makeFlow('share', {
      ping: { ways: { yes: 'open', no: 'end' } },
      open: { ways: { yes: 'end', no: 'end', [MARKS[moved.title] ?? '']: 'end' } },
      end: {},
    })
    await publish(steps, { flowId: share.flowId, version: moved.base?.version ?? '' })
    expect(await list('open')).toEqual([])
    expect(await get(moved.id)).toMatchObject({ status: 'outrun', changes: [] })
    expect(await accept(moved)).toMatchObject({ status: 409 })
    expect((await list()).map(({ status }) => status).sort()).toEqual(['accepted', 'outrun'])
  })

  test('one that cannot be drawn anew is listed as it stands, beside those that can', async () => {
    const { team, plant, learn, publish, share, content, get, list } = await makeWorld()
    await plant()
    await plant({ own: ['Sign in anew'], cause: 'The ticket had expired' })
    await learn()
    const [bad, good] = (await list('open')).toSorted((one, other) => (one.id < other.id ? -1 : 1))
    const broken = [{ id: 'broken', kind: 'retire' }]
    await inTeam(deps.db, team.id, (tx) =>
      tx
        .updateTable('proposal')
        .set({ changes: sql`${JSON.stringify(broken)}::jsonb` })
        .where('teamId', '=', team.id)
        .where('id', '=', bad?.id ?? '')
        .execute(),
    )
    const next = await publish({ ...content, summary: 'Another one.' }, share)
    expect((await list('open')).map(({ id }) => id).sort()).toEqual([bad?.id, good?.id])
    expect(await get(good?.id ?? '')).toMatchObject({ base: { version: next.version } })
  })

  test('declined, it comes back with three times the sessions', async () => {
    const { plant, learn, only, decline, list, offer, bell } = await makeWorld()
    const sessionId = await plant()
    await learn()
    const proposal = await only()
    expect(await decline(proposal)).toMatchObject({
      body: { status: 'declined', decision: { reason: 'Only one site', version: null } },
    })
    expect(await decline(proposal)).toMatchObject({ status: 200 })
    expect((await bell('engineer'))[0]?.text).toContain('Only one site')
    const refused = await offer(sessionId)
    expect(refused).toMatchObject({ status: 409 })
    expect(JSON.stringify(refused.body)).toMatch(/Only one site.*once 3 sessions/)
    await plant()
    await learn()
    expect(await list('open')).toEqual([])
    await plant()
    await learn()
    expect(await only()).toMatchObject({ seen: 3 })
  })

  test('raised again it tells why it was declined; words marked since have left that too', async () => {
    const { plant, learn, only, decline, append } = await makeWorld()
    const first = await plant()
    await learn()
    const proposal = await only()
    expect(proposal.declinedBefore).toBeNull()
    await decline(proposal, 'lead', 'Only the Zebrafish site')
    await append(first, { type: 'passage_marked', passage: 'Zebrafish' })
    await plant()
    await plant()
    await learn()
    const { declinedBefore, seen } = await only()
    expect(seen).toBe(3)
    expect(declinedBefore).toMatchObject({
      seen: 1,
      reason: expect.stringMatching(/^Only the .* site$/),
    })
    expect(declinedBefore?.reason).not.toContain('Zebrafish')
  })

  test('one that cannot be drawn against its flow is shown as it was, and can be declined', async () => {
    const { plant, learn, only, get, accept, decline, publish, share, list, team } =
      await makeWorld()
    await plant()
    await learn()
    const proposal = await only()
    expect(proposal.isStale).toBe(false)
    await inTeam(deps.db, team.id, (tx) =>
      sql`update finished_path set path = '{}' where team_id = ${team.id}`.execute(tx),
    )
    const next = makeFlow('share', {
      ping: { ways: { yes: 'open', no: 'end' } },
      open: { ways: { yes: 'end', no: 'end' }, title: 'Open it by its full name' },
      end: {},
    })
    await publish(next, share)
    expect(await list('open')).toMatchObject([{ id: proposal.id }])
    const { isStale, changes, base, revision } = await get(proposal.id)
    expect({ isStale, changes, base, revision }).toEqual({
      ...{ isStale: true, changes: proposal.changes },
      ...{ base: proposal.base, revision: proposal.revision },
    })
    expect(await accept(proposal)).toMatchObject({ status: 409 })
    expect(await decline(proposal)).toMatchObject({
      ...{ status: 200, body: { status: 'declined', isStale: false } },
    })
  })

  test('a session that is opened again takes its proposal back, and brings it when finished', async () => {
    const { plant, learn, only, append, get, list } = await makeWorld()
    const one = await plant()
    await plant()
    await learn()
    const { id } = await only()
    await append(one, { type: 'session_reopened', reason: 'It came back' })
    await learn()
    expect(await get(id)).toMatchObject({ status: 'open', seen: 1 })
    const [source] = (await get(id)).sources
    await append(source?.sourceSessionId ?? '', {
      type: 'session_reopened',
      reason: 'It came back',
    })
    await learn()
    const over = await get(id)
    expect(over).toMatchObject({ status: 'withdrawn', seen: 0, changes: [] })
    expect(JSON.stringify(over)).not.toContain(STEP)
    expect(await list('open')).toEqual([])
    await append(one, { type: 'session_finished', outcome: makeOutcome() })
    await learn()
    expect(await only()).toMatchObject({ seen: 1, status: 'open' })
  })

  test('words that are marked later go out of it', async () => {
    const { plant, learn, only, append } = await makeWorld()
    const sessionId = await plant({ own: ['Close the Zebrafish tunnel'] })
    await learn()
    expect(JSON.stringify(await only())).toMatch(/zebrafish/i)
    await append(sessionId, { type: 'passage_marked', passage: 'Zebrafish' })
    await learn()
    expect(JSON.stringify(await only())).not.toMatch(/zebrafish/i)
  })

  test('words that are marked are neither read nor published from then on, whenever the job comes', async () => {
    const { plant, learn, only, get, list, accept, append } = await makeWorld()
    const sessionId = await plant({ own: ['Close the Zebrafish tunnel'] })
    await learn()
    const before = await only()
    await append(sessionId, { type: 'passage_marked', passage: 'Zebrafish' })
    expect(await accept(before)).toMatchObject({ status: 409 })
    expect(JSON.stringify(await get(before.id))).not.toMatch(/zebrafish/i)
    const other = await plant({ own: ['Close the Narwhal tunnel'] })
    await learn()
    await append(other, { type: 'passage_marked', passage: 'Narwhal' })
    expect(JSON.stringify(await list('open'))).not.toMatch(/narwhal/i)
  })

  test('words that are marked later go out of what was accepted, and nothing else does', async () => {
    const { plant, learn, only, accept, get, append } = await makeWorld()
    const sessionId = await plant({ own: ['Close the Zebrafish tunnel', 'Sign in anew'] })
    await learn()
    const proposal = await only()
    const { id, changes } = proposal
    const some = { accepted: [changes[0]?.id], reason: 'Zebrafish had it twice' }
    expect(await accept(proposal, some)).toMatchObject({ status: 200 })
    const decided = await get(id)
    await append(sessionId, { type: 'passage_marked', passage: 'sandwich' })
    await learn()
    expect(await get(id)).toEqual(decided)
    await append(sessionId, { type: 'passage_marked', passage: 'Zebrafish' })
    await learn()
    const { base: _, ...masked } = await get(id)
    expect(JSON.stringify(masked)).not.toMatch(/zebrafish/i)
    expect(masked).toMatchObject({ status: 'accepted', revision: decided.revision })
    expect(masked.changes).toHaveLength(2)
    expect(masked.decision?.accepted).toEqual([masked.changes[0]?.id])
    // What was accepted is not undone by going on with the case.
    await append(sessionId, { type: 'session_reopened', reason: 'It came back' })
    await learn()
    expect(await get(id)).toMatchObject({ status: 'accepted', changes: masked.changes })
  })

  test('of a new flow that was declined marked words go out; of a withdrawn one nothing is kept', async () => {
    const { plant, learn, only, decline, get, append } = await makeWorld()
    const raise = async () => {
      const own = ['Restart the Zebrafish dock']
      const walk = { isFirstLevel: true, flow: null, own, cause: 'The Zebrafish dock' }
      const sessionId = await plant(walk)
      await append(sessionId, { type: 'outcome_validated', how: 'lead' }, 'lead')
      await learn()
      return sessionId
    }
    const first = await raise()
    const withdrawn = await only()
    expect(withdrawn.flowName).toMatch(/zebrafish/i)
    await append(first, { type: 'session_reopened', reason: 'It came back' })
    await learn()
    const over = await get(withdrawn.id)
    expect(over).toMatchObject({ status: 'withdrawn', flowName: 'A new flow', newFlow: null })
    expect(JSON.stringify(over)).not.toMatch(/zebrafish/i)

    const second = await raise()
    const declined = await only()
    expect(await decline(declined)).toMatchObject({ status: 200 })
    await append(second, { type: 'passage_marked', passage: 'Zebrafish' })
    await learn()
    expect(JSON.stringify(await get(declined.id))).not.toMatch(/zebrafish/i)
    expect(await get(declined.id)).toMatchObject({ status: 'declined', newFlow: { content: {} } })
  })

  test('of a new flow that was accepted marked words go out, and the flow stays as it is', async () => {
    const { plant, learn, only, accept, get, append } = await makeWorld()
    const own = ['Restart the Zebrafish dock']
    const walk = { isFirstLevel: true, flow: null, own, cause: 'The Zebrafish dock' }
    const sessionId = await plant(walk)
    await append(sessionId, { type: 'outcome_validated', how: 'lead' }, 'lead')
    await learn()
    const proposal = await only()
    const { id } = proposal
    expect(await accept(proposal)).toMatchObject({ status: 200 })
    await append(sessionId, { type: 'passage_marked', passage: 'Zebrafish' })
    await learn()
    const masked = await get(id)
    expect(JSON.stringify(masked)).not.toMatch(/zebrafish/i)
    expect(masked).toMatchObject({ status: 'accepted', newFlow: { content: {} } })
  })

  test('of a built-in flow the team gets a copy, and what is taught next goes there', async () => {
    const { plant, learn, only, accept, newest, content, list } = await makeWorld()
    const id = deps.newId()
    await seedFlows(deps, [{ id, content: { ...content, slug: `built-in-${id.slice(-6)}` } }])
    const builtIn = await newest(id)
    const flow = { flowId: id, version: builtIn.version }
    await plant({ flow })
    await learn()
    const proposal = await only()
    expect(proposal.base?.flow.isBuiltIn).toBe(true)
    const answered = await accept(proposal)
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    const { flowId, decision } = z.parse(Proposal, answered.body)
    expect(flowId).not.toBe(id)
    expect(await newest(id)).toEqual(builtIn)
    const copy = await newest(flowId ?? '')
    expect(copy).toMatchObject({
      ...{ version: decision?.version, isBuiltIn: false },
      content: { name: 'Flow share (our copy)', fork: { flow: id, reason: 'Seen often enough' } },
    })
    // By the original or by the copy: it has this, and takes what is new.
    await plant({ flow })
    await plant({ flow: { flowId: copy.id, version: copy.version } })
    await learn()
    expect(await list('open')).toEqual([])
    await plant({ flow, own: ['Sign in anew'] })
    await plant({ flow: { flowId: copy.id, version: copy.version }, own: ['Sign in anew'] })
    await learn()
    const second = await only()
    expect(second).toMatchObject({ seen: 2, base: { flow: { id: copy.id, isBuiltIn: false } } })
    expect(await accept(second)).toMatchObject({ status: 200, body: { flowId: copy.id } })
  })

  test('where no flow fits, three sessions of two people propose one, once', async () => {
    const { plant, learn, only, accept, newest, list } = await makeWorld()
    const alone = { flow: null, own: ['Stop the spooler', 'Empty the queue'], cause: 'A stuck job' }
    await plant(alone)
    await plant(alone)
    await plant(alone)
    await learn()
    expect(await list()).toEqual([])
    await plant({ ...alone, kind: 'lead' })
    await learn()
    const proposal = await only()
    expect(proposal).toMatchObject({
      ...{ kind: 'newFlow', seen: 4, people: 2, flowId: null, base: null, changes: [] },
      newFlow: { content: { name: 'A stuck job' } },
    })
    const further = [{ type: 'setFlow', fields: { name: 'Printing hangs' } }]
    const answered = await accept(proposal, { further })
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    const { flowId } = z.parse(Proposal, answered.body)
    expect((await newest(flowId ?? '')).content).toMatchObject({ name: 'Printing hangs' })
    await plant(alone)
    await learn()
    expect(await list('open')).toEqual([])
  })

  test('what a flow of the library has already is proposed as none; what it lacks is proposed to it', async () => {
    const { plant, publish, learn, list, only, offer, team } = await makeWorld()
    const cause = 'A stuck job'
    const drawn = {
      stop: { ways: { done: 'empty', no: 'end' }, title: 'Stop the spooler' },
      empty: { ways: { done: 'end', no: 'end' }, title: 'Empty the queue' },
      end: { cause: { status: 'confirmed', text: cause } },
    }
    for (let n = 0; n < 12; n += 1) {
      const other = { ask: { ways: { yes: 'end' }, title: `Empty bin ${n} and stop` }, end: {} }
      await publish(makeFlow(`other-${n}`, other))
    }
    const printing = await publish(makeFlow('printing', drawn))
    const done = { flow: null, own: ['Stopped the spooler', 'Empty queues'], cause }
    const sessionId = await plant(done)
    await plant(done)
    await plant({ ...done, kind: 'lead' })
    await learn()
    expect(await list()).toEqual([])
    const offered = await offer(sessionId)
    expect(offered.body).toEqual({ offered: 'nothing_new', flowName: 'Flow printing' })
    const more = { ...done, own: ['Stop spooler', 'Note who printed', 'Empty the queue'] }
    for (let n = 0; n < 2; n += 1) await plant(more)
    await learn()
    expect(await only()).toMatchObject({
      ...{ kind: 'patch', flowId: printing.flowId, seen: 2 },
      changes: [{ kind: 'step', edits: [{ type: 'insertOnEdge', edge: 'stop-done' }] }],
    })
    // Of no other team's flows.
    const world = await makeWorld()
    await world.plant(done)
    await world.plant(done)
    await world.plant({ ...done, kind: 'lead' })
    await world.learn()
    expect(await world.only()).toMatchObject({ kind: 'newFlow' })
    expect(world.team.id).not.toBe(team.id)
  })

  test('a step that the flow has elsewhere is proposed as an answer that leads there, and published', async () => {
    const { plant, publish, learn, list, only, accept, newest } = await makeWorld()
    const wider = await publish(
      makeFlow('wider', {
        ping: { ways: { yes: 'open', no: 'clear' } },
        open: { ways: { yes: 'end', no: 'end' } },
        clear: { ways: { done: 'end', stuck: 'end' }, title: STEP },
        end: {},
      }),
    )
    await plant({ flow: wider })
    await plant({ flow: wider, kind: 'lead' })
    await learn()
    const proposal = await only()
    expect(proposal).toMatchObject({ title: CAUSE, seen: 2, changes: [{ kind: 'answer' }] })
    const answered = await accept(proposal)
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    const { content } = await newest(wider.flowId)
    expect(content.nodes).toHaveLength(4)
    expect(content.edges.at(-1)).toMatchObject({ from: 'open', to: 'clear' })
    await plant({ flow: wider })
    await learn()
    expect(await list('open')).toEqual([])
  })

  test('a flow made by hand for the same outruns the one that is proposed, and none is proposed after it', async () => {
    const { plant, learn, only, get, publish, list, append, accept } = await makeWorld()
    const own = ['Stop the spooler', 'Empty the queue']
    const walk = { isFirstLevel: true, flow: null, own, cause: 'A stuck job' }
    const teach = async () => {
      await append(await plant(walk), { type: 'outcome_validated', how: 'lead' }, 'lead')
      await learn()
    }
    await teach()
    const proposal = await only()
    const made = (second: string) =>
      makeFlow(`printing-${second.length}`, {
        stop: { title: 'Stopped the spooler', ways: { yes: 'empty', no: 'end' } },
        empty: { title: second, ways: { yes: 'end', no: 'end' } },
        end: {},
      })
    await publish(made('Restart the printer'))
    expect(await get(proposal.id)).toEqual(proposal)
    await publish(made('Emptied the queue'))
    expect(await list('open')).toEqual([])
    expect(await get(proposal.id)).toMatchObject({ status: 'outrun', newFlow: null })
    expect(await accept(proposal)).toMatchObject({ status: 409 })
    await teach()
    expect(await list('open')).toEqual([])
  })

  test('a flow that was taken out is taught, accepted and published again, for the same reason', async () => {
    const { plant, learn, only, accept, newest, team, append } = await makeWorld()
    const walk = { isFirstLevel: true, flow: null, own: ['Restart the dock'], cause: 'The dock' }
    const teach = async () => {
      await append(await plant(walk), { type: 'outcome_validated', how: 'lead' }, 'lead')
      await learn()
    }
    await teach()
    const answered = await accept(await only())
    const { flowId } = z.parse(Proposal, answered.body)
    const { content } = await newest(flowId ?? '')
    expect(await team.as('lead')('DELETE', `/flows/${flowId}`)).toMatchObject({ status: 200 })
    await teach()
    const second = await only()
    // By the short name of the one that is no more it would be the very same version.
    const further = [{ type: 'setFlow', fields: { slug: content.slug } }]
    expect(await accept(second, { further })).toMatchObject({
      status: 422,
      body: { problems: [{ at: 'slug' }] },
    })
    const again = await accept(second)
    expect(again, JSON.stringify(again.body)).toMatchObject({ status: 200 })
    const made = await newest(z.parse(Proposal, again.body).flowId ?? '')
    expect(made.content).toEqual({ ...content, slug: `${content.slug}-2` })
  })

  test('two that are accepted at one place for one cause give two answers to tell apart', async () => {
    const { plant, learn, list, get, accept, newest, share } = await makeWorld()
    await plant()
    await plant({ own: ['Sign in anew'] })
    await learn()
    for (const { id } of await list('open')) {
      const answered = await accept(await get(id))
      expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    }
    const { content } = await newest(share.flowId)
    const open = content.nodes.find(({ id }) => id === 'open')
    const labels = open && 'choices' in open ? open.choices.map(({ label }) => label) : []
    expect(labels).toHaveLength(4)
    expect(new Set(labels).size).toBe(4)
    expect(labels).toContain(CAUSE)
  })

  test('a session is offered by whoever worked on it, once it is finished and solved', async () => {
    const { plant, learn, offer, only, list, bell, accept } = await makeWorld()
    const open = await plant({ isFinished: false })
    expect(await offer(open)).toMatchObject({ status: 422, body: { code: 'notReady' } })
    expect(await offer(deps.newId())).toMatchObject({ status: 404 })
    expect(await offer(await plant({ kind: 'lead' }))).toMatchObject({ status: 403 })
    expect(await offer(await plant({ flow: null }))).toMatchObject({
      body: { offered: 'no_match', flowName: null },
    })
    const other = await (await makeWorld()).plant()
    expect(await offer(other)).toMatchObject({ status: 404 })

    const sessionId = await plant({ own: ['Sign in anew'] })
    const [one, two] = await Promise.all([offer(sessionId), offer(sessionId)])
    expect(one).toMatchObject({ body: { offered: 'raised', flowName: 'Flow share' } })
    expect(two.body).toEqual(one.body)
    expect(await only()).toMatchObject({ sources: [{ isOffered: true }] })
    expect((await bell('lead'))[0]?.text).toContain('offers')
    const second = await plant({ own: ['Sign in anew'] })
    expect(await offer(second)).toMatchObject({ body: { offered: 'joined' } })
    await accept(await only())
    expect(await offer(second)).toMatchObject({ body: { offered: 'nothing_new' } })
    await learn()
    expect((await list('open')).map(({ title }) => title)).toEqual([STEP])
  })

  test('a first-level walk teaches once somebody has said that it holds, by itself', async () => {
    const { plant, learn, only, append, list, offer, get } = await makeWorld()
    const walk = { isFirstLevel: true, flow: null, own: ['Restart the dock'], cause: 'The dock' }
    const sessionId = await plant(walk)
    await learn()
    expect(await list()).toEqual([])
    expect(await offer(sessionId)).toMatchObject({ status: 422 })
    await append(sessionId, { type: 'outcome_validated', how: 'lead' }, 'lead')
    await learn()
    const proposal = await only()
    expect(proposal).toMatchObject({
      ...{ kind: 'newFlow', seen: 1 },
      sources: [{ sourceSessionId: null, l1SessionId: sessionId }],
    })
    await append(sessionId, { type: 'session_reopened', reason: 'It came back' })
    await learn()
    expect(await get(proposal.id)).toMatchObject({ status: 'withdrawn', sources: [] })
  })

  test('a branch that has stopped helping is proposed to hand over, once', async () => {
    const { plant, learn, only, accept, newest, share, list, bell } = await makeWorld()
    for (let n = 0; n < 8; n += 1) await plant({ own: [], daysAgo: 50 })
    const failed = { own: [], daysAgo: 1, outcome: 'escalate' } as const
    for (let n = 0; n < 5; n += 1) await plant(failed)
    await Promise.all([raiseFailing(deps), raiseFailing(deps)])
    await learn()
    const proposal = await only()
    expect(proposal).toMatchObject({
      ...{ kind: 'patch', seen: 5, people: 1, flowId: share.flowId },
      title: '“yes” at “At ping” has stopped helping: in 0 of 5, before in 8 of 8',
      changes: [{ id: 'ping/yes', kind: 'retire' }],
    })
    expect((await bell('lead'))[0]?.text).toContain('has stopped helping')
    await plant(failed)
    await raiseFailing(deps)
    const joined = await only()
    expect(joined).toMatchObject({ id: proposal.id, revision: proposal.revision, seen: 6 })
    const answered = await accept(joined)
    expect(answered, JSON.stringify(answered.body)).toMatchObject({ status: 200 })
    const { content } = await newest(share.flowId)
    const over = content.edges.find(({ id }) => id === 'ping-yes')?.to
    expect(content.nodes.find(({ id }) => id === over)).toMatchObject({ ending: 'escalate' })
    expect(content.nodes.map(({ id }) => id)).not.toContain('open')
    await raiseFailing(deps)
    expect(await list('open')).toEqual([])
  })

  test('a branch that was mended by hand is judged by what happened since', async () => {
    const { plant, only, publish, share, list, get } = await makeWorld()
    for (let n = 0; n < 8; n += 1) await plant({ own: [], daysAgo: 50 })
    for (let n = 0; n < 5; n += 1) await plant({ own: [], daysAgo: 1, outcome: 'escalate' })
    // Nobody has said of these that they hold.
    await plant({ own: [], daysAgo: 1, outcome: 'escalate', isFirstLevel: true })
    await raiseFailing(deps)
    const proposal = await only()
    expect(proposal).toMatchObject({ seen: 5, changes: [{ kind: 'retire' }] })
    expect(proposal.sources.every((one) => one.l1SessionId === null)).toBe(true)
    deps.pass(MINUTE_MS)
    const mended = makeFlow('share', {
      ping: { ways: { yes: 'open', no: 'end' } },
      open: { ways: { yes: 'end', no: 'end' }, title: 'Open it by its full name' },
      end: {},
    })
    const next = await publish(mended, share)
    expect(await list('open')).toEqual([])
    expect(await get(proposal.id)).toMatchObject({ status: 'outrun', changes: [] })
    await raiseFailing(deps)
    expect(await list('open')).toEqual([])
    for (let n = 0; n < 5; n += 1) await plant({ flow: next, own: [], outcome: 'escalate' })
    deps.pass(MINUTE_MS)
    await raiseFailing(deps)
    expect(await only()).toMatchObject({
      ...{ seen: 5, base: { version: next.version } },
      title: '“yes” at “At ping” has stopped helping: in 0 of 5, before in 8 of 8',
    })
  })

  test('one that cannot be learned from, and a team that cannot be looked at, hold up no other', async () => {
    const failing = () => {
      let isFirst = true
      const newId = () => {
        if (!isFirst) return deps.newId()
        isFirst = false
        throw new Error('no id')
      }
      return { ...deps, newId }
    }
    const { plant, learn, only } = await makeWorld()
    await plant()
    await plant()
    await learnFromDue(failing())
    expect(await only()).toMatchObject({ seen: 1 })
    await learn()
    expect(await only()).toMatchObject({ seen: 2 })

    const worlds = [await makeWorld(), await makeWorld()]
    for (const world of worlds) {
      for (let n = 0; n < 8; n += 1) await world.plant({ own: [], daysAgo: 50 })
      for (let n = 0; n < 5; n += 1) await world.plant({ own: [], daysAgo: 1, outcome: 'escalate' })
    }
    const raised = async () =>
      (await Promise.all(worlds.map((world) => world.list('open')))).flat().length
    await raiseFailing(failing())
    expect(await raised()).toBe(1)
    await raiseFailing(deps)
    expect(await raised()).toBe(2)
  })

  test('a draft that somebody writes of the flow stays, and is told that the flow has moved on', async () => {
    const { plant, learn, only, accept, team, share, content } = await makeWorld()
    await plant()
    await learn()
    const id = deps.newId()
    const draft = { basedOn: 0, of: share, content: { ...content, summary: 'Half written' } }
    await team.as('engineer')('PUT', `/drafts/${id}`, draft)
    expect(await accept(await only())).toMatchObject({ status: 200 })
    expect(await team.as('engineer')('GET', `/drafts/${id}`)).toMatchObject({
      body: { content: { summary: 'Half written' } },
    })
    expect(await team.as('lead')('POST', `/drafts/${id}/publish`, { revision: 1 })).toMatchObject({
      status: 409,
    })
  })
})
