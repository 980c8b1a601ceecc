/** One note as the pod lists it; the first description of a ticket looks the same. */
import type { NoteView } from '../../view.ts'
import type { Page } from '../context.ts'
import { names } from '../dom.ts'
import { iconPath } from '../icons.ts'
import { NoteEditor } from './NoteEditor.tsx'

export function NoteRow(props: {
  page: Page
  note: NoteView
  ticketId: number
  isInitial?: boolean
  isEdited?: boolean
}) {
  const { note, isInitial } = props
  const side = note.isMember ? 'Member' : ''
  const pillColor = note.pill === 'Internal' || note.pill === 'Resolution' ? note.pill : ''
  return (
    <div
      className={names(`TicketNote-rowWrap${side}${isInitial ? ' TicketNote-initialNote' : ''}`)}
    >
      <div className="TicketNote-row">
        <div className={`TicketNote-avatarWrap${side}`}>
          <div className={names(`obf-avatar${note.isMember ? '' : ' obf-avatarGuest'}`)}>
            {note.initials}
          </div>
        </div>
        <div>
          <div className={names('obf-noteHead')}>
            <span className={note.isMember ? 'TicketNote-basicName' : 'TicketNote-clickableName'}>
              {note.author}
            </span>
            <span className="TimeText-date">{dateText(note.at, props.page)}</span>
            <span className={names(`TicketNote-pill ${pillColor && `obf-pill${pillColor}`}`)}>
              {note.pill}
            </span>
          </div>
          <div className="TicketNote-rowNote">
            <div className="TicketNote-note">
              <div className={names('obf-small')}>
                <NoteText {...props} />
              </div>
            </div>
          </div>
        </div>
        <div className={`TicketNote-moreOptions${side}`}>
          <Drawing name="dots" />
        </div>
      </div>
    </div>
  )
}

function NoteText({ page, note, ticketId, isInitial, isEdited }: Parameters<typeof NoteRow>[0]) {
  if (isEdited) {
    const place = isInitial ? 'initial description' : 'note'
    const keep = () => {}
    return <NoteEditor {...{ page, ticketId, place, startText: note.text, onText: keep }} />
  }
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the imitated page puts a note's text in one
    <label className="TicketNote-noteLabel">
      {linesOf(note.text).map(({ key, line }) => (
        <p key={key}>{line || <br />}</p>
      ))}
    </label>
  )
}

export function Drawing({ name }: { name: Parameters<typeof iconPath>[0] }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={iconPath(name)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </svg>
  )
}

function linesOf(text: string) {
  return text.split(/\r?\n/).map((line, at) => ({ key: at, line }))
}

function dateText(at: string, page: Page): string {
  const locale = page.switches.locale.replace('_', '-')
  return new Date(at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' })
}
