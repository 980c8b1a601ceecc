/**
 * Prepares both databases once for the whole run (vitest's globalSetup).
 *
 * Embedded: one database is migrated and dumped; each test file loads the dump. Postgres: the
 * server of `TEST_DATABASE_URL`, or a throw-away one when the binaries are on the machine,
 * with one migrated template that each test file copies. Where neither exists that half is
 * left out, and it is said loudly.
 */
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { CamelCasePlugin, Kysely, PGliteDialect } from 'kysely'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '#db/migrate.ts'
import { openDatabase } from '#db/open.ts'
import type { Database } from '#db/tables.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A file with the dump of a migrated embedded database. */
    embeddedDump: string
    /** The Postgres server and its migrated template; none where there is no server. */
    postgres: { url: string; template: string } | undefined
  }
}

export default async function prepare(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-api-'))
  const server = await findServer()
  project.provide('embeddedDump', await dumpEmbedded(folder))
  project.provide('postgres', server && (await makeTemplate(server.url)))
  if (!server) {
    console.warn(
      '\n*** LEFT OUT: the API tests on real Postgres. Set TEST_DATABASE_URL or install the Postgres server. ***\n',
    )
  }
  return async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function dumpEmbedded(folder: string): Promise<string> {
  const pglite = await PGlite.create({ extensions: { pg_trgm, vector } })
  const db = new Kysely<Database>({
    dialect: new PGliteDialect({ pglite }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  await migrate(db)
  const file = join(folder, 'embedded.tar')
  writeFileSync(file, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()))
  await db.destroy()
  return file
}

async function makeTemplate(url: string) {
  const template = `rf_template_${randomBytes(5).toString('hex')}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create database ${template}`)
  await admin.end()
  const at = new URL(url)
  at.pathname = `/${template}`
  const database = await openDatabase({ url: at.href })
  await migrate(database.owner)
  await database.close()
  return { url, template }
}

export interface Server {
  url: string
  stop(): Promise<void>
}

/** One that a test may do to what it likes: nobody else is on it. */
export interface OwnServer extends Server {
  /** Stops it and starts it again, as an update does: whoever is connected is cut off. */
  restart(): Promise<void>
}

/** Undefined, and said loudly, where the binaries are not on the machine. */
export async function startOwnServer(): Promise<OwnServer | undefined> {
  const binaries = findBinaries()
  if (binaries) return startServer(binaries)
  console.warn(
    '\n*** LEFT OUT: what needs a Postgres server of its own. Install the Postgres server. ***\n',
  )
  return undefined
}

export async function findServer(): Promise<Server | undefined> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: () => dropTemplates(given) }
  const binaries = findBinaries()
  return binaries ? startServer(binaries) : undefined
}

/** On a server that stays, only what tests have made goes. */
async function dropTemplates(url: string) {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const { rows } = await admin.query<{ name: string }>(
    "select datname as name from pg_database where datname ~ '^rf_(template|file)_'",
  )
  for (const { name } of rows) await admin.query(`drop database if exists ${name} with (force)`)
  const { rows: users } = await admin.query<{ name: string }>(
    "select rolname as name from pg_roles where rolname ~ '^rf_user_'",
  )
  for (const { name } of users) await admin.query(`drop role if exists ${name}`)
  await admin.end()
}

function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const installed = existsSync(debian)
    ? readdirSync(debian)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(debian, version, 'bin'))
    : []
  const folders = [...installed, ...(process.env.PATH ?? '').split(delimiter)]
  return folders.find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  )
}

/** The server refuses to run as root, so root lends it the account that was made for it. */
async function startServer(binaries: string): Promise<OwnServer> {
  const isRoot = process.getuid?.() === 0
  const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-postgres-'))
  if (isRoot) execFileSync('chown', ['postgres', folder])
  const asPostgres = (program: string, args: readonly string[]): [string, string[]] =>
    isRoot
      ? ['runuser', ['-u', 'postgres', '--', join(binaries, program), ...args]]
      : [join(binaries, program), [...args]]
  const run = (program: string, ...args: string[]) =>
    execFileSync(...asPostgres(program, args), { stdio: 'ignore', cwd: folder })
  const data = join(folder, 'data')
  const port = await freePort()
  run(
    'initdb',
    '-D',
    data,
    '-A',
    'trust',
    '-U',
    'postgres',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C',
  )
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off -c full_page_writes=off -c max_connections=200`
  run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start')
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async restart() {
      const args = ['-D', data, '-m', 'fast', '-w', '-l', join(folder, 'log'), 'restart']
      const [code] = await once(
        // Others go on meanwhile.
        spawn(...asPostgres('pg_ctl', args), { stdio: 'ignore', cwd: folder }),
        'exit',
      )
      if (code !== 0) throw new Error('The Postgres server did not start again.')
    },
    async stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
