/**
 * What the walk does to a session: flows entered and left, steps taken and gone back over,
 * custom steps done, and the statements they leave.
 */
import type { EventData, SessionEvent } from './event.ts'
import { GrowingList } from './growing-list.ts'
import { isSamePlace, type Place } from './place.ts'
import { type EventRefusal, movedOn, refusal, unknown } from './refusal.ts'
import type { Run, Session, Step } from './session.ts'
import type { Author, Statement } from './statement.ts'

/** One member of the union of events. */
export type Of<T extends EventData['type']> = Extract<EventData, { type: T }>

export function enterFlow(session: Session, event: SessionEvent, data: Of<'flow_entered'>) {
  if (session.runs.some((run) => run.id === data.runId)) {
    return refusal('already', 'This flow was entered already.')
  }
  if (data.from && !isSamePlace(data.from, session.position)) return movedOn()
  const run: Run = {
    id: data.runId,
    flow: data.flow,
    pins: data.pins,
    from: data.from,
    ...(data.checklist ? { checklist: data.checklist } : {}),
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

export function leaveFlow(session: Session, event: SessionEvent, data: Of<'flow_left'>) {
  const run = session.runs.find((r) => r.id === data.runId)
  if (!run) return unknown('flow')
  if (run.leftAt) return refusal('already', 'This flow was left already.')
  const position = session.position?.runId === run.id ? run.from : session.position
  return { ...session, runs: closeRun(session.runs, run.id, event.at), position }
}

export function takeStep(session: Session, event: SessionEvent, data: Of<'step_taken'>) {
  if (!isSamePlace(data.place, session.position)) return movedOn()
  const isEnd = data.result.kind === 'ended'
  const step: Step = {
    id: event.id,
    place: data.place,
    kind: data.nodeKind,
    title: data.title,
    ...(data.group ? { group: data.group } : {}),
    result: data.result,
    ...(data.says || isEnd ? {} : { isBare: true }),
    ...settle(session, event),
    stoodAt: session.position,
  }
  const run = session.runs.find((r) => r.id === data.place.runId)
  // A flow entered from a step of a checklist comes back to it, however it ends.
  const listed = isEnd && run ? listedStepAround(session.runs, run) : null
  // A sub-flow that ends stands again at the node it was entered from.
  const next: Session = {
    ...session,
    steps: session.steps.append(step),
    commands: [],
    outputs: [],
    links: [],
    files: [],
    position: data.leadsTo ?? (isEnd && run ? (returnPlace(data, run) ?? listed) : null),
    runs: isEnd ? closeRun(session.runs, data.place.runId, event.at) : session.runs,
    ended:
      data.result.kind === 'ended' && data.result.ending !== 'returns' && !listed
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

/** The step of a checklist from which a run was entered, directly or through other flows. */
function listedStepAround(runs: readonly Run[], run: Run): Place | null {
  const seen = new Set<Run>()
  for (let at: Run | undefined = run; at?.from && !seen.has(at); ) {
    seen.add(at)
    const from: Place = at.from
    const outer: Run | undefined = runs.find((one) => one.id === from.runId)
    if (outer?.checklist) return from
    at = outer
  }
  return null
}

/**
 * The same person's word on the same step takes the place of what they said before. A step of one's
 * own is in no flow: nobody looks after it who could mend it.
 */
export function rateStep(
  session: Session,
  { at, by }: SessionEvent,
  { place, verdict, text }: Of<'step_rated'>,
) {
  if (!session.runs.some((run) => run.id === place.runId)) return unknown('step')
  if (isOnesOwn(session, place.nodeId)) return ofOnesOwn()
  const others = session.ratings.filter(
    (one) => !isSamePlace(one.place, place) || !isSamePerson(one.by, by),
  )
  return { ...session, ratings: [...others, { place, verdict, text, at, by }] }
}

const isOnesOwn = ({ customSteps, steps }: Session, nodeId: string): boolean =>
  customSteps.some(({ id }) => id === nodeId) ||
  steps.findLast(({ id }) => id === nodeId)?.kind === 'custom'

const ofOnesOwn = () =>
  refusal(
    'not_of_flow',
    'Only a step of a flow is spoken of here. Offer your own to the flow instead.',
  )

const isSamePerson = (one: Author, other: Author): boolean =>
  one.kind === 'person' && other.kind === 'person' && one.id === other.id

export function goBack(session: Session, data: Of<'went_back'>) {
  const all = session.steps.toArray()
  const at = all.findIndex((s) => s.id === data.toStepId)
  const target = all[at]
  if (!target) return unknown('step')
  if (!target.stoodAt || target.result.kind === 'ticked')
    return refusal('unknown', 'There is no place in a flow to go back to here.')
  // What was ticked since stays ticked: a tick is taken back by itself.
  const steps = all.map((s, i) =>
    i >= at && s.isOnPath && s.result.kind !== 'ticked' ? { ...s, isOnPath: false } : s,
  )
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
    steps: GrowingList.of(steps),
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

export function finishCustomStep(
  session: Session,
  event: SessionEvent,
  data: Of<'custom_step_done'>,
) {
  const custom = session.customSteps.find((s) => s.id === data.customStepId)
  if (!custom) return unknown('custom step')
  if (custom.at) return refusal('already', 'This step stands in a checklist. Tick it there.')
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
    steps: session.steps.append(step),
    commands: [],
    outputs: [],
    links: [],
    files: [],
  }
  return state(next, event, data.says, event.id)
}

/** What was copied, pasted, opened and attached since the last step becomes part of this one. */
export const settle = (session: Session, event: SessionEvent) => ({
  at: event.at,
  by: event.by,
  commands: [...session.commands],
  outputs: [...session.outputs],
  links: [...session.links],
  files: [...session.files],
  isOnPath: true,
})

export function state(
  session: Session,
  event: SessionEvent,
  said: Pick<Statement, 'kind' | 'text' | 'stepId' | 'owner' | 'due' | 'source' | 'replaces'>,
  stepId = said.stepId,
): Session | EventRefusal {
  if (stepId && !session.steps.findLast((s) => s.id === stepId)) return unknown('step')
  const no = session.statementsMade + 1
  const statement: Statement = {
    id: event.id,
    no,
    kind: said.kind,
    text: said.text,
    at: event.at,
    by: event.by,
    isConfirmed: event.by.kind === 'person',
    ...(stepId ? { stepId } : {}),
    ...(said.owner ? { owner: said.owner } : {}),
    ...(said.due ? { due: said.due } : {}),
    ...(said.source ? { source: said.source } : {}),
    ...(said.replaces ? { replaces: said.replaces } : {}),
  }
  return { ...session, statementsMade: no, statements: session.statements.append(statement) }
}

export function setVariable(
  session: Session,
  name: string,
  v: Session['variables'][string],
): Session {
  const { value, keep, source, at } = v
  return { ...session, variables: { ...session.variables, [name]: { value, keep, source, at } } }
}

const closeRun = (runs: readonly Run[], id: string, at: string): Run[] =>
  runs.map((run) => (run.id === id ? { ...run, leftAt: at } : run))
