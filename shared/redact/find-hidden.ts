/**
 * Hides words that must not go out, and finds them again in a text, wherever they stand.
 *
 * Each stretch of the right length is held against the hint, which costs a multiplication; one in
 * 65,536 passes by chance, and only those are digested. What has been digested is remembered,
 * since the same texts are looked at again and again. Expects words without blanks around them.
 *
 * A text that was made to pass the hint over and over would cost minutes. So more than chance can
 * bring about are not looked at: they are taken for the words, in the panel and the API alike.
 */
import { pbkdf2 } from 'fast-sha256'
import type { Span } from './family.ts'
import type { HiddenWords } from './hidden-words.ts'

/** Frozen with the events that hold digests: other rounds are another kind of event. */
const ROUNDS = 4096

export function hideWords(words: string, salt: string): HiddenWords {
  const { length } = words
  const hint = hintOf(sumOf(prefixSums(words), 0, length, powerOf(length)), seedOf(salt))
  return { salt, length, hint, digest: digestOf(words, salt) }
}

export function findHidden(text: string, hidden: readonly HiddenWords[]): Span[] {
  if (hidden.length === 0) return []
  const spans: Span[] = []
  const sums = prefixSums(text)
  const isHidden = openCheck(text.length * hidden.length)
  for (const one of hidden) {
    const { length, hint } = one
    const power = powerOf(length)
    const seed = seedOf(one.salt)
    for (let start = 0; start + length <= text.length; start++) {
      if (hintOf(sumOf(sums, start, length, power), seed) !== hint) continue
      const end = start + length
      if (isHidden(text.slice(start, end), one)) spans.push({ family: 'marked text', start, end })
    }
  }
  return spans
}

const BY_CHANCE = 1 / 0x10000

/** Twice what chance brings about on average is never reached by it, with some to begin with. */
function openCheck(stretches: number): (words: string, by: HiddenWords) => boolean {
  let left = 64 + Math.ceil(2 * BY_CHANCE * stretches)
  const seen = new Set<string>()
  return (words, { salt, digest }) => {
    const key = `${salt} ${words}`
    if (!seen.has(key)) {
      if (left === 0) return true
      left -= 1
      seen.add(key)
    }
    return digestOf(words, salt) === digest
  }
}

/** `sums[n]` is of the first n characters: a polynomial over them, modulo 2 to the 32. */
function prefixSums(text: string): Int32Array {
  const sums = new Int32Array(text.length + 1)
  for (let at = 0; at < text.length; at++)
    sums[at + 1] = (Math.imul(sums[at]!, BASE) + text.charCodeAt(at)) | 0
  return sums
}

/** Of one stretch, without looking at its characters again. */
const sumOf = (sums: Int32Array, start: number, length: number, power: number): number =>
  (sums[start + length]! - Math.imul(sums[start]!, power)) | 0

const BASE = 0x01000193
function powerOf(length: number): number {
  let power = 1
  for (let n = 0; n < length; n++) power = Math.imul(power, BASE)
  return power
}

const MIX = 0x9e3779b1
/** The upper half of a product depends on every bit of what is multiplied. */
function hintOf(sum: number, seed: number): number {
  const mixed = Math.imul(sum ^ seed, MIX)
  return Math.imul(mixed ^ (mixed >>> 15), MIX) >>> 16
}

const seedOf = (salt: string): number => Number.parseInt(salt.slice(-8), 16) | 0

/** What was digested last, here; a number of them, the oldest forgotten first. */
const digested = new Map<string, string>()
const MOST_KEPT = 4096

function digestOf(words: string, salt: string): string {
  const key = `${salt} ${words}`
  const known = digested.get(key)
  if (known !== undefined) return known
  const digest = hexOf(pbkdf2(bytesOf(words), bytesOf(salt), ROUNDS, 32))
  const [oldest] = digested.keys()
  if (oldest !== undefined && digested.size >= MOST_KEPT) digested.delete(oldest)
  digested.set(key, digest)
  return digest
}

/** As the text holds them, halves of a character too: two texts never have the same bytes. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2)
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    bytes[2 * at] = code & 0xff
    bytes[2 * at + 1] = code >> 8
  }
  return bytes
}

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
