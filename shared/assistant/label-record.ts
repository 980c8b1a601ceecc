/**
 * The short names a model knows a session by, and what they stand for: `F3` a statement, `S12`
 * a step or a check's result, `T2` a note of the ticket, `K4` a passage of knowledge.
 *
 * A model copies a short name without fault and an id of 36 characters often not. Made from the
 * session as the request showed it; a name that was not given out stands for nothing, and so
 * does one of a step that was gone back over. Notes and passages are named in the order given,
 * which may grow during a turn but never changes.
 */
import type { Evidence } from '../session/lane-event.ts'
import { activeStatements } from '../session/ledger.ts'
import type { Session } from '../session/session.ts'

export interface Labels {
  /** What a label stands for; written as `f3` or `[F3]` it is the same label. */
  evidenceOf: (label: string) => Evidence | undefined
  labelOf: (evidence: Evidence) => string | undefined
}

export interface LabelledBeside {
  /** Notes of the ticket, by the id they have there. */
  notes: readonly { id: string }[]
  passages: readonly { id: string }[]
}

export const noteEvidence = (noteId: string): Evidence => `ticket:${noteId}`
export const knowledgeEvidence = (id: string): Evidence => `knowledge:${id}`

export function labelRecord(session: Session, { notes, passages }: LabelledBeside): Labels {
  const ids = new Map<string, Evidence>()
  for (const { no, id } of activeStatements(session)) ids.set(`F${no}`, id)
  for (const [n, step] of session.steps.entries()) {
    if (step.isOnPath) ids.set(`S${n + 1}`, step.id)
  }
  for (const [n, { id }] of notes.entries()) ids.set(`T${n + 1}`, noteEvidence(id))
  for (const [n, { id }] of passages.entries()) ids.set(`K${n + 1}`, knowledgeEvidence(id))
  const labels = new Map<Evidence, string>()
  // A check's result is a step and a statement of one id: the statement's label is the telling one.
  for (const [label, id] of ids) if (!labels.has(id)) labels.set(id, label)
  return {
    evidenceOf: (label) => ids.get(readLabel(label)),
    labelOf: (evidence) => labels.get(evidence),
  }
}

const readLabel = (label: string): string => label.replace(/[[\]\s]/g, '').toUpperCase()
