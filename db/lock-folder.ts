/**
 * One process at a time in a folder, by a lock file that names its owner.
 *
 * The file is made with "create only if absent", so of two that come at once one loses. A
 * lock whose process is gone is taken over: it is renamed away first, which again only one
 * can do. After a restart of the machine another process may bear the old number, so the
 * start of the machine is written down too where the system tells it. Across machines
 * nothing can be told, and the answer is no: two processes in the folder would destroy it.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { resolve } from 'node:path'

/** Takes the folder or throws with what to do. Returns what gives it back. */
export function lockFolder(folder: string): () => void {
  // Beside the folder, not in it: the database takes only an empty folder for a new one.
  const file = `${resolve(folder)}.lock`
  for (let attempt = 0; attempt < 5; attempt++) {
    if (takeIfFree(file)) {
      mine.add(file)
      return () => {
        mine.delete(file)
        rmSync(file, { force: true })
      }
    }
    const owner = readOwner(file)
    if (owner === 'gone') continue
    if (owner && isAlive(owner, file)) {
      throw new Error(
        `The data folder ${folder} is in use by process ${owner.pid} on ${owner.host}. Stop that one first, or set DATA_DIR to another folder. If you are sure that it is gone, delete ${file}.`,
      )
    }
    takeAway(file)
  }
  throw new Error(`The lock file ${file} could not be taken: somebody else keeps writing it.`)
}

interface Owner {
  pid: number
  host: string
  boot: string
}

/** What this very process holds; after a crash a container may start with the same number. */
const mine = new Set<string>()

const me = (): Owner => ({ pid: process.pid, host: hostname(), boot: bootId() })

/** Changes with each start of the machine; empty where the system does not tell. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

function takeIfFree(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(me()), { flag: 'wx' })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function readOwner(file: string): Owner | 'gone' | undefined {
  try {
    const owner: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isOwner(owner) ? owner : undefined
  } catch (error) {
    return hasCode(error, 'ENOENT') ? 'gone' : undefined
  }
}

function isAlive(owner: Owner, file: string): boolean {
  if (owner.host !== hostname()) return true
  if (owner.boot !== bootId()) return false
  if (owner.pid === process.pid) return mine.has(file)
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

function takeAway(file: string) {
  const aside = `${file}.${process.pid}.${Math.round(performance.now() * 1000)}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  // Another may have been faster and this is its fresh lock: then it gets it back.
  const owner = readOwner(aside)
  if (owner && owner !== 'gone' && isAlive(owner, file)) linkSync(aside, file)
  rmSync(aside, { force: true })
}

const isOwner = (value: unknown): value is Owner =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'host' in value &&
  typeof value.host === 'string' &&
  'boot' in value &&
  typeof value.boot === 'string'

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
