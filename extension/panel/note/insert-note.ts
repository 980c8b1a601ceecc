/**
 * Into the page: to the tab and the very page load that was seen to show the ticket. Where
 * the New Note dialog is closed it is opened first. The dialog's boxes are set only when a person
 * has asked for it. The page checks the ticket once more
 * before anything is written; this side never takes its own view for certain.
 */
import type { NoteFlags } from '#shared/session/event.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { InsertionResult } from '../../bridge/insertion.ts'
import type { TicketView } from '../../bridge/messages.ts'
import { askTab } from '../../bridge/send.ts'

export async function insertNote(
  view: TicketView | undefined,
  ref: TicketRef,
  text: string,
  flags: NoteFlags,
  setBoxes: boolean,
): Promise<InsertionResult | undefined> {
  if (!view) return undefined
  if (view.sighting.noteEditor === 'closed') {
    const opened = await askTab(view, 'openNewNote', { ref })
    if (!opened.ok) return undefined
    if (opened.answer.outcome === 'refused') return opened.answer
  }
  const inserted = await askTab(view, 'insertNote', { ref, text, flags, setBoxes })
  return inserted.ok ? inserted.answer : undefined
}
