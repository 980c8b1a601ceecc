/**
 * The place for a note in what is on the screen.
 *
 * Looks only inside the screen that is shown, since those of other tickets stay in the
 * document with editors of their own. The first description and notes that are there already
 * can be open for editing too; they are never the place. Of several editors the one in which
 * the technician stands is meant; when they stand in none, or in one that is never the place,
 * nobody can know, and the answer is 'several'.
 */
import type { NoteEditor } from '#shared/ticket/ticket-ref.ts'
import type { IsShown } from './is-shown.ts'
import { marked, markedOf } from './marked.ts'
import {
  EDITOR,
  NEW_NOTE,
  NOTES_POD,
  OLD_EDITOR,
  SCREEN_ROOT,
  WRITTEN_BEFORE,
} from './selectors.ts'

export type FoundEditor =
  | { kind: 'editor'; element: HTMLElement }
  | { kind: 'textarea'; element: HTMLTextAreaElement }
  /** The notes are there, the New Note dialog is not open. */
  | { kind: 'closed'; newNote: HTMLElement }
  | { kind: 'several' }
  | { kind: 'absent' }

/** `isTimeEntry`: the page is the time-entry window, which has no screens and no pods. */
export function findEditor(page: Document, isTimeEntry: boolean, isShown: IsShown): FoundEditor {
  const roots = isTimeEntry ? [page.body] : shownScreens(page, isShown)
  const inView = (element: Element) =>
    roots.some((root) => root.contains(element)) && isShown(element)

  const editors = markedOf(page, EDITOR, HTMLElement).filter(inView)
  const editor = theOneMeant(editors, page.activeElement)
  if (editor) return { kind: 'editor', element: editor }
  if (editors.length > 1) return { kind: 'several' }

  const boxes = markedOf(page, OLD_EDITOR, HTMLTextAreaElement)
    .filter((box) => isTimeEntry || box.closest(NOTES_POD))
    .filter((box) => !box.readOnly && !box.disabled && inView(box))
  const box = theOneMeant(boxes, page.activeElement)
  if (box) return { kind: 'textarea', element: box }
  if (boxes.length > 1) return { kind: 'several' }

  const buttons = markedOf(page, NEW_NOTE, HTMLElement).filter(inView)
  const [newNote] = buttons
  if (!newNote) return { kind: 'absent' }
  return buttons.length > 1 ? { kind: 'several' } : { kind: 'closed', newNote }
}

/** The same in the words that the panel hears. */
export function editorState(found: FoundEditor): NoteEditor {
  return found.kind === 'editor' ? 'visible' : found.kind
}

/** Screens in view; the whole body where a build has no such containers. */
export function shownScreens(page: Document, isShown: IsShown): Element[] {
  const screens = marked(page, SCREEN_ROOT)
  if (screens.length === 0) return [page.body]
  const shown = screens.filter(isShown)
  return shown.filter(
    (screen) => !shown.some((other) => other !== screen && other.contains(screen)),
  )
}

function theOneMeant<E extends Element>(places: E[], active: Element | null): E | undefined {
  const meant = places.length < 2 ? places[0] : places.find((place) => place.contains(active))
  return meant?.closest(WRITTEN_BEFORE) ? undefined : meant
}
