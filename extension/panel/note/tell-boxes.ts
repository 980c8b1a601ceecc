/** The boxes of the New Note dialog in words: what is ticked, against what this note wants. */
import { BOX_LABELS, BOX_NAMES, type BoxState, type TickedBoxes } from '#shared/note/boxes.ts'
import type { NoteFlags } from '#shared/session/event.ts'

export interface BoxTold {
  text: string
  isRight: boolean
}

export function tellBoxes(ticked: TickedBoxes, wanted: NoteFlags): BoxTold[] {
  return BOX_NAMES.map((name) => {
    const said = SAID[ticked[name]][wanted[name] ? 'wanted' : 'unwanted']
    const isRight = ticked[name] === (wanted[name] ? 'on' : 'off')
    return { text: `${BOX_LABELS[name]} ${said}`, isRight }
  })
}

const SAID: Record<BoxState, { wanted: string; unwanted: string }> = {
  on: { wanted: 'is ticked, as it should be', unwanted: 'is ticked, must not be' },
  off: { wanted: 'is not ticked, must be', unwanted: 'is not ticked, as it should be' },
  unknown: { wanted: 'must be ticked', unwanted: 'must not be ticked' },
}
