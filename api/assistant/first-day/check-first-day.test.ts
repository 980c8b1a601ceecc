/** The questions of the first day, asked of the stand-in: so that they are known to be askable. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDemoBrain } from '#e2e/assistant/demo-brain.ts'
import { refuseFor } from '#e2e/assistant/reply.ts'
import { startAssistant, type TestAssistant } from '#e2e/assistant/testing/start-assistant.ts'
import { makeLog } from '../../log.ts'
import { makeClient } from '../model/make-client.ts'
import { SHIPPED_TIERS } from '../model/tiers.ts'
import { checkFirstDay, QUESTIONS } from './check-first-day.ts'
import { printAnswered, printSpent } from './print-findings.ts'
import { openPurse } from './purse.ts'
import { SECURITY_TICKETS } from './sample-ticket.ts'

let assistant: TestAssistant
beforeAll(async () => {
  assistant = await startAssistant()
})
afterAll(() => assistant.stop())
beforeEach(() => {
  assistant.reset()
  assistant.useBrain(createDemoBrain())
})

async function check(only: string[] = [], mostMicro = 2_000_000) {
  let at = 0
  const client = makeClient({ apiKey: 'sk-test', baseUrl: assistant.url }, makeLog('silent'))
  const tick = () => ++at
  const purse = openPurse({ client, tiers: SHIPPED_TIERS, mostMicro, idleMs: 20_000, tick })
  const day = { client, tiers: SHIPPED_TIERS, purse, mark: 'a mark' }
  const all = await checkFirstDay(day, only, () => undefined)
  const findings = all.flatMap((answered) => answered.findings)
  return { all, findings, spent: purse.spent(), text: all.map(printAnswered).join('\n') }
}

test('every question is asked and finds the stand-in to be what this is built on', async () => {
  const { all, findings, spent, text } = await check()
  expect(all.map(({ title }) => title)).toEqual(Object.values(QUESTIONS).map(({ title }) => title))
  expect(findings.filter(({ verdict }) => !['as built', 'told'].includes(verdict))).toEqual([])
  for (const said of [
    'fast, turn',
    'deep, judge',
    'first character after',
    'in order',
    'claude-sonnet-4-5 (deprecated, until 2026-11-30)',
    'refused: all or none',
    'read from the cache',
    '0 of 8 declined',
  ]) {
    expect(text).toContain(said)
  }
  expect(spent.asked).toBeGreaterThan(60)
  expect(spent.micro).toBeGreaterThan(0)
  expect(assistant.pending()).toBe(0)
})

test('tickets that are declined are named, with the reason that is given', async () => {
  const [first] = SECURITY_TICKETS
  assistant.queueFor(
    (request) => JSON.stringify(request).includes(first!.summary),
    refuseFor('cyber'),
  )
  const { findings } = await check(['refusals'])
  expect(findings.map(({ found }) => found)).toEqual([
    `1 of 8 declined: ${first!.summary} (cyber)`,
    '0 of 8 declined',
    '0 of 8 declined',
  ])
})

test('what is not as it is built on is told so', async () => {
  assistant.fail({ kind: 'status', status: 400, message: 'output_config.format.schema: too large' })
  const { findings, text } = await check(['schemas'])
  expect(findings[0]).toEqual({
    of: 'fast, turn',
    found: 'refused with 400 at output_config.format.schema, for its schema',
    verdict: 'differs',
  })
  expect(text).toContain('DIFFERS')
})

test('a run never costs more than was allowed: what could is not asked', async () => {
  const all = await check(['turns'])
  const most = 100_000
  const { findings, spent } = await check(['turns'], most)
  expect(all.spent.leftOut).toBe(0)
  expect(spent.micro).toBeLessThanOrEqual(most)
  expect(spent.leftOut).toBeGreaterThan(0)
  expect(assistant.requests()).toHaveLength(all.spent.asked + spent.asked)
  expect(findings.at(-1)).toMatchObject({ verdict: 'unknown' })
  expect(printSpent(spent, most)).toContain('raise --most')
})

describe('the command', () => {
  async function run(env: Record<string, string>, ...options: string[]) {
    const child = spawn(process.execPath, ['api/assistant-check.ts', ...options], {
      env: { PATH: process.env.PATH ?? '', ...env },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
    const [code] = await once(child, 'close')
    return { code, said }
  }

  test('says what to set where there is no key', async () => {
    const { code, said } = await run({})
    expect(code).toBe(1)
    expect(said).toContain('Set ANTHROPIC_API_KEY')
    expect(said).toContain('at most $2.00')
  })

  test('asks what it is told to, prints the table and what it cost', async () => {
    const env = { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: assistant.url }
    const { code, said } = await run(env, '--only', 'models,citations', '--most', '0.50')
    expect(said).toMatch(/2 questions cost \$0\.00\d\d by the table’s prices, of \$0\.5000/)
    expect(said).toContain('claude-opus-5-5')
    expect(said).not.toContain('sk-test')
    expect(code).toBe(0)
  })

  test('names its questions where one is asked that it does not know', async () => {
    expect(await run({}, '--only', 'everything')).toMatchObject({
      code: 1,
      said: expect.stringContaining('own-call, citations'),
    })
  })
})
