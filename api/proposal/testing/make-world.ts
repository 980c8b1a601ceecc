/**
 * A team with a published flow, in which sessions are planted, learned from and decided about, all
 * through the front door.
 */
import { afterAll, beforeAll, expect } from 'vitest'
import * as z from 'zod/mini'
import { ListFlows } from '#shared/flow/contract.ts'
import { DraftOf } from '#shared/flow/drafts.ts'
import { Flow, type FlowContent } from '#shared/flow/flow.ts'
import { Notices } from '#shared/notice/contract.ts'
import { ListProposals, Proposal } from '#shared/proposal/contract.ts'
import type { EventData, SessionOutcome } from '#shared/session/event.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../../app.ts'
import { listedJobs } from '../../testing/listed-jobs.ts'
import { makeDeps, type TestDeps } from '../../testing/make-deps.ts'
import { makeEvent, started } from '../../testing/make-events.ts'
import { type Kind, makeTeam } from '../../testing/make-team.ts'
import type { TestDatabase } from '../../testing/on-both.ts'
import { learnFromDue } from '../learn-due.ts'

export const STEP = 'Remove the saved password'
export const CAUSE = 'The saved password was old'
const DAY_MS = 24 * 3_600_000

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
type App = ReturnType<typeof createApp>

/** For the tests of one database: makes a world of its own each time it is called. */
export function worldsOn(open: TestDatabase['open']) {
  let deps: TestDeps
  let app: App
  beforeAll(async () => {
    deps = await makeDeps(await open(), { jobs: listedJobs() })
    app = createApp(deps)
  })
  afterAll(() => deps.close())
  return () => makeWorld({ deps, app })
}

async function makeWorld({ deps, app }: { deps: TestDeps; app: App }) {
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
    ...{ deps, team, content, share, publish, plant, append, learn, list, get, only },
    ...{ accept, decline, offer, newest, bell },
  }
}
