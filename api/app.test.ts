import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from './app.ts'
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
    expect(Object.keys(document.paths)).toContain('/api/health')
    const page = await ask('/api/docs')
    expect(await page.text()).not.toMatch(/https?:\/\//)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js']) {
      expect((await ask(`/api/docs/${file}`)).status).toBe(200)
    }
    expect((await ask('/api/docs/package.json')).status).toBe(404)
  })
})
