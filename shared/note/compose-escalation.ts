/**
 * The escalation text, which is the briefing too: everything whoever takes over needs, in the
 * order in which they ask for it, so that nobody starts again.
 *
 * It tells what the record holds and what was said with the last hand-off. Before there is one,
 * what is still being typed is handed in, so that the person sees what will be sent.
 */
import { impactIn, impactInAnswer } from '../handoff/suggest-impact.ts'
import type { SaidAtHandoff } from '../session/handoff.ts'
import type { Step } from '../session/session.ts'
import { tellResult } from '../text/tell-result.ts'
import type { Section, Sentence } from './note.ts'
import {
  deadEndsOf,
  filesAttached,
  linksConsulted,
  nextSteps,
  orAbsent,
  plain,
  problem,
  type Recorded,
  section,
  timed,
  timedDeadEnd,
  withSteps,
} from './note-parts.ts'
import { asSentence, withoutStop } from './wording.ts'

export function composeEscalation(record: Recorded): Section[] {
  const { session, settings, whole } = record
  const said: SaidAtHandoff | undefined = settings.handingOver ?? session.handoffs.at(-1)
  const rests = said?.id ? [said.id] : whole
  const { words = {} } = said ?? {}
  /** What the impact repeats of the record is told there, once. */
  const isInImpact = (impact: string | undefined): boolean =>
    impact !== undefined && words.impact?.includes(withoutStop(impact)) === true
  const inImpact = record.of('report').filter((report) => isInImpact(impactIn(report)))
  const answersInImpact = record.bare.filter((step) => isInImpact(impactInAnswer(step)))
  const beside = { bare: record.bare.filter((step) => !answersInImpact.includes(step)) }
  const tell = (lead: string, text: string | undefined, evidence = rests): Sentence[] =>
    text ? [{ text: asSentence(lead ? `${lead}: ${text}` : text), evidence }] : []
  const { client } = session.ticket ?? {}
  return [
    section('PROBLEM', 'lines', [
      ...problem(record, inImpact),
      ...(client ? [{ text: asSentence(`Client: ${client}`), evidence: whole }] : []),
      ...tell('Impact', words.impact, [
        ...rests,
        ...[...inImpact, ...answersInImpact].map(({ id }) => id),
      ]),
      ...tell('Environment', words.environment),
    ]),
    section('WHY NOW', 'lines', [
      ...tell('', said?.reason),
      ...tell('Handed over although not complete', said?.overridden?.reason),
    ]),
    section(
      'FACTS',
      'lines',
      orAbsent(
        [
          ...environment(record),
          ...withSteps(beside, record.of('observation', 'test', 'decision', 'cause'), 'answer').map(
            (s) => timed(record, s),
          ),
        ],
        'Nothing was confirmed.',
        whole,
      ),
    ),
    section('TRIED', 'lines', [
      ...orAbsent(
        [
          ...withSteps(record, record.of('action'), 'action').map((s) => timed(record, s)),
          ...deadEndsOf(record).map((s) => timedDeadEnd(record, s)),
        ],
        hasLooked(record) ? 'Nothing was tried beyond what is told above.' : 'Nothing was tried.',
        whole,
      ),
    ]),
    section('SUSPECTED', 'lines', [...hypotheses(record), ...record.of('hypothesis').map(plain)]),
    section('NOT DONE ON PURPOSE', 'lines', tell('', words.notDone)),
    section('ACCESS', 'lines', tell('', words.access)),
    section('TOLD AND AGREED', 'lines', [
      ...record.of('communication', 'authorisation').map((s) => timed(record, s)),
    ]),
    section('WHERE IT STANDS', 'lines', standing(record)),
    section('ASKED', 'lines', tell('', words.asks)),
    section('FIRST MOVE', 'lines', [
      ...(words.firstMove
        ? tell('', words.firstMove)
        : [{ text: 'None is suggested.', evidence: rests }]),
      ...nextSteps(record),
    ]),
    section('ATTACHED', 'lines', [...filesAttached(record), ...linksConsulted(session)]),
  ]
}

/** Looked at and asked, though nothing was done about it. */
const hasLooked = ({ of, bare, session }: Recorded): boolean =>
  of('test').length > 0 || bare.length > 0 || session.steps.length > 0

/** What it happens on: the values that were asked for on the way. */
const environment = ({ session, whole }: Recorded): Sentence[] =>
  Object.entries(session.variables)
    .filter(([, { value }]) => value !== '')
    .map(([name, { value }]) => ({
      text: asSentence(`${capital(name.replaceAll('_', ' '))}: ${value}`),
      evidence: whole,
    }))

/** Leading causes with the check that would decide. */
const hypotheses = ({ session, whole }: Recorded): Sentence[] => {
  const open = session.lane.checks.filter(({ state }) => state === 'open')
  return session.lane.hypotheses.map(({ key, cause }) => {
    const deciding = open.find(({ outcomes }) =>
      outcomes.some(({ pointsTo }) => pointsTo.includes(key)),
    )
    const how = deciding ? `; ${withoutStop(deciding.title)} would tell` : ''
    return { text: asSentence(`${withoutStop(cause)}${how}`), evidence: whole }
  })
}

function standing({ session, whole }: Recorded): Sentence[] {
  const run = session.runs.findLast(({ leftAt }) => leftAt === null)
  const last = session.steps.findLast(({ isOnPath }) => isOnPath)
  return [
    ...(run ? [{ text: asSentence(`In the flow ${run.flow.name}`), evidence: whole }] : []),
    ...(last
      ? [{ text: asSentence(`Last step: ${withoutStop(tellStep(last))}`), evidence: [last.id] }]
      : []),
  ]
}

const tellStep = ({ title, result }: Step): string =>
  result.kind === 'choice' || result.kind === 'seen' ? tellResult(title, result.label) : title

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
