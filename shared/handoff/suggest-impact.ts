/**
 * Who is affected and what stands still, as the record says it: put into the field that asks for it,
 * beside the words it rests on, for a person to put right. A ticket's priority does not say who is
 * affected, so nothing is read from it.
 *
 * Read by their words are reports, observations and tests, and answers whose question asks for it;
 * of each of the two what was said last. What nobody knew is no answer.
 */
import { asSentence, withoutStop } from '../note/wording.ts'
import { type BareStep, bareStepsOf } from '../session/bare-steps.ts'
import { ledgerOf } from '../session/ledger.ts'
import type { Session } from '../session/session.ts'
import type { Statement, StatementKind } from '../session/statement.ts'
import { cutText } from '../text/cut-text.ts'

export interface SuggestedImpact {
  text: string
  /** As they stand in the record. */
  quotes: string[]
}

const SAID: ReadonlySet<StatementKind> = new Set(['report', 'observation', 'test'])

const WHO = /\b(?:is|are|was|were)(?: \w+){0,3} affected\b|\baffected:|\baffects\b/i
const WORK =
  /\bimpact on work:|\bstands? still\b|\b(?:cannot|can(?:'|’)t|unable to|not able to) work\b/i
const NO_ANSWER = /\b(?:not (?:known|clear|affected|sure)|unknown|unclear|whether)\b|\?\s*$/i
/** What our own flow puts before it. */
const LEAD = /^reported impact on work:\s*/i

export function suggestImpact(session: Session, maxChars: number): SuggestedImpact | undefined {
  const said = [
    ...ledgerOf(session).flatMap(fromStatement),
    ...bareStepsOf(session).flatMap(fromStep),
  ].sort((a, b) => a.at.localeCompare(b.at))
  const found = [WORK, WHO].flatMap((about) => said.findLast((one) => one.about === about) ?? [])
  if (found.length === 0) return undefined
  const text = found.map((one) => asSentence(one.text)).join(' ')
  return { text: cutText(text, maxChars), quotes: found.map(({ quote }) => quote) }
}

interface Said {
  about: RegExp
  text: string
  quote: string
  at: string
}

/** What a sentence of the record says of it; nothing where it is about something else. */
export function impactIn({ kind, text }: Pick<Statement, 'kind' | 'text'>): string | undefined {
  if (!SAID.has(kind) || NO_ANSWER.test(text) || !(WHO.test(text) || WORK.test(text))) return
  return text.replace(LEAD, '').trim() || undefined
}

function fromStatement(statement: Statement): Said[] {
  const text = impactIn(statement)
  const { text: quote, at } = statement
  return text ? [{ about: WORK.test(quote) ? WORK : WHO, text, quote, at }] : []
}

/** What an answer that left no sentence of its own says of it. */
export function impactInAnswer({ kind, title, answer }: BareStep): string | undefined {
  if (kind !== 'answer' || NO_ANSWER.test(answer) || !(WORK.test(title) || WHO.test(title))) return
  return `${withoutStop(title.replace(/\?$/, ''))}: ${answer}`
}

function fromStep(step: BareStep): Said[] {
  const text = impactInAnswer(step)
  const about = WORK.test(step.title) ? WORK : WHO
  return text ? [{ about, text, quote: step.text, at: step.at }] : []
}
