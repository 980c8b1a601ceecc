/** `npm start` where there is no screen: says what to open, answers, goes on the second time, stops. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ReadAssistant } from '#shared/assistant/contract.ts'
import { ChangeOwnPassword } from '#shared/person/contract.ts'
import { ListSessions } from '#shared/session/contract.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { demoPerson } from './rig/rig.ts'

const engineer = demoPerson('engineer')
/** However busy the machine is; a start that ends tells so at once. */
const START_MS = 150_000
const STOP_MS = 60_000

let dataDir: string
let running: ChildProcess | undefined
let said = ''

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rf-start-'))
})
afterAll(() => {
  if (running?.pid && !isGone(-running.pid)) process.kill(-running.pid, 'SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(screen: { DISPLAY?: string } = {}): Promise<string> {
  const [port, psaPort] = [await freePort(), await freePort()]
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env
  said = ''
  running = spawn('npm', ['start'], {
    env: {
      ...{ ...env, ...screen, DATA_DIR: dataDir },
      ...{ PORT: String(port), CONNECTWISE_PORT: String(psaPort) },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // so that the whole family can be told to stop, as a terminal does
  })
  for (const stream of [running.stdout, running.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  await vi.waitUntil(
    () => {
      if (running?.exitCode !== null) throw new Error(said)
      return said.includes('Press Ctrl+C to stop.')
    },
    { timeout: START_MS, interval: 50 },
  )
  return `http://localhost:${port}`
}

/** As Ctrl+C does; until nothing of it is left. */
async function stop(): Promise<void> {
  const family = -(running?.pid ?? 0)
  process.kill(family, 'SIGINT')
  await vi.waitUntil(() => isGone(family), { timeout: STOP_MS, interval: 50 })
}

function isGone(family: number): boolean {
  try {
    return !process.kill(family, 0)
  } catch {
    return true
  }
}

test('it says what to open where, and how to sign in', { timeout: 2 * START_MS }, async () => {
  const url = await start()
  expect(said).toMatch(/No screen here/)
  expect(said).toContain(join(process.cwd(), 'dist', 'chrome-mv3'))
  expect(said).toContain(`Sign in as      ${engineer.email} with ${engineer.password}`)
  expect(said).toContain(`enter the address ${url}`)
  const { accessToken } = await signInAs(url, engineer.email, engineer.password)
  const { sessions } = await askApi(url, ListSessions, { limit: 5 }, accessToken)
  expect(sessions).toBeDefined()
  // FlowPilot answers without a key, and says what it is.
  const pilot = await askApi(url, ReadAssistant, {}, accessToken)
  expect(pilot).toMatchObject({ state: 'demo', message: expect.stringMatching(/demonstration/) })
})

test('told to stop it leaves nothing running, and the next start goes on from there', {
  timeout: 2 * START_MS,
}, async () => {
  const port = Number(/localhost:(\d+)\/api/.exec(said)?.[1])
  await stop()
  expect(await isFree(port)).toBe(true)
  const url = await start()
  const { person } = await signInAs(url, engineer.email, engineer.password)
  expect(person.name).toBe(engineer.name)
  await stop()
})

test('a demonstration whose admin has a password of their own goes on, and says so', {
  timeout: 2 * START_MS,
}, async () => {
  const url = await start()
  const admin = demoPerson('admin')
  const { accessToken } = await signInAs(url, admin.email, admin.password)
  const changed = { current: admin.password, next: 'nine violet gates by the harbour' }
  await askApi(url, ChangeOwnPassword, changed, accessToken)
  await stop()
  await start()
  expect(said).toContain('If its admin’s password was changed')
  await stop()
  expect(await isFree(Number(new URL(url).port))).toBe(true)
})

test('a screen that no browser can be shown on is none', { timeout: START_MS }, async () => {
  const url = await start({ DISPLAY: ':987' })
  expect(said).toContain('The browser could not be opened.')
  expect(said).toContain(`enter the address ${url}`)
  await stop()
})

const listen = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const taken = typeof address === 'object' && address ? address.port : undefined
      server.close(() => resolve(taken))
    })
  })

const freePort = async (): Promise<number> => (await listen(0)) ?? 0
const isFree = async (port: number): Promise<boolean> => (await listen(port)) === port
