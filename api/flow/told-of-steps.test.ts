/** What sessions tell of the steps of a flow: how they were answered, and what people said of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FEWEST_ANSWERS, ReadAnswersTaken } from '#shared/flow/answers-taken.ts'
import { ReadStepRatings } from '#shared/flow/step-ratings.ts'
import type { EventData } from '#shared/session/event.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../app.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, started } from '../testing/make-events.ts'
import { makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

describe.each(onBoth)('what sessions tell of steps, on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  beforeAll(async () => {
    deps = await makeDeps(await open())
    app = createApp(deps)
  })
  afterAll(() => deps.close())

  const FINISH: EventData = { type: 'session_finished', outcome: makeOutcome() }
  const REOPEN: EventData = { type: 'session_reopened', reason: 'It came back' }

  /** Sessions of a new team in which one flow is walked. */
  async function makeWalks() {
    const team: TestTeam = await makeTeam(deps, app)
    const flowId = deps.newId()
    const by = team.people.engineer
    const append = async (sessionId: string, after: number, data: readonly EventData[]) => {
      const events = data.map((one) => makeEvent(by, one))
      const path = `/sessions/${sessionId}/events`
      const { body } = await team.as('engineer')('POST', path, { after, events })
      expect(body).toMatchObject({ refused: [] })
      return events.map(({ id }) => id)
    }
    const answerAt = (runId: string, nodeId: string, choice: string): EventData => ({
      type: 'step_taken',
      place: { runId, nodeId },
      nodeKind: 'question',
      title: 'Is the spooler running?',
      result: { kind: 'choice', choice, label: choice },
      leadsTo: { runId, nodeId: 'first' },
    })
    /** Its answers at the first step, one after the other, and what came then. */
    async function walk(choices: readonly string[], ...then: EventData[]) {
      const [sessionId, runId] = [deps.newId(), deps.newId()]
      const flow = { id: flowId, version: 'e'.repeat(64), slug: 'printing', name: 'Printing' }
      const enter: EventData = {
        ...{ type: 'flow_entered', runId, flow, pins: [flow], start: 'first', from: null },
      }
      const begin = [started(), enter, ...choices.map((one) => answerAt(runId, 'first', one))]
      const ids = await append(sessionId, 0, [...begin, ...then])
      return { sessionId, runId, ids }
    }
    const told = async (who = team) => {
      const { body } = await who.as('viewer')('GET', `/flows/${flowId}/answers-taken`)
      return ReadAnswersTaken.response.parse(body).answers
    }
    const said = async (who = team) => {
      const { body } = await who.as('engineer')('GET', `/flows/${flowId}/ratings`)
      return ReadStepRatings.response.parse(body).ratings
    }
    return { team, append, answerAt, walk, told, said, by }
  }

  test('none is told while few have answered, and none of sessions that are not finished', async () => {
    const { walk, told } = await makeWalks()
    for (let n = 1; n < FEWEST_ANSWERS; n++) await walk(['yes'], FINISH)
    await walk(['no'])
    expect(await told()).toEqual([])
    await walk(['no'], FINISH)
    expect(await told()).toEqual([
      { node: 'first', choice: 'no', share: 1 / FEWEST_ANSWERS },
      { node: 'first', choice: 'yes', share: 1 - 1 / FEWEST_ANSWERS },
    ])
    const other = await makeTeam(deps, app)
    expect(await told(other)).toEqual([])
  })

  test('a session counts once, as it ended last, and without what one went back before', async () => {
    const { append, answerAt, walk, told } = await makeWalks()
    for (let n = 1; n < FEWEST_ANSWERS; n++) await walk(['yes', 'yes', 'yes'], FINISH)
    const { sessionId, runId, ids } = await walk(['no'], FINISH)
    expect((await told()).map(({ choice }) => choice)).toEqual(['no', 'yes'])
    await append(sessionId, ids.length, [
      REOPEN,
      { type: 'went_back', toStepId: ids[2] ?? '' },
      answerAt(runId, 'first', 'yes'),
      FINISH,
    ])
    expect(await told()).toEqual([{ node: 'first', choice: 'yes', share: 1 }])
  })

  test('what somebody says of a step stands at it, without secrets, the last word once', async () => {
    const { append, walk, said, by } = await makeWalks()
    const { sessionId, runId, ids } = await walk([], FINISH)
    const rate = (verdict: 'helped' | 'to_mend', text: string): EventData => ({
      ...{
        type: 'step_rated',
        place: { runId, nodeId: 'first' },
        title: 'Running?',
        verdict,
        text,
      },
    })
    await append(sessionId, ids.length, [rate('helped', '')])
    await append(sessionId, ids.length + 1, [
      rate('to_mend', 'It wants the password: Tr0ub4dor&3 of the print server'),
    ])
    const ratings = await said()
    expect(ratings).toMatchObject([{ node: 'first', verdict: 'to_mend', ratedBy: by.name }])
    expect(ratings[0]?.text).toMatch(/print server/)
    expect(ratings[0]?.text).not.toContain('Tr0ub4dor')
    expect(await said(await makeTeam(deps, app))).toEqual([])
  })

  test('what is said of a step of one’s own is refused, with what to do instead', async () => {
    const { team, append, walk, said, by } = await makeWalks()
    const { sessionId, runId, ids } = await walk([])
    const [own = ''] = await append(sessionId, ids.length, [
      { type: 'custom_step_added', title: 'Ask the user' },
    ])
    const rated = makeEvent(by, {
      ...{ type: 'step_rated', place: { runId, nodeId: own }, title: 'Ask the user' },
      ...{ verdict: 'to_mend', text: 'Nobody answers' },
    })
    const path = `/sessions/${sessionId}/events`
    const asked = { after: ids.length + 1, events: [rated] }
    const { body } = await team.as('engineer')('POST', path, asked)
    expect(body).toMatchObject({ refused: [{ code: 'not_of_flow' }] })
    expect(await said()).toEqual([])
  })
})
