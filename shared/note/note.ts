/**
 * A composed note: sentences with their evidence, in sections. Rendering is another matter
 * (`render.ts`), and so is what a person makes of the text afterwards (`trace-text.ts`).
 */
import type { NoteKind } from '../session/event.ts'
import type { SaidAtHandoff } from '../session/handoff.ts'

export interface Sentence {
  text: string
  /**
   * Ids of the statements, steps and events it rests on. Never empty: what the record does
   * not hold is stated as absent ("Not determined."), and rests on the session itself.
   */
  evidence: readonly string[]
}

export interface Section {
  /** None for a text without headings. */
  heading: string | null
  sentences: readonly Sentence[]
  /** Whether each sentence is a line of its own, with a dash or without. */
  layout: 'lines' | 'list' | 'paragraph'
}

export interface ComposedNote {
  kind: NoteKind
  sections: readonly Section[]
}

export interface NoteSettings {
  /** IANA name; times of day in a note are told in it. */
  timeZone: string
  /** Rest on the whole session, for sentences that state an absence. */
  sessionId: string
  /** Whose work a time entry tells; that of everybody where it is nobody's. */
  personId?: string
  /** What is about to be said with a hand-off, for the text of an escalation. */
  handingOver?: SaidAtHandoff
}
