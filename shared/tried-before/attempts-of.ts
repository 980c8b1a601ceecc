/**
 * What a session has tried, with what came of it, as the next one should know it.
 *
 * Every dead end of the ledger counts, whoever told it and wherever it was found: it happened.
 * What helped counts only where the session was finished as resolved, or worked around and told as
 * that, and stands so; one that was opened again has no outcome until it is finished anew. Steps of
 * one's own count where the cause was confirmed or the user has seen that it works: whether a step of
 * the flow has helped, nobody has said. Words are masked as in any text that leaves the session.
 */
import type { SessionOutcome } from '../session/event.ts'
import { ledgerOf } from '../session/ledger.ts'
import { maskIn } from '../session/mask-session.ts'
import type { Session, Step } from '../session/session.ts'

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

function whatHelpedIn({ status, outcome, lane, steps }: Session): Attempt[] {
  if (status !== 'finished' || !outcome || !HELPED.has(outcome.outcome)) return []
  const { cause, verification, at } = outcome
  const isCauseKnown = cause.status === 'confirmed' && cause.text !== ''
  const isSeenToWork = isCauseKnown || verification.by === 'user'
  const did = [
    ...lane.fixes.flatMap(({ title, tried }) =>
      tried?.outcome === 'worked' ? [{ text: title, at: tried.at }] : [],
    ),
    ...(isSeenToWork ? steps.filter(isOwnDone) : []).map((step) => ({
      ...{ text: step.title, at: step.at },
    })),
  ]
  const lead = outcome.outcome === 'workaround' ? 'As a workaround: ' : ''
  return [
    ...did.map((one) => ({ text: `${lead}${one.text}`, at: one.at, hasHelped: true })),
    ...(isCauseKnown ? [{ text: `The cause was: ${cause.text}`, at, hasHelped: true }] : []),
  ]
}

const HELPED: ReadonlySet<SessionOutcome> = new Set(['resolved', 'workaround'])

/** A tried fix is a step too, and told as the fix that it is. */
const isOwnDone = ({ isOnPath, kind, result }: Step): boolean =>
  isOnPath && kind === 'custom' && result.kind === 'custom' && result.result === 'done'
