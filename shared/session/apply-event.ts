/**
 * What one event does to a session: the next session, or a refusal with its reason.
 *
 * Pure and total. The same function runs in the panel before the server has answered, in
 * the API before an event is stored, and in every test, so a screen can never show what
 * the record does not hold. A refusal is a value: the event is well-formed but does not
 * fit what has happened meanwhile (another panel was faster, the session is finished).
 * What a step costs does not grow with the walk; going back and withdrawing look through all of it.
 */
import { sameTicket } from '../ticket/ticket-ref.ts'
import { addCustomStep, dropCustomStep, openStep, tickStep, untickStep } from './apply-checklist.ts'
import { attachFile, detachFile } from './apply-file.ts'
import { endWaiting, handOff, pickUp } from './apply-handoff.ts'
import { applyLane } from './apply-lane.ts'
import { mark, unmark } from './apply-mark.ts'
import {
  draftNote,
  dropNoteDraft,
  endPosting,
  failPosting,
  insertNote,
  startPosting,
} from './apply-note.ts'
import { changeStatement, confirmStatement, withdrawStatement } from './apply-statement.ts'
import {
  enterFlow,
  finishCustomStep,
  goBack,
  leaveFlow,
  type Of,
  rateStep,
  setVariable,
  state,
  takeStep,
} from './apply-step.ts'
import { validateOutcome } from './apply-validation.ts'
import type { EventData, SessionEvent } from './event.ts'
import { GrowingList } from './growing-list.ts'
import { ASSISTANT_MAY, EMPTY_LANE } from './lane.ts'
import { isSamePlace } from './place.ts'
import { type EventRefusal, movedOn, refusal } from './refusal.ts'
import type { Session, Step } from './session.ts'
import type { Statement } from './statement.ts'
import { takesPart } from './takes-part.ts'

export type Applied = { ok: true; session: Session } | { ok: false; refusal: EventRefusal }

export function applyEvent(session: Session | null, event: SessionEvent): Applied {
  const { data } = event
  if (data.type === 'session_started') return session ? already(session) : done(begin(event, data))
  if (!session) return no('not_started', 'This session has not begun yet. Open the ticket again.')
  if (session.status === 'finished' && !AFTER_THE_END.has(data.type) && !corrects(session, data)) {
    return no('finished', 'This session is finished. Reopen it to go on working.')
  }
  if (event.by.kind === 'assistant' && !ASSISTANT_MAY.has(data.type)) {
    return no('proposes_only', 'FlowPilot only proposes. A person has to do this.')
  }
  const next = reduce(session, event, data)
  if ('code' in next) return { ok: false, refusal: next }
  const stateVersion = session.stateVersion + (SAYS_NOTHING_NEW.has(data.type) ? 0 : 1)
  const lastAt = event.at > session.lastAt ? event.at : session.lastAt
  return done({ ...next, stateVersion, lastAt })
}

/** What changes nothing that a note, a briefing or a proposal could say. */
const SAYS_NOTHING_NEW: ReadonlySet<EventData['type']> = new Set([
  'part_taken',
  'step_rated',
  'step_opened',
  'said',
  'replied',
  'command_copied',
  'worked',
  'note_drafted',
  'note_draft_dropped',
  'note_inserted',
  'note_posting',
  'note_posted',
  'note_post_failed',
  'outcome_validated',
])

/** What may still happen to a finished session: its notes, its time, a file taken back, that it holds, opening it. */
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
  'outcome_validated',
  // What should never have been kept can always be taken back, or kept from going out.
  'file_detached',
  // Of the flow, not of the case.
  'step_rated',
  'words_marked',
  'words_unmarked',
  'passage_marked',
  'passage_unmarked',
])

/** The outcome may be said better by whoever has read it; of two who finish at once the first counts. */
const corrects = ({ outcome }: Session, data: EventData): boolean =>
  data.type === 'session_finished' && data.corrects !== undefined && data.corrects === outcome?.at

function begin(event: SessionEvent, data: Of<'session_started'>): Session {
  return {
    stateVersion: 1,
    startedAt: event.at,
    startedBy: event.by,
    owner: event.by,
    joined: [],
    ticket: data.ticket,
    ...(data.maintenance ? { maintenance: data.maintenance } : {}),
    ...(data.level ? { level: data.level } : {}),
    status: 'active',
    handoffs: [],
    lastAt: event.at,
    runs: [],
    position: null,
    steps: GrowingList.of<Step>([]),
    commands: [],
    outputs: [],
    links: [],
    files: [],
    customSteps: [],
    statements: GrowingList.of<Statement>([]),
    statementsMade: 0,
    withdrawn: [],
    lane: EMPTY_LANE,
    variables: {},
    ratings: [],
    pause: null,
    worked: [],
    ended: null,
    outcome: null,
    validation: null,
    marks: [],
    marked: [],
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
    case 'step_rated':
      return rateStep(session, event, data)
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
    case 'file_attached':
      return attachFile(session, event, data)
    case 'file_detached':
      return detachFile(session, data)
    case 'variable_set':
      return setVariable(session, data.name, { ...data, at: event.at })
    case 'step_opened':
      return openStep(session, data)
    case 'step_ticked':
      return tickStep(session, event, data)
    case 'step_unticked':
      return untickStep(session, data)
    case 'custom_step_added':
      return addCustomStep(session, event, data)
    case 'custom_step_done':
      return finishCustomStep(session, event, data)
    case 'custom_step_dropped':
      return dropCustomStep(session, data)
    case 'statement_added':
      return state(session, event, data)
    case 'statement_changed':
      return changeStatement(session, data)
    case 'statement_confirmed':
      return confirmStatement(session, data.statementId)
    case 'statement_withdrawn':
      return withdrawStatement(session, data.statementId)
    case 'words_marked':
      return mark(session, event, data.words)
    case 'words_unmarked':
      return unmark(session, ({ id }) => id === data.markId)
    case 'passage_marked':
      return session.marked.includes(data.passage)
        ? refusal('already', 'This is marked already.')
        : mark(session, event, data.passage)
    case 'passage_unmarked':
      return unmark(session, ({ words }) => words === data.passage)
    case 'part_taken':
      return event.by.kind !== 'person' || takesPart(session, event.by.id)
        ? refusal('already', 'You work on this session already. Go on with it.')
        : { ...session, joined: [...session.joined, { by: event.by, at: event.at }] }
    case 'worked':
      return data.to <= data.from
        ? refusal('already', 'A stretch of work ends after it begins.')
        : {
            ...session,
            worked: [...session.worked, { from: data.from, to: data.to, by: event.by }],
          }
    case 'paused':
      if (session.status === 'escalated') return refusal('already', HANDED_OVER)
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
        ...endWaiting(session, event, 'finished'),
        status: 'finished',
        pause: null,
        outcome: { ...data.outcome, at: event.at, by: event.by },
        validation: null,
      }
    case 'outcome_validated':
      return validateOutcome(session, event, data)
    case 'handed_off':
      return handOff(session, event, data)
    case 'picked_up':
      return pickUp(session, event, data)
    case 'session_reopened':
      return session.status === 'finished'
        ? { ...session, status: 'active', outcome: null, validation: null, ended: null }
        : refusal('already', 'This session is open already.')
    case 'note_drafted':
      return draftNote(session, event, data)
    case 'note_draft_dropped':
      return dropNoteDraft(session, data)
    case 'note_inserted':
      return insertNote(session, event, data)
    case 'note_posting':
      return startPosting(session, event, data)
    case 'note_posted':
      return endPosting(session, data)
    case 'note_post_failed':
      return failPosting(session, data)
    default:
      return applyLane(session, event, data)
  }
}

const HANDED_OVER =
  'This session is handed over and waits to be picked up. Take it back to go on with it.'

const done = (session: Session): Applied => ({ ok: true, session })
const no = (code: EventRefusal['code'], message: string): Applied => ({
  ok: false,
  refusal: { code, message },
})
const already = (_: Session) => no('already_started', 'This session was started already.')
