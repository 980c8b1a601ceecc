import { expect, test } from 'vitest'
import { tellBoxes } from './tell-boxes.ts'

const INTERNAL = { discussion: false, internal: true, resolution: false }

test('each box says what it is and what it must be', () => {
  const ticked = { discussion: 'on', internal: 'off', resolution: 'off' } as const
  expect(tellBoxes(ticked, INTERNAL)).toEqual([
    { text: 'Discussion is ticked, must not be', isRight: false },
    { text: 'Internal is not ticked, must be', isRight: false },
    { text: 'Resolution is not ticked, as it should be', isRight: true },
  ])
})

test('a box that cannot be read is never told to be right', () => {
  const ticked = { discussion: 'unknown', internal: 'unknown', resolution: 'on' } as const
  expect(tellBoxes(ticked, { ...INTERNAL, resolution: true })).toEqual([
    { text: 'Discussion must not be ticked', isRight: false },
    { text: 'Internal must be ticked', isRight: false },
    { text: 'Resolution is ticked, as it should be', isRight: true },
  ])
})
