import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NoteFlags } from '../session/event.ts'
import {
  BOX_NAMES,
  type BoxState,
  boxesThatExpose,
  boxesToChange,
  judgeBoxes,
  type TickedBoxes,
} from './boxes.ts'
import { NOTE_KINDS } from './kinds.ts'

const [INTERNAL, INTERNAL_RESOLUTION] = NOTE_KINDS.resolution.flags
const [DISCUSSION] = NOTE_KINDS.client_update.flags
const ticked = (discussion: BoxState, internal: BoxState, resolution: BoxState): TickedBoxes => ({
  discussion,
  internal,
  resolution,
})

test.each([
  ['the box it is meant for', ticked('off', 'on', 'off'), INTERNAL, 'as wanted', []],
  ['the client’s box', ticked('on', 'off', 'off'), INTERNAL, 'not as wanted', ['discussion']],
  [
    'the client’s box as well',
    ticked('on', 'on', 'off'),
    INTERNAL,
    'not as wanted',
    ['discussion'],
  ],
  ['the invoice’s box', ticked('off', 'on', 'on'), INTERNAL, 'not as wanted', ['resolution']],
  ['the invoice’s box, asked for', ticked('off', 'on', 'on'), INTERNAL_RESOLUTION, 'as wanted', []],
  ['no box', ticked('off', 'off', 'off'), INTERNAL, 'not as wanted', []],
  ['Internal, for the client', ticked('off', 'on', 'off'), DISCUSSION, 'not as wanted', []],
  ['what nobody can read', ticked('unknown', 'unknown', 'unknown'), INTERNAL, 'unknown', []],
  ['one that nobody can read', ticked('unknown', 'on', 'off'), INTERNAL, 'unknown', []],
  [
    'one unread, one harmful',
    ticked('on', 'unknown', 'off'),
    INTERNAL,
    'not as wanted',
    ['discussion'],
  ],
] as const)('%s', (_, boxes, wanted, verdict, exposing) => {
  expect(judgeBoxes(boxes, flags(wanted))).toBe(verdict)
  expect(boxesThatExpose(boxes, flags(wanted))).toEqual(exposing)
})

test('boxes are as wanted only when each is known to be what was wanted', () => {
  const state = fc.constantFrom<BoxState>('on', 'off', 'unknown')
  const boxes = fc.record({ discussion: state, internal: state, resolution: state })
  const bit = fc.boolean()
  const asked = fc.record({ discussion: bit, internal: bit, resolution: bit })
  fc.assert(
    fc.property(boxes, asked, (read, wanted) => {
      const isEachRight = BOX_NAMES.every((name) => read[name] === (wanted[name] ? 'on' : 'off'))
      expect(judgeBoxes(read, wanted) === 'as wanted').toBe(isEachRight)
      for (const name of boxesThatExpose(read, wanted)) {
        expect(boxesToChange(read, wanted)).toContain(name)
      }
    }),
  )
})

function flags(wanted: NoteFlags | undefined): NoteFlags {
  if (!wanted) throw new Error('A kind of note has lost its flags')
  return wanted
}
