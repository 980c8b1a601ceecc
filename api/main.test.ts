/**
 * The API as a process: killed in the middle of writing it loses nothing that it has
 * acknowledged, told to stop it ends what it has begun, and what cannot start says why.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { v7 } from 'uuid'
import { afterAll, describe, expect, inject, test } from 'vitest'
import * as z from 'zod/mini'
import { DEMO_TEAM } from '#db/seed/demo-team.ts'
import { SignedIn } from '#shared/person/contract.ts'
import { CheckRecord, ReadEvents } from '#shared/session/contract.ts'
import { type ApiProcess, startApi } from './testing/api-process.ts'
import { makeEvent, said, started } from './testing/make-events.ts'

const folders: string[] = []
const makeFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-main-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const server = inject('postgres')
const makeDatabase = async () => {
  if (!server) return ''
  const name = `rf_file_${v7().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  return new URL(`/${name}`, server.url).href
}

const places: [string, () => Promise<Record<string, string>>][] = [
  ['the embedded database', async () => ({ DATA_DIR: makeFolder() })],
  ...(server
    ? ([
        ['Postgres', async () => ({ DATA_DIR: makeFolder(), DATABASE_URL: await makeDatabase() })],
      ] satisfies [string, () => Promise<Record<string, string>>][])
    : []),
]

const engineer = DEMO_TEAM.people.find((person) => person.role === 'engineer' && !person.isLead)

async function signIn(api: ApiProcess) {
  const response = await fetch(`${api.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: engineer?.email, password: engineer?.password }),
  })
  const { accessToken, person } = z.parse(SignedIn, await response.json())
  const ask = (path: string, body?: unknown, init: RequestInit = {}) =>
    fetch(`${api.url}/api${path}`, {
      ...init,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        ...init.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return { ask, person }
}

describe.each(places)('the process on %s', (_, makeEnv) => {
  test('killed while it writes, it loses nothing that it has acknowledged', async () => {
    const env = { DEMO: 'on', ...(await makeEnv()) }
    const sessionId = v7()
    const acknowledged: string[] = []
    for (const [round, killAfter] of [15, 31].entries()) {
      const api = await startApi(env)
      const { ask, person } = await signIn(api)
      const send = async (events: ReturnType<typeof makeEvent>[]) => {
        const response = await ask(`/sessions/${sessionId}/events`, { after: 0, events })
        if (response.ok && (await response.json())) acknowledged.push(...events.map((e) => e.id))
      }
      if (round === 0) await send([makeEvent(person, started())])
      // Several at once, without an end, until the process is gone in the middle of them.
      let isGone = false
      const writers = [1, 2, 3].map(async () => {
        while (!isGone) await send([makeEvent(person, said('x'))]).catch(() => undefined)
      })
      const goal = acknowledged.length + killAfter
      while (acknowledged.length < goal) await new Promise((resolve) => setImmediate(resolve))
      expect(await api.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' })
      isGone = true
      await Promise.all(writers)
    }
    const api = await startApi(env)
    const { ask } = await signIn(api)
    const record = z.parse(
      ReadEvents.response,
      await (await ask(`/sessions/${sessionId}/events`)).json(),
    )
    const ids = new Set(record.events.map((one) => one.event.id))
    for (const id of acknowledged) expect(ids).toContain(id)
    expect(ids.size).toBe(record.version)
    const check = await (await ask(`/sessions/${sessionId}/record-check`)).json()
    expect(z.parse(CheckRecord.response, check).isWhole).toBe(true)

    // Told to stop, it ends open streams and itself, and the next start finds the door open.
    const stream = await ask(`/sessions/${sessionId}/events`, undefined, {
      headers: { accept: 'text/event-stream' },
    })
    const began = Date.now()
    const [ended] = await Promise.all([api.end('SIGTERM'), stream.text()])
    expect(ended).toEqual({ code: 0, signal: null })
    expect(Date.now() - began).toBeLessThan(10_000)
    await (await startApi(env)).end('SIGTERM')
  }, 240_000)
})

test('a team made from the command line lets its admin in, and shows the password once', async () => {
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: makeFolder(), TEAM_ADMIN_PASSWORD: '' }
  const create = async (...options: string[]) => {
    const child = spawn(process.execPath, ['api/team-create.ts', ...options], { env })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
    }
    const [code] = await once(child, 'close')
    return { code, said }
  }
  const options = ['--team', 'Contoso MSP', '--name', 'Ada Park', '--email', 'Ada@contoso.example']
  const made = await create(...options)
  expect(made.code, made.said).toBe(0)
  const [, password] = /shown this once: (\S{20,})/.exec(made.said) ?? []
  expect((await create(...options)).said).toMatch(/in use/)
  expect((await create('--team', 'x')).said).toMatch(/--name/)
  const nameless = ['--team', ' ', '--name', 'Ada Park', '--email', 'b@contoso.example']
  expect((await create(...nameless)).said).toBe(
    'The name of the team must have 1 to 120 characters.\n',
  )

  const api = await startApi(env)
  const response = await fetch(`${api.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@contoso.example', password }),
  })
  expect(z.parse(SignedIn, await response.json())).toMatchObject({
    person: { role: 'team_admin', name: 'Ada Park' },
    team: { name: 'Contoso MSP' },
  })
  const demo = await fetch(`${api.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: engineer?.email, password: engineer?.password }),
  })
  expect(demo.status, 'nobody of the demonstration is there').toBe(401)
  await api.end('SIGTERM')
}, 240_000)

test('a folder for what spares the next start work that cannot be written keeps nobody from starting', async () => {
  const folder = makeFolder()
  writeFileSync(join(folder, 'file'), '')
  const api = await startApi({ DATA_DIR: folder, CACHE_DIR: join(folder, 'file', 'cache') })
  expect((await fetch(`${api.url}/api/ready`)).status).toBe(200)
  await api.end('SIGTERM')
}, 240_000)

test('a second process on the same folder is refused and harms nothing', async () => {
  const env = { DATA_DIR: makeFolder(), CACHE_DIR: '' }
  const api = await startApi(env)
  expect(existsSync('compiled'), 'empty text is no folder').toBe(false)
  await expect(startApi(env)).rejects.toThrow(/in use by process \d+.*DATA_DIR/s)
  expect((await fetch(`${api.url}/api/ready`)).status).toBe(200)
  await api.end('SIGTERM')
}, 240_000)

test.each([
  ['a port that is none', { PORT: 'abc' }, /PORT: must be a whole number/],
  ['the demonstration in production', { DEMO: 'on', NODE_ENV: 'production' }, /DEMO: /],
  ['Postgres without keys', { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' }, /SECRETS_KEYS: needed/],
  [
    'a database that is not there',
    {
      DATABASE_URL: 'postgres://x@127.0.0.1:1/x',
      SECRETS_KEYS: `k:${Buffer.alloc(32, 1).toString('base64')}`,
    },
    /cannot be reached/,
  ],
  [
    'keys that are too short',
    { DATABASE_URL: 'postgres://x@127.0.0.1:1/x', SECRETS_KEYS: 'k1:abc' },
    /SECRETS_KEYS: entry 1/,
  ],
])('with %s it does not start and says why', async (_, env, why) => {
  const start = startApi({ DATA_DIR: makeFolder(), ...env })
  await expect(start).rejects.toThrow(why)
  await expect(start).rejects.not.toThrow(/\n\s+at /)
})
