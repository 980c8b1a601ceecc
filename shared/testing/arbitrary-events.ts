/**
 * Random programs of work for property tests: what two people might do to one session.
 *
 * An act refers to what is in the record by a number taken modulo what is there, so that most
 * acts fit and some do not; what does not fit must be refused and change nothing.
 */
import fc from 'fast-check'
import { safeFileName } from '../attachment/safe-file-name.ts'
import { hideWords } from '../redact/find-hidden.ts'
import { checklistHere } from '../session/checklist.ts'
import type { EventData, SessionEvent } from '../session/event.ts'
import { filesOf } from '../session/files-of.ts'
import { HANDOFF_INTENTS } from '../session/handoff-event.ts'
import type { Place } from '../session/place.ts'
import type { Session } from '../session/session.ts'
import type { Author } from '../session/statement.ts'
import { makeOutcome, SHA, testId } from './make-session.ts'

export interface Act {
  kind:
    | 'enter'
    | 'step'
    | 'back'
    | 'state'
    | 'change'
    | 'withdraw'
    | 'custom'
    | 'custom_done'
    | 'list'
    | 'open'
    | 'tick'
    | 'untick'
    | 'insert'
    | 'paste'
    | 'attach'
    | 'detach'
    | 'mark'
    | 'unmark'
    | 'join'
    | 'hand_off'
    | 'pick_up'
    | 'worked'
    | 'pause'
    | 'resume'
    | 'finish'
    | 'reopen'
    | 'validate'
    | 'draft'
    | 'fail'
    | 'check'
    | 'check_done'
    | 'ask'
    | 'answer'
    | 'suspect'
    | 'fix'
    | 'decide'
    | 'try'
  /** Picks what it refers to. */
  pick: number
  text: string
}

/** Made once: to hide words takes a while. */
const MARKED = ['mark 0', 'mark 1', 'mark 2'].map((words, n) => hideWords(words, testId(n)))

export const anyAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom<Act['kind'][]>(
    'enter',
    'step',
    'step',
    'step',
    'back',
    'state',
    'change',
    'withdraw',
    'custom',
    'custom_done',
    'list',
    'open',
    'tick',
    'tick',
    'untick',
    'insert',
    'paste',
    'attach',
    'detach',
    'mark',
    'unmark',
    'join',
    'hand_off',
    'pick_up',
    'worked',
    'pause',
    'resume',
    'finish',
    'reopen',
    'validate',
    'draft',
    'fail',
    'check',
    'check_done',
    'ask',
    'answer',
    'suspect',
    'fix',
    'decide',
    'try',
  ),
  pick: fc.nat(1000),
  text: fc.string({ minLength: 1, maxLength: 30 }).map((t) => t.trim() || 'x'),
})

/** The event an act makes on what its author sees. */
export function actToData(act: Act, session: Session | null, n: number): EventData {
  const { pick, text } = act
  if (!session) {
    return { type: 'session_started', ticket: null, ...(pick % 2 ? { level: 'first' } : {}) }
  }
  const id = (list: readonly { id: string }[]) =>
    list[pick % Math.max(1, list.length)]?.id ?? testId(pick)
  const place = session.position ?? { runId: testId(0xf00), nodeId: 'n' }
  switch (act.kind) {
    case 'enter':
      return {
        type: 'flow_entered',
        runId: testId(0xf000 + n),
        flow: { id: testId(0xe00), version: SHA, slug: 'flow', name: 'Flow' },
        pins: [],
        start: `n${pick % 5}`,
        from: pick % 2 ? session.position : null,
      }
    case 'step':
      return {
        type: 'step_taken',
        place,
        nodeKind: pick % 7 ? 'check' : 'end',
        title: text,
        result:
          pick % 7
            ? { kind: 'choice', choice: 'yes', label: text }
            : { kind: 'ended', ending: pick % 2 ? 'returns' : 'resolved' },
        ...(pick % 3 ? { says: { kind: 'observation', text } } : {}),
        leadsTo: pick % 7 ? { runId: place.runId, nodeId: `n${pick % 5}` } : null,
      }
    case 'back':
      return { type: 'went_back', toStepId: id(session.steps.toArray()) }
    case 'state':
      return { type: 'statement_added', kind: pick % 2 ? 'observation' : 'dead_end', text }
    case 'change':
      return { type: 'statement_changed', statementId: id(session.statements.toArray()), text }
    case 'withdraw':
      return { type: 'statement_withdrawn', statementId: id(session.statements.toArray()) }
    case 'custom':
      return { type: 'custom_step_added', title: text }
    case 'custom_done':
      return {
        type: 'custom_step_done',
        customStepId: id(session.customSteps),
        result: 'done',
        says: { kind: 'action', text },
      }
    case 'list':
      return {
        type: 'flow_entered',
        runId: testId(0xf000 + n),
        flow: { id: testId(0xe00), version: SHA, slug: 'list', name: 'List' },
        pins: [],
        start: 'n0',
        from: pick % 2 ? session.position : null,
        checklist: {
          kind: 'procedure',
          steps: [
            { id: 'n0', title: text },
            { id: 'n1', title: text, waitsFor: ['n0'] },
            { id: 'n2', title: text, group: 'G', isMandatory: true },
          ],
        },
      }
    case 'open':
      return { type: 'step_opened', place: listed(session, pick, place) }
    case 'tick': {
      const tick =
        pick % 3 ? ({ kind: 'done' } as const) : ({ kind: 'not_applicable', text } as const)
      return {
        ...{ type: 'step_ticked', place: listed(session, pick, place), title: text, tick },
        says: { kind: 'action', text },
        leadsTo: listed(session, pick + 1, place),
      }
    }
    case 'untick': {
      const ticked = session.steps.filter(({ result }) => result.kind === 'ticked')
      return { type: 'step_unticked', stepId: id(ticked) }
    }
    case 'insert':
      return {
        ...{ type: 'custom_step_added', title: text },
        at: { runId: place.runId, after: pick % 4 ? listed(session, pick, place).nodeId : null },
      }
    case 'paste':
      return { type: 'output_pasted', text }
    case 'attach': {
      const type = pick % 2 ? ('image/png' as const) : ('text/plain' as const)
      const file = {
        id: testId(0xd000 + (pick % 20)),
        mediaType: type,
        bytes: 1 + pick,
        sha256: SHA,
      }
      return { type: 'file_attached', file: { ...file, fileName: safeFileName(text, type) } }
    }
    case 'detach':
      return { type: 'file_detached', attachmentId: id(filesOf(session)) }
    case 'mark':
      return { type: 'words_marked', words: MARKED[pick % MARKED.length]! }
    case 'unmark':
      return { type: 'words_unmarked', markId: id(session.marks) }
    case 'join':
      return { type: 'part_taken' }
    case 'hand_off':
      return {
        ...{ type: 'handed_off', intent: HANDOFF_INTENTS[pick % 4] ?? 'peer', reason: text },
        to: pick % 3 ? null : { id: testId(0xa001 + (pick % 2)), name: text },
        words: pick % 2 ? { hasNoMove: true } : { impact: text },
      }
    case 'pick_up':
      return { type: 'picked_up', handoffId: id(session.handoffs.slice(-2)) }
    case 'worked': {
      const from = Date.parse('2026-06-10T08:00:00Z') + pick * 60_000
      return {
        type: 'worked',
        from: new Date(from).toISOString(),
        to: new Date(from + 300_000).toISOString(),
      }
    }
    case 'pause':
      return { type: 'paused', waitingFor: text }
    case 'resume':
      return { type: 'resumed' }
    case 'finish':
      return { type: 'session_finished', outcome: makeOutcome() }
    case 'reopen':
      return { type: 'session_reopened', reason: text }
    case 'validate':
      return {
        ...{ type: 'outcome_validated', how: pick % 2 ? 'client_confirmed' : 'lead' },
        ...(pick % 3 ? { note: text } : {}),
      }
    case 'draft':
      return { type: 'note_drafted', noteKind: 'working', text, basedOn: pick }
    case 'fail':
      return {
        type: 'attempt_failed',
        place: session.position,
        title: text,
        why: 'did_not_help',
        text,
      }
    case 'check':
      return {
        ...{ type: 'check_proposed', title: text, how: '', minutes: pick % 30, safety: 'reads' },
        outcomes: [{ result: text, pointsTo: ['a'] }],
      }
    case 'check_done':
      return {
        ...{ type: 'check_done', checkId: id(session.lane.checks), outcome: pick % 2 ? 0 : null },
        ...{ result: pick % 5 ? 'done' : 'not_possible', text },
      }
    case 'ask':
      return { type: 'question_asked', text, why: '', choices: [] }
    case 'answer':
      return { type: 'question_answered', questionId: id(session.lane.questions), text }
    case 'suspect':
      return {
        ...{ type: 'hypothesis_raised', key: `h${pick % 3}`, cause: text, likelihood: 'possible' },
        ...{ for: [], against: [] },
      }
    case 'fix':
      return {
        ...{ type: 'fix_proposed', title: text, hypothesis: null, steps: [text], confidence: 50 },
        ...{ evidence: [], wouldConfirm: '', safety: 'changes', scriptTemplate: null },
      }
    case 'decide':
      return {
        ...{ type: 'fix_decided', fixId: id(session.lane.fixes) },
        decision: pick % 2 ? 'one_off' : 'dismissed',
      }
    case 'try':
      return {
        ...{ type: 'fix_tried', fixId: id(session.lane.fixes), text },
        outcome: pick % 2 ? 'worked' : 'failed',
      }
    default:
      return act.kind satisfies never
  }
}

function listed(session: Session, pick: number, otherwise: Place): Place {
  const steps = checklistHere(session)?.steps ?? []
  return steps[pick % Math.max(1, steps.length)]?.place ?? otherwise
}

export const stamp = (data: EventData, n: number, by: Author): SessionEvent => ({
  id: testId(n),
  at: new Date(Date.parse('2026-06-10T08:00:00Z') + n * 1000).toISOString(),
  by,
  data,
})
