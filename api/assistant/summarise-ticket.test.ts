/** A ticket in a few sentences at the front door: by rules, by a model, and once per state of it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { giveJson } from '#e2e/assistant/reply.ts'
import { startAssistant, type TestAssistant } from '#e2e/assistant/testing/start-assistant.ts'
import { SITE, TICKET } from '../note/testing/make-note-rig.ts'
import { onBoth } from '../testing/on-both.ts'
import { makeTurnRig, type TurnRig } from './testing/make-turn-rig.ts'

const SUMMARY = { problem: 'The share is closed.', lastAction: '', missing: ['Since when?'] }

describe.each(onBoth)('the summary of a ticket on $name', ({ open }) => {
  let assistant: TestAssistant
  let rig: TurnRig
  beforeAll(async () => {
    assistant = await startAssistant()
    rig = await makeTurnRig(await open(), {
      env: { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: assistant.url },
    })
    await rig.startSession()
  })
  afterAll(async () => {
    await rig.close()
    await assistant.stop()
  })
  afterEach(() => assistant.reset())

  const ask = async () =>
    (await rig.as('viewer'))('POST', '/tickets/summary', { origin: SITE, ticketId: TICKET })

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
})
