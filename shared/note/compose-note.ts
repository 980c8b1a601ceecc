/**
 * The texts a session yields, composed without any model: the record writes the note.
 *
 * Pure and deterministic: the same record and settings give the same bytes. Nothing is
 * said that the record does not hold, and what it does not hold is said to be missing. The
 * order is conclusion first, then the way there, in time inside a section.
 */

import { tellFile } from '../attachment/attachment.ts'
import { isChecklistWork } from '../session/checklist.ts'
import type { NoteKind, SessionOutcome } from '../session/event.ts'
import { filesOf } from '../session/files-of.ts'
import { ledgerOf } from '../session/ledger.ts'
import type { Session } from '../session/session.ts'
import type { Statement, StatementKind } from '../session/statement.ts'
import { workersOf } from '../session/takes-part.ts'
import { tellChecklists, tellProgress, tellReady } from './compose-checklist.ts'
import type { ComposedNote, NoteSettings, Section, Sentence } from './note.ts'
import {
  asSentence,
  CAUSE_WORDS,
  clockTime,
  dayOf,
  OUTCOME_WORDS,
  quoted,
  startOfWork,
  tellNextStep,
  withoutStop,
} from './wording.ts'

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
}

/** A checklist has no fault and no cause: it is told by its groups, and other statements beside it. */
const OF_CHECKLIST: Partial<typeof COMPOSE> = {
  working: (record) => {
    const [status, ...others] = composeWorking(besideList(record))
    return [
      ...(status ? [status] : []),
      ...tellChecklists(record.session, record.settings),
      ...others,
    ]
  },
  resolution: (record) => {
    const beside = besideList(record)
    return [
      section('REQUEST', 'lines', problem(beside)),
      ...tellChecklists(record.session, record.settings),
      section('RESULT', 'lines', [
        ...(record.session.outcome ? [] : [{ text: 'Not finished yet.', evidence: record.whole }]),
        ...beside.all
          .filter(({ kind }) => kind !== 'report' && kind !== 'next_step')
          .map((s) => timed(record, s)),
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

/** The ledger sorted for telling, with what every text needs at hand. */
interface Recorded {
  session: Session
  settings: NoteSettings
  all: Statement[]
  of: (...kinds: StatementKind[]) => Statement[]
  /** For sentences that state an absence. */
  whole: readonly string[]
}

function readRecord(session: Session, settings: NoteSettings): Recorded {
  const all = ledgerOf(session)
  return {
    session,
    settings,
    all,
    of: (...kinds) => all.filter((s) => kinds.includes(s.kind)),
    whole: [settings.sessionId],
  }
}

function composeResolution(record: Recorded): Section[] {
  const { session, whole } = record
  const confirmed = record.of('observation', 'test', 'decision')
  const deadEnds = record.of('dead_end')
  return [
    section('PROBLEM', 'lines', problem(record)),
    section('WHAT WE CONFIRMED', 'lines', [
      ...orAbsent(
        confirmed.map((s) => timed(record, s)),
        'Nothing was confirmed.',
        whole,
      ),
      ...deadEnds.map((s) => timed(record, s, 'Did not help: ')),
    ]),
    causeSection(record),
    section('RESOLUTION', 'lines', [
      ...record.of('authorisation', 'action', 'communication').map((s) => timed(record, s)),
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
  const done = record.of('action', 'test', 'decision', 'authorisation', 'communication')
  return [
    section('STATUS', 'lines', [status(record), ...tellWorkers(record)]),
    section(
      'SEEN',
      'lines',
      record.of('report', 'observation').map((s) => timed(record, s)),
    ),
    section('DONE', 'lines', [
      ...done.map((s) => timed(record, s)),
      ...(session.outcome ? outcomeLines(record) : []),
    ]),
    section(
      'NOT HELPFUL',
      'lines',
      record.of('dead_end').map((s) => timed(record, s)),
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
      ...whatFits(record.of('action', 'test').map(plain), room),
      ...tail,
    ]),
  ]
}

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

function problem(record: Recorded): Sentence[] {
  const { session, whole } = record
  const summary = session.ticket?.summary
  return [
    ...(summary ? [{ text: asSentence(summary), evidence: whole }] : []),
    ...orAbsent(
      record.of('report').map(plain),
      summary ? '' : 'The problem was not described.',
      whole,
    ),
  ]
}

function causeSection(record: Recorded): Section {
  const { session, whole } = record
  const cause = session.outcome?.cause
  const stated = record.of('cause').map(plain)
  const suspected = record
    .of('hypothesis')
    .map((s) => ({ ...plain(s), text: asSentence(`Suspected: ${withoutStop(s.text)}`) }))
  if (!cause || cause.status === 'not_determined') {
    return section('ROOT CAUSE (not determined)', 'lines', [
      ...(cause?.text ? [{ text: asSentence(cause.text), evidence: whole }] : []),
      ...orAbsent([...suspected], cause?.text ? '' : 'Not determined.', whole),
    ])
  }
  const shown = cause.confirmedBy.filter((id) => record.all.some((s) => s.id === id))
  return section(`ROOT CAUSE (${CAUSE_WORDS[cause.status]})`, 'lines', [
    { text: asSentence(cause.text), evidence: shown.length > 0 ? shown : whole },
    ...shownBy(record, shown),
    ...stated.filter((s) => withoutStop(s.text) !== withoutStop(cause.text)),
  ])
}

function shownBy(record: Recorded, ids: readonly string[]): Sentence[] {
  const statements = record.all.filter((s) => ids.includes(s.id))
  if (statements.length === 0) return []
  const told = statements.map((s) => `${withoutStop(s.text)} (${clockTime(s.at, record.settings)})`)
  return [{ text: `Shown by: ${told.join('; ')}.`, evidence: statements.map((s) => s.id) }]
}

function outcomeLines(record: Recorded): Sentence[] {
  const { outcome } = record.session
  if (!outcome) return []
  const { whole } = record
  const { verification } = outcome
  const verified =
    verification.by === 'nobody' || !verification.text
      ? 'Not verified.'
      : asSentence(
          `${verification.by === 'user' ? 'Confirmed with the user' : 'Verified by the technician'}: ${verification.text}`,
        )
  return [
    { text: `${OUTCOME_WORDS[outcome.outcome]}.`, evidence: whole },
    { text: verified, evidence: whole },
    ...(outcome.told ? [{ text: asSentence(`Told: ${outcome.told}`), evidence: whole }] : []),
    ...(outcome.remark ? [{ text: asSentence(outcome.remark), evidence: whole }] : []),
  ]
}

function nextSteps(record: Recorded): Sentence[] {
  const { outcome } = record.session
  const planned = (outcome?.nextSteps ?? []).map((step) => ({
    text: tellNextStep(step),
    evidence: record.whole,
  }))
  const stated = record.of('next_step').map((s) => ({
    text: tellNextStep({
      text: s.text,
      ...(s.owner ? { owner: s.owner } : {}),
      ...(s.due ? { due: s.due } : {}),
    }),
    evidence: [s.id],
  }))
  return [...planned, ...stated]
}

function status(record: Recorded): Sentence {
  const { session, whole, settings } = record
  if (session.outcome)
    return { text: `${OUTCOME_WORDS[session.outcome.outcome]}.`, evidence: whole }
  if (session.pause) {
    const since = `${dayOf(session.pause.since, settings)} ${clockTime(session.pause.since, settings)}`
    const forWhom = session.pause.waitingFor ? `Waiting for ${session.pause.waitingFor}` : 'Paused'
    const until = session.pause.until
      ? `, next attempt ${dayOf(session.pause.until, settings)} ${clockTime(session.pause.until, settings)}`
      : ''
    return { text: `${forWhom} since ${since}${until}.`, evidence: whole }
  }
  const [progress] = tellProgress(session, whole)
  if (progress) return { ...progress, text: `In progress: ${progress.text}` }
  const last = session.steps.at(-1)
  return last
    ? {
        text: asSentence(`In progress; last step: ${withoutStop(last.title)}`),
        evidence: [last.id],
      }
    : { text: 'In progress; no step has been taken yet.', evidence: whole }
}

/** Of one alone nothing is said: the note is theirs. */
function tellWorkers({ session, whole }: Recorded): Sentence[] {
  const names = workersOf(session).map(({ name }) => name)
  return names.length > 1 ? [{ text: `Worked on by ${names.join(' and ')}.`, evidence: whole }] : []
}

function linksConsulted(session: Session): Sentence[] {
  const seen = new Map<string, Sentence>()
  for (const step of session.steps) {
    for (const link of step.links) {
      if (!seen.has(link.url)) {
        seen.set(link.url, { text: `Consulted: ${link.title} (${link.url})`, evidence: [step.id] })
      }
    }
  }
  return [...seen.values()]
}

/** The note names them; who wants to see one opens the session. */
const filesAttached = (record: Recorded): Sentence[] =>
  filesOf(record.session).map((file) => ({
    text: asSentence(
      `${clockTime(file.at, record.settings)} ${tellFile(file)}${file.title ? `, at ${quoted(file.title)}` : ''}, kept in ResolutionFlow`,
    ),
    evidence: [file.id],
  }))

const section = (
  heading: string | null,
  layout: Section['layout'],
  sentences: readonly Sentence[],
): Section => ({ heading, layout, sentences: sentences.filter((s) => s.text !== '') })

const plain = (s: Statement): Sentence => ({ text: asSentence(s.text), evidence: [s.id] })

const timed = (record: Recorded, s: Statement, lead = ''): Sentence => ({
  text: `${clockTime(s.at, record.settings)} ${lead}${asSentence(s.text)}`,
  evidence: [s.id],
})

const orAbsent = (sentences: Sentence[], absence: string, whole: readonly string[]): Sentence[] =>
  sentences.length > 0 ? sentences : [{ text: absence, evidence: whole }]

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
