import { beforeEach, expect, it } from 'vitest'
import type { Ask, Reach } from '../../reach/reach.ts'
import { createConnectWise } from './connectwise.ts'
import { createPace, type PaceOptions } from './pace.ts'

let nowMs: number
let asked: string[]
beforeEach(() => {
  nowMs = 0
  asked = []
})
const clock = {
  now: () => nowMs,
  sleep: async (ms: number) => {
    nowMs += ms
  },
}
const paceOf = (more: Partial<PaceOptions> = {}) => createPace({ ...clock, ...more })

/** A ConnectWise that answers after so long, or, where it is asked for a path, never. */
function connectWise(answersAfterMs: (path: string) => number | 'never', pace = paceOf()) {
  const reach: Reach = async ({ url, timeoutMs }: Ask) => {
    const path = url.pathname
    asked.push(path)
    const ms = answersAfterMs(path)
    if (ms === 'never' || ms > timeoutMs) {
      nowMs += timeoutMs
      return { kind: 'none', why: 'timeout', wasSent: true, detail: `${timeoutMs} ms` }
    }
    nowMs += ms
    const isOld = path.startsWith('/login')
    const body = path.endsWith('/system/info') ? { version: 'v1' } : [{ id: 1 }]
    const text = JSON.stringify(isOld ? {} : body)
    return { kind: 'answer', status: isOld ? 404 : 200, header: () => undefined, text }
  }
  return createConnectWise({
    ...clock,
    connection: { site: 'https://cw.example', companyId: 'c', publicKey: 'p', privateKey: 'k' },
    ...{ reach, pace, clientId: 'id', random: () => 0 },
  })
}

const statesOf = (findings: readonly { what: string; state: string }[]) =>
  Object.fromEntries(findings.map(({ what, state }) => [what, state]))

it.each([
  ['from the first question on', '/login/'],
  ['once it is asked for something', '/system/'],
])('silence %s is waited for once and named, with what to look at', async (_, silent) => {
  const psa = connectWise((path) => (path.includes(silent) ? 'never' : 100))
  expect(await psa.test()).toMatchObject({
    ok: false,
    findings: [
      {
        what: 'Reach cw.example',
        state: 'fails',
        message: expect.stringMatching(/did not answer in time.*Try again.*firewall/),
      },
    ],
  })
  expect(asked.filter((path) => path.includes(silent))).toHaveLength(1)
  expect(nowMs).toBeLessThan(11_000)
})

it('silence to one question is told of that one; a short wait keeps nobody from asking', async () => {
  const psa = connectWise(
    (path) => (path.includes('/company/') ? 'never' : 100),
    paceOf({ silences: 1 }),
  )
  const { ok, findings } = await psa.test()
  expect(ok).toBe(false)
  expect(statesOf(findings)).toMatchObject({
    'Read boards': 'works',
    'Read companies': 'fails',
    'Read contacts': 'fails',
    'Read configurations': 'fails',
    'Read time entries': 'works',
  })
})

it('silence to the list with addresses blames no right', async () => {
  const psa = connectWise((path) => (path.endsWith('/system/members') ? 'never' : 100))
  const { findings } = await psa.test()
  const members = findings.find(({ what }) => what === 'Read members')
  expect(members).toMatchObject({ state: 'fails', message: expect.stringContaining('in time') })
  expect(members?.message).not.toContain('role')
})

it('what is slow is tried for three quarters of a minute, and the rest told as not tried', async () => {
  const { findings } = await connectWise(() => 6_000).test()
  expect(nowMs).toBeLessThanOrEqual(45_000)
  expect(statesOf(findings)).toMatchObject({ 'Read service tickets': 'works' })
  expect(findings.find(({ what }) => what === 'Read work types')).toMatchObject({
    state: 'unknown',
    message: expect.stringContaining('Not tried'),
  })
})

it('what answers in three seconds is tried whole', async () => {
  const { findings } = await connectWise(() => 3_000).test()
  expect(findings.map(({ message }) => message).join()).not.toContain('Not tried')
})

it('members are waited for no longer than that, however often they are asked for', async () => {
  expect(await connectWise(() => 'never').listMembers()).toMatchObject({ kind: 'not_connected' })
  expect(nowMs).toBeLessThanOrEqual(45_000)
})

it('a longer pause that ConnectWise wants is told instead of waited for', async () => {
  const pace = paceOf()
  pace.pauseFor(120_000)
  expect(await connectWise(() => 1, pace).listMembers()).toMatchObject({
    kind: 'too_many',
    retryAfterMs: 120_000,
  })
  expect(nowMs).toBe(0)
})
