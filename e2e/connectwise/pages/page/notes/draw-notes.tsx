/**
 * Puts the React islands into a ticket screen. A ticket's island begins anew with another ticket
 * (open dialogs and half-written text do not follow), and lives on while the same one is redrawn.
 */
import { render, unmountComponentAtNode } from 'react-dom-16'
import type { TicketView } from '../../view.ts'
import { sendNote } from '../ask.ts'
import type { Page } from '../context.ts'
import { NoteRow } from './NoteRow.tsx'
import { NotesPod } from './NotesPod.tsx'

export function drawNotes(page: Page, host: Element, ticket: TicketView, saved: () => void): void {
  render(
    <NotesPod
      key={ticket.id}
      page={page}
      ticket={ticket}
      saveNote={async (draft) => {
        const refusal = await sendNote(ticket.id, draft)
        if (!refusal) saved()
        return refusal
      }}
    />,
    host,
  )
}

export function drawInitialDescription(page: Page, host: Element, ticket: TicketView): void {
  if (!ticket.initial) {
    clearIsland(host)
    return
  }
  render(
    <NoteRow
      key={ticket.id}
      page={page}
      note={ticket.initial}
      ticketId={ticket.id}
      isInitial
      isEdited={page.switches.editors > 0}
    />,
    host,
  )
}

export function clearIsland(host: Element): void {
  unmountComponentAtNode(host)
}
