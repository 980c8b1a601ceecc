/** What one click on a finding does: repairs what it can, leads to where it is repaired, or answers it. */
import type { RefObject } from 'react'
import type { Finding } from '#shared/note/finding.ts'
import type { Session } from '#shared/session/session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import type { PanelStore } from '../panel-store.ts'
import type { NoteStore } from './note-store.ts'

export interface ToMend {
  note: NoteStore
  panel: PanelStore
  session: Session | null
  /** As it is now. */
  ticket: Ticket | null
  text: string
  timeBox: RefObject<HTMLDivElement | null>
  startEditing: (finding?: Finding) => void
  setTime: (isOn: boolean) => Promise<void>
  /** Asks for what the record lacks. */
  askFor: (what: Lacking) => void
}

/** What a form beside the note adds to the record. */
export type Lacking = 'next_step' | 'authorisation'

export interface Mending {
  repair(finding: Finding): void
  /** The person answers for it: confirms what it asks, or passes it over. */
  override(finding: Finding): void
}

export function makeMending(desk: ToMend): Mending {
  const { note, panel, session, ticket, text, startEditing } = desk
  const isOpen = session?.status !== 'finished'

  const repair = (finding: Finding) => {
    const { repair: act, at } = finding
    if (act.kind === 'replace') {
      note.edit(`${text.slice(0, act.start)}${act.with}${text.slice(act.end)}`)
    } else if (act.kind === 'rewrite' && finding.check === 'N02') note.takeNewVersion()
    else if (act.kind !== 'open') startEditing(finding)
    else if (act.what === 'time') mendTime(finding)
    else if (act.what === 'outcome' && isOpen) panel.ask('outcome')
    else if (act.what === 'record' && isOpen && at) {
      const said = text.slice(at.start, at.end).trim()
      void panel.act([{ type: 'statement_added', kind: 'observation', text: said }])
    } else if ((act.what === 'next_step' || act.what === 'authorisation') && isOpen) {
      desk.askFor(act.what)
    } else startEditing(finding)
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
    else if (check === 'N03' && ticket) note.see(ticket.stamp)
    else note.override(finding)
  }

  return { repair, override }
}
