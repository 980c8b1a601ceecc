/**
 * What a receiver needs so as not to start again, and what of it is lacking.
 *
 * Most of it is in the record: then nobody is asked. What is lacking can be filled in beside the
 * reason, or passed over on purpose with a reason that the receiver reads.
 */
import { bareStepsOf } from '../session/bare-steps.ts'
import { HANDOFF_NEEDS, type HandoffNeed, type HandoffWords } from '../session/handoff-event.ts'
import { ledgerOf } from '../session/ledger.ts'
import type { Session } from '../session/session.ts'
import type { StatementKind } from '../session/statement.ts'

/** Fewer tell nothing that the ticket did not. */
export const LEAST_FACTS = 2

export const NEED_WORDS: Readonly<Record<HandoffNeed, { says: string; ask: string }>> = {
  problem: { says: 'what the problem is', ask: 'What is the problem?' },
  client: { says: 'which client it is for', ask: 'Which client is it for?' },
  impact: {
    says: 'who is affected and how urgent it is',
    ask: 'Who is affected, and until when does it have to work?',
  },
  environment: {
    says: 'on what it happens',
    ask: 'On which device, for which user, in which version?',
  },
  facts: { says: `at least ${LEAST_FACTS} facts`, ask: 'What do you know for certain?' },
  tried: { says: 'what was tried', ask: 'What have you tried, and what came of it?' },
  firstMove: { says: 'what to do first', ask: 'What would you do first?' },
}

const FACTS: ReadonlySet<StatementKind> = new Set(['report', 'observation', 'test'])
const TRIED: ReadonlySet<StatementKind> = new Set(['action', 'test', 'dead_end'])

/** In the order in which they are asked for; empty when whoever takes over can go on. */
export function lackingOf(session: Session, words: HandoffWords): HandoffNeed[] {
  const ledger = ledgerOf(session)
  const count = (kinds: ReadonlySet<StatementKind>) =>
    ledger.filter(({ kind }) => kinds.has(kind)).length
  const answers = bareStepsOf(session).filter(({ kind }) => kind === 'answer').length
  const has: Record<HandoffNeed, boolean> = {
    problem: Boolean(session.ticket?.summary) || ledger.some(({ kind }) => kind === 'report'),
    client: Boolean(session.ticket?.client),
    impact: Boolean(words.impact),
    environment: Boolean(words.environment) || hasValues(session),
    facts: count(FACTS) + answers >= LEAST_FACTS,
    tried: count(TRIED) > 0 || session.steps.length > 0,
    firstMove: Boolean(words.firstMove) || words.hasNoMove === true,
  }
  return HANDOFF_NEEDS.filter((need) => !has[need])
}

/** What was asked for on the way says on what it happens. */
const hasValues = ({ variables }: Session): boolean =>
  Object.values(variables).some(({ value }) => value !== '')

/** What is suggested first: the deciding check of the leading cause, else where one stands. */
export function suggestFirstMove(session: Session): string | undefined {
  const check = session.lane.checks.find((one) => one.state === 'open')
  if (check) return check.title
  const next = ledgerOf(session).findLast(({ kind }) => kind === 'next_step')
  return next?.text
}
