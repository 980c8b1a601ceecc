/**
 * Files in a folder: one folder per team, one file per SHA-256.
 *
 * Bytes are written under another name, forced to the disk and then given their own, so that a
 * power cut leaves a file whole or not there. A disk that is full or away is told as something
 * that passes: whoever sent the file has it still and sends it again.
 */
import { randomUUID } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '#shared/route.ts'
import type { FileStore } from './file-store.ts'

export function openDiskStore(folder: string): FileStore {
  const folderOf = (teamId: string) => join(folder, named(teamId, /^[0-9a-f-]{36}$/))
  const pathOf = (teamId: string, name: string) => join(folderOf(teamId), named(name, NAME))

  return {
    async put(teamId, sha256, bytes) {
      const path = pathOf(teamId, sha256)
      const part = `${path}.${randomUUID()}.part`
      try {
        await mkdir(folderOf(teamId), { recursive: true })
        await writeThrough(part, bytes)
        await rename(part, path)
        await syncFolder(folderOf(teamId))
      } catch (error) {
        await rm(part, { force: true }).catch(() => undefined)
        throw away(error)
      }
    },
    async read(teamId, sha256) {
      const bytes = await orNone(readFile(pathOf(teamId, sha256)))
      return bytes && new Uint8Array(bytes)
    },
    async has(teamId, sha256) {
      return (await orNone(access(pathOf(teamId, sha256)).then(() => true))) ?? false
    },
    async *list(teamId) {
      for (const name of (await orNone(readdir(folderOf(teamId)))) ?? []) {
        const found = NAME.test(name) && (await orNone(stat(pathOf(teamId, name))))
        if (found) yield { name, writtenAt: found.mtime }
      }
    },
    async delete(teamId, name) {
      await rm(pathOf(teamId, name), { force: true })
    },
  }
}

/** A SHA-256, or one with what is still being written after it. */
const NAME = /^[0-9a-f]{64}(\.[0-9a-f-]{36}\.part)?$/

/** Nothing but our own ids ever becomes part of a path. */
function named(text: string, pattern: RegExp): string {
  if (pattern.test(text)) return text
  throw new Error(`“${text}” is not a name of the file store`)
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The new name is on the disk too. Windows opens no folders; there the rename has to do. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function orNone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw away(error)
  }
}

const away = (error: unknown): Refused =>
  new Refused(
    'notAvailable',
    'The server cannot keep files just now. Yours stays where you are and is sent again by itself; tell your admin if this stays.',
    { retryAfterSeconds: 30, cause: error },
  )
