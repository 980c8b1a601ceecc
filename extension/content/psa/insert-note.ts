/**
 * Puts a note into the editor of the ticket on the screen, or says why not.
 *
 * Expects the ticket it is meant for and the text. Checks that ticket, places the caret at
 * the end, lets the editor take notice, checks again and pastes in the same breath, so that
 * nothing can come between. Then it reads the editor's blocks back: what stood there before
 * must be unchanged and in front, then exactly our lines. If the page has gone to another
 * ticket meanwhile, or the editor made something else of the text, the text is taken out by
 * the editor's own undo, and that is said.
 *
 * Where the New Note dialog shows that somebody would read the text whom it is not meant for,
 * nothing is written; the boxes are set only when that is ordered. Never replaces what the
 * technician typed, and never presses Save.
 */
import { judgeBoxes, UNREAD_BOXES } from '#shared/note/boxes.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { InsertionResult, RefusedInsertion } from '../../bridge/insertion.ts'
import type { RequestOf } from '../../bridge/messages.ts'
import { checkBoxes } from './check-boxes.ts'
import { checkTarget, refuse } from './check-target.ts'
import { blockTexts, isCaretAtEnd, paste, placeCaretAtEnd, pressUndo } from './draft-editor.ts'
import { type FoundEditor, findEditor } from './find-editor.ts'
import type { PageHands } from './page-hands.ts'
import { readBoxes } from './read-boxes.ts'
import { setBoxes } from './set-boxes.ts'
import { appendToBox, setBox } from './text-box.ts'
import { tidyText } from './tidy-text.ts'

type Order = RequestOf<'insertNote'>

/** What is meant for nobody outside, which is what a text is unless its order says more. */
const INTERNAL_ONLY = { discussion: false, internal: true, resolution: false }
const wantedBoxes = ({ flags = INTERNAL_ONLY }: Order) => flags

/** The editor takes the caret from an event that comes later; sooner, text lands at the start. */
const CARET_MS = 80
/** The editor draws what it took within a frame or two; a busy machine takes longer. */
const DRAWN_MS = 300
const DRAWN_EVERY_MS = 10
/** A page that was about to swap its screen has done so by then. */
const SETTLED_MS = 150

export async function insertNote(order: Order, hands: PageHands): Promise<InsertionResult> {
  const text = tidyText(order.text)
  if (text === '')
    return refuse('emptyText', 'There is no text to insert.', 'Write the note first.')
  const wrongTarget = checkInTime(order, hands) ?? check(order.ref, hands)
  if (wrongTarget) return wrongTarget
  const found = find(hands)
  if (found.kind !== 'editor' && found.kind !== 'textarea') return refuseWithoutEditor(found.kind)
  const wanted = wantedBoxes(order)
  if (order.setBoxes) {
    const same = () => check(order.ref, hands) ?? checkSamePlace(found.element, hands)
    const refusal = (await setBoxes(found.element, wanted, hands, same)) ?? same()
    if (refusal) return refusal
  }
  const wrongBoxes = checkBoxes(found.element, wanted, hands.isShown)
  if (wrongBoxes) return wrongBoxes
  return found.kind === 'editor'
    ? intoEditor(found.element, order, text, hands)
    : intoBox(found.element, order, text, hands)
}

async function intoEditor(
  editor: HTMLElement,
  order: Order,
  text: string,
  hands: PageHands,
): Promise<InsertionResult> {
  const { ref } = order
  const lines = text.split('\n')
  if (endsWith(blockTexts(editor), lines)) return refuseTwin(text)
  placeCaretAtEnd(editor)
  await hands.pause(CARET_MS)

  // From here to the paste nothing is awaited: what was checked is what is written to.
  const refusal =
    checkInTime(order, hands) ??
    check(ref, hands) ??
    checkSamePlace(editor, hands) ??
    checkBoxes(editor, wantedBoxes(order), hands.isShown)
  if (refusal) return refusal
  if (!isCaretAtEnd(editor)) {
    const why = 'The caret in the note moved while the text was about to go in.'
    return refuse('caretMoved', why, 'Insert again.')
  }
  const before = blockTexts(editor)
  const startsOwnLine = (before.at(-1) ?? '') !== ''
  const isTaken = paste(editor, startsOwnLine ? `\n${text}` : text)

  const wanted = [...(startsOwnLine ? before : before.slice(0, -1)), ...lines]
  if (!isTaken) {
    await hands.pause(DRAWN_EVERY_MS)
    const isTextLeft = !isEqual(blockTexts(editor), before)
    return refuse('notTaken', 'The note editor did not take the text.', pasteYourself, isTextLeft)
  }
  const isAsWanted = await untilDrawn(editor, wanted, hands)
  if (isAsWanted) await hands.pause(SETTLED_MS)

  if (check(ref, hands, 'after') || !isShownIn(editor, hands)) {
    return refuseMoved(ref, await takeOut(editor, before, hands))
  }
  if (!isAsWanted) return refuseGarbled(await takeOut(editor, before, hands))
  // The technician may have gone on typing; what must still be there is ours.
  const blocks = blockTexts(editor)
  if (!holds(blocks, lines)) return refuseGarbled(isEqual(blocks, before))
  return inserted(editor, order, text, hands)
}

async function intoBox(
  box: HTMLTextAreaElement,
  order: Order,
  text: string,
  hands: PageHands,
): Promise<InsertionResult> {
  const { ref } = order
  const late = checkInTime(order, hands)
  if (late) return late
  const before = box.value
  if (endsWith(before.split('\n'), text.split('\n'))) return refuseTwin(text)
  const start = before === '' || before.endsWith('\n') ? '' : '\n'
  const wanted = before + start + text
  appendToBox(box, start + text)
  await hands.pause(SETTLED_MS)
  if (check(ref, hands, 'after') || !isShownIn(box, hands)) {
    setBox(box, before)
    return refuseMoved(ref, box.value === before)
  }
  if (box.value === wanted) return inserted(box, order, text, hands)
  setBox(box, before)
  return refuseGarbled(box.value === before)
}

/** `after` the paste, a page that is merely moving must not be taken for another ticket's. */
function check(
  ref: TicketRef,
  { look, now }: PageHands,
  when: 'before' | 'after' = 'before',
): RefusedInsertion | undefined {
  const refusal = checkTarget(ref, look(), now())
  return when === 'after' && refusal?.code === 'moving' ? undefined : refusal
}

/** What is written after the panel has said that nothing was would be known to nobody. */
function checkInTime({ notAfterMs }: Order, { now }: PageHands): RefusedInsertion | undefined {
  if (notAfterMs === undefined || now() <= notAfterMs) return undefined
  return refuse('late', 'The page took too long to answer.', 'Insert again.')
}

function find({ page, look, isShown }: PageHands): FoundEditor {
  return findEditor(page, look().sighting.state === 'time', isShown)
}

function checkSamePlace(place: HTMLElement, hands: PageHands): RefusedInsertion | undefined {
  const found = find(hands)
  if ('element' in found && found.element === place) return undefined
  if (found.kind === 'several') return refuseWithoutEditor('several')
  return refuse('moving', 'The note editor closed or changed just now.', 'Insert again.')
}

function isShownIn(element: HTMLElement, { isShown }: PageHands): boolean {
  return element.isConnected && isShown(element)
}

/** Looked at often, so that a key pressed right after the paste is not mistaken for damage. */
async function untilDrawn(
  editor: HTMLElement,
  wanted: string[],
  { now, pause }: PageHands,
): Promise<boolean> {
  const end = now() + DRAWN_MS
  while (editor.isConnected && now() < end) {
    if (isEqual(blockTexts(editor), wanted)) return true
    await pause(DRAWN_EVERY_MS)
  }
  return editor.isConnected && isEqual(blockTexts(editor), wanted)
}

/** True when the editor holds what it held before, or is gone with all it held. */
async function takeOut(editor: HTMLElement, before: string[], hands: PageHands): Promise<boolean> {
  // An undo where nothing of ours went in would take out what the technician typed.
  if (!editor.isConnected || isEqual(blockTexts(editor), before)) return true
  pressUndo(editor)
  await untilDrawn(editor, before, hands)
  return !editor.isConnected || isEqual(blockTexts(editor), before)
}

function inserted(
  place: HTMLElement,
  order: Order,
  text: string,
  { look, now, isShown }: PageHands,
): InsertionResult {
  const into = look().sighting.state === 'time' ? 'time entry' : 'ticket'
  const insertedAt = new Date(now()).toISOString()
  const ticked = readBoxes(place, isShown) ?? (order.flags ? UNREAD_BOXES : undefined)
  const boxes = ticked && { boxes: judgeBoxes(ticked, wantedBoxes(order)), ticked }
  return { outcome: 'inserted', ref: order.ref, text, insertedAt, into, ...boxes }
}

const pasteYourself = 'Click into the note and paste the text yourself, or post the note instead.'

/** It may have gone in before, and its answer been lost: the panel keeps that it stands there. */
function refuseTwin(text: string): RefusedInsertion {
  const why = 'The note already ends with this very text.'
  const next = 'Read it through and save it in ConnectWise.'
  return { ...refuse('alreadyThere', why, next), text }
}

function refuseWithoutEditor(kind: 'closed' | 'several' | 'absent'): RefusedInsertion {
  if (kind === 'closed') {
    return refuse('closed', 'No note is open in the ticket.', 'Press New Note, then insert again.')
  }
  if (kind === 'several') {
    const why = 'Several note editors are open.'
    return refuse('several', why, 'Click into the one you mean, then insert again.')
  }
  const why = 'This screen has no place for a note.'
  return refuse('noEditor', why, 'Show the notes pod in ConnectWise, or post the note instead.')
}

function refuseMoved(ref: TicketRef, isOut: boolean): RefusedInsertion {
  const why = `The page left ticket #${ref.ticketId} while the text went in.`
  return isOut
    ? refuse('moved', `${why} The text was taken out again.`, 'Open the ticket and insert again.')
    : refuse('moved', why, `Look for the text in open notes and delete it there.`, true)
}

function refuseGarbled(isOut: boolean): RefusedInsertion {
  const why = 'The note editor did not keep the text as it was given.'
  return isOut
    ? refuse('garbled', `${why} It was taken out again.`, pasteYourself)
    : refuse('garbled', why, 'Read the note through before you save it, or discard it.', true)
}

function endsWith(texts: string[], lines: string[]): boolean {
  return texts.length >= lines.length && isEqual(texts.slice(-lines.length), lines)
}

function holds(texts: string[], lines: string[]): boolean {
  return texts.some((_, at) => lines.every((line, nth) => texts[at + nth]?.includes(line)))
}

function isEqual(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at])
}
