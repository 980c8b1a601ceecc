/**
 * The databases a test file runs on: `describe.each(onBoth)('… on $name', ({ open }) => …)`.
 *
 * Each call of `open` gives a migrated database of its own, so a test owns its data.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { inject } from 'vitest'
import { type OpenDatabase, openDatabase } from '#db/open.ts'

export interface TestDatabase {
  name: 'Postgres' | 'the embedded database'
  open(): Promise<OpenDatabase>
}

const embedded: TestDatabase = {
  name: 'the embedded database',
  open: () => openDatabase({ begin: new Blob([readFileSync(inject('embeddedDump'))]) }),
}

/** One after the other: while a template is being copied nobody else may copy it. */
let copying: Promise<unknown> = Promise.resolve()

const postgres = (server: { url: string; template: string }): TestDatabase => ({
  name: 'Postgres',
  async open() {
    const name = `rf_file_${randomBytes(6).toString('hex')}`
    const copy = copying.then(() => createFrom(server, name))
    copying = copy.catch(() => undefined)
    await copy
    const at = new URL(server.url)
    at.pathname = `/${name}`
    return openDatabase({ url: at.href })
  },
})

async function createFrom({ url, template }: { url: string; template: string }, name: string) {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        await admin.query(`create database ${name} template ${template}`)
        return
      } catch (error) {
        // Another worker is copying the template at this moment.
        const isBusy = error instanceof Error && 'code' in error && error.code === '55006'
        if (!isBusy || attempt === 20) throw error
      }
    }
  } finally {
    await admin.end()
  }
}

const server = inject('postgres')
export const onBoth: readonly TestDatabase[] = server ? [embedded, postgres(server)] : [embedded]
