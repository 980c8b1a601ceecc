import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { openPrepared, printOf } from './prepared.ts'

/** Each opens an embedded database or three in a folder, which takes seconds. */
const LONG_MS = 120_000

const folders: string[] = []
const makeFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-prepared-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const PRINT = '1'.repeat(32)
const OTHER = '2'.repeat(32)
const newDataDir = () => join(makeFolder(), 'database')
const begin = () => new Blob([readFileSync(inject('embeddedDump'))])

describe('an embedded database in an empty folder', () => {
  test(
    'leaves a copy of itself, and the next begins with it',
    async () => {
      const prepared = openPrepared(makeFolder(), PRINT)
      const first = await openDatabase({ dataDir: newDataDir(), prepared, begin: begin() })
      await first.keepPrepared()
      await first.close()

      const dataDir = newDataDir()
      const second = await openDatabase({ dataDir, prepared })
      expect(await migrate(second.owner), 'nothing is missing').toEqual([])
      const { rows } = await sql`select * from person`.execute(second.owner)
      expect(rows).toMatchObject([{ isServiceAccount: true }])
      await second.close()
    },
    LONG_MS,
  )

  test(
    'is made anew where the copy does not open, and the copy is thrown away',
    async () => {
      const { prepared, files } = makeCopy({ PG_VERSION: '17\n', 'global/pg_control': 'nonsense' })
      const database = await openDatabase({ dataDir: newDataDir(), prepared })
      expect((await sql`select 1 as one`.execute(database.owner)).rows).toEqual([{ one: 1 }])
      expect(existsSync(files)).toBe(false)
      await database.close()
    },
    LONG_MS,
  )

  test(
    'in which somebody has worked is not kept for others, nor where nothing can be written',
    async () => {
      const file = join(makeFolder(), 'a-file')
      writeFileSync(file, '')
      const prepared = openPrepared(join(file, 'cache'), PRINT)
      const database = await openDatabase({ dataDir: newDataDir(), prepared, begin: begin() })
      await expect(database.keepPrepared()).rejects.toThrow(/ENOTDIR/)
      await sql`
        insert into team values ('00000000-0000-7000-8000-00000000abcd', 'Contoso', now())`.execute(
        database.owner,
      )
      await database.keepPrepared() // not even tried
      await database.close()
    },
    LONG_MS,
  )
})

describe('a copy', () => {
  test('is put whole into the place of an empty folder, for each who begins at the same time', () => {
    const { prepared } = makeCopy()
    for (const dataDir of [makeFolder(), makeFolder()]) {
      expect(prepared.copyTo(dataDir)).toBe(true)
      expect(readdirSync(dataDir, { recursive: true }).sort()).toEqual([
        'PG_VERSION',
        'global',
        join('global', 'pg_control'),
      ])
    }
  })

  test('is kept once by two who keep it at the same time', () => {
    const { prepared, cache, dataDir } = makeCopy()
    prepared.keep(dataDir)
    expect(readdirSync(cache)).toEqual([`database-${PRINT}`])
    expect(prepared.copyTo(makeFolder())).toBe(true)
  })

  test('of another release is never used', () => {
    const { cache } = makeCopy()
    expect(openPrepared(cache, OTHER).copyTo(makeFolder())).toBe(false)
    expect(openPrepared(cache, PRINT).copyTo(makeFolder())).toBe(true)
  })

  test('of a release that nobody has used for long goes', () => {
    const { cache, dataDir } = makeCopy()
    for (const digit of '23456') openPrepared(cache, digit.repeat(32)).keep(dataDir)
    expect(readdirSync(cache).length).toBe(3)
    expect(readdirSync(cache)).toContain(`database-${'6'.repeat(32)}`)
  })

  test.each<[string, (files: string) => void]>([
    ['a file of it is cut off', (files) => truncateSync(join(files, 'global/pg_control'), 3)],
    ['a file of it is missing', (files) => rmSync(join(files, 'PG_VERSION'))],
    ['it does not say how long its files are', (files) => rmSync(join(files, '../sizes.json'))],
  ])('is thrown away when %s', (_, harm) => {
    const { prepared, files } = makeCopy()
    harm(files)
    const dataDir = makeFolder()
    expect(prepared.copyTo(dataDir)).toBe(false)
    expect(readdirSync(dataDir)).toEqual([])
    expect(existsSync(files)).toBe(false)
  })

  test('does not touch a folder in which something is', () => {
    const { prepared, files } = makeCopy()
    const dataDir = makeFolder()
    writeFileSync(join(dataDir, 'mine.txt'), 'mine')
    expect(prepared.copyTo(dataDir)).toBe(false)
    expect(readdirSync(dataDir)).toEqual(['mine.txt'])
    expect(existsSync(files), 'and is not to blame for it').toBe(true)
  })
})

test('the print of a release changes with every file it is made from', () => {
  const root = makeFolder()
  mkdirSync(join(root, 'migrations'))
  const write = (name: string, text: string) => writeFileSync(join(root, 'migrations', name), text)
  const print = () => printOf(['migrations/*.ts'], root)
  write('0001.ts', 'create table a')
  const first = print()
  write('0001.ts', 'create table b')
  expect(print()).not.toBe(first)
  write('0001.ts', 'create table a')
  expect(print()).toBe(first)
  write('0002.ts', '')
  expect(print()).not.toBe(first)
})

/** A copy of a few files that look like a database. */
function makeCopy(
  content: Record<string, string> = { PG_VERSION: '17\n', 'global/pg_control': 'x'.repeat(9) },
) {
  const dataDir = makeFolder()
  mkdirSync(join(dataDir, 'global'))
  for (const [name, text] of Object.entries(content)) writeFileSync(join(dataDir, name), text)
  const cache = makeFolder()
  const prepared = openPrepared(cache, PRINT)
  prepared.keep(dataDir)
  return { cache, dataDir, prepared, files: join(cache, `database-${PRINT}`, 'files') }
}
