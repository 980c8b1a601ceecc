/**
 * The record as statements in the order they were made: what texts are composed from.
 *
 * Left out: what nobody has confirmed, and answers one went back over (they were wrong, or a
 * look ahead). An action taken, a person reached, a yes given, and what did not help stay: they
 * happened, whatever was answered after. A tick taken back was none: nothing of it stays.
 */
import { filesOf } from './files-of.ts'
import type { Session, Step } from './session.ts'
import type { Statement, StatementKind } from './statement.ts'

export const ledgerOf = (session: Session): Statement[] =>
  activeStatements(session).filter((s) => s.isConfirmed)

/** Whether a statement of the session stands in it. */
export function isInLedger(session: Session, statement: Statement): boolean {
  const { stepId, isConfirmed } = statement
  const step = stepId === undefined ? undefined : session.steps.findLast((s) => s.id === stepId)
  return isConfirmed && isActive(statement, step?.isOnPath ? undefined : step?.result)
}

/** The same with what nobody has confirmed yet. */
export function activeStatements(session: Session): Statement[] {
  const offPath = new Map(session.steps.filter((s) => !s.isOnPath).map((s) => [s.id, s.result]))
  return session.statements.filter((s) =>
    isActive(s, s.stepId === undefined ? undefined : offPath.get(s.stepId)),
  )
}

/** With the result of the step it rests on, where one went back over that. */
const isActive = ({ kind }: Statement, left: Step['result'] | undefined): boolean =>
  !left || (left.kind !== 'ticked' && HAPPENED.has(kind))

const HAPPENED: ReadonlySet<StatementKind> = new Set([
  'action',
  'authorisation',
  'communication',
  'dead_end',
])

/** Every id a sentence may rest on. */
export function evidenceIds(session: Session, sessionId: string): Set<string> {
  return new Set([
    sessionId,
    ...session.statements.map((s) => s.id),
    ...session.steps.map((s) => s.id),
    ...filesOf(session).map((file) => file.id),
  ])
}
