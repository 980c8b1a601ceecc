/** The flows somebody has at hand: their favourites, and those of a client's finished sessions. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ReadFlowsAtHand } from '#shared/flow/at-hand.ts'
import type { EventData } from '#shared/session/event.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../app.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, started } from '../testing/make-events.ts'
import { type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { seedFlows } from './seed-flows.ts'

describe.each(onBoth)('flows at hand on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam
  let other: TestTeam
  const [share, printer] = ['share', 'printer'].map((slug) => ({ slug, id: '' })) as [Known, Known] // two of them
  interface Known {
    slug: string
    id: string
  }
  beforeAll(async () => {
    deps = await makeDeps(await open())
    const app = createApp(deps)
    team = await makeTeam(deps, app)
    other = await makeTeam(deps, app)
    for (const flow of [share, printer]) flow.id = deps.newId()
    const content = (slug: string) => makeFlow(slug, { ask: { ways: { yes: 'end' } }, end: {} })
    await seedFlows(
      deps,
      [share, printer].map(({ id, slug }) => ({ id, content: content(slug) })),
    )
  })
  afterAll(() => deps.close())

  const atHand = async (client?: string, kind: Kind = 'engineer', of = team) => {
    const about = client === undefined ? '' : `?client=${encodeURIComponent(client)}`
    const { body } = await of.as(kind)('GET', `/flows-at-hand${about}`)
    return ReadFlowsAtHand.response.parse(body)
  }
  const mark = (flowId: string, isFavourite: boolean, kind: Kind = 'engineer') =>
    team.as(kind)('PUT', `/flows/${flowId}/favourite`, { isFavourite })

  /** A session for a client, begun on a flow; finished, where it is said. */
  async function work({ id, slug }: Known, client: string, isFinished = true) {
    const [sessionId, runId] = [deps.newId(), deps.newId()]
    const flow = { id, version: 'e'.repeat(64), slug, name: slug }
    const enter: EventData = {
      ...{ type: 'flow_entered', runId, flow, pins: [flow], start: 'ask', from: null },
    }
    const finish: EventData = { type: 'session_finished', outcome: makeOutcome() }
    const events = [started(48211, client), enter, ...(isFinished ? [finish] : [])]
    const { body } = await team.as('engineer')('POST', `/sessions/${sessionId}/events`, {
      ...{ after: 0, events: events.map((one) => makeEvent(team.people.engineer, one)) },
    })
    expect(body).toMatchObject({ refused: [] })
  }

  test('favourites are one’s own, and are taken back', async () => {
    expect(await mark(share.id, true)).toMatchObject({ body: { isFavourite: true } })
    await mark(share.id, true)
    await mark(printer.id, true, 'viewer')
    expect(await atHand()).toEqual({ favourites: [share.id], ofClient: [] })
    expect((await atHand(undefined, 'viewer')).favourites).toEqual([printer.id])
    await mark(share.id, false)
    expect((await atHand()).favourites).toEqual([])
    expect(await mark(deps.newId(), true)).toMatchObject({ status: 404 })
    expect(await mark(deps.newId(), false)).toMatchObject({ status: 200 })
  })

  test('those of a client’s finished sessions are told, most used first, to the team only', async () => {
    await work(share, 'Adler & Partner')
    await work(printer, 'Adler & Partner')
    await work(printer, ' ADLER  &  partner')
    await work(share, 'Pelican Row')
    await work(share, 'Adler & Partner', false)
    expect((await atHand('adler & Partner')).ofClient).toEqual([
      { flowId: printer.id, sessions: 2 },
      { flowId: share.id, sessions: 1 },
    ])
    expect((await atHand('Pelican Row')).ofClient).toHaveLength(1)
    expect((await atHand('Nobody')).ofClient).toEqual([])
    expect((await atHand('Adler & Partner', 'engineer', other)).ofClient).toEqual([])
  })
})
