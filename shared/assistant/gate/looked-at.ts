/** What a session has looked at and tried, as far as the gate has to know. */
import { activeStatements } from '../../session/ledger.ts'
import type { Session, Step } from '../../session/session.ts'
import { wordsKey } from '../../text/same-words.ts'

/** Whether something was looked at without changing anything: a check done, in a flow or not. */
export const hasLooked = (session: Session): boolean =>
  session.lane.checks.some((check) => check.state === 'done' && check.safety === 'reads') ||
  session.steps.some(isLook)

const isLook = (step: Step): boolean =>
  step.place !== null &&
  step.isOnPath &&
  step.kind === 'check' &&
  step.commands.every((command) => command.safety === 'reads')

/**
 * Whether something of this title was proposed, planned, done or tried before. What did not
 * help is told in words that begin with its title and a colon.
 */
export function triedBefore(session: Session): (title: string) => boolean {
  const { lane, customSteps } = session
  const steps = session.steps.filter((step) => step.isOnPath)
  const known = new Set([...lane.checks, ...steps, ...customSteps].map((s) => wordsKey(s.title)))
  for (const { kind, text } of activeStatements(session)) {
    if (kind !== 'dead_end') continue
    for (const { index } of text.matchAll(/[:?!]/g)) known.add(wordsKey(text.slice(0, index)))
  }
  return (title) => known.has(wordsKey(title))
}
