// @vitest-environment node
import fc from 'fast-check'
import lzma from 'lzma'
import { expect, test } from 'vitest'
import { decodeFragment, decodeToken } from './decode-fragment.ts'
import { TOKEN } from './testing/addresses.ts'

const LIMIT = 16 * 1024

test('each captured token decodes to JSON and is minted again byte for byte', () => {
  for (const token of Object.values(TOKEN)) {
    const json = decodeToken(token) ?? ''
    expect(() => JSON.parse(json)).not.toThrow()
    expect(tokenOf(lzma.compress(json, 3))).toBe(token)
  }
})

// Packing, which only the test does, takes a tenth of a second each time.
test('a ticket of any number comes back as it was packed', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.string({ unit: 'grapheme' }), (ticketId, words) => {
      const state = { p: 'sr150', s: { p: { rd: ticketId, words } } }
      const token = tokenOf(lzma.compress(JSON.stringify(state), 3))
      expect(decodeFragment(token).state).toEqual({ screen: 'sr150', ticketId })
    }),
    { numRuns: 5 },
  )
})

test('no fragment throws, whatever stands in it', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.base64String({ maxLength: 800 }).map((text) => `XQAACA${text}`),
        fc.webFragments().map((text) => `startscreen=sr150&state=${text}`),
      ),
      (fragment) => {
        expect(decodeFragment(fragment)).toHaveProperty('isStartLink')
      },
    ),
    { numRuns: 300 },
  )
})

test('a real token with any bytes changed gives at most the declared length, or nothing', {
  timeout: 30_000,
}, () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(TOKEN)),
      fc.array(fc.tuple(fc.nat(700), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      fc.nat(400),
      (token, changes, cut) => {
        const bytes = bytesOf(token)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        const text = decodeToken(tokenOf(bytes.slice(0, bytes.length - (cut % bytes.length))))
        expect((text ?? '').length).toBeLessThanOrEqual(LIMIT)
      },
    ),
    { numRuns: 200 },
  )
})

test.each([
  ['a declared length of 16 KiB and one byte', 5, [1, 64, 0, 0, 0, 0, 0, 0]],
  ['no declared length', 5, [255, 255, 255, 255, 255, 255, 255, 255]],
  ['a length beyond 32 bits', 5, [16, 0, 0, 0, 1, 0, 0, 0]],
  ['a dictionary of 4 GiB', 1, [255, 255, 255, 255]],
  ['no dictionary', 1, [0, 0, 0, 0]],
  ['other settings of the coder', 0, [0x5e]],
])('%s is refused before decoding', (_, at, values) => {
  const bytes = bytesOf(TOKEN.T6)
  bytes.splice(at, values.length, ...values)
  expect(decodeToken(tokenOf(bytes))).toBeUndefined()
})

test('a long token is refused unread', () => {
  expect(decodeToken(TOKEN.T6 + 'A'.repeat(16 * 1024))).toBeUndefined()
})

function bytesOf(token: string): number[] {
  return [...Buffer.from(token.replaceAll('$', '+').replaceAll('_', '/'), 'base64')]
}

function tokenOf(bytes: number[]): string {
  const text = Buffer.from(bytes.map((byte) => byte & 0xff)).toString('base64')
  return text.replaceAll('+', '$').replaceAll('/', '_')
}
