/**
 * A turn without a model: what the ticket says, what the best matching flow knows, and what the
 * record shows, as the same proposals through the same gate.
 *
 * This is what a team without a key works with, and what every failed call ends in; nothing is
 * guessed that does not stand in ticket, flow or record. Standing in a flow one is led by it,
 * so nothing of it is proposed beside it. Pure: the same input gives the same words.
 */
import type { EventData } from '../session/event.ts'
import { foldSession } from '../session/fold-session.ts'
import type { Session } from '../session/session.ts'
import { triedBefore } from './gate/looked-at.ts'
import { type GatedTurn, gateTurn } from './gate-turn.ts'
import { labelRecord } from './label-record.ts'
import { type FlowCause, type ReadFlow, readFlow } from './rules/flow-causes.ts'
import { checksOf, fixFor, questionsOf } from './rules/flow-proposals.ts'
import type { KnownToRules } from './rules/known-to-rules.ts'
import { outputFacts } from './rules/output-facts.ts'
import { type Standing, standInFlow } from './rules/stand-in-flow.ts'
import { saidFacts, ticketFacts } from './rules/ticket-facts.ts'
import { wordReply } from './rules/word-reply.ts'
import type { TurnResult } from './turn-result.ts'
import { weighCauses } from './weigh-causes.ts'

/** From here on a cause counts as shown. */
const SHOWN = 0.7
const MOST_CAUSES = 6
const MOST_OPEN_CHECKS = 5
const MOST_OPEN_QUESTIONS = 2

export function rulesTurn(known: KnownToRules): GatedTurn {
  const { session, flow: matched } = known
  const flow = matched ? readFlow(matched.content, session) : null
  const standing = flow && matched ? standInFlow(session, flow, matched.version) : null
  const draft: TurnResult = {
    reply_md: '',
    facts: factsOf(known),
    ...(flow && standing ? proposalsOf(flow, standing, known) : NO_PROPOSALS),
    flow_doubt: [],
    knowledge_used: [],
    needs_more_thought: false,
  }
  const gated = gateTurn(draft, known)
  const after = withProposals(session, gated.events)
  const reply = wordReply({ after, known, flow, standing })
  return { ...gated, reply }
}

const NO_PROPOSALS = { hypotheses: [], checks: [], questions: [], fix: [] }

const factsOf = ({ cause, session, turnId, ticket, devices }: KnownToRules) => [
  ...(cause === 'open' ? ticketFacts(ticket, devices) : []),
  ...saidFacts(session, turnId),
  ...outputFacts(session),
]

function proposalsOf(flow: ReadFlow, standing: Standing, known: KnownToRules) {
  const { session, flow: matched } = known
  const hypotheses = suspicionsOf(flow, standing, known)
  if (standing.node) return { ...NO_PROPOSALS, hypotheses }
  const wasTried = triedBefore(session)
  const { checks, questions } = session.lane
  const room = MOST_OPEN_CHECKS - checks.filter((c) => c.state === 'open').length
  const causes = flow.causes.filter((cause) => hypotheses.some((h) => h.key === cause.key))
  const asked = new Set(questions.map((q) => q.text))
  const toAsk = questionsOf(flow).filter((q) => !asked.has(q.text) && !wasTried(q.text))
  const isAsking = questions.some((q) => q.state === 'open')
  return {
    hypotheses,
    checks: checksOf(
      flow,
      causes,
      matched?.minutes ?? {},
      (title) => !wasTried(title),
      Math.max(0, room),
    ),
    questions: toAsk.slice(0, isAsking ? 0 : MOST_OPEN_QUESTIONS),
    fix: fixOf(flow, standing, known),
  }
}

/** The nearest causes ahead; one that was shown is very likely, one left behind is not. */
function suspicionsOf(
  flow: ReadFlow,
  { shown, ahead }: Standing,
  known: KnownToRules,
): TurnResult['hypotheses'] {
  const labels = labelRecord(known.asked, { notes: known.ticket.notes, passages: known.passages })
  const isSuspected = ({ cause }: FlowCause) =>
    known.session.lane.hypotheses.some((h) => h.cause === cause)
  const now = [...new Set([...shown.map((s) => s.cause), ...ahead])].slice(0, MOST_CAUSES)
  const before = flow.causes.filter((cause) => !now.includes(cause) && isSuspected(cause))
  return [...now, ...before].slice(0, MOST_CAUSES).map((cause) => {
    const showing = shown.filter((s) => s.cause === cause)
    const word = showing.length > 0 ? 'very_likely' : now.includes(cause) ? 'possible' : 'unlikely'
    return {
      key: cause.key,
      cause: cause.cause,
      likelihood: word,
      for_evidence: showing.flatMap(({ step }) => labels.labelOf(step.id) ?? []),
      against_evidence: [],
    }
  })
}

/** What the flow does about the cause that was shown, by its walk or by checks. */
function fixOf(flow: ReadFlow, { shown }: Standing, known: KnownToRules): TurnResult['fix'] {
  const { session } = known
  const walked = shown.at(-1)?.cause
  const [top] = weighCauses(session.lane).toSorted((a, b) => b.probability - a.probability)
  const isTop = top?.key !== null && top !== undefined && top.probability >= SHOWN
  const cause = walked ?? (isTop ? flow.causes.find((c) => c.cause === top.cause) : undefined)
  const fix = cause && fixFor(flow, cause)
  if (!fix) return []
  const labels = labelRecord(known.asked, { notes: known.ticket.notes, passages: known.passages })
  const hypothesis = session.lane.hypotheses.find((h) => h.cause === cause.cause)
  const pointing = session.lane.checks.filter(
    ({ state, outcome, outcomes }) =>
      state === 'done' && outcomes[outcome ?? -1]?.pointsTo.includes(hypothesis?.key ?? ''),
  )
  const ids = [
    ...shown.filter((s) => s.cause === cause).map((s) => s.step.id),
    ...pointing.flatMap((c) => c.stepId ?? []),
  ]
  const probability = walked ? 0.8 : (top?.probability ?? 0)
  return [
    {
      ...fix,
      confidence: Math.round(100 * probability),
      evidence: ids.flatMap((id) => labels.labelOf(id) ?? []),
    },
  ]
}

/** As the session will stand once the proposals are in it. */
function withProposals(session: Session, events: readonly EventData[]): Session {
  const made = events.map((data, n) => ({
    ...{ id: `proposed-${n}`, at: session.lastAt, data },
    by: { kind: 'assistant' as const },
  }))
  return foldSession(made, session).session ?? session
}
