/**
 * The ticket a label of the page names: "Service Ticket #123456 - Printer offline".
 *
 * Other extensions put buttons into the label ("Copy #99"), so only the label's own text
 * counts; where it has none, the text of its plain children. At most three words may stand
 * before "ticket #", so that a company or an appointment whose name holds a ticket number
 * is not taken for one.
 */
import type { RecordType } from '#shared/ticket/ticket-ref.ts'

export interface TicketLabel {
  ticketId: number
  recordType: RecordType
  summary?: string
}

const PATTERN = /^\s*((?:\p{L}+\s+){0,3})ticket\s*#\s*(\d{1,15})(?!\d)(?:\s+[-–—]\s+(.*\S))?/isu
const FOREIGN = 'button, a, input, select, textarea, svg, script, style, [role="button"]'
const MAX_SUMMARY = 500

export function readTicketLabel(label: Element): TicketLabel | undefined {
  return parseTicketLabel(ownText(label))
}

export function parseTicketLabel(text: string): TicketLabel | undefined {
  const match = PATTERN.exec(text)
  const ticketId = Number(match?.[2] ?? 0)
  if (!match || ticketId === 0) return undefined
  const words = (match[1] ?? '').toLowerCase()
  if (words.includes('calendar')) return undefined
  const summary = match[3]?.replaceAll(/\s+/g, ' ').slice(0, MAX_SUMMARY)
  return { ticketId, recordType: recordTypeOf(words), ...(summary ? { summary } : {}) }
}

function recordTypeOf(words: string): RecordType {
  if (words.includes('project')) return 'project'
  return words.includes('service') ? 'service' : 'unknown'
}

/** The text of the element itself; of its plain children only where it has none of its own. */
export function ownText(element: Element): string {
  const own = textOfNodes(element)
  if (own.trim() !== '') return own
  return [...element.children]
    .filter((child) => !child.matches(FOREIGN))
    .map(ownText)
    .join('')
}

function textOfNodes(element: Element): string {
  let text = ''
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue ?? ''
  }
  return text
}
