/**
 * What work on a checklist does to a session: a step opened, ticked, its tick taken back, and
 * steps of one's own put into the list.
 *
 * A step that waits for others can be left out at any time, but not done before them; that holds
 * also where two people tick at once. It can be left out from elsewhere too: whoever finishes has
 * gone on into another flow, or has left a list, and moves nowhere by it. Each step is named by its place, so that whoever presses a
 * key twice, or while the list changes under them, settles the step they meant or none.
 */
import { type Of, settle, state } from './apply-step.ts'
import { checklistOf } from './checklist.ts'
import type { CustomPlace } from './checklist-event.ts'
import type { SessionEvent } from './event.ts'
import { GrowingList } from './growing-list.ts'
import { isSamePlace } from './place.ts'
import { type EventRefusal, movedOn, refusal, unknown } from './refusal.ts'
import { runHere } from './run-here.ts'
import type { CustomStep, Session, Step } from './session.ts'

export function openStep(session: Session, { place }: Of<'step_opened'>): Session | EventRefusal {
  const here = stepIn(session, place.nodeId, place.runId)
  if ('code' in here) return here
  // Two panels may open the same one: there is nothing to tell anybody.
  return isSamePlace(place, session.position) ? session : { ...session, position: place }
}

export function tickStep(session: Session, event: SessionEvent, data: Of<'step_ticked'>) {
  const { place, tick, says, leadsTo } = data
  const isHere = runHere(session)?.id === place.runId
  const isLeftOut = tick.kind === 'not_applicable'
  const step = stepIn(session, place.nodeId, place.runId, isLeftOut)
  if ('code' in step) return step
  if (step.settled) {
    return refusal('already', 'This step is ticked already. Take its tick back to change it.')
  }
  if (step.whyNot && !isLeftOut) return refusal('too_soon', step.whyNot)
  const next = isHere ? stepIn(session, leadsTo.nodeId, leadsTo.runId) : step
  if ('code' in next) return next
  // What was copied and pasted belongs to the step that is open, and stays for it.
  const isOpenOne = isSamePlace(place, session.position)
  const nothing = { commands: [], outputs: [], links: [], files: [] }
  const ticked: Step = {
    id: event.id,
    place,
    kind: step.isCustom ? 'custom' : 'step',
    title: data.title,
    ...(data.group ? { group: data.group } : {}),
    result: { kind: 'ticked', tick },
    ...settle(isOpenOne ? session : { ...session, ...nothing }, event),
    stoodAt: isHere ? session.position : null,
  }
  const after: Session = {
    ...session,
    ...(isOpenOne ? nothing : {}),
    steps: session.steps.append(ticked),
    position: isHere ? leadsTo : session.position,
  }
  return state(after, event, says, event.id)
}

export function untickStep(session: Session, { stepId }: Of<'step_unticked'>) {
  const step = session.steps.findLast((one) => one.id === stepId)
  if (step?.result.kind !== 'ticked') return unknown('tick')
  if (!step.isOnPath) return refusal('already', 'This tick was taken back already.')
  if (step.place?.runId !== session.position?.runId) return movedOn()
  return {
    ...session,
    steps: GrowingList.of(
      session.steps.toArray().map((one) => (one === step ? { ...one, isOnPath: false } : one)),
    ),
    position: step.place,
  }
}

export function addCustomStep(
  session: Session,
  event: SessionEvent,
  data: Of<'custom_step_added'>,
) {
  const { title, body, command, step, at } = data
  if (at?.after) {
    const before = stepIn(session, at.after, at.runId)
    if ('code' in before) return before
  }
  const custom: CustomStep = {
    ...{ id: event.id, title, addedAt: event.at, by: event.by },
    ...(body ? { body } : {}),
    ...(command ? { command } : {}),
    ...(step ? { step } : {}),
    ...(at ? { at } : {}),
  }
  return { ...session, customSteps: [...session.customSteps, custom] }
}

/** What stood behind it stands where it stood. */
export function dropCustomStep(session: Session, { customStepId }: Of<'custom_step_dropped'>) {
  const gone = session.customSteps.find((one) => one.id === customStepId)
  if (!gone) return unknown('custom step')
  const { at } = gone
  if (!at) return { ...session, customSteps: session.customSteps.filter((one) => one !== gone) }
  const step = stepIn(session, gone.id, at.runId)
  if ('code' in step) return step
  if (step.settled) return refusal('already', 'This step is ticked. Take its tick back first.')
  const isHere = session.position?.nodeId === gone.id
  return {
    ...session,
    customSteps: session.customSteps
      .filter((one) => one !== gone)
      .map((one) => (one.at?.after === gone.id ? { ...one, at } : one)),
    position: isHere ? placeBefore(session, at) : session.position,
  }
}

function placeBefore(session: Session, at: CustomPlace): Session['position'] {
  const first = runHere(session)?.checklist?.steps[0]?.id
  const nodeId = at.after ?? first
  return nodeId === undefined ? session.position : { runId: at.runId, nodeId }
}

/** The step in the list one stands in, or in any of the session, or why there is none. */
function stepIn(session: Session, nodeId: string, runId: string, isAnywhere = false) {
  const run = isAnywhere ? session.runs.find(({ id }) => id === runId) : runHere(session)
  const list = run?.id === runId ? checklistOf(session, run) : undefined
  if (!list) return movedOn()
  return list.steps.find(({ place }) => place.nodeId === nodeId) ?? unknown('step')
}
