/** A ticket in a few sentences at the front door: by rules, by a model, and once per state of it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { giveJson } from '#e2e/assistant/reply.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { SITE, TICKET } from '../note/testing/make-note-rig.ts'
import { askAs, signInDirectly } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { makeRigWithModel, type RigWithModel } from './testing/make-rig-with-model.ts'

const SUMMARY = { problem: 'The share is closed.', lastAction: '', missing: ['Since when?'] }

describe.each(onBoth)('the summary of a ticket on $name', ({ open }) => {
  let at: RigWithModel
  let assistant: RigWithModel['assistant']
  beforeAll(async () => {
    at = await makeRigWithModel(await open())
    assistant = at.assistant
    await at.rig.startSession()
  })
  afterAll(() => at.close())
  afterEach(() => assistant.reset())

  const ask = async () =>
    (await at.rig.as('viewer'))('POST', '/tickets/summary', { origin: SITE, ticketId: TICKET })

  test('a model that fails leaves it to rules, and is asked again', async () => {
    assistant.fail({ kind: 'status', status: 529, type: 'overloaded_error' }, { times: 9 })
    expect(await ask()).toMatchObject({ status: 200, body: { mode: 'rules', fromCache: false } })
    assistant.reset()
    assistant.queue(giveJson(SUMMARY))
    expect(await ask()).toMatchObject({
      body: { mode: 'model', fromCache: false, summary: SUMMARY },
    })
  })

  test('what was made is answered at once, and asks no model', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, ask))
    for (const { body } of all) expect(body).toMatchObject({ fromCache: true, summary: SUMMARY })
    expect(assistant.requests()).toHaveLength(0)
  })

  test('two processes and several panels of each ask a model once', async () => {
    const summary = { ...SUMMARY, problem: 'Another process sees the same.' }
    at.rig.fake.addTicket(TICKET, { lastUpdated: '2026-11-20T10:00:00Z' })
    at.rig.deps.pass(60_000)
    // Looks again as soon as others have had their turn.
    const sleep = () => new Promise<void>((awake) => void setTimeout(awake, 20))
    const token = await signInDirectly(at.rig.deps, at.rig.team.id, at.rig.team.people.viewer.id)
    const processes = [1, 2].map(() => askAs(createApp({ ...at.rig.deps, sleep }), token))
    assistant.queue({ ...giveJson(summary), pace: { eventMs: 30, chunk: 8 } })
    const all = await Promise.all(
      [0, 1, 0, 1, 1].map((process) =>
        processes[process]?.('POST', '/tickets/summary', { origin: SITE, ticketId: TICKET }),
      ),
    )
    for (const answered of all) expect(answered).toMatchObject({ status: 200, body: { summary } })
    expect(assistant.requests()).toHaveLength(1)
  })

  test('what a process was making when it died is made by the next, after a while', async () => {
    const { deps, team } = at.rig
    await inTeam(deps.db, team.id, (tx) =>
      tx
        .updateTable('ticketSummary')
        .set((eb) => ({
          ...{ makingStamp: eb.ref('stamp'), leaseUntil: new Date(deps.now().getTime() + 60_000) },
          ...{ stamp: null, body: null, mode: null, madeAt: null },
        }))
        .where('teamId', '=', team.id)
        .execute(),
    )
    expect(await ask()).toMatchObject({ status: 200, body: { mode: 'rules', fromCache: false } })
    expect(assistant.requests()).toHaveLength(0)
    deps.pass(61_000)
    assistant.queue(giveJson(SUMMARY))
    expect(await ask()).toMatchObject({ body: { mode: 'model', summary: SUMMARY } })
  })
})
