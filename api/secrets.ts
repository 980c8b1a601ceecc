/**
 * Secrets at rest, and the keys that everything else is signed with.
 *
 * A sealed value is a JWE (A256GCM) that names the key it was sealed with and what it belongs
 * to: team, record and field are part of its authenticated header, so a value copied to
 * another row does not open. A wrong key or place is an error, never empty text. The first
 * key of the ring writes; the others are only read, until `isStale` values have been sealed
 * anew (`reseal.ts`) and the old key can go.
 */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'

/** What a sealed value belongs to. */
export interface Bound {
  team: string
  record: string
  field: string
}

export interface Secrets {
  seal(value: string, bound: Bound): Promise<string>
  /** Opens a sealed value; throws when it was sealed for something else or its key is gone. */
  open(sealed: string, bound: Bound): Promise<string>
  /** Sealed with a key that is on its way out. */
  isStale(sealed: string): boolean
  /** Keys for one purpose, derived so that no key serves two; the first one signs. */
  keysFor(purpose: string): readonly { id: string; key: Uint8Array }[]
  /** A keyed hash: the same text gives the same letters, and nobody can guess back. */
  fingerprint(purpose: string, text: string): string
}

/** `id:base64,id:base64`, 32 bytes each. Throws with what is wrong, without the keys. */
export function openSecrets(ring: string): Secrets {
  const keys = parseRing(ring)
  const [current] = keys
  if (!current) throw new Error('SECRETS_KEYS holds no key.')
  const derived = new Map<string, readonly { id: string; key: Uint8Array }[]>()
  const keysFor = (purpose: string) => {
    const known = derived.get(purpose)
    if (known) return known
    const made = keys.map(({ id, key }) => ({
      id,
      key: new Uint8Array(hkdfSync('sha256', key, '', `resolutionflow ${purpose}`, 32)),
    }))
    derived.set(purpose, made)
    return made
  }

  return {
    keysFor,
    async seal(value, bound) {
      const [writer] = keysFor('sealing')
      if (!writer) throw new Error('SECRETS_KEYS holds no key.')
      return new CompactEncrypt(new TextEncoder().encode(value))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: writer.id, for: placeOf(bound) })
        .encrypt(writer.key)
    },
    async open(sealed, bound) {
      const kid = keyIdOf(sealed)
      const reader = keysFor('sealing').find((key) => key.id === kid)
      if (!reader) {
        throw new Error(`A stored secret needs the key “${kid}”. Put it back into SECRETS_KEYS.`)
      }
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, reader.key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      })
      if (protectedHeader.for !== placeOf(bound)) {
        throw new Error('A stored secret belongs to another record.')
      }
      return new TextDecoder().decode(plaintext)
    },
    isStale: (sealed) => keyIdOf(sealed) !== current.id,
    fingerprint(purpose, text) {
      const [writer] = keysFor(`fingerprint ${purpose}`)
      return createHmac('sha256', writer?.key ?? current.key)
        .update(text)
        .digest('base64url')
    },
  }
}

/** A key kept in a file of the data folder, for running without `SECRETS_KEYS`. */
export function ringOfFolder(dataDir: string): string {
  const file = join(dataDir, 'secrets.key')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    // Written aside first: of two that begin at once both find one whole key.
    const aside = `${file}.${process.pid}`
    writeFileSync(aside, makeKey('local'), { mode: 0o600 })
    try {
      linkSync(aside, file)
    } catch (error) {
      if (!existsSync(file)) throw error
    } finally {
      rmSync(aside, { force: true })
    }
  }
  return readFileSync(file, 'utf8').trim()
}

export const makeKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`

const placeOf = ({ team, record, field }: Bound) => JSON.stringify([team, record, field])

function keyIdOf(sealed: string): string | undefined {
  try {
    return decodeProtectedHeader(sealed).kid
  } catch {
    return undefined
  }
}

function parseRing(ring: string) {
  const keys = ring
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part, i) => {
      const [, id, base64] = /^([A-Za-z0-9_-]{1,40}):([A-Za-z0-9+/=_-]+)$/.exec(part) ?? []
      const key = new Uint8Array(Buffer.from(base64 ?? '', 'base64'))
      if (!id || key.length !== 32) {
        throw new Error(
          `SECRETS_KEYS: entry ${i + 1} must be id:base64 with exactly 32 bytes, such as k1:${'A'.repeat(43)}=.`,
        )
      }
      return { id, key }
    })
  const ids = new Set(keys.map((key) => key.id))
  if (ids.size !== keys.length) throw new Error('SECRETS_KEYS: two entries have the same id.')
  return keys
}
