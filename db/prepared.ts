/**
 * The embedded database as it is before anybody has used it: made, migrated, with all that ships
 * in it. Making it takes seconds, beginning with a copy a fraction of that.
 *
 * The first start in an empty folder keeps a copy of its own, under a print of everything it was
 * made from, so that no release begins with one of another. It is a folder, since copying files
 * is faster than unpacking them, and it is there whole or not at all: it gets its name last.
 * Beside the files stands how long each is; where that does not hold any more, or where it does
 * not open, it is thrown away and the database is made anew. Nothing here is ever a reason not
 * to start.
 */
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

export interface Prepared {
  /**
   * Puts a copy in the place of an empty folder, which the caller has locked. False where there
   * is none, or a broken one.
   */
  copyTo(dataDir: string): boolean
  /** Keeps a copy of a database that nobody has used and that nothing writes to meanwhile. */
  keep(dataDir: string): void
  throwAway(): void
}

const ROOT = join(import.meta.dirname, '..')
const MADE_FROM = [
  'db/migrations/*.ts',
  'db/seed/**/*.ts',
  'api/flow/*.ts',
  'api/script/*.ts',
  'api/define-jobs.ts',
  'node_modules/@electric-sql/pglite/package.json',
  'node_modules/@electric-sql/pglite-pgvector/package.json',
  'node_modules/pg-boss/package.json',
]
const NAME = /^database-[0-9a-f]{32}$/
/** More than one is in use where branches change. */
const KEPT = 3
const HALF = 'half-'
const ABANDONED_AFTER_MS = 3_600_000

export function openPrepared(folder: string, print = printOf(MADE_FROM)): Prepared {
  const kept = join(folder, `database-${print}`)
  const sizesFile = join(kept, 'sizes.json')
  const files = join(kept, 'files')
  const throwAway = () => rmSync(kept, { recursive: true, force: true })

  return {
    throwAway,
    copyTo(dataDir) {
      const half = `${dataDir}.half`
      try {
        const sizes = readFileSync(sizesFile, 'utf8')
        rmSync(half, { recursive: true, force: true }) // of a start that was killed
        cpSync(files, half, { recursive: true })
        if (sizes !== sizesOf(half)) throw new Error('The prepared database is not whole.')
        rmdirSync(dataDir) // refuses where anything is in it
        renameSync(half, dataDir)
        utimesSync(kept, new Date(), new Date())
        return true
      } catch {
        rmSync(half, { recursive: true, force: true })
        mkdirSync(dataDir, { recursive: true })
        if (readdirSync(dataDir).length === 0) throwAway()
        return false
      }
    },
    keep(dataDir) {
      mkdirSync(folder, { recursive: true })
      const half = mkdtempSync(join(folder, HALF))
      try {
        cpSync(dataDir, join(half, 'files'), { recursive: true })
        rmSync(join(half, 'files', 'postmaster.pid'), { force: true })
        writeFileSync(join(half, 'sizes.json'), sizesOf(join(half, 'files')))
        giveName(half, kept)
        dropOld(folder)
      } finally {
        rmSync(half, { recursive: true, force: true })
      }
    },
  }
}

/** Refused where another process has just done the same, and then nothing is missing. */
function giveName(half: string, kept: string): void {
  try {
    renameSync(half, kept)
  } catch (error) {
    if (!existsSync(kept)) throw error
  }
}

/** How long every file is, as text that can be compared. */
function sizesOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.map((name) => ({ name, stat: statSync(join(folder, name)) }))
  return JSON.stringify(files.map(({ name, stat }) => [name, stat.isFile() ? stat.size : 'folder']))
}

/** Those used last stay, and so does what another process may be writing just now. */
function dropOld(folder: string): void {
  const found = readdirSync(folder).map((name) => ({
    name,
    usedAt: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  }))
  const old = found
    .filter(({ name }) => NAME.test(name))
    .sort((a, b) => b.usedAt - a.usedAt)
    .slice(KEPT)
  const halves = found.filter(
    ({ name, usedAt }) => name.startsWith(HALF) && usedAt < Date.now() - ABANDONED_AFTER_MS,
  )
  for (const { name } of [...old, ...halves]) {
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** The same for the same content of the same files, and for nothing else. */
export function printOf(patterns: readonly string[], root = ROOT): string {
  const hash = createHash('sha256')
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort()
  for (const file of files) {
    const content = readFileSync(join(root, file))
    hash.update(`${file} ${content.length}\n`).update(content)
  }
  return hash.digest('hex').slice(0, 32)
}
