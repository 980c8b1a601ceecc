/**
 * What the page itself shows: the tickets its labels name, the kind of screen, the editor.
 *
 * Reads and never writes. Only what can be seen counts, because screens of other tickets stay
 * in the document. Labels are taken in their order of trust: those of the header and of the
 * ticket pod together; only when there are none, any other label outside lists.
 */
import type { NoTicketReason, NoteEditor } from '#shared/ticket/ticket-ref.ts'
import { editorState, findEditor, shownScreens } from './find-editor.ts'
import type { IsShown } from './is-shown.ts'
import { type Mark, marked, markedOf } from './marked.ts'
import {
  ANY_LABEL,
  BANNER_LABEL,
  CHARGE_TO,
  LISTS,
  POD_HEADER,
  POD_LABEL,
  PROJECT_FIELD,
  SCREEN_NAME,
  SIGN_IN,
  TIME_SHEETS,
} from './selectors.ts'
import { ownText, readTicketLabel, type TicketLabel } from './ticket-label.ts'

export interface PageReading {
  /** The tickets that visible labels name, each once; more than one means the page is torn. */
  labels: TicketLabel[]
  /** How many screens are in view at once; with two, nobody can say whose editor it is. */
  screensShown: number
  /** A screen that shows ticket numbers without being a ticket. */
  otherScreen?: NoTicketReason
  /** The number in the time-entry window, when it is certain. */
  timeTicketId?: number
  noteEditor: NoteEditor
}

export function readPage(page: Document, isTimeEntry: boolean, isShown: IsShown): PageReading {
  const noteEditor = editorState(findEditor(page, isTimeEntry, isShown))
  if (isTimeEntry) {
    const timeTicketId = readChargeTo(page, isShown)
    return { labels: [], screensShown: 1, noteEditor, ...(timeTicketId ? { timeTicketId } : {}) }
  }
  const otherScreen = readOtherScreen(page, isShown)
  const labels = otherScreen ? [] : readLabels(page, isShown)
  const screensShown = shownScreens(page, isShown).length
  return { labels, screensShown, noteEditor, ...(otherScreen ? { otherScreen } : {}) }
}

function readLabels(page: Document, isShown: IsShown): TicketLabel[] {
  const inHeaders = [...marked(page, BANNER_LABEL), ...podLabels(page, isShown)]
  const trusted = labelsAt(inHeaders, isShown)
  const labels = trusted.length > 0 ? trusted : labelsAt(otherLabels(page), isShown)
  return isProjectScreen(page, isShown)
    ? labels.map((label) => ({ ...label, recordType: 'project' as const }))
    : labels
}

function podLabels(page: Document, isShown: IsShown): Element[] {
  const screens = shownScreens(page, isShown)
  return marked(page, POD_HEADER)
    .filter((header) => screens.some((screen) => screen.contains(header)))
    .flatMap((header) => [...header.querySelectorAll(POD_LABEL)])
}

function otherLabels(page: Document): Element[] {
  return marked(page, ANY_LABEL).filter((label) => !label.closest(LISTS))
}

/** The text is read before the layout is asked for, which costs more. */
function labelsAt(elements: Element[], isShown: IsShown): TicketLabel[] {
  const byTicket = new Map<number, TicketLabel>()
  for (const element of elements) {
    const label = readTicketLabel(element)
    if (!label || !isShown(element)) continue
    const known = byTicket.get(label.ticketId)
    byTicket.set(label.ticketId, known ? mergeLabels(known, label) : label)
  }
  return [...byTicket.values()]
}

function mergeLabels(a: TicketLabel, b: TicketLabel): TicketLabel {
  const summary = a.summary ?? b.summary
  const recordType = a.recordType === 'unknown' ? b.recordType : a.recordType
  return { ticketId: a.ticketId, recordType, ...(summary ? { summary } : {}) }
}

function isProjectScreen(page: Document, isShown: IsShown): boolean {
  return (
    screenNames(page, isShown).some((name) => /project (ticket|board)/i.test(name)) ||
    anyShown(page, [PROJECT_FIELD], isShown)
  )
}

function readOtherScreen(page: Document, isShown: IsShown): NoTicketReason | undefined {
  if (anyShown(page, SIGN_IN, isShown)) return 'sign-in'
  if (anyShown(page, TIME_SHEETS, isShown)) return 'time sheet'
  const names = screenNames(page, isShown)
  if (names.some((name) => /daily time entries|open time sheets/i.test(name))) return 'time sheet'
  if (names.some((name) => /calendar/i.test(name))) return 'calendar'
  return undefined
}

function screenNames(page: Document, isShown: IsShown): string[] {
  return marked(page, SCREEN_NAME)
    .filter(isShown)
    .map((name) => ownText(name))
}

function anyShown(page: Document, marks: Mark[], isShown: IsShown): boolean {
  return marks.some((mark) => marked(page, mark).some(isShown))
}

/**
 * The field's format is not recorded. A number that is named as a ticket's is taken before one that
 * has only a hash, and that before a bare run of five digits or more; each only where there is no
 * other of its kind. What is named as a project's or a phase's is no ticket's.
 */
function readChargeTo(page: Document, isShown: IsShown): number | undefined {
  const fields = markedOf(page, CHARGE_TO, HTMLInputElement).filter(isShown)
  const numbers = new Set(fields.map((field) => chargedTicket(field.value)))
  return numbers.size === 1 ? [...numbers][0] : undefined
}

export function chargedTicket(text: string): number | undefined {
  for (const pattern of CHARGED) {
    const numbers = new Set(Array.from(text.matchAll(pattern), (match) => Number(match[1])))
    if (numbers.size > 0) return (numbers.size === 1 && [...numbers][0]) || undefined
  }
  return undefined
}

const CHARGED = [
  /ticket\s*#?\s*(\d{1,15})(?!\d)/gi,
  /(?<!(?:project|phase)\s*)#\s*(\d{1,15})(?!\d)/gi,
  /(?<!(?:project|phase)\s*(?:#\s*)?)(?<!\d)(\d{5,15})(?!\d)/gi,
]
