/* biome-ignore-all lint/a11y: the page that is imitated is made of clickable boxes */
/**
 * The notes pod: the one part of the ticket screen that is React. Only the chosen tab's notes are
 * in the document; the dialog is a second child of the same root.
 */
import { useState } from 'react'
import { type NoteView, type Tab, type TicketView, tabs } from '../../view.ts'
import type { Page } from '../context.ts'
import { names } from '../dom.ts'
import { type Draft, NewNoteDialog } from './NewNoteDialog.tsx'
import { Drawing, NoteRow } from './NoteRow.tsx'

type Chosen = Tab | 'all'

export function NotesPod(props: {
  page: Page
  ticket: TicketView
  saveNote: (draft: Draft) => Promise<string | undefined>
}) {
  const { page, ticket } = props
  const [chosen, setChosen] = useState<Chosen>(page.switches.tab)
  const [isOpen, setOpen] = useState(page.switches.dialog === 'open')
  const notes = ticket.notes.filter((note) => isIn(note, chosen))
  const openDialog = () => {
    page.acted('newNote')
    setOpen(true)
  }
  const save = async (draft: Draft) => {
    const refusal = await props.saveNote(draft)
    if (!refusal) setOpen(false)
    return refusal
  }
  return (
    <div>
      <div>
        <div className={names('obf-notesTop')}>
          <div
            className="CwButton-wrap TicketNote-newNoteButton"
            data-cwid="btn_addnew"
            title="New Note"
            onClick={openDialog}
          >
            <div>
              <div>
                <div>
                  <Drawing name="add" />
                </div>
              </div>
            </div>
          </div>
          <table className="TicketNote-ticketNoteTable">
            <tbody>
              <tr>
                {[...tabs, 'all' as const].map((tab) => (
                  <td
                    key={tab}
                    data-id={tab === 'all' ? 'all' : undefined}
                    className={tab === chosen ? 'TicketNote-ticketNoteTabSelected' : undefined}
                    onClick={() => setChosen(tab)}
                  >
                    {tabLabel(tab, ticket.notes.filter((note) => isIn(note, tab)).length)}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
        <div className={names('obf-noteRows')}>
          {notes.map((note, at) => (
            <NoteRow
              key={note.key}
              page={page}
              note={note}
              ticketId={ticket.id}
              isEdited={page.switches.editors > 1 && at === 0}
            />
          ))}
          {notes.length === 0 && <p className={names('obf-quiet')}>No notes here yet.</p>}
        </div>
      </div>
      <div>
        {isOpen && (
          <NewNoteDialog
            page={page}
            ticketId={ticket.id}
            startTab={chosen === 'all' ? 'discussion' : chosen}
            save={save}
            cancel={() => setOpen(false)}
          />
        )}
      </div>
    </div>
  )
}

function isIn(note: NoteView, tab: Chosen): boolean {
  return tab === 'all' || note.shownIn[tab]
}

function tabLabel(tab: Chosen, count: number): string {
  const word = tab.charAt(0).toUpperCase() + tab.slice(1)
  return count === 0 ? word : `${word} ${count}`
}
