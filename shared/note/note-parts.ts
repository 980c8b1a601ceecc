/** The parts that several notes tell alike: the problem, the cause, how it ended, what comes next. */
import { tellFile } from '../attachment/attachment.ts'
import { msOf } from '../ids.ts'
import { type BareStep, bareStepsOf } from '../session/bare-steps.ts'
import { filesOf } from '../session/files-of.ts'
import { ledgerOf } from '../session/ledger.ts'
import type { Session } from '../session/session.ts'
import type { Statement, StatementKind } from '../session/statement.ts'
import { workersOf } from '../session/takes-part.ts'
import { tellProgress } from './compose-checklist.ts'
import type { NoteSettings, Section, Sentence } from './note.ts'
import {
  asSentence,
  CAUSE_WORDS,
  clockTime,
  dayOf,
  OUTCOME_WORDS,
  quoted,
  type TimeOf,
  tellNextStep,
  timeTeller,
  withoutStop,
} from './wording.ts'

/** The ledger sorted for telling, with what every text needs at hand. */
export interface Recorded {
  session: Session
  settings: NoteSettings
  all: Statement[]
  of: (...kinds: StatementKind[]) => Statement[]
  /** Steps that left no sentence. */
  bare: BareStep[]
  /** For sentences that state an absence. */
  whole: readonly string[]
  timeOf: TimeOf
}

export function readRecord(session: Session, settings: NoteSettings): Recorded {
  const all = ledgerOf(session)
  return {
    session,
    settings,
    all,
    of: (...kinds) => all.filter((s) => kinds.includes(s.kind)),
    bare: bareStepsOf(session),
    whole: [settings.sessionId],
    timeOf: timeTeller(
      [...all, ...filesOf(session), ...session.steps].map(({ at }) => at),
      settings,
    ),
  }
}

/** Without what is told elsewhere. */
export function problem(record: Recorded, elsewhere: readonly Statement[] = []): Sentence[] {
  const { session, whole } = record
  const summary = session.ticket?.summary
  const here = record.of('report').filter((report) => !elsewhere.includes(report))
  const reports = here.map(plain)
  // A report in the words of the ticket's title is told once, and rests on both.
  const title = summary ? asSentence(summary) : ''
  const isTitle = ({ text }: Sentence) => text === title
  const alike = reports.filter(isTitle).flatMap(({ evidence }) => evidence)
  return [
    ...(summary ? [{ text: title, evidence: [...whole, ...alike] }] : []),
    ...orAbsent(
      reports.filter((report) => !isTitle(report)),
      summary ? '' : 'The problem was not described.',
      whole,
    ),
  ]
}

export function causeSection(record: Recorded): Section {
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
  const told = statements.map((s) => `${withoutStop(s.text)} (${record.timeOf(s.at)})`)
  return [{ text: `Shown by: ${told.join('; ')}.`, evidence: statements.map((s) => s.id) }]
}

export function outcomeLines(record: Recorded): Sentence[] {
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

export function nextSteps(record: Recorded): Sentence[] {
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

export function status(record: Recorded): Sentence {
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
export function tellWorkers({ session, whole }: Recorded): Sentence[] {
  const names = workersOf(session).map(({ name }) => name)
  return names.length > 1 ? [{ text: `Worked on by ${names.join(' and ')}.`, evidence: whole }] : []
}

export function linksConsulted(session: Session): Sentence[] {
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
export const filesAttached = (record: Recorded): Sentence[] =>
  filesOf(record.session).map((file) => ({
    text: asSentence(
      `${record.timeOf(file.at)} ${tellFile(file)}${file.title ? `, at ${quoted(file.title)}` : ''}, kept in ResolutionFlow`,
    ),
    evidence: [file.id],
  }))

export const section = (
  heading: string | null,
  layout: Section['layout'],
  sentences: readonly Sentence[],
): Section => ({ heading, layout, sentences: sentences.filter((s) => s.text !== '') })

export const plain = (s: Told): Sentence => ({ text: asSentence(s.text), evidence: [s.id] })

export type Told = Statement | BareStep

/** With the steps of these kinds that left no sentence, in the order in which it happened. */
export function withSteps(
  { bare }: Pick<Recorded, 'bare'>,
  statements: Statement[],
  ...kinds: BareStep['kind'][]
): Told[] {
  const steps = bare.filter(({ kind }) => kinds.includes(kind))
  if (steps.length === 0) return statements
  return [...statements, ...steps].sort((a, b) => msOf(a.at) - msOf(b.at))
}

/** What was tried for nothing, of sentences and of steps that left none. */
export const deadEndsOf = (record: Recorded): Told[] =>
  withSteps(record, record.of('dead_end'), 'dead_end')

/** Beside what did help it is told as what it is. */
export const timedDeadEnd = (record: Recorded, s: Told): Sentence =>
  timed(record, s, 'Did not help: ')

export const timed = (record: Recorded, s: Told, lead = ''): Sentence => ({
  text: `${record.timeOf(s.at)} ${lead}${asSentence(s.text)}`,
  evidence: [s.id],
})

export const orAbsent = (
  sentences: Sentence[],
  absence: string,
  whole: readonly string[],
): Sentence[] => (sentences.length > 0 ? sentences : [{ text: absence, evidence: whole }])
