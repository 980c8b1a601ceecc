/** What becomes of sentences that stand in the record: said better, confirmed, taken out. */
import type { Of } from './apply-step.ts'
import { GrowingList } from './growing-list.ts'
import { type EventRefusal, unknown } from './refusal.ts'
import type { Session } from './session.ts'
import type { Statement } from './statement.ts'

type Next = Session | EventRefusal

export const changeStatement = (session: Session, data: Of<'statement_changed'>): Next =>
  change(session, data.statementId, (s) => ({
    ...s,
    text: data.text,
    kind: data.kind ?? s.kind,
    ...(data.owner ? { owner: data.owner } : {}),
    ...(data.due ? { due: data.due } : {}),
  }))

/** What a person confirms is so from now on, and what it corrects is so no longer. */
export function confirmStatement(session: Session, id: string): Next {
  const confirmed = change(session, id, (s) => ({ ...s, isConfirmed: true }))
  if ('code' in confirmed) return confirmed
  const replaced = session.statements.findLast((s) => s.id === id)?.replaces
  return replaced ? without(confirmed, replaced) : confirmed
}

export const withdrawStatement = (session: Session, id: string): Next =>
  session.statements.findLast((s) => s.id === id) ? without(session, id) : unknown('statement')

function without(session: Session, id: string): Session {
  const gone = session.statements.findLast((s) => s.id === id)
  if (!gone) return session
  return {
    ...session,
    statements: GrowingList.of(session.statements.filter((s) => s !== gone)),
    withdrawn: [...session.withdrawn, gone.text],
  }
}

function change(session: Session, id: string, changed: (s: Statement) => Statement): Next {
  const statements = session.statements.change((s) => s.id === id, changed)
  return statements ? { ...session, statements } : unknown('statement')
}
