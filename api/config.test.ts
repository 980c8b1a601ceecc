import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { VARIABLES } from './config-variables.ts'

describe('the configuration', () => {
  test('is complete without any variable', () => {
    expect(readConfig({})).toMatchObject({
      port: 4300,
      host: '127.0.0.1',
      dataDir: '.data',
      databaseUrl: undefined,
      runsJobs: true,
      isDemo: false,
    })
  })

  test('takes what is set, and takes empty text for not set', () => {
    const config = readConfig({
      PORT: ' 8080 ',
      PUBLIC_URL: 'https://flow.example.com',
      DATABASE_URL: 'postgres://u:p@db:5432/rf',
      SECRETS_KEYS: 'k:x',
      ALLOWED_EXTENSIONS: 'chrome-extension://abc, moz-extension://1-2-3',
      JOBS: 'elsewhere',
      HOST: '',
    })
    expect(config).toMatchObject({ port: 8080, runsJobs: false, host: '127.0.0.1' })
    expect(config.allowedExtensions).toEqual(['chrome-extension://abc', 'moz-extension://1-2-3'])
  })

  test.each([
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: '80.5' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'flow.example.com' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'javascript:alert(1)' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['ALLOWED_EXTENSIONS', { ALLOWED_EXTENSIONS: 'https://example.com' }],
    ['ALLOWED_EXTENSIONS', { ALLOWED_EXTENSIONS: 'chrome-extension://*' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'yes' }],
    ['JOBS', { JOBS: 'never' }],
    ['JOBS', { JOBS: 'elsewhere' }],
    ['DEMO', { DEMO: 'true' }],
    ['DEMO', { DEMO: 'on', NODE_ENV: 'production' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['SECRETS_KEYS', { DATABASE_URL: 'postgres://db/rf' }],
  ])('names %s when it makes no sense: %j', (name, env) => {
    expect(() => readConfig(env)).toThrow(new RegExp(`^The configuration.*\\n  ${name}: .`))
  })

  test('names everything that is wrong at once, and no password', () => {
    const read = () => readConfig({ PORT: 'x', JOBS: 'x', DATABASE_URL: 'mysql://u:hunter2@db' })
    expect(read).toThrow(/PORT: .*\n.*JOBS: /s)
    expect(read).not.toThrow(/hunter2/)
  })

  test('is documented, variable by variable', () => {
    const [page] = readFileSync('docs/configuration.md', 'utf8').split('## Tools and tests')
    const rows = (page ?? '').split('\n').filter((line) => line.startsWith('| `'))
    const expected = Object.entries(VARIABLES).map(
      ([name, { says, ...more }]) =>
        `| \`${name}\` | ${says} | ${'fallback' in more ? `\`${more.fallback}\`` : ''} |`,
    )
    expect(rows, 'copy the rows of api/config.ts into docs/configuration.md').toEqual(expected)
  })
  test('goes whole through docker-compose.yml, to the API and to the worker', () => {
    const page = readFileSync('docker-compose.yml', 'utf8')
    const shared = /^x-env: &env\n((?: {2}.*\n|\n)+)/m.exec(page)?.[1] ?? ''
    const passed = [...shared.matchAll(/^ {2}([A-Z\d_]+): /gm)].map(([, name]) => name)
    const expected = Object.keys(VARIABLES).filter((name) => !NOT_IN_COMPOSE.includes(name))
    expect(passed, 'every variable, in the order of api/config.ts').toEqual(expected)
    const whole = page.match(/^ {4}(environment: |environment:\n {6}<<: )\*env$/gm)
    expect(whole, 'api, worker, and both of many').toHaveLength(4)
  })
})

/** What the image sets itself, what it refuses, and what a command alone reads. */
const NOT_IN_COMPOSE = [
  ...['PORT', 'HOST', 'DATA_DIR', 'CACHE_DIR', 'NODE_ENV'],
  'DEMO',
  'TEAM_ADMIN_PASSWORD',
]
