import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDiskStore } from './disk-store.ts'
import type { FileStore } from './file-store.ts'
import { openS3Store } from './s3-store.ts'
import { type S3StandIn, startS3 } from './testing/s3-stand-in.ts'

const TEAM = v7()
const bytesOf = (text: string) => new TextEncoder().encode(text)
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-files-'))
let s3: S3StandIn

beforeAll(async () => {
  s3 = await startS3(() => new Date())
})
afterAll(async () => {
  await s3.close()
  rmSync(folder, { recursive: true, force: true })
})

const STORES: [name: string, open: () => FileStore][] = [
  ['a folder', () => openDiskStore(folder)],
  ['an object store', () => openS3Store(s3.config)],
]

describe.each(STORES)('files in %s', (_, open) => {
  const put = async (store: FileStore, text: string) => {
    const bytes = bytesOf(text)
    await store.put(TEAM, hashOf(bytes), bytes)
    return hashOf(bytes)
  }

  test('are read as they were put, and are none where they are not', async () => {
    const store = open()
    const name = await put(store, 'as it was')
    expect(await store.read(TEAM, name)).toEqual(bytesOf('as it was'))
    expect(await store.has(TEAM, name)).toBe(true)
    expect(await store.read(v7(), name)).toBeUndefined()
    expect(await store.has(TEAM, 'f'.repeat(64))).toBe(false)
  })

  test('are put by many at once and lie there once', async () => {
    const store = open()
    const [name] = await Promise.all(Array.from({ length: 20 }, () => put(store, 'by many')))
    const names: string[] = []
    for await (const file of store.list(TEAM)) names.push(file.name)
    expect(names.filter((one) => one.startsWith(name ?? 'none'))).toEqual([name])
  })

  test('are listed with their times, all of them, and can be deleted twice', async () => {
    const store = open()
    const put5 = await Promise.all([1, 2, 3, 4, 5].map((n) => put(store, `file ${n}`)))
    const listed = new Map<string, Date>()
    for await (const { name, writtenAt } of store.list(TEAM)) listed.set(name, writtenAt)
    for (const name of put5) {
      expect(Math.abs((listed.get(name)?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
    }
    for (const name of [...listed.keys(), ...put5]) await store.delete(TEAM, name)
    for await (const { name } of store.list(TEAM)) expect.fail(`${name} is still there`)
  })

  test('of a team that has none are an empty list', async () => {
    for await (const { name } of open().list(v7())) expect.fail(name)
  })
})

describe('a folder', () => {
  test('takes nothing but our own ids into a path', async () => {
    const store = openDiskStore(folder)
    for (const name of ['../secret', 'a'.repeat(63), `${'a'.repeat(64)}/..`, '']) {
      await expect(store.read(TEAM, name)).rejects.toThrow(/is not a name/)
      await expect(store.read(name, 'a'.repeat(64))).rejects.toThrow(/is not a name/)
    }
  })

  test('lists what never became whole, so that it is tidied away', async () => {
    const store = openDiskStore(folder)
    const name = hashOf(bytesOf('whole'))
    await store.put(TEAM, name, bytesOf('whole'))
    const part = `${name}.${v7()}.part`
    writeFileSync(join(folder, TEAM, part), 'half')
    const names: string[] = []
    for await (const file of store.list(TEAM)) names.push(file.name)
    expect(names.sort()).toEqual([name, part].sort())
    await store.delete(TEAM, part)
    expect(readdirSync(join(folder, TEAM))).toEqual([name])
  })
})

describe('an object store', () => {
  test('that answers badly is told as something that passes, without its words', async () => {
    const store = openS3Store({ ...s3.config, secretKey: 'another' })
    await expect(store.read(TEAM, 'a'.repeat(64))).rejects.toMatchObject({
      code: 'notAvailable',
      message: expect.not.stringContaining('Signature'),
    })
    const elsewhere = openS3Store({ ...s3.config, bucket: 'nowhere' })
    await expect(elsewhere.has(TEAM, 'a'.repeat(64))).resolves.toBe(false)
    await expect(elsewhere.read(TEAM, 'a'.repeat(64))).rejects.toMatchObject({
      code: 'notAvailable',
    })
  })

  test('that has no room for a moment is asked again', async () => {
    s3.faults.push(503)
    const store = openS3Store(s3.config)
    const bytes = bytesOf('again')
    await store.put(TEAM, hashOf(bytes), bytes)
    expect(await store.read(TEAM, hashOf(bytes))).toEqual(bytes)
  })

  test('whose answer breaks off is told as something that passes', async () => {
    const store = openS3Store(s3.config)
    const bytes = bytesOf('whole')
    await store.put(TEAM, hashOf(bytes), bytes)
    s3.faults.push('cut')
    await expect(store.read(TEAM, hashOf(bytes))).rejects.toMatchObject({ code: 'notAvailable' })
    s3.faults.push('cut')
    await expect(store.list(TEAM)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'notAvailable',
    })
    expect(await store.read(TEAM, hashOf(bytes))).toEqual(bytes)
  })
})
