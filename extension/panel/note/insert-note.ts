/**
 * Into the page: to the tab and the very page load that was seen to show the ticket. Where
 * the New Note dialog is closed it is opened first. The dialog's boxes are set only when a person
 * has asked for it. The page checks the ticket once more
 * before anything is written; this side never takes its own view for certain. A page that hangs,
 * behind a question of its own or at work, is not waited for without end; once it is not, it
 * writes nothing any more. It may have written before it hung: what it says then is late, not lost.
 */
import type { NoteFlags } from '#shared/session/event.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { InsertionResult } from '../../bridge/insertion.ts'
import type { TicketView } from '../../bridge/messages.ts'
import { askTab } from '../../bridge/send.ts'
import { within } from '../../client/within.ts'

/** What came of an order. */
export interface Insertion {
  /** None where nothing could be asked, or the page took too long. */
  result: InsertionResult | undefined
  /** Where it took too long: what the page says of it in the end. */
  late?: Promise<InsertionResult | undefined>
}

const PATIENCE_MS = 10_000
/** What went in at the last moment is read back and told by then. */
const TOLD_WITHIN_MS = 2_000

export async function insertNote(
  view: TicketView | undefined,
  ref: TicketRef,
  text: string,
  flags: NoteFlags,
  setBoxes: boolean,
): Promise<Insertion> {
  if (!view) return NOTHING
  if (view.sighting.noteEditor === 'closed') {
    const opened = await within(askTab(view, 'openNewNote', { ref }), PATIENCE_MS)
    if (!opened?.ok) return NOTHING
    if (opened.answer.outcome === 'refused') return { result: opened.answer }
  }
  const notAfterMs = Date.now() + PATIENCE_MS
  const order = { ref, text, flags, setBoxes, notAfterMs }
  const told = askTab(view, 'insertNote', order).then((said) => ({
    result: said.ok ? said.answer : undefined,
  }))
  const inTime = await within(told, PATIENCE_MS + TOLD_WITHIN_MS)
  return inTime ?? { result: undefined, late: told.then(({ result }) => result) }
}

const NOTHING: Insertion = { result: undefined }
