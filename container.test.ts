/**
 * No test builds the image or starts its containers, so the two files that describe them are held
 * to what is here: names, files, commands, ports and paths, and what the code in it imports.
 */
import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod/mini'
import { readConfig } from '#api/config.ts'
import { VARIABLES } from '#api/config-variables.ts'
import { GetReadiness } from '#shared/health.ts'
import packageJson from './package.json' with { type: 'json' }

const read = (file: string) => readFileSync(file, 'utf8')

const Service = z.object({
  image: z.optional(z.string()),
  build: z.optional(z.literal('.')),
  command: z.optional(z.array(z.string())),
  depends_on: z.optional(z.union([z.array(z.string()), z.record(z.string(), z.unknown())])),
  environment: z.optional(z.record(z.string(), z.string())),
  volumes: z.optional(z.array(z.string())),
  configs: z.optional(z.array(z.object({ source: z.string() }))),
  ports: z.optional(z.array(z.string())),
  healthcheck: z.optional(z.object({ disable: z.optional(z.boolean()) })),
})
const Compose = z.object({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()),
  configs: z.record(z.string(), z.object({ content: z.string() })),
})

const page = read('docker-compose.yml')
const compose = Compose.parse(parse(page, { merge: true, strict: true }))
const services = Object.entries(compose.services)
const ours = services.filter(([, service]) => service.build)

/** The Dockerfile as instructions: the word, and what follows it over all its lines. */
const instructions = read('Dockerfile')
  .replace(/^#.*$/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .flatMap((line) => {
    const [, word, rest] = /^([A-Z]+) (.+)$/.exec(line.trim()) ?? []
    return word && rest ? [{ word, rest }] : []
  })
const all = (word: string) => instructions.flatMap((one) => (one.word === word ? [one.rest] : []))
const copied = all('COPY').flatMap((rest) => rest.split(' ').slice(0, -1))
const imageEnv = Object.fromEntries(
  all('ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('='))),
)
const commands = [
  ...all('CMD').map((rest) => z.array(z.string()).parse(JSON.parse(rest))),
  ...ours.flatMap(([, service]) => (service.command ? [service.command] : [])),
]

describe('docker-compose.yml', () => {
  test('speaks only of services, volumes and configs that it has', () => {
    for (const [name, service] of services) {
      const { depends_on: after = [], volumes = [], configs = [] } = service
      const needed = Array.isArray(after) ? after : Object.keys(after)
      expect(Object.keys(compose.services), name).toEqual(expect.arrayContaining(needed))
      for (const volume of volumes) {
        expect(Object.keys(compose.volumes), name).toContain(volume.split(':')[0])
      }
      for (const { source } of configs) expect(Object.keys(compose.configs), name).toContain(source)
      expect(service.image ?? service.build, name).toBeDefined()
    }
  })

  test('asks of .env what the configuration knows, and what the guides say', () => {
    const asked = new Set([...page.matchAll(/\$\{([A-Z\d_]+)/g)].map(([, name = '']) => name))
    const guides = read('docs/running.md') + read('docs/scaling.md')
    const unknown = [...asked].filter((name) => !(name in VARIABLES) && !guides.includes(name))
    expect(unknown).toEqual([])
  })

  test('gives each process of ours a configuration that it starts with, from the .env of the guide', () => {
    for (const [name, { environment = {} }] of ours) {
      const env = Object.entries(environment).map(([key, value]) => [key, filledIn(value)])
      const config = readConfig({ ...imageEnv, ...Object.fromEntries(env) })
      expect(config, name).toMatchObject({
        isProduction: true,
        isDemo: false,
        databaseUrl: 'postgres://resolutionflow:0f0f@postgres:5432/resolutionflow',
        publicUrl: new URL('https://flow.example.com'),
        runsJobs: environment.JOBS !== 'elsewhere',
        logLevel: 'info',
      })
    }
  })

  test('publishes the port on which the image listens, and keeps its files', () => {
    expect(all('EXPOSE')).toEqual([imageEnv.PORT])
    const ports = services.flatMap(([, service]) => service.ports ?? [])
    expect(new Set(ports)).toEqual(new Set([`127.0.0.1:${imageEnv.PORT}:${imageEnv.PORT}`]))
    expect(compose.configs.balancer?.content).toContain(`port ${imageEnv.PORT}`)
    expect(all('VOLUME')).toEqual([imageEnv.DATA_DIR])
    for (const [name, service] of ours) {
      expect(service.volumes, name).toEqual([`files:${imageEnv.DATA_DIR}`])
    }
  })

  test('a process that answers no one is not asked whether it is ready', () => {
    for (const [name, { command, healthcheck }] of ours) {
      expect(healthcheck?.disable ?? false, name).toBe(command?.includes('api/worker.ts') ?? false)
    }
  })
})

describe('Dockerfile', () => {
  test('copies what is there and what .dockerignore lets through', () => {
    const letThrough = read('.dockerignore').split('\n')
    for (const source of copied) {
      expect(existsSync(source), source).toBe(true)
      expect(letThrough).toContain(`!${source}`)
    }
  })

  test('sets variables that the configuration knows', () => {
    expect(Object.keys(imageEnv).filter((name) => !(name in VARIABLES))).toEqual([])
  })

  test('asks for readiness where the API tells it', () => {
    const [check = ''] = all('HEALTHCHECK')
    expect(check).toContain(`+ '/api${GetReadiness.path}'`)
  })

  test('runs commands that are there, whose every import is in the image', () => {
    expect(commands.length).toBeGreaterThan(2)
    const missing = commands.flatMap(([program, file = '']) => {
      expect(program).toBe('node')
      return notInImage(file)
    })
    expect(missing).toEqual([])
    const asked = [...read('docs/running.md').matchAll(/docker compose exec api node (\S+)/g)]
    expect(asked.flatMap(([, file = '']) => notInImage(file))).toEqual([])
  })
})

/** As compose reads `${NAME:-otherwise}` and `${NAME:?else stop}`. */
function filledIn(text: string): string {
  return text.replace(/\$\{([A-Z\d_]+)(?::([-?])([^}]*))?\}/g, (_, name, sign, otherwise) => {
    const set = ENV_OF_THE_GUIDE[name]
    return set ?? (sign === '-' ? otherwise : '')
  })
}

const ENV_OF_THE_GUIDE: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: '0f0f',
  SECRETS_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  PUBLIC_URL: 'https://flow.example.com',
  ALLOWED_EXTENSIONS: 'chrome-extension://abcdefghijklmnop',
}

/** Files and packages that a command would look for in vain, each with who asks. */
function notInImage(command: string): string[] {
  const missing: string[] = []
  const seen = new Set([command])
  for (const file of seen) {
    const isThere =
      copied.includes(file.split('/')[0] ?? '') && !/(^|\/)testing\/|\.test\.ts$/.test(file)
    if (!isThere || !existsSync(file)) {
      missing.push(file)
      continue
    }
    for (const named of importsOf(file)) {
      const path = pathOf(file, named)
      if (path) seen.add(path)
      else if (!isBuiltin(named) && !(packageOf(named) in packageJson.dependencies)) {
        missing.push(`${named}, for ${file}`)
      }
    }
  }
  return missing
}

/** What is still imported once the types are taken out. */
const importsOf = (file: string): string[] =>
  file.endsWith('.ts')
    ? [
        ...read(file).matchAll(
          /^(?:import|export)(?! type)\b[\w\s{},*$]* from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
        ),
      ].map(([, one, two, three]) => one ?? two ?? three ?? '')
    : []

/** A file of ours, by its path from the top; nothing for a package. */
function pathOf(from: string, named: string): string | undefined {
  if (named.startsWith('.')) return join(dirname(from), named)
  const [, room, rest] = /^#(\w+)\/(.+)$/.exec(named) ?? []
  return room ? `${room === 'ext' ? 'extension' : room}/${rest}` : undefined
}

const packageOf = (named: string) =>
  named
    .split('/')
    .slice(0, named.startsWith('@') ? 2 : 1)
    .join('/')
