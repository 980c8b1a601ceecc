/**
 * What a session has tried, with what came of it, as the next one should know it.
 *
 * Every dead end of the ledger counts, whoever told it and wherever it was found: it happened.
 * What helped counts only where the session was finished as resolved and stands so; one that was
 * opened again has no outcome until it is finished anew. Words are masked as in any text that
 * leaves the session.
 */
import { ledgerOf } from '../session/ledger.ts'
import { maskIn } from '../session/mask-session.ts'
import type { Session } from '../session/session.ts'

export interface Attempt {
  text: string
  hasHelped: boolean
  at: string
}

export function attemptsOf(session: Session): Attempt[] {
  const mask = maskIn(session)
  return [...deadEndsOf(session), ...whatHelpedIn(session)].flatMap((attempt) => {
    const text = mask(attempt.text).trim()
    return text ? [{ ...attempt, text }] : []
  })
}

/** All that it says: the names of devices that it was about or speaks of are looked for in these. */
export const textsOf = ({ ticket, variables, statements }: Session): string[] => [
  ticket?.summary ?? '',
  ...Object.values(variables).map(({ value }) => value),
  ...statements.map(({ text }) => text),
]

const deadEndsOf = (session: Session): Attempt[] =>
  ledgerOf(session).flatMap(({ kind, text, at }) =>
    kind === 'dead_end' ? [{ text, at, hasHelped: false }] : [],
  )

function whatHelpedIn({ status, outcome, lane }: Session): Attempt[] {
  if (status !== 'finished' || outcome?.outcome !== 'resolved') return []
  const fixes = lane.fixes.flatMap(({ title, tried }) =>
    tried?.outcome === 'worked' ? [{ text: title, at: tried.at, hasHelped: true }] : [],
  )
  const { status: known, text } = outcome.cause
  const cause = { text: `The cause was: ${text}`, at: outcome.at, hasHelped: true }
  return known === 'confirmed' && text ? [...fixes, cause] : fixes
}
