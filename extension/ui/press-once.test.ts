import type { MouseEvent } from 'react'
import { expect, test } from 'vitest'
import { pressOnce } from './press-once.ts'

/** What comes of clicks at one place: each with its number in a row of them, and when it came. */
function press(clicks: [detail: number, timeStamp: number][]): number[] {
  const taken: number[] = []
  for (const [detail, timeStamp] of clicks) {
    const event = { detail, timeStamp, preventDefault: () => undefined }
    pressOnce(() => void taken.push(timeStamp))(event as unknown as MouseEvent) // the fields it reads
  }
  return taken
}

let nowMs = 0
const later = (ms: number) => {
  nowMs += ms
  return nowMs
}

test('a double and a triple click are one press', () => {
  const first = later(5000)
  expect(
    press([
      [1, first],
      [2, first + 150],
      [3, first + 300],
    ]),
  ).toEqual([first])
})

test('steps that are pressed one after the other at the same place are all taken', () => {
  const first = later(5000)
  expect(
    press([
      [1, first],
      [2, first + 400],
      [3, first + 800],
    ]),
  ).toEqual([first, first + 400, first + 800])
})

test('a quick press at another place, or by a key, is taken', () => {
  const first = later(5000)
  expect(
    press([
      [1, first],
      [1, first + 90],
      [0, first + 120],
    ]),
  ).toHaveLength(3)
})
