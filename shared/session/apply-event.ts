/**
 * What one event does to a session: the next session, or a refusal with its reason.
 *
 * Pure and total. The same function runs in the panel before the server has answered, in
 * the API before an event is stored, and in every test, so a screen can never show what
 * the record does not hold. A refusal is a value: the event is well-formed but does not
 * fit what has happened meanwhile (another panel was faster, the session is finished).
 * Cost does not grow with the walk but for the copying of one list.
 */
import { sameTicket } from '../ticket/ticket-ref.ts'
import type { EventData, Place, SessionEvent } from './event.ts'
import type { Run, Session, Step, WrittenNote } from './session.ts'
import type { Statement } from './statement.ts'

export type EventRefusal = {
  code:
    | 'not_started'
    | 'already_started'
    | 'finished'
    | 'moved_on'
    | 'unknown'
    | 'already'
    | 'too_soon'
  /** What to do next, in a sentence. */
  message: string
}
export type Applied = { ok: true; session: Session } | { ok: false; refusal: EventRefusal }

export function applyEvent(session: Session | null, event: SessionEvent): Applied {
  const { data } = event
  if (data.type === 'session_started') return session ? already(session) : done(begin(event, data))
  if (!session) return no('not_started', 'This session has not begun yet. Open the ticket again.')
  if (session.status === 'finished' && !AFTER_THE_END.has(data.type)) {
    return no('finished', 'This session is finished. Reopen it to go on working.')
  }
  const next = reduce(session, event, data)
  if ('code' in next) return { ok: false, refusal: next }
  return done(event.at > session.lastAt ? { ...next, lastAt: event.at } : next)
}

/** What may still happen to a finished session: its notes, its time, and opening it again. */
const AFTER_THE_END: ReadonlySet<EventData['type']> = new Set([
  'session_reopened',
  'worked',
  'note_drafted',
  'note_draft_dropped',
  'note_inserted',
  'note_posting',
  'note_posted',
  'note_post_failed',
  'statement_confirmed',
])

type Of<T extends EventData['type']> = Extract<EventData, { type: T }>

function begin(event: SessionEvent, data: Of<'session_started'>): Session {
  return {
    startedAt: event.at,
    startedBy: event.by,
    ticket: data.ticket,
    status: 'active',
    lastAt: event.at,
    runs: [],
    position: null,
    steps: [],
    commands: [],
    outputs: [],
    links: [],
    customSteps: [],
    statements: [],
    variables: {},
    pause: null,
    worked: [],
    ended: null,
    outcome: null,
    drafts: {},
    notes: [],
  }
}

function reduce(
  session: Session,
  event: SessionEvent,
  data: Exclude<EventData, Of<'session_started'>>,
): Session | EventRefusal {
  switch (data.type) {
    case 'ticket_linked':
      return session.ticket?.ref &&
        data.ticket.ref &&
        !sameTicket(session.ticket.ref, data.ticket.ref)
        ? refusal('already', 'This session belongs to another ticket. Start one for this ticket.')
        : { ...session, ticket: data.ticket }
    case 'flow_entered':
      return enterFlow(session, event, data)
    case 'flow_left':
      return leaveFlow(session, event, data)
    case 'step_taken':
      return takeStep(session, event, data)
    case 'attempt_failed':
      return data.place && !isSamePlace(data.place, session.position)
        ? movedOn()
        : state(session, event, {
            kind: 'dead_end',
            text: data.text,
          })
    case 'went_back':
      return goBack(session, data)
    case 'command_copied': {
      const { command, where, safety } = data
      const copied = { command, safety, at: event.at, ...(where ? { where } : {}) }
      return { ...session, commands: [...session.commands, copied] }
    }
    case 'output_pasted': {
      const { text, command } = data
      const pasted = { id: event.id, text, at: event.at, ...(command ? { command } : {}) }
      return { ...session, outputs: [...session.outputs, pasted] }
    }
    case 'link_opened':
      return {
        ...session,
        links: [...session.links, { title: data.title, url: data.url, at: event.at }],
      }
    case 'variable_set':
      return setVariable(session, data.name, { ...data, at: event.at })
    case 'custom_step_added':
      return {
        ...session,
        customSteps: [
          ...session.customSteps,
          {
            id: event.id,
            title: data.title,
            addedAt: event.at,
            by: event.by,
            ...(data.body ? { body: data.body } : {}),
            ...(data.command ? { command: data.command } : {}),
          },
        ],
      }
    case 'custom_step_done':
      return finishCustomStep(session, event, data)
    case 'custom_step_dropped':
      return session.customSteps.some((s) => s.id === data.customStepId)
        ? { ...session, customSteps: session.customSteps.filter((s) => s.id !== data.customStepId) }
        : unknown('custom step')
    case 'statement_added':
      return state(session, event, data)
    case 'statement_changed':
      return changeStatement(session, data.statementId, (s) => ({
        ...s,
        text: data.text,
        kind: data.kind ?? s.kind,
      }))
    case 'statement_confirmed':
      return changeStatement(session, data.statementId, (s) => ({ ...s, isConfirmed: true }))
    case 'statement_withdrawn':
      return session.statements.some((s) => s.id === data.statementId)
        ? {
            ...session,
            statements: session.statements.filter((s) => s.id !== data.statementId),
          }
        : unknown('statement')
    case 'worked':
      return data.to <= data.from
        ? refusal('already', 'A stretch of work ends after it begins.')
        : {
            ...session,
            worked: [...session.worked, { from: data.from, to: data.to, by: event.by }],
          }
    case 'paused':
      return session.status === 'paused'
        ? refusal('already', 'This session is paused already.')
        : {
            ...session,
            status: 'paused',
            pause: {
              since: event.at,
              ...(data.waitingFor ? { waitingFor: data.waitingFor } : {}),
              ...(data.until ? { until: data.until } : {}),
            },
          }
    case 'resumed':
      return session.status === 'paused'
        ? { ...session, status: 'active', pause: null }
        : refusal('already', 'This session is running already.')
    case 'session_finished':
      return {
        ...session,
        status: 'finished',
        pause: null,
        outcome: { ...data.outcome, at: event.at, by: event.by },
      }
    case 'session_reopened':
      return session.status === 'finished'
        ? { ...session, status: 'active', outcome: null, ended: null }
        : refusal('already', 'This session is open already.')
    case 'note_drafted':
      return {
        ...session,
        drafts: {
          ...session.drafts,
          [data.noteKind]: { text: data.text, basedOn: data.basedOn, at: event.at, by: event.by },
        },
      }
    case 'note_draft_dropped': {
      const { [data.noteKind]: _dropped, ...drafts } = session.drafts
      return { ...session, drafts }
    }
    case 'note_inserted':
      return {
        ...session,
        notes: [
          ...session.notes,
          {
            id: event.id,
            noteKind: data.noteKind,
            way: 'inserted',
            text: data.text,
            sha256: data.sha256,
            at: event.at,
            by: event.by,
            state: 'inserted',
          },
        ],
      }
    case 'note_posting':
      return startPosting(session, event, data)
    case 'note_posted':
      return settleNote(session, data.writeId, (note) => ({
        ...note,
        state: 'posted',
        author: data.author,
        ...(data.psaNoteId === null ? {} : { psaNoteId: data.psaNoteId }),
        ...(data.psaTimeEntryId === null ? {} : { psaTimeEntryId: data.psaTimeEntryId }),
      }))
    case 'note_post_failed':
      return settleNote(session, data.writeId, (note) => ({
        ...note,
        state: data.state,
        message: data.message,
        canRetry: data.canRetry,
      }))
    default:
      return data satisfies never
  }
}

function enterFlow(session: Session, event: SessionEvent, data: Of<'flow_entered'>) {
  if (session.runs.some((run) => run.id === data.runId)) {
    return refusal('already', 'This flow was entered already.')
  }
  if (data.from && !isSamePlace(data.from, session.position)) return movedOn()
  const run: Run = {
    id: data.runId,
    flow: data.flow,
    pins: data.pins,
    from: data.from,
    enteredAt: event.at,
    leftAt: null,
  }
  return {
    ...session,
    runs: [...session.runs, run],
    position: { runId: data.runId, nodeId: data.start },
    ended: null,
  }
}

function leaveFlow(session: Session, event: SessionEvent, data: Of<'flow_left'>) {
  const run = session.runs.find((r) => r.id === data.runId)
  if (!run) return unknown('flow')
  if (run.leftAt) return refusal('already', 'This flow was left already.')
  const position = session.position?.runId === run.id ? run.from : session.position
  return { ...session, runs: closeRun(session.runs, run.id, event.at), position }
}

function takeStep(session: Session, event: SessionEvent, data: Of<'step_taken'>) {
  if (!isSamePlace(data.place, session.position)) return movedOn()
  const step: Step = {
    id: event.id,
    place: data.place,
    kind: data.nodeKind,
    title: data.title,
    ...(data.group ? { group: data.group } : {}),
    result: data.result,
    ...settle(session, event),
    stoodAt: session.position,
  }
  const run = session.runs.find((r) => r.id === data.place.runId)
  const isEnd = data.result.kind === 'ended'
  // A sub-flow that ends stands again at the node it was entered from.
  const next: Session = {
    ...session,
    steps: [...session.steps, step],
    commands: [],
    outputs: [],
    links: [],
    position: data.leadsTo ?? (isEnd && run ? returnPlace(data, run) : null),
    runs: isEnd ? closeRun(session.runs, data.place.runId, event.at) : session.runs,
    ended:
      isEnd && data.result.kind === 'ended' && data.result.ending !== 'returns'
        ? { stepId: event.id, ending: data.result.ending }
        : null,
  }
  const withValue =
    data.result.kind === 'value'
      ? setVariable(next, data.result.variable, {
          value: data.result.value,
          keep: data.result.keep,
          source: 'typed',
          at: event.at,
        })
      : next
  return data.says ? state(withValue, event, data.says, event.id) : withValue
}

const returnPlace = (data: Of<'step_taken'>, run: Run): Place | null =>
  data.result.kind === 'ended' && data.result.ending === 'returns' ? run.from : null

function goBack(session: Session, data: Of<'went_back'>) {
  const at = session.steps.findIndex((s) => s.id === data.toStepId)
  const target = session.steps[at]
  if (!target) return unknown('step')
  if (!target.stoodAt) return refusal('unknown', 'There is no place in a flow to go back to here.')
  const steps = session.steps.map((s, i) => (i >= at && s.isOnPath ? { ...s, isOnPath: false } : s))
  // Runs entered after that step are behind us again; the run gone back into is open again.
  const cut = target.at
  const runs = session.runs.map((run) =>
    run.id === target.stoodAt?.runId
      ? { ...run, leftAt: null }
      : run.enteredAt >= cut && !run.leftAt
        ? { ...run, leftAt: run.enteredAt }
        : run,
  )
  return {
    ...session,
    steps,
    runs: reopenParents(runs, target.stoodAt.runId),
    position: target.stoodAt,
    ended: null,
  }
}

function reopenParents(runs: readonly Run[], runId: string): Run[] {
  const open = new Set<string>()
  for (let run = runs.find((r) => r.id === runId); run; ) {
    open.add(run.id)
    const parent: string | undefined = run.from?.runId
    run = parent && !open.has(parent) ? runs.find((r) => r.id === parent) : undefined
  }
  return runs.map((run) => (open.has(run.id) && run.leftAt ? { ...run, leftAt: null } : run))
}

function finishCustomStep(session: Session, event: SessionEvent, data: Of<'custom_step_done'>) {
  const custom = session.customSteps.find((s) => s.id === data.customStepId)
  if (!custom) return unknown('custom step')
  const step: Step = {
    id: event.id,
    place: null,
    kind: 'custom',
    title: custom.title,
    result: { kind: 'custom', result: data.result },
    ...settle(session, event),
    stoodAt: session.position,
  }
  const next: Session = {
    ...session,
    customSteps: session.customSteps.filter((s) => s.id !== custom.id),
    steps: [...session.steps, step],
    commands: [],
    outputs: [],
    links: [],
  }
  return state(next, event, data.says, event.id)
}

/** What was copied, pasted and opened since the last step becomes part of this one. */
const settle = (session: Session, event: SessionEvent) => ({
  at: event.at,
  by: event.by,
  commands: [...session.commands],
  outputs: [...session.outputs],
  links: [...session.links],
  isOnPath: true,
})

function state(
  session: Session,
  event: SessionEvent,
  said: Pick<Statement, 'kind' | 'text'> & { stepId?: string; owner?: string; due?: string },
  stepId = said.stepId,
): Session | EventRefusal {
  if (stepId && !session.steps.some((s) => s.id === stepId)) return unknown('step')
  const statement: Statement = {
    id: event.id,
    kind: said.kind,
    text: said.text,
    at: event.at,
    by: event.by,
    isConfirmed: event.by.kind === 'person',
    ...(stepId ? { stepId } : {}),
    ...(said.owner ? { owner: said.owner } : {}),
    ...(said.due ? { due: said.due } : {}),
  }
  return { ...session, statements: [...session.statements, statement] }
}

function changeStatement(session: Session, id: string, change: (s: Statement) => Statement) {
  if (!session.statements.some((s) => s.id === id)) return unknown('statement')
  return { ...session, statements: session.statements.map((s) => (s.id === id ? change(s) : s)) }
}

function setVariable(session: Session, name: string, v: Session['variables'][string]): Session {
  const { value, keep, source, at } = v
  return { ...session, variables: { ...session.variables, [name]: { value, keep, source, at } } }
}

function startPosting(session: Session, event: SessionEvent, data: Of<'note_posting'>) {
  const earlier = session.notes.find((n) => n.id === data.writeId)
  if (earlier && (earlier.sha256 !== data.sha256 || !earlier.canRetry)) {
    return refusal('already', 'This note is on its way already. Look at its state below.')
  }
  const note: WrittenNote = {
    id: data.writeId,
    noteKind: data.noteKind,
    way: 'posted',
    text: data.text,
    sha256: data.sha256,
    at: event.at,
    by: event.by,
    state: 'posting',
    flags: data.flags,
    mailContact: data.mailContact,
    ...(data.time ? { time: data.time } : {}),
  }
  const others = session.notes.filter((n) => n.id !== data.writeId)
  return { ...session, notes: [...others, note] }
}

function settleNote(session: Session, writeId: string, change: (n: WrittenNote) => WrittenNote) {
  const note = session.notes.find((n) => n.id === writeId)
  if (!note) return unknown('note')
  if (note.state === 'posted') return refusal('already', 'This note is in the ticket already.')
  return { ...session, notes: session.notes.map((n) => (n.id === writeId ? change(n) : n)) }
}

const closeRun = (runs: readonly Run[], id: string, at: string): Run[] =>
  runs.map((run) => (run.id === id ? { ...run, leftAt: at } : run))

const isSamePlace = (a: Place | null, b: Place | null): boolean =>
  a?.runId === b?.runId && a?.nodeId === b?.nodeId

const done = (session: Session): Applied => ({ ok: true, session })
const no = (code: EventRefusal['code'], message: string): Applied => ({
  ok: false,
  refusal: { code, message },
})
const already = (_: Session) => no('already_started', 'This session was started already.')
const refusal = (code: EventRefusal['code'], message: string): EventRefusal => ({ code, message })
const movedOn = () =>
  refusal('moved_on', 'The walk has moved on in another window. Look at where it stands now.')
const unknown = (what: string) =>
  refusal('unknown', `That ${what} is not in this record. Look at where it stands now.`)
