/* biome-ignore-all lint/a11y: the page that is imitated is made of clickable boxes */
/**
 * The New Note dialog. It lies inside the notes pod, not over the page; its three boxes say where
 * the note will be shown, and the tab that was chosen decides which of them is ticked at first.
 * With the switch `boxes:plain` a tick is a colour and nothing that could be read.
 */
import { useState } from 'react'
import { type Tab, tabs } from '../../view.ts'
import type { Page } from '../context.ts'
import { names } from '../dom.ts'
import { NoteEditor } from './NoteEditor.tsx'
import { Drawing } from './NoteRow.tsx'

export type Draft = { text: string; shownIn: Record<Tab, boolean> }

export function NewNoteDialog(props: {
  page: Page
  ticketId: number
  startTab: Tab
  /** Answers with what went wrong, or nothing. */
  save: (draft: Draft) => Promise<string | undefined>
  cancel: () => void
}) {
  const { page, ticketId, startTab } = props
  const { boxes } = page.switches
  const [text, setText] = useState('')
  const [refusal, setRefusal] = useState<string>()
  const [shownIn, setShownIn] = useState<Record<Tab, boolean>>({
    discussion: startTab === 'discussion',
    internal: startTab === 'internal',
    resolution: startTab === 'resolution',
  })
  const press = async () => {
    page.acted('saveNote')
    setRefusal(await props.save({ text, shownIn }))
  }
  return (
    <div>
      <div className="CwDialog-modal">
        <div className={names('obf-dialogTitle')}>New Note</div>
        <div className="CwDialog-content">
          <div>
            <div className="TicketNote-newNoteDialogTopPadding">
              <div>
                <div className={names('obf-boxes')}>
                  {tabs.map((tab) => (
                    <div key={tab}>
                      <div className={names('obf-boxLine')}>
                        <div
                          className={names(`obf-box ${shownIn[tab] ? 'obf-boxTicked' : ''}`)}
                          onClick={(event) => {
                            if (boxes === 'trustedOnly' && !event.isTrusted) return
                            setShownIn({ ...shownIn, [tab]: !shownIn[tab] })
                          }}
                        >
                          {shownIn[tab] && boxes !== 'plain' && <Drawing name="check" />}
                        </div>
                        <span>{tab.charAt(0).toUpperCase() + tab.slice(1)}</span>
                      </div>
                    </div>
                  ))}
                </div>
                <div>
                  <NoteEditor {...{ page, ticketId, place: 'new note', onText: setText }} />
                </div>
              </div>
            </div>
          </div>
        </div>
        {refusal && <div className={names('obf-refused')}>{refusal}</div>}
        <div className="CwDialog-buttons">
          <div className="CwButton-wrap TicketNote-newNoteDialogSaveButton" onClick={press}>
            Save
          </div>
          <div className="CwButton-wrap" onClick={props.cancel}>
            Cancel
          </div>
        </div>
      </div>
    </div>
  )
}
