/**
 * What numbers need of a session: its walks, each a run of one flow as it went.
 *
 * A walk's steps are those on the path as it stood at the end, besides what did not help, what was
 * not possible, and where it was escalated: those happened, whatever was answered after. Time is
 * own work alone: stretches of work told by whoever did it, without pauses, each minute once.
 *
 * A step or walk has helped where the case ended well and was not escalated after it. Where the
 * user was not reached, refused, or nothing could be seen, the flow is not to blame, nor where one
 * left it for another: that counts as neither. Titles are not kept: filled in they tell of a client. A branch that is taken again in one walk counts once.
 */
import { msOf } from '../ids.ts'
import type { SessionEvent, SessionOutcome } from '../session/event.ts'
import { isEscalated } from '../session/handoff.ts'
import type { Place } from '../session/place.ts'
import type { Run, Session, Step } from '../session/session.ts'
import type { Author } from '../session/statement.ts'
import { mergeStretches, type Stretch } from '../session/work-time.ts'

export type WalkStepHow = 'settled' | 'did_not_help' | 'not_possible' | 'escalated'

export interface WalkStep {
  runId: string
  flowId: string
  node: string
  choice: string | null
  how: WalkStepHow
  personId: string
  minutes: number | null
  hasHelped: boolean | null
}

/** Of each who worked on it; exactly one of them counts for the walk. */
export interface Walk {
  runId: string
  flowId: string
  flowName: string
  personId: string
  counts: boolean
  /** Own work only; none where none was told. */
  minutes: number | null
  hasHelped: boolean | null
  /** The way taken, `node:choice` by `node:choice`; empty in a list that has no order. */
  way: string
  steps: WalkStep[]
}

/** Longer ways are alike in nothing. */
const LONGEST_WAY = 100

export function walksOf(session: Session, failed: readonly SessionEvent[]): Walk[] {
  const told = tellStretches(session)
  const escalations = escalationsOf(session)
  const lastAt = session.outcome?.at ?? session.lastAt
  const settled = session.steps.toArray().filter((step) => step.isOnPath)
  const all: WalkStep[] = [
    ...stepsOf(session, settled, told, escalations),
    ...failuresOf(session, failed),
    ...escalations.flatMap(({ place, by }) => atPlace(session, place, by, 'escalated')),
  ]
  const byRun = Map.groupBy(all, ({ runId }) => runId)
  const settledIn = Map.groupBy(settled, ({ place }) => place?.runId)
  return session.runs.flatMap((run): Walk[] => {
    const steps = byRun.get(run.id) ?? []
    const ofRun = settledIn.get(run.id) ?? []
    const stretch = { from: run.enteredAt, to: run.leftAt ?? lastAt }
    const minutes = new Map<string, number>()
    for (const [personId, own] of told) {
      const ownMinutes = minutesWithin(own, stretch)
      if (ownMinutes > 0) minutes.set(personId, ownMinutes)
    }
    const people = new Set([...steps.map((one) => one.personId), ...minutes.keys()])
    const owner = personOf(session.owner)
    const first = owner !== null && people.has(owner) ? owner : [...people][0]
    return [...people].map((personId) => ({
      ...{ runId: run.id, flowId: run.flow.id, flowName: run.flow.name, personId },
      counts: personId === first,
      minutes: minutes.get(personId) ?? null,
      hasHelped: wasLeft(run, ofRun) ? null : hasHelped(session, run.enteredAt, escalations),
      way: run.checklist ? '' : wayOf(ofRun),
      steps: steps.filter((one) => one.personId === personId),
    }))
  })
}

type Told = ReadonlyMap<string, readonly Stretch[]>

function tellStretches(session: Session): Told {
  const own = new Map<string, Stretch[]>()
  for (const { from, to, by } of session.worked) {
    const who = personOf(by)
    if (who !== null) own.set(who, [...(own.get(who) ?? []), { from, to }])
  }
  return new Map([...own].map(([who, stretches]) => [who, mergeStretches(stretches)]))
}

function minutesWithin(own: readonly Stretch[], { from, to }: Stretch): number {
  let ms = 0
  for (const stretch of own) {
    ms += Math.max(
      0,
      Math.min(msOf(stretch.to), msOf(to)) - Math.max(msOf(stretch.from), msOf(from)),
    )
  }
  return ms / 60_000
}

interface Escalation {
  at: string
  by: Author
  place: Place | null
}

/** By handing over for good, or by the outcome alone where nobody was handed anything. */
function escalationsOf(session: Session): Escalation[] {
  const steps = session.steps.toArray()
  const handed = session.handoffs.filter(isEscalated).map(({ at, by }) => {
    const next = steps.find((step) => msOf(step.at) > msOf(at) && step.place !== null)
    return { at, by, place: next ? next.stoodAt : (session.position ?? lastPlace(steps)) }
  })
  const { outcome } = session
  if (handed.length > 0 || outcome?.outcome !== 'escalate') return handed
  return [{ at: outcome.at, by: outcome.by, place: session.position ?? lastPlace(steps) }]
}

const lastPlace = (steps: readonly Step[]): Place | null =>
  steps.findLast((step) => step.isOnPath && step.place !== null && step.kind !== 'end')?.place ??
  null

function stepsOf(
  session: Session,
  settled: readonly Step[],
  told: Told,
  escalations: readonly Escalation[],
): WalkStep[] {
  let before = session.startedAt
  const seen = new Set<string>()
  const runs = new Map(session.runs.map((run) => [run.id, run]))
  const settledIn = Map.groupBy(settled, ({ place }) => place?.runId)
  const left = new Set(
    session.runs.filter((run) => wasLeft(run, settledIn.get(run.id) ?? [])).map(({ id }) => id),
  )
  return settled.flatMap((step): WalkStep[] => {
    const run = step.place ? runs.get(step.place.runId) : undefined
    const from = run && run.enteredAt > before ? run.enteredAt : before
    before = step.at
    const personId = personOf(step.by)
    if (!run || !step.place || personId === null) return []
    const own = told.get(personId)
    const key = `${run.id} ${step.place.nodeId} ${choiceOf(step)}`
    const isAgain = seen.has(key)
    seen.add(key)
    return [
      {
        ...{ runId: run.id, flowId: run.flow.id, node: step.place.nodeId },
        ...{ choice: choiceOf(step), how: 'settled', personId },
        minutes: own ? minutesWithin(own, { from, to: step.at }) : null,
        hasHelped: isAgain || left.has(run.id) ? null : hasHelped(session, step.at, escalations),
      },
    ]
  })
}

function failuresOf(session: Session, failed: readonly SessionEvent[]): WalkStep[] {
  return failed.flatMap(({ by, data }) => {
    if (data.type !== 'attempt_failed') return []
    return atPlace(session, data.place, by, data.why)
  })
}

function atPlace(session: Session, place: Place | null, by: Author, how: WalkStepHow): WalkStep[] {
  const run = session.runs.find(({ id }) => id === place?.runId)
  const personId = personOf(by)
  if (!run || !place || personId === null) return []
  return [
    {
      ...{ runId: run.id, flowId: run.flow.id, node: place.nodeId, choice: null, how, personId },
      ...{ minutes: null, hasHelped: null },
    },
  ]
}

const choiceOf = ({ result }: Step): string | null =>
  result.kind === 'choice' ? result.choice : null

const wayOf = (settled: readonly Step[]): string =>
  settled
    .slice(0, LONGEST_WAY)
    .map((step) => `${step.place?.nodeId}:${choiceOf(step) ?? ''}`)
    .join(' ')

/** Without having come to one of its ends. */
const wasLeft = (run: Run, settled: readonly Step[]): boolean =>
  run.leftAt !== null && !run.checklist && !settled.some((step) => step.kind === 'end')

const HELPS: Partial<Record<SessionOutcome, boolean>> = {
  ...{ resolved: true, done: true, workaround: true },
  ...{ escalate: false, vendor: false },
}

function hasHelped(
  { outcome }: Session,
  at: string,
  escalations: readonly Escalation[],
): boolean | null {
  if (escalations.some((one) => msOf(one.at) >= msOf(at))) return false
  return (outcome && HELPS[outcome.outcome]) ?? null
}

const personOf = (by: Author): string | null => (by.kind === 'person' ? by.id : null)
