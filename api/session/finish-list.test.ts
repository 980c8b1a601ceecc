/** A checklist at the front door: what is required and open is not called done, whoever asks. */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { enterFlow } from '#shared/flow/enter-flow.ts'
import { leaveOut } from '#shared/flow/tick-step.ts'
import { AppendEvents, ReadEvents } from '#shared/session/contract.ts'
import type { EventData, SessionOutcome } from '#shared/session/event.ts'
import { openAgainst } from '#shared/session/finish-list.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import { makeFlow, publish } from '#shared/testing/make-flow.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { createApp } from '../app.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, started } from '../testing/make-events.ts'
import { makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

const LIST = publish(
  makeFlow(
    'leaving',
    {
      when: { kind: 'step', title: 'Agree the time', isMandatory: true },
      device: { kind: 'step', title: 'Take the laptop back' },
    },
    { kind: 'procedure' },
  ),
)
const finish = (outcome: SessionOutcome, corrects?: string): EventData => ({
  ...{ type: 'session_finished', outcome: makeOutcome({ outcome }) },
  ...(corrects ? { corrects } : {}),
})

describe.each(onBoth)('the end of a checklist on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam
  beforeAll(async () => {
    deps = await makeDeps(await open())
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  const append = async (id: string, after: number, data: readonly EventData[]) => {
    const events = data.map((one) => makeEvent(team.people.engineer, one))
    const { body } = await team.as('engineer')('POST', `/sessions/${id}/events`, { after, events })
    return z.parse(AppendEvents.response, body)
  }
  const begin = async () => {
    const id = v7()
    await append(id, 0, [started(), enterFlow(LIST, [], v7(), null)])
    return id
  }
  const read = async (id: string) => {
    const { body } = await team.as('viewer')('GET', `/sessions/${id}/events?after=0`)
    const { version, events } = z.parse(ReadEvents.response, body)
    const { session } = foldSession(events.map(({ event }) => event))
    if (!session) throw new Error('There is no session')
    return { version, session }
  }

  test('is refused with what is open, and taken with the reason', async () => {
    const id = await begin()
    for (const outcome of ['done', 'resolved', 'workaround'] as const) {
      const { refused } = await append(id, 2, [finish(outcome)])
      expect(refused).toMatchObject([{ code: 'too_soon' }])
      expect(refused[0]?.message).toContain('“Agree the time”')
    }
    const { session } = await read(id)
    expect(session.status).toBe('active')
    const leftOut = leaveOut(session, openAgainst(session, 'done'), 'The client does it')
    expect((await append(id, 2, [...leftOut, finish('done')])).refused).toEqual([])
    expect((await read(id)).session).toMatchObject({ outcome: { outcome: 'done' } })
  })

  test('may be any other, and is not corrected to done behind its back', async () => {
    const id = await begin()
    expect((await append(id, 2, [finish('no_contact')])).refused).toEqual([])
    const { session, version } = await read(id)
    const corrected = await append(id, version, [finish('done', session.outcome?.at)])
    expect(corrected.refused).toMatchObject([{ code: 'too_soon' }])
    const leftOut = leaveOut(session, openAgainst(session, 'done'), 'The client does it')
    const reopened: EventData = { type: 'session_reopened', reason: 'Required steps are left out' }
    const again = await append(id, version, [reopened, ...leftOut, finish('done')])
    expect(again.refused).toEqual([])
  })
})
