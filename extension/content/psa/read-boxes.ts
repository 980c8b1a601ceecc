/**
 * Which of the three boxes of the New Note dialog are ticked, as far as the page says.
 *
 * Expects the editor; the dialog is the one around it. Without a dialog (a time entry, an
 * older note, a build of which nothing is known) there are no boxes.
 *
 * No public trace records how a box shows its tick, so several signs are asked. What states
 * its value (`aria-checked`, an input) counts by itself; a drawing or a class counts only where
 * the three boxes differ, since one that all of them bear or lack says nothing. A box for which
 * nothing speaks, or for which two signs disagree, is 'unknown'; so are all three when they are
 * not three, or their labels stand in another order than the one on record.
 */
import {
  BOX_LABELS,
  BOX_NAMES,
  type BoxName,
  type BoxState,
  type TickedBoxes,
  UNREAD_BOXES,
} from '#shared/note/boxes.ts'
import type { IsShown } from './is-shown.ts'
import { BOX_IN_LINE, BOX_LINES, NOTE_DIALOG } from './selectors.ts'

type FoundBoxes = Record<BoxName, Element>

export function readBoxes(editor: Element, isShown: IsShown): TickedBoxes | undefined {
  if (!editor.closest(NOTE_DIALOG)) return undefined
  const lines = findLines(editor)
  if (!lines) return UNREAD_BOXES
  const inOrder = BOX_NAMES.map((name) => lines[name])
  const signs = [
    inOrder.map(statedByAria),
    inOrder.map(statedByInput),
    whereTheyDiffer(inOrder.map(isDrawn(isShown))),
    whereTheyDiffer(inOrder.map(isNamedTicked)),
  ]
  const stateAt = (at: number) => agree(signs.map((sign) => sign[at]))
  return { discussion: stateAt(0), internal: stateAt(1), resolution: stateAt(2) }
}

/** What a person would click to tick or untick; undefined where it is not certain. */
export function findBox(editor: Element, name: BoxName): HTMLElement | undefined {
  const line = findLines(editor)?.[name]
  const input = line?.querySelector('input')
  // A click on a label's other parts is heard twice: its own, and the one it sends its input.
  if (input) return input
  const box = line && boxOf(line)
  return box instanceof HTMLElement ? box : undefined
}

function findLines(editor: Element): FoundBoxes | undefined {
  const lines = [...(editor.closest(NOTE_DIALOG)?.querySelectorAll(BOX_LINES) ?? [])]
  const [discussion, internal, resolution, ...more] = lines
  if (!discussion || !internal || !resolution || more.length > 0) return undefined
  return lines.every(isInItsPlace) ? { discussion, internal, resolution } : undefined
}

/** In other languages the labels say nothing to us, and the place alone counts. */
function isInItsPlace(line: Element, at: number): boolean {
  const text = line.textContent?.toLowerCase() ?? ''
  return BOX_NAMES.every((name, place) => {
    return place === at || !text.includes(BOX_LABELS[name].toLowerCase())
  })
}

function boxOf(line: Element): Element | null {
  return line.querySelector(BOX_IN_LINE.named) ?? line.querySelector(BOX_IN_LINE.unnamed)
}

type Sign = boolean | undefined

function statedByAria(line: Element): Sign {
  const bearer = line.matches('[aria-checked]') ? line : line.querySelector('[aria-checked]')
  const said = bearer?.getAttribute('aria-checked')
  return said === 'true' ? true : said === 'false' ? false : undefined
}

function statedByInput(line: Element): Sign {
  const input = line.querySelector<HTMLInputElement>('input[type="checkbox"]')
  return input && !input.indeterminate ? input.checked : undefined
}

function isDrawn(isShown: IsShown): (line: Element) => boolean {
  return (line) => [...(boxOf(line)?.querySelectorAll('svg, img') ?? [])].some(isShown)
}

const TICKED = /checked|selected|ticked/i
const NOT_TICKED = /(?:un|not|non|de)[-_]?(?:checked|selected|ticked)/i

function isNamedTicked(line: Element): boolean {
  return [line, ...line.querySelectorAll('*')].some((element) =>
    [...element.classList].some((name) => TICKED.test(name) && !NOT_TICKED.test(name)),
  )
}

function whereTheyDiffer(signs: boolean[]): Sign[] {
  return signs.every((sign) => sign === signs[0]) ? [] : signs
}

function agree(signs: Sign[]): BoxState {
  const said = new Set(signs.filter((sign) => sign !== undefined))
  if (said.size !== 1) return 'unknown'
  return said.has(true) ? 'on' : 'off'
}
