import { expect, test } from 'vitest'
import { makePassword } from './make-password.ts'
import { NewPassword } from './person.ts'

/** Counts up, over every byte there is. */
function counting() {
  let next = 0
  return (count: number) => Uint8Array.from({ length: count }, () => next++ % 256)
}

test('a password to hand over is long enough, in groups, of letters that are told apart', () => {
  const password = makePassword(counting())
  expect(password).toMatch(/^[2-9a-hjkmnp-tv-z]{5}(-[2-9a-hjkmnp-tv-z]{5}){3}$/)
  expect(NewPassword.safeParse(password).success).toBe(true)
})

test('every letter is as likely as every other', () => {
  const random = counting()
  const seen = new Map<string, number>()
  // 240 of 256 bytes count, 40 are asked for at a time: 3 rounds of 256 come out even.
  for (let round = 0; round < 256 * 3; round++) {
    for (const letter of makePassword(random).replaceAll('-', '')) {
      seen.set(letter, (seen.get(letter) ?? 0) + 1)
    }
  }
  const counts = [...seen.values()]
  expect(seen.size).toBe(30)
  expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.3)
})

test('bytes that would tilt it are passed over', () => {
  const stuck = (count: number) => Uint8Array.from({ length: count }, (_, at) => (at % 2 ? 255 : 0))
  expect(makePassword(stuck)).toBe('22222-22222-22222-22222')
})
