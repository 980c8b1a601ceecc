/** A ticket as it is told to a model: data, its notes by the labels they keep. */
import type { ThreadEntry, Ticket } from '../ticket/ticket.ts'
import { clipMiddle } from './tell-record.ts'

/** As many of the newest notes as are handed over at once; the rest is read on demand. */
const MOST_NOTES = 30
const NOTE_CHARS = 2_000

export function tellTicket(ticket: Ticket, labelOf: (noteKey: string) => string): object {
  const { thread } = ticket
  const shown =
    thread.length > MOST_NOTES ? [...thread.slice(0, 1), ...thread.slice(-MOST_NOTES + 1)] : thread
  return {
    summary: ticket.summary,
    board: ticket.board?.name ?? '',
    status: ticket.status?.name ?? '',
    priority: ticket.priority?.name ?? '',
    company: ticket.company?.name ?? '',
    contact: ticket.contact?.name ?? '',
    devices: ticket.configurations.map(({ name, type, os, ipAddress }) => ({
      name,
      type,
      ...(os ? { os } : {}),
      ...(ipAddress ? { ip: ipAddress } : {}),
    })),
    notes: shown.map((entry) => tellNote(entry, labelOf(entry.key))),
    notes_in_all: thread.length,
  }
}

export const tellNote = (entry: ThreadEntry, label: string): object => ({
  id: label,
  at: entry.at ?? '',
  by: entry.author,
  from: entry.authorKind,
  kind: entry.source,
  internal: entry.internal,
  text: clipMiddle(entry.text, NOTE_CHARS),
})
