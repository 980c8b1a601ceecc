/**
 * A checklist as it stands: the steps of the flow and those of one's own, in one list.
 *
 * Everything that shows, counts, ticks or tells a step of a checklist asks here, so that both
 * sorts are ordered, numbered and ticked alike. It reads the record alone: a list can be worked
 * through, and told in a note, where the flow it came from is not at hand.
 */
import { sentencesWith, valuesOf } from '../flow/fill-sentences.ts'
import type { StepContent } from '../step-library/step-content.ts'
import type { ListedStep, Tick } from './checklist-event.ts'
import { isSamePlace, type Place } from './place.ts'
import { runHere } from './run-here.ts'
import type { CustomStep, Run, Session, Step } from './session.ts'

/** A step while the list is worked through. */
export interface RuntimeStep {
  place: Place
  /** 1, 2, 3 … as it stands in the list now. */
  number: number
  title: string
  group?: string
  isCustom: boolean
  isMandatory: boolean
  ready?: string
  /** What a person has written on a step of their own. */
  body?: string
  command?: string
  /** What a step of one’s own says where it was taken from the library. */
  step?: StepContent
  /** How it was settled, and the step of the record that says so. */
  settled?: { tick: Tick; step: Step }
  /** The steps it still waits for, and what is told of the first. */
  waitsFor: readonly string[]
  whyNot?: string
}

export interface ChecklistHere {
  run: Run
  steps: readonly RuntimeStep[]
  settled: number
  /** The one that is open at this moment. */
  at: RuntimeStep | undefined
}

/** The checklist one stands in; none in any other flow. */
export function checklistHere(session: Session): ChecklistHere | undefined {
  const run = runHere(session)
  return run?.checklist ? checklistOf(session, run) : undefined
}

/** Every checklist of the session that was not left with nothing done, in the order entered. */
export const checklistsOf = (session: Session): ChecklistHere[] =>
  session.runs.flatMap((run) => {
    const list = checklistOf(session, run)
    return list && (!run.leftAt || list.settled > 0) ? [list] : []
  })

/** Whether the work is a checklist, whatever other flow was entered from a step of it. */
export const isChecklistWork = ({ runs }: Session): boolean =>
  runs.findLast(({ from }) => from === null)?.checklist !== undefined

/** Steps that must be settled and are not, of whatever list of the session. */
export const mandatoryOpen = (session: Session): RuntimeStep[] =>
  checklistsOf(session).flatMap(({ steps }) =>
    steps.filter(({ isMandatory, settled }) => isMandatory && !settled),
  )

/** A session never changes, so each list of it is made once, however many rows ask for it. */
const made = new WeakMap<Session, Map<string, ChecklistHere | undefined>>()

export function checklistOf(session: Session, run: Run): ChecklistHere | undefined {
  const lists = made.get(session) ?? new Map<string, ChecklistHere | undefined>()
  made.set(session, lists)
  if (!lists.has(run.id)) lists.set(run.id, makeList(session, run))
  return lists.get(run.id)
}

function makeList(session: Session, run: Run): ChecklistHere | undefined {
  if (!run.checklist) return undefined
  const fill = sentencesWith(undefined, valuesOf(session))
  const ticked = ticksOf(session, run.id)
  const titles = new Map(run.checklist.steps.map((step) => [step.id, fill(step.title)]))
  const tellWaiting = (id: string) =>
    `This comes after “${titles.get(id) ?? id}”. Settle that first.`
  const steps = inPlace(session, run, run.checklist.steps).map(
    ({ listed, custom, group }, i): RuntimeStep => {
      const nodeId = custom?.id ?? listed.id
      const settled = ticked.get(nodeId)
      const waitsFor =
        custom || settled ? [] : (listed.waitsFor ?? []).filter((id) => !ticked.has(id))
      const [first] = waitsFor
      return {
        place: { runId: run.id, nodeId },
        number: i + 1,
        title: custom?.step ? fill(custom.step.title) : (custom?.title ?? fill(listed.title)),
        ...(group ? { group: fill(group) } : {}),
        isCustom: custom !== undefined,
        isMandatory: !custom && listed.isMandatory === true,
        ...(!custom && listed.ready ? { ready: fill(listed.ready) } : {}),
        ...(custom?.body ? { body: custom.body } : {}),
        ...(custom?.command ? { command: custom.command } : {}),
        ...(custom?.step ? { step: custom.step } : {}),
        ...(settled ? { settled } : {}),
        waitsFor,
        ...(first === undefined ? {} : { whyNot: tellWaiting(first) }),
      }
    },
  )
  return {
    run,
    steps,
    settled: steps.filter((step) => step.settled).length,
    at: steps.find(({ place }) => isSamePlace(place, session.position)),
  }
}

/** Where to go once a step is settled: the next open one that waits for no other, from the top again after the last. */
export function nextOpen(steps: readonly RuntimeStep[], from: string): RuntimeStep | undefined {
  const at = steps.findIndex(({ place }) => place.nodeId === from)
  const around = [...steps.slice(at + 1), ...steps.slice(0, Math.max(0, at))]
  return around.find((step) => !step.settled && step.waitsFor.every((id) => id === from))
}

function ticksOf(session: Session, runId: string) {
  const ticks = new Map<string, { tick: Tick; step: Step }>()
  for (const step of session.steps) {
    if (step.isOnPath && step.result.kind === 'ticked' && step.place?.runId === runId) {
      ticks.set(step.place.nodeId, { tick: step.result.tick, step })
    }
  }
  return ticks
}

type InPlace = { listed: ListedStep; custom?: CustomStep; group: string | undefined }

/** Each step followed by those of one's own that stand behind it, in the order they were added. */
function inPlace(session: Session, run: Run, steps: readonly ListedStep[]): InPlace[] {
  const behind = Map.groupBy(
    session.customSteps.filter(({ at }) => at?.runId === run.id),
    ({ at }) => at?.after ?? '',
  )
  const placed: InPlace[] = []
  const place = (after: string, listed: ListedStep) => {
    for (const custom of behind.get(after) ?? []) {
      placed.push({ listed, custom, group: listed.group })
      place(custom.id, listed)
    }
  }
  const [first] = steps
  if (first) place('', first)
  for (const listed of steps) {
    placed.push({ listed, group: listed.group })
    place(listed.id, listed)
  }
  return placed
}
