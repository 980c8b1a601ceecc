/** The notes of a time entry: one editor, and a second one for internal text when asked for. */
import { render } from 'react-dom-16'
import type { Page } from '../context.ts'
import { NoteEditor } from '../notes/NoteEditor.tsx'

export type TimeTexts = { notes: string; internalNotes: string }

export function drawTimeNotes(
  page: Page,
  host: Element,
  wanted: { ticketId: number; hasInternal: boolean; texts: TimeTexts },
): void {
  const { ticketId, hasInternal, texts } = wanted
  const keepNotes = (text: string) => {
    texts.notes = text
  }
  const keepInternal = (text: string) => {
    texts.internalNotes = text
  }
  render(
    <div>
      <NoteEditor key="notes" {...{ page, ticketId, place: 'time notes', onText: keepNotes }} />
      {hasInternal && (
        <div>
          <p>Internal Notes</p>
          <NoteEditor
            key="internal"
            {...{ page, ticketId, place: 'time internal notes', onText: keepInternal }}
          />
        </div>
      )}
    </div>,
    host,
  )
}
