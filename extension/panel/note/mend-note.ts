/** What one click on a finding does: repairs what it can, leads to where it is repaired, or answers it. */
import type { RefObject } from 'react'
import type { Finding } from '#shared/note/finding.ts'
import type { Session } from '#shared/session/session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import type { PanelStore } from '../panel-store.ts'
import type { Wanted } from './lacking.ts'
import type { NoteStore } from './note-state.ts'

export interface ToMend {
  note: NoteStore
  panel: Pick<PanelStore, 'act' | 'ask'>
  session: Session | null
  /** As it is now. */
  ticket: Ticket | null
  text: string
  timeBox: RefObject<HTMLDivElement | null>
  startEditing: (finding?: Finding) => void
  setTime: (isOn: boolean) => Promise<void>
  /** Asks for what the record lacks. */
  askFor: (wanted: Wanted) => void
}

export interface Mending {
  repair(finding: Finding): void
  /** The person answers for it: confirms what it asks, or passes it over. */
  override(finding: Finding): void
}

export function makeMending(desk: ToMend): Mending {
  const { note, panel, session, ticket, text, startEditing } = desk

  const repair = (finding: Finding) => {
    const { repair: act } = finding
    switch (act.kind) {
      case 'replace':
        return note.edit(`${text.slice(0, act.start)}${act.with}${text.slice(act.end)}`)
      case 'record':
        return void panel.act([{ type: 'statement_added', kind: 'observation', text: act.text }])
      case 'ask': {
        const statement = session?.statements.findLast(({ id }) => id === act.statementId)
        return desk.askFor({ what: act.what, ...(statement ? { statement } : {}) })
      }
      case 'open':
        return act.what === 'time' ? mendTime(finding) : panel.ask('outcome')
      case 'renew':
        return note.takeNewVersion()
      case 'rewrite':
        return startEditing(finding)
      case 'confirm':
        return override(finding)
      case 'tell':
        return undefined
      default:
        return act satisfies never
    }
  }

  /** To the span where the span is wrong, else to the words of the entry. */
  const mendTime = (finding: Finding) => {
    const { kind, time } = note.getState()
    if (!time) return void desk.setTime(true)
    const box = desk.timeBox.current
    if (finding.check === 'N24') return box?.querySelector('input')?.focus()
    if (kind === 'time_entry') return startEditing(finding)
    box?.querySelector('textarea')?.focus()
  }

  const override = (finding: Finding) => {
    const { check } = finding
    if (check === 'N07') note.set({ mailConfirmed: true })
    else if (check === 'N30') note.set({ readText: text })
    else if (check === 'N04') note.set({ flagsAt: 0 })
    // Read again, not passed over: what changes after this stops it anew.
    else if (check === 'N03' && ticket) {
      note.see(ticket.stamp)
      note.set({ told: null })
    } else note.override(finding)
  }

  return { repair, override }
}
