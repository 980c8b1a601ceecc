/**
 * What the events of the task lane do to a session.
 *
 * A result, an answer and a tried fix each leave a statement, so that the note needs nothing
 * else; a result and a tried fix are steps as well. A second decision on a fix that is no
 * longer on the table is refused and changes nothing.
 */
import { tellResult } from '../text/tell-result.ts'
import { settle, state } from './apply-step.ts'
import type { EventData, SessionEvent } from './event.ts'
import type { Check, Fix, Lane, Message, Question } from './lane.ts'
import type { laneMembers } from './lane-event.ts'
import { type EventRefusal, refusal, unknown } from './refusal.ts'
import type { Session, Step } from './session.ts'

export type LaneData = Extract<EventData, { type: keyof typeof laneMembers }>
type Of<T extends LaneData['type']> = Extract<LaneData, { type: T }>

export function applyLane(
  session: Session,
  event: SessionEvent,
  data: LaneData,
): Session | EventRefusal {
  const { lane } = session
  const { id, at, by } = event
  const made = { id, at, by }
  switch (data.type) {
    case 'said':
      return withLane(session, { messages: [...lane.messages, { ...made, ...talkOf(data) }] })
    case 'replied':
      return withLane(session, { messages: [...lane.messages, reply(event, data)] })
    case 'hypothesis_raised': {
      const { key, cause, likelihood } = data
      const next = { key, cause, likelihood, for: data.for, against: data.against, at, by }
      const isKnown = lane.hypotheses.some((h) => h.key === key)
      return withLane(session, {
        hypotheses: isKnown
          ? lane.hypotheses.map((h) => (h.key === key ? next : h))
          : [...lane.hypotheses, next],
      })
    }
    case 'hypothesis_dropped':
      return lane.hypotheses.some((h) => h.key === data.key)
        ? withLane(session, { hypotheses: lane.hypotheses.filter((h) => h.key !== data.key) })
        : unknown('suspicion')
    case 'check_proposed': {
      const { title, how, minutes, safety, outcomes, scriptTemplate, scriptValues } = data
      const check: Check = {
        ...{ ...made, title, how, minutes, safety, outcomes },
        ...(scriptTemplate ? { scriptTemplate } : {}),
        ...(scriptValues ? { scriptValues } : {}),
        state: 'open',
        outcome: null,
      }
      return withLane(session, { checks: [...lane.checks, check] })
    }
    case 'check_done':
      return finishCheck(session, event, data)
    case 'check_dropped':
      return changeOpen(session, 'checks', data.checkId, 'check', (c) => ({
        ...c,
        state: 'dropped',
      }))
    case 'question_asked': {
      const { text, why, choices } = data
      const question: Question = { ...made, text, why, choices, state: 'open' }
      return withLane(session, { questions: [...lane.questions, question] })
    }
    case 'question_answered':
      return answerQuestion(session, event, data)
    case 'question_dropped':
      return changeOpen(session, 'questions', data.questionId, 'question', (q) => ({
        ...q,
        state: 'dropped',
      }))
    case 'fix_proposed':
      return proposeFix(session, event, data)
    case 'fix_decided':
      return decideFix(session, event, data)
    case 'fix_tried':
      return tryFix(session, event, data)
    case 'script_generated': {
      const { generationId, templateId, name, safety, parameters } = data
      const script = { id: generationId, templateId, name, safety, parameters, at, by }
      return withLane(session, { scripts: [...lane.scripts, script] })
    }
    default:
      return data satisfies never
  }
}

const withLane = (session: Session, change: Partial<Lane>): Session => ({
  ...session,
  lane: { ...session.lane, ...change },
})

const talkOf = ({ turnId, text }: { turnId: string; text: string }) => ({ turnId, text })

const reply = ({ id, at, by }: SessionEvent, data: Of<'replied'>): Message => ({
  ...{ id, at, by, ...talkOf(data) },
  mode: data.mode,
  isPartial: data.isPartial,
  citations: data.citations,
  dropped: data.dropped,
  ...(data.tier ? { tier: data.tier } : {}),
  ...(data.rests ? { rests: data.rests } : {}),
  ...(data.doubt ? { doubt: data.doubt } : {}),
  ...(data.failure ? { failure: data.failure } : {}),
})

/** Changes what is still open; a settled one is somebody else's already. */
function changeOpen<L extends 'checks' | 'questions'>(
  session: Session,
  list: L,
  id: string,
  what: string,
  change: (item: Lane[L][number]) => Lane[L][number],
): Session | EventRefusal {
  const items: readonly Lane[L][number][] = session.lane[list]
  const item = items.find((one) => one.id === id)
  if (!item) return unknown(what)
  if (item.state !== 'open') {
    return refusal('already', `This ${what} is settled already. Look at the result below.`)
  }
  return withLane(session, { [list]: items.map((one) => (one.id === id ? change(one) : one)) })
}

function finishCheck(session: Session, event: SessionEvent, data: Of<'check_done'>) {
  const check = session.lane.checks.find((c) => c.id === data.checkId)
  const label =
    data.outcome === null ? data.text : (check?.outcomes[data.outcome]?.result ?? data.text)
  const changed = changeOpen(session, 'checks', data.checkId, 'check', (c) => ({
    ...c,
    state: data.result,
    outcome: data.outcome,
    seen: data.text,
    stepId: event.id,
  }))
  if ('code' in changed || !check) return changed
  const isDone = data.result === 'done'
  const next = withStep(changed, event, {
    kind: 'check',
    title: check.title,
    result: isDone ? { kind: 'seen', label } : { kind: 'custom', result: 'not_possible' },
  })
  const said = isDone
    ? { kind: 'test' as const, text: tellResult(check.title, data.text) }
    : { kind: 'dead_end' as const, text: `${check.title}: not possible here. ${data.text}` }
  return state(next, event, said, event.id)
}

function answerQuestion(session: Session, event: SessionEvent, data: Of<'question_answered'>) {
  const question = session.lane.questions.find((q) => q.id === data.questionId)
  const changed = changeOpen(session, 'questions', data.questionId, 'question', (q) => ({
    ...q,
    state: 'answered',
    answer: data.text,
  }))
  if ('code' in changed || !question) return changed
  return state(changed, event, { kind: 'report', text: `${question.text} ${data.text}` })
}

function proposeFix(session: Session, event: SessionEvent, data: Of<'fix_proposed'>): Session {
  const { type: _type, turnId, scriptValues, ...given } = data
  const fix: Fix = {
    ...given,
    ...(turnId ? { turnId } : {}),
    ...(scriptValues ? { scriptValues } : {}),
    id: event.id,
    at: event.at,
    by: event.by,
    supersededAt: null,
    decision: null,
    draftId: null,
    tried: null,
  }
  const fixes = session.lane.fixes.map((f) =>
    f.supersededAt ? f : { ...f, supersededAt: event.at },
  )
  return withLane(session, { fixes: [...fixes, fix] })
}

function decideFix(session: Session, event: SessionEvent, data: Of<'fix_decided'>) {
  const fix = openFix(session, data.fixId)
  if ('code' in fix) return fix
  return withFix(session, {
    ...fix,
    decision: data.decision,
    draftId: fix.draftId ?? (leavesDraft(data.decision) ? event.id : null),
    ...(data.decision === 'dismissed' ? { supersededAt: event.at } : {}),
  })
}

const leavesDraft = (decision: Fix['decision']): boolean =>
  decision === 'draft_template' || decision === 'build_template'

function tryFix(session: Session, event: SessionEvent, data: Of<'fix_tried'>) {
  const fix = openFix(session, data.fixId)
  if ('code' in fix) return fix
  const { outcome, text } = data
  const tried = withFix(session, { ...fix, tried: { outcome, text, at: event.at } })
  const next = withStep(tried, event, {
    kind: 'action',
    title: fix.title,
    result: { kind: 'custom', result: outcome === 'failed' ? 'did_not_help' : 'done' },
  })
  const kind = outcome === 'failed' ? 'dead_end' : 'action'
  return state(next, event, { kind, text: tellResult(fix.title, text) }, event.id)
}

/** The fix, when it is still on the table and has not been tried. */
function openFix(session: Session, id: string): Fix | EventRefusal {
  const fix = session.lane.fixes.find((f) => f.id === id)
  if (!fix) return unknown('fix')
  if (fix.supersededAt) {
    return refusal('already', 'This fix is no longer on the table. Look at the newer one.')
  }
  if (fix.tried) return refusal('already', 'This fix was tried already. Look at its result.')
  return fix
}

const withFix = (session: Session, fix: Fix): Session =>
  withLane(session, { fixes: session.lane.fixes.map((f) => (f.id === fix.id ? fix : f)) })

/** A step outside of any flow; what was copied and pasted since the last one belongs to it. */
function withStep(
  session: Session,
  event: SessionEvent,
  made: Pick<Step, 'kind' | 'title' | 'result'>,
): Session {
  const step: Step = {
    id: event.id,
    place: null,
    ...made,
    ...settle(session, event),
    stoodAt: session.position,
  }
  return {
    ...session,
    steps: session.steps.append(step),
    commands: [],
    outputs: [],
    links: [],
    files: [],
  }
}
