import { isChecklistWork } from '../session/checklist.ts'
import type { NoteKind, SessionOutcome } from '../session/event.ts'
import type { Session } from '../session/session.ts'
import { tellChecklists, tellProgress, tellReady } from './compose-checklist.ts'
import { composeEscalation } from './compose-escalation.ts'
import type { ComposedNote, NoteSettings, Section, Sentence } from './note.ts'
import {
  causeSection,
  deadEndsOf,
  filesAttached,
  linksConsulted,
  nextSteps,
  orAbsent,
  outcomeLines,
  plain,
  problem,
  type Recorded,
  readRecord,
  section,
  status,
  type Told,
  tellWorkers,
  timed,
  timedDeadEnd,
  withSteps,
} from './note-parts.ts'
import { asSentence, IS_REPORTED, quoted, REPORT_LEAD, startOfWork } from './wording.ts'

export function composeNote(
  session: Session,
  kind: NoteKind,
  settings: NoteSettings,
): ComposedNote {
  const record = readRecord(session, settings)
  const compose = isChecklistWork(session) ? { ...COMPOSE, ...OF_CHECKLIST } : COMPOSE
  const sections = compose[kind](record).filter((section) => section.sentences.length > 0)
  return { kind, sections }
}

const COMPOSE: Record<NoteKind, (record: Recorded) => Section[]> = {
  working: composeWorking,
  resolution: composeResolution,
  client_update: composeClientUpdate,
  time_entry: composeTimeEntry,
  escalation: composeEscalation,
}

/** A checklist has no fault and no cause: it is told by its groups, and other statements beside it. */
const OF_CHECKLIST: Partial<typeof COMPOSE> = {
  working: (record) => {
    const [status, ...others] = composeWorking(besideList(record))
    return [
      ...(status ? [status] : []),
      ...tellChecklists(record.session, record.settings, record.timeOf),
      ...others,
    ]
  },
  resolution: (record) => {
    const beside = besideList(record)
    return [
      section('REQUEST', 'lines', problem(beside)),
      ...tellChecklists(record.session, record.settings, record.timeOf),
      section('RESULT', 'lines', [
        ...(record.session.outcome ? [] : [{ text: 'Not finished yet.', evidence: record.whole }]),
        ...withSteps(
          beside,
          beside.all.filter(({ kind }) => kind !== 'report' && kind !== 'next_step'),
          'answer',
          'value',
          'action',
          'dead_end',
        ).map((s) => (s.kind === 'dead_end' ? timedDeadEnd(record, s) : timed(record, s))),
        ...outcomeLines(record),
        ...nextSteps(record),
        ...linksConsulted(record.session),
      ]),
      section('ATTACHED', 'lines', filesAttached(record)),
    ]
  },
}

/** Without what the list itself tells at its steps. */
function besideList(record: Recorded): Recorded {
  const listed = new Set(
    record.session.steps.flatMap((s) => (s.result.kind === 'ticked' ? [s.id] : [])),
  )
  const all = record.all.filter((s) => s.stepId === undefined || !listed.has(s.stepId))
  return { ...record, all, of: (...kinds) => all.filter((s) => kinds.includes(s.kind)) }
}

function composeResolution(record: Recorded): Section[] {
  const { session, whole } = record
  const confirmed = withSteps(
    record,
    record.of('observation', 'test', 'decision'),
    'answer',
    'value',
  )
  return [
    section('PROBLEM', 'lines', problem(record)),
    section('WHAT WE CONFIRMED', 'lines', [
      ...orAbsent(
        confirmed.map((s) => timed(record, s)),
        'Nothing was confirmed.',
        whole,
      ),
      ...deadEndsOf(record).map((s) => timedDeadEnd(record, s)),
    ]),
    causeSection(record),
    section('RESOLUTION', 'lines', [
      ...withSteps(record, record.of('authorisation', 'action', 'communication'), 'action').map(
        (s) => timed(record, s),
      ),
      ...outcomeLines(record),
      ...(session.outcome ? [] : [{ text: 'Not resolved yet.', evidence: whole }]),
      ...nextSteps(record),
      ...linksConsulted(session),
    ]),
    section('ATTACHED', 'lines', filesAttached(record)),
  ]
}

function composeWorking(record: Recorded): Section[] {
  const { session } = record
  const done = withSteps(
    record,
    record.of('action', 'test', 'decision', 'authorisation', 'communication'),
    'action',
  )
  return [
    section('STATUS', 'lines', [status(record), ...tellWorkers(record)]),
    section(
      'SEEN',
      'lines',
      withSteps(record, record.of('report', 'observation'), 'answer', 'value').map((s) =>
        timed(record, s, s.kind === 'report' && !IS_REPORTED.test(s.text) ? REPORT_LEAD : ''),
      ),
    ),
    section('DONE', 'lines', [
      ...done.map((s) => timed(record, s)),
      ...(session.outcome ? outcomeLines(record) : []),
    ]),
    section(
      'NOT HELPFUL',
      'lines',
      deadEndsOf(record).map((s) => timed(record, s)),
    ),
    section('SUSPECT', 'lines', record.of('hypothesis', 'cause').map(plain)),
    section('NEXT', 'lines', nextSteps(record)),
    section('ATTACHED', 'lines', filesAttached(record)),
  ]
}

/** Only what is meant for the client: what they were told, what was verified, what comes next. */
function composeClientUpdate(record: Recorded): Section[] {
  const { session, whole } = record
  const { outcome } = session
  const summary = session.ticket?.summary
  const about = summary ? quoted(summary) : 'your request'
  if (!outcome) {
    const waiting = session.pause?.waitingFor
    return [
      section(null, 'paragraph', [
        { text: `We are working on ${about}.`, evidence: whole },
        ...tellReady(session, whole),
        ...record.of('communication').map(plain),
        ...(waiting
          ? [{ text: asSentence(`To go on we are waiting for: ${waiting}`), evidence: whole }]
          : []),
        ...nextSteps(record),
      ]),
    ]
  }
  const evidence = [...outcome.cause.confirmedBy, ...whole]
  const over = OVER[outcome.outcome]
  return [
    section(null, 'paragraph', [
      {
        text: `${capital(about)} ${over ?? 'is not finished yet'}.`,
        evidence: whole,
      },
      ...tellReady(session, whole),
      ...(outcome.told ? [{ text: asSentence(outcome.told), evidence: whole }] : []),
      ...(outcome.verification.text && outcome.verification.by !== 'nobody'
        ? [{ text: asSentence(tellVerification(outcome.verification)), evidence }]
        : []),
      ...nextSteps(record),
    ]),
  ]
}

const OVER: Partial<Record<SessionOutcome, string>> = {
  resolved: 'is resolved',
  done: 'is done',
  workaround: 'can be worked around for now',
}

const tellVerification = ({ by, text }: { by: string; text: string }): string =>
  `${by === 'user' ? 'Confirmed with you' : 'We tested it'}: ${text}`

/** One block of work: what was done to what, and how it ended, short enough for a time sheet. */
function composeTimeEntry(record: Recorded): Section[] {
  const { session, whole } = record
  const subject = session.ticket?.summary
  const done = withSteps(record, record.of('action', 'test'), 'action')
  const lead: Sentence = {
    text: subject
      ? `${startOfWork(session)} ${quoted(subject)}.`
      : `${startOfWork(session)} the request.`,
    evidence: whole,
  }
  const tail: Sentence[] = session.outcome
    ? outcomeLines(record).slice(0, 2)
    : [{ text: 'Work goes on.', evidence: whole }]
  const room =
    TIME_ENTRY_CHARS -
    [lead, ...tellProgress(session, whole), ...tail].reduce((sum, s) => sum + s.text.length + 1, 0)
  return [
    section(null, 'paragraph', [
      lead,
      ...tellProgress(session, whole),
      ...whatFits(ownOf(done, record.settings).map(plain), room),
      ...tail,
    ]),
  ]
}

/** Of two who worked on it each enters what they did themselves. */
const ownOf = (told: Told[], { personId }: NoteSettings): Told[] =>
  told.filter(({ by }) => personId === undefined || by.kind !== 'person' || by.id === personId)

/** Above this a time entry is a novel. */
const TIME_ENTRY_CHARS = 300

/** Whole sentences, actions before tests, as many as there is room for; never a cut one. */
function whatFits(sentences: Sentence[], room: number): Sentence[] {
  const taken: Sentence[] = []
  let left = room
  for (const sentence of sentences) {
    if (sentence.text.length + 1 > left) continue
    taken.push(sentence)
    left -= sentence.text.length + 1
  }
  return taken
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
