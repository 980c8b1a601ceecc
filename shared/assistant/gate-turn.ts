/**
 * The gate between what a model answers and the record: of a {@link TurnResult} come proposals
 * that a person may take up, and a list of what was taken out and why.
 *
 * Nothing is believed: names that were not given out stand for nothing, a quote is looked up
 * where it is said to stand, what was said, checked, asked or tried before is not proposed
 * again, and what disrupts waits until something was looked at. What comes out is at most a
 * proposal by the assistant, each event of a form the record takes; text that looks like a
 * command or a marker is text. Pure, total, and applied again to the session it has changed it
 * yields nothing new.
 */
import type { EventData } from '../session/event.ts'
import type { Citation, FlowDoubt, Resting } from '../session/lane-event.ts'
import type { Session } from '../session/session.ts'
import { quotableTexts, type TicketText } from './find-quote.ts'
import { type AtGate, standAtGate } from './gate/at-gate.ts'
import { gateChecks } from './gate/checks.ts'
import { gateDoubt } from './gate/doubt.ts'
import type { Dropped } from './gate/drops.ts'
import { gateFacts } from './gate/facts.ts'
import { gateFix } from './gate/fix.ts'
import { gateHypotheses } from './gate/hypotheses.ts'
import { gateQuestions } from './gate/questions.ts'
import { gateReply } from './gate/reply.ts'
import type { KnownScript } from './gate/script.ts'
import { knowledgeEvidence, labelRecord } from './label-record.ts'
import type { TurnResult } from './turn-result.ts'

/** What the gate holds a result against. */
export interface KnownToTurn {
  turnId: string
  /** As it stands now. */
  session: Session
  /** As the request showed it: a label means what it meant there. */
  asked: Session
  /** What was shown of the ticket; the notes in the order of their labels. */
  ticket: TicketText
  /** What was found in the team's knowledge for this turn, in the order of its labels. */
  passages: readonly Citation[]
  /** The client's profile, as it was shown. */
  profile: string
  /** The script templates that may be named. */
  scripts: readonly KnownScript[]
}

export interface GatedTurn {
  /** In this order: facts, hypotheses, checks, questions, the fix. The reply is not among them. */
  events: EventData[]
  reply: string
  /** What the labels in it stand for. */
  rests: Resting[]
  citations: Citation[]
  /** Why the flow that is being walked may be the wrong one. */
  doubt: FlowDoubt | null
  dropped: Dropped[]
}

const REPLY_CHARS = 20_000
const MOST_CITATIONS = 20

export function gateTurn(result: TurnResult, known: KnownToTurn): GatedTurn {
  const { session, asked, ticket, passages } = known
  const labels = labelRecord(asked, { notes: ticket.notes, passages })
  const at = standAtGate(session, known.turnId, labels)
  const events = session.status === 'finished' ? [] : gateProposals(result, known, at)
  if (session.status === 'finished') {
    at.drops.add('All proposals', 'The session is finished. Reopen it to go on working.')
  }
  const citations = citationsOf(result, passages, at)
  const doubt = gateDoubt(result.flow_doubt, asked, at)
  const { text: reply, rests } = gateReply(result.reply_md, at, REPLY_CHARS)
  return { events, reply, rests, citations, doubt, dropped: at.drops.list() }
}

function gateProposals(result: TurnResult, known: KnownToTurn, at: AtGate): EventData[] {
  const texts = quotableTexts(known.session, known.ticket, known.profile)
  const facts = gateFacts(result.facts, at, texts)
  const { events: hypotheses, keyOf } = gateHypotheses(result.hypotheses, at)
  const checks = gateChecks(result.checks, at, keyOf, known.scripts)
  const questions = gateQuestions(result.questions, at)
  const fix = gateFix(result.fix, at, keyOf, known.scripts)
  return [...facts, ...hypotheses, ...checks, ...questions, ...fix]
}

function citationsOf(result: TurnResult, passages: readonly Citation[], at: AtGate): Citation[] {
  const cited = new Set(at.evidenceList(result.knowledge_used, 'the reply'))
  return passages.filter((p) => cited.has(knowledgeEvidence(p.id))).slice(0, MOST_CITATIONS)
}
