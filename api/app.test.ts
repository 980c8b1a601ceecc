import { Validator } from '@seriousme/openapi-schema-validator'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { makeDeps, type TestDeps } from './testing/make-deps.ts'
import { onBoth } from './testing/on-both.ts'

describe.each(onBoth)('the API on $name', ({ open }) => {
  let deps: TestDeps
  let ask: (path: string, init?: RequestInit) => Promise<Response>

  beforeAll(async () => {
    deps = await makeDeps(await open())
    const app = createApp(deps)
    ask = async (path, init) => app.request(path, init)
  })
  afterAll(() => deps.close())

  test('is alive and ready', async () => {
    expect(await (await ask('/api/health')).json()).toEqual({
      product: 'ResolutionFlow',
      isDemo: false,
    })
    expect((await ask('/api/ready')).status).toBe(200)
  })

  test('answers an unknown address with a refusal that bears a request id', async () => {
    const response = await ask('/api/nothing')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      code: 'notFound',
      requestId: response.headers.get('x-request-id'),
    })
  })

  test('describes itself, and its documentation needs no other address', async () => {
    const document = await (await ask('/api/openapi.json')).json()
    expect(document.openapi).toMatch(/^3\.1/)
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
    expect(Object.keys(document.paths)).toContain('/api/health')
    const text = JSON.stringify(document)
    const named = Object.keys(document.components.schemas)
    expect(named).toEqual(expect.arrayContaining(['Person', 'StoredEvent', 'Refusal']))
    for (const [, name] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
      expect(named.map((one) => `#/components/schemas/${one}`)).toContain(name)
    }
    expect(text).not.toMatch(/"nullable"|\$defs|__schema/)
    const page = await ask('/api/docs')
    expect(await page.text()).not.toMatch(/https?:\/\//)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js']) {
      expect((await ask(`/api/docs/${file}`)).status).toBe(200)
    }
    expect((await ask('/api/docs/package.json')).status).toBe(404)
  })

  test('lets only extensions ask from a browser, and only those that were named', async () => {
    const named = 'chrome-extension://abcdefghijklmnop'
    const allow = async (env: Record<string, string>, origin: string) => {
      const app = createApp({ ...deps, config: readConfig(env) })
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,last-event-id',
      }
      const response = await app.request('/api/me', { method: 'OPTIONS', headers })
      return response.headers.get('access-control-allow-origin')
    }
    expect(await allow({ ALLOWED_EXTENSIONS: named }, named)).toBe(named)
    expect(await allow({ ALLOWED_EXTENSIONS: named }, `${named}x`)).toBe(null)
    const ofFirefox = 'moz-extension://b3c1f6a2-5d0e-4b7a-9c56-0d9f6f1c2e34'
    const both = { ALLOWED_EXTENSIONS: `${named},moz-extension://*` }
    expect(await allow(both, ofFirefox)).toBe(ofFirefox)
    expect(await allow(both, named)).toBe(named)
    expect(await allow(both, 'chrome-extension://another')).toBe(null)
    expect(await allow(both, 'https://example.com')).toBe(null)
    const app = createApp({ ...deps, config: readConfig({ ALLOWED_EXTENSIONS: named }) })
    const refused = await app.request('/api/me', { headers: { origin: named } })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('access-control-allow-origin'), 'a refusal can be read too').toBe(
      named,
    )
    expect(await allow({}, named)).toBe(null)
    expect(await allow({ DEMO: 'on' }, named)).toBe(named)
    expect(await allow({ DEMO: 'on' }, 'https://example.com')).toBe(null)
    expect(await allow({ DEMO: 'on' }, 'null')).toBe(null)
  })

  test('sends headers that leave nothing to be run, framed, guessed or kept', async () => {
    const { headers } = await ask('/api/health')
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    expect(headers.get('strict-transport-security')).toBe(null)
    const secure = createApp({
      ...deps,
      config: readConfig({ PUBLIC_URL: 'https://flow.example.com' }),
    })
    const answered = await secure.request('/api/health')
    expect(answered.headers.get('strict-transport-security')).toContain('max-age=')
    expect((await ask('/api/nothing')).headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('says that it is not ready when the database lacks a step', async () => {
    await sql`delete from kysely_migration where name like '0004%'`.execute(deps.database.owner)
    expect((await ask('/api/ready')).status).toBe(503)
    expect((await ask('/api/health')).status).toBe(200)
  })
})
