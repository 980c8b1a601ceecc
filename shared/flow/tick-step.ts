/**
 * Working through a checklist: which events each act on a step makes.
 *
 * Pure like `walk.ts`. Every act names the step it is for, so that a key pressed twice, or while a
 * step is put in front, does what was meant or nothing. The sentence a step leaves is the
 * flow's; where the flow is not at hand, or says none, the step's title tells it.
 */
import {
  type ChecklistHere,
  checklistHere,
  nextOpen,
  type RuntimeStep,
} from '../session/checklist.ts'
import type { Tick } from '../session/checklist-event.ts'
import type { EventData } from '../session/event.ts'
import type { Session } from '../session/session.ts'
import { flowOfStep } from '../step-library/flow-of-step.ts'
import { type StepContent, stepOf } from '../step-library/step-content.ts'
import { clip, LINE, SENTENCE, sentencesWith, valuesOf } from './fill-sentences.ts'
import type { FlowContent, FlowNode, Says } from './flow.ts'
import { findNode } from './next-node.ts'
import { variablesIn } from './variables.ts'
import type { FlowOf } from './walk.ts'

export function openStep(session: Session, nodeId: string): EventData[] {
  const list = checklistHere(session)
  const step = list?.steps.find(({ place }) => place.nodeId === nodeId)
  if (!list || !step || step === list.at) return []
  return [{ type: 'step_opened', place: step.place }]
}

export function tickStep(
  session: Session,
  flowOf: FlowOf,
  nodeId: string,
  tick: Tick,
): EventData[] {
  const list = checklistHere(session)
  const step = list?.steps.find(({ place }) => place.nodeId === nodeId)
  if (!list || !step || step.settled || whyNotYet(session, flowOf, nodeId, tick)) return []
  const { flow, node } = wordsOf(step, flowOf(list.run.flow.version))
  const fill = sentencesWith(flow, valuesOf(session))
  return [
    {
      type: 'step_ticked',
      place: step.place,
      title: clip(step.title, LINE),
      ...(step.group ? { group: clip(step.group, LINE) } : {}),
      tick,
      says: sayTick(step.title, tick, saysOf(node), fill),
      leadsTo: leadsTo(list, nodeId),
    },
  ]
}

/** Why a step cannot be settled in this way yet: what it waits for, or the value it asks for. */
export function whyNotYet(
  session: Session,
  flowOf: FlowOf,
  nodeId: string,
  tick: Pick<Tick, 'kind'>,
): string | undefined {
  const list = checklistHere(session)
  const step = list?.steps.find(({ place }) => place.nodeId === nodeId)
  if (!list || !step || tick.kind === 'not_applicable') return undefined
  if (step.whyNot) return step.whyNot
  const { flow, node } = wordsOf(step, flowOf(list.run.flow.version))
  if (tick.kind !== 'done' || node?.kind !== 'step') return undefined
  const needed = new Set([...node.asks, ...variablesIn([node.says?.text])])
  const missing = [...needed].find((name) => !session.variables[name]?.value)
  if (missing === undefined) return undefined
  const label = flow?.variables.find(({ name }) => name === missing)?.label ?? missing
  return `Fill in “${label}” first.`
}

/** What a step says, and which flow asks for its values: one's own of the library is its own flow. */
function wordsOf({ step, place }: RuntimeStep, flow: FlowContent | undefined) {
  return step
    ? { flow: flowOfStep(step), node: stepOf(step, place.nodeId) }
    : { flow, node: flow && findNode(flow, place.nodeId) }
}

/** A step of one's own, right behind another. */
export function insertStep(
  session: Session,
  { title, step }: OwnStep,
  after: string | null,
): EventData[] {
  const list = checklistHere(session)
  const clean = clip(title.trim(), LINE)
  if (!list || !clean) return []
  return [
    {
      ...{ type: 'custom_step_added', title: clean },
      ...(step ? { step } : {}),
      at: { runId: list.run.id, after },
    },
  ]
}

/** What it is called in the record, and all that it says where it is of the library. */
export interface OwnStep {
  title: string
  step?: StepContent
}

/** A step of the library as one's own: its values are filled in where they are known. */
export const ownOf = (session: Session | null, step: StepContent): OwnStep => ({
  title: sentencesWith(flowOfStep(step), session ? valuesOf(session) : {})(step.title),
  step,
})

/** Steps of whatever list, left out for one reason; one stays where one stands. */
export function leaveOut(
  session: Session,
  steps: readonly RuntimeStep[],
  text: string,
): EventData[] {
  const here = checklistHere(session)
  const tick: Tick = { kind: 'not_applicable', text }
  return steps.map(({ place, title, group }) => ({
    ...{ type: 'step_ticked', place, title: clip(title, LINE), tick },
    ...(group ? { group: clip(group, LINE) } : {}),
    says: sayTick(title, tick, undefined, (words) => words),
    leadsTo: here?.run.id === place.runId && here.at ? here.at.place : place,
  }))
}

/** What the user is told of the steps that are done, in their order. */
export function tellDone(session: Session, flowOf: FlowOf): string {
  const list = checklistHere(session)
  const flow = list && flowOf(list.run.flow.version)
  if (!list || !flow) return ''
  const fill = sentencesWith(flow, valuesOf(session))
  return list.steps
    .flatMap(({ place, settled }) => {
      const node = settled?.tick.kind === 'done' ? findNode(flow, place.nodeId) : undefined
      return node?.kind === 'step' && node.tell ? [fill(node.tell)] : []
    })
    .join(' ')
}

const saysOf = (node: FlowNode | undefined): Says | undefined =>
  node?.kind === 'step' ? node.says : undefined

function sayTick(title: string, tick: Tick, says: Says | undefined, fill: (t: string) => string) {
  const cut = (text: string) => clip(text, SENTENCE)
  switch (tick.kind) {
    case 'done':
      return says
        ? { kind: says.kind, text: cut(fill(says.text)) }
        : { kind: 'action' as const, text: cut(`${title}: done`) }
    case 'not_applicable':
      return { kind: 'decision' as const, text: cut(`${title}: not applicable, ${tick.text}`) }
    case 'exception':
      return { kind: 'observation' as const, text: cut(`${title}: ${tick.text}`) }
    default:
      return tick satisfies never
  }
}

/** From the step that is open one goes on; a tick elsewhere in the list leaves one where one is. */
function leadsTo(list: ChecklistHere, nodeId: string) {
  const here = list.at?.place ?? { runId: list.run.id, nodeId }
  if (here.nodeId !== nodeId) return here
  return nextOpen(list.steps, nodeId)?.place ?? here
}
