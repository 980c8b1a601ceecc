/**
 * Whether the boxes of the New Note dialog let a text in, and what is said when they do not.
 *
 * Only a box that is known to be ticked, and would show the text to somebody it is not meant
 * for, keeps it out. What cannot be read keeps nothing out: the person is told to look.
 */
import {
  BOX_LABELS,
  BOX_NAMES,
  type BoxName,
  boxesThatExpose,
  type TickedBoxes,
  UNREAD_BOXES,
} from '#shared/note/boxes.ts'
import type { NoteFlags } from '#shared/session/event.ts'
import type { RefusedInsertion } from '../../bridge/insertion.ts'
import { refuse } from './check-target.ts'
import type { IsShown } from './is-shown.ts'
import { readBoxes } from './read-boxes.ts'

export function checkBoxes(
  editor: Element,
  wanted: NoteFlags,
  isShown: IsShown,
): RefusedInsertion | undefined {
  const ticked = readBoxes(editor, isShown)
  const exposing = ticked ? boxesThatExpose(ticked, wanted) : []
  if (!ticked || exposing.length === 0) return undefined
  const [are, it] = exposing.length > 1 ? ['are', 'them'] : ['is', 'it']
  const reads = exposing.includes('discussion')
    ? 'the client would read this'
    : 'the client could read this in the portal or on the invoice'
  const why = `${labels(exposing)} ${are} ticked: ${reads}.`
  return { ...refuse('boxes', why, `Untick ${it}, or let ResolutionFlow set the boxes.`), ticked }
}

/** When the boxes could not be set: which, so that the person can. */
export function refuseUnset(wanted: NoteFlags, ticked: TickedBoxes | undefined): RefusedInsertion {
  const isUnread = !ticked || BOX_NAMES.some((name) => ticked[name] === 'unknown')
  const why = isUnread
    ? 'It cannot be seen which boxes are ticked, so they were not set.'
    : 'The boxes did not become what this note needs.'
  const only = labels(BOX_NAMES.filter((name) => wanted[name]))
  const next = `Tick ${only || 'none of them'}${only && ' and nothing else'}, then insert again.`
  return { ...refuse('boxes', why, next), ticked: ticked ?? UNREAD_BOXES }
}

function labels(names: BoxName[]): string {
  return names.map((name) => BOX_LABELS[name]).join(' and ')
}
