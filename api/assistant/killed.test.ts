/**
 * A process killed with kill -9 in the middle of a turn: the technician's words and what had been
 * said are in the record, and another process ends the turn. Needs two processes on one database,
 * so a real Postgres; `turns.test.ts` walks the same on both.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { giveJson } from '#e2e/assistant/reply.ts'
import { startAssistant, type TestAssistant } from '#e2e/assistant/testing/start-assistant.ts'
import { type ApiProcess, startApi } from '../testing/api-process.ts'
import { TEST_KEYS } from '../testing/make-deps.ts'
import { signInDirectly } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { sweepTurns } from './sweep-turns.ts'
import { makeTurnRig, type TurnRig } from './testing/make-turn-rig.ts'

const postgres = onBoth.filter(({ name }) => name === 'Postgres')

describe.each(postgres)('a process that is killed in a turn, on $name', ({ open }) => {
  let assistant: TestAssistant
  let rig: TurnRig
  let api: ApiProcess
  let lateMs = 0
  beforeAll(async () => {
    assistant = await startAssistant()
    const database = await open()
    rig = await makeTurnRig(database, { now: () => new Date(Date.now() + lateMs) })
    api = await startApi({
      DATABASE_URL: 'url' in database.raw ? database.raw.url : '',
      SECRETS_KEYS: TEST_KEYS,
      JOBS: 'elsewhere',
      ANTHROPIC_API_KEY: 'sk-test',
      ANTHROPIC_BASE_URL: assistant.url,
    })
  })
  afterAll(async () => {
    await api.end('SIGKILL')
    await rig.close()
    await assistant.stop()
  })

  test('its turn is followed from another process and ended there', async () => {
    const sessionId = await rig.startSession()
    assistant.queue({
      ...giveJson({ reply_md: 'First look at the group that gives the share, then' }),
      isOffSchema: true,
      play: { kind: 'silenceAfter', events: 9 },
    })
    const follower = await rig.follow(sessionId, 'engineer')
    await follower.next(1)
    const token = await signInDirectly(rig.deps, rig.team.id, rig.team.people.engineer.id)
    const response = await fetch(`${api.url}/api/sessions/${sessionId}/turns`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        turnId: rig.deps.newId(),
        cause: 'message',
        text: 'The words that must stay',
      }),
    })
    expect(response.status, await response.text()).toBe(200)
    await follower.untilSaid()
    await api.end('SIGKILL')
    lateMs = 60_000
    await sweepTurns(rig.deps)
    expect((await follower.untilDone()).at(-1)).toMatchObject({ type: 'done', failure: 'cut' })
    follower.end()
    const { messages } = (await rig.session(sessionId)).lane
    expect(messages).toMatchObject([
      { text: 'The words that must stay' },
      { isPartial: true, failure: 'cut' },
    ])
    expect('First look at the group that gives the share, then').toContain(messages[1]?.text)
  })
})
