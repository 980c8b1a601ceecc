/**
 * Passwords: argon2id, in the one-line form that names its own parameters.
 *
 * Checking takes the same work whether the account exists or not. Few are checked at a time,
 * since each takes its share of memory and a crowd at the door must not take it all.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { PasswordCost } from '../deps.ts'

export const PASSWORD_COST: PasswordCost = { memoryKiB: 19_456, passes: 2 }

export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost)
  const { memoryKiB, passes } = cost
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${encode(salt)}$${encode(hash)}`
}

/** With no stored hash the same work is done for nothing, and the answer is no. */
export async function isPassword(
  password: string,
  stored: string | null | undefined,
  cost: PasswordCost,
): Promise<boolean> {
  const parsed = stored ? parseStored(stored) : undefined
  const hash = await derive(password, parsed?.salt ?? NO_SALT, parsed?.cost ?? cost)
  return parsed !== undefined && timingSafeEqual(hash, parsed.hash)
}

const NO_SALT = Buffer.alloc(16)
const HASH_BYTES = 32
const AT_ONCE = 4

const run = promisify(argon2)

function derive(password: string, salt: Uint8Array, { memoryKiB, passes }: PasswordCost) {
  return inTurn(() =>
    run('argon2id', {
      // One spelling of what looks alike: é typed on one keyboard is é typed on another.
      message: password.normalize('NFKC'),
      nonce: salt,
      parallelism: 1,
      tagLength: HASH_BYTES,
      memory: memoryKiB,
      passes,
    }),
  )
}

function parseStored(stored: string) {
  const [, m, t, salt, hash] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/]+)\$([\w+/]+)$/.exec(stored) ?? []
  if (!m || !t || !salt || !hash) return undefined
  const bytes = Buffer.from(hash, 'base64')
  if (bytes.length !== HASH_BYTES) return undefined
  return {
    cost: { memoryKiB: Number(m), passes: Number(t) },
    salt: Buffer.from(salt, 'base64'),
    hash: bytes,
  }
}

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}
