/**
 * Ticks and unticks the boxes of the New Note dialog until they are as wanted.
 *
 * Only ever done when a person has asked for it. One click at a time, each read back before
 * the next; a box that does not follow its click is not clicked again. A box is never clicked
 * blindly: where one cannot be read, none is touched. The ticket is checked before each click.
 */
import {
  BOX_NAMES,
  type BoxName,
  boxesToChange,
  judgeBoxes,
  type TickedBoxes,
} from '#shared/note/boxes.ts'
import type { NoteFlags } from '#shared/session/event.ts'
import type { RefusedInsertion } from '../../bridge/insertion.ts'
import { refuseUnset } from './check-boxes.ts'
import { innermost } from './innermost.ts'
import type { PageHands } from './page-hands.ts'
import { findBox, readBoxes } from './read-boxes.ts'

/** A click is drawn within a frame or two; a busy machine takes longer. */
const FOLLOWED_MS = 500
const LOOK_EVERY_MS = 10
/** Three boxes; should one click move another box too, a few more. */
const MOST_CLICKS = 6

export async function setBoxes(
  editor: Element,
  wanted: NoteFlags,
  hands: Pick<PageHands, 'isShown' | 'now' | 'pause'>,
  checkAgain: () => RefusedInsertion | undefined,
): Promise<RefusedInsertion | undefined> {
  const read = () => readBoxes(editor, hands.isShown)
  for (let clicks = 0; clicks <= MOST_CLICKS; clicks += 1) {
    const ticked = read()
    if (!ticked || !isRead(ticked)) return refuseUnset(wanted, ticked)
    if (judgeBoxes(ticked, wanted) === 'as wanted') return undefined
    const refusal = checkAgain()
    if (refusal) return refusal
    const name = nextBox(ticked, wanted)
    const box = name && findBox(editor, name)
    if (!box || clicks === MOST_CLICKS) break
    innermost(box).click()
    const isFollowed = () => read()?.[name] === (wanted[name] ? 'on' : 'off')
    if (!(await until(isFollowed, hands))) break
  }
  return refuseUnset(wanted, read())
}

function isRead(ticked: TickedBoxes): boolean {
  return BOX_NAMES.every((name) => ticked[name] !== 'unknown')
}

/**
 * Preferably one after which the three still differ: where ticks are only drawn, boxes that
 * all look alike could not be read back.
 */
function nextBox(ticked: TickedBoxes, wanted: NoteFlags): BoxName | undefined {
  const names = boxesToChange(ticked, wanted)
  const differsAfter = (name: BoxName) =>
    BOX_NAMES.some((other) => other !== name && ticked[other] === ticked[name])
  return names.find(differsAfter) ?? names[0]
}

async function until(
  isSo: () => boolean,
  { now, pause }: Pick<PageHands, 'now' | 'pause'>,
): Promise<boolean> {
  const end = now() + FOLLOWED_MS
  while (!isSo()) {
    if (now() >= end) return false
    await pause(LOOK_EVERY_MS)
  }
  return true
}
