/**
 * Walking a flow: where one stands, and which events each answer makes.
 *
 * All pure: what is returned is the data of events, stamped and kept by the caller, so that
 * the record stays the only thing that says where a session stands. `flowOf` finds a version
 * that is kept here; a version that is not (offline, first time) is an answer, not an error.
 * Where there is nothing to do (no position, wrong kind of node, unknown choice) no event is
 * made. A way out that nobody drew leads to no place: one goes on with a step of one's own,
 * or hands off.
 */
import type { EventData } from '../session/event.ts'
import type { Place } from '../session/place.ts'
import type { Run, Session } from '../session/session.ts'
import { beginOf } from './begin-of.ts'
import {
  clip,
  type Fill,
  LINE,
  SENTENCE,
  sentencesWith,
  VALUE,
  valuesOf,
} from './fill-sentences.ts'
import { fillVariables } from './fill-variables.ts'
import type { FlowContent, FlowNode, Says } from './flow.ts'
import { flowsEnteredAt } from './flow-map.ts'
import { findNode, nextNode } from './next-node.ts'
import { textsOf, variablesIn } from './variables.ts'

export type FlowOf = (version: string) => FlowContent | undefined

export interface PlaceInFlow {
  run: Run
  flow: FlowContent
  node: FlowNode
  /** Variables that the texts here name and that have no value yet. */
  missing: string[]
  /** From the first flow to the one we are in: the node we stand at in each. */
  trail: { flowName: string; nodeTitle: string }[]
}

/** How a flow ended that was made to return and was entered from no other; the outcome is asked. */
export const OPEN_ENDING = 'open'

export function placeInFlow(
  session: Session,
  flowOf: FlowOf,
): PlaceInFlow | 'nowhere' | 'flow not here' {
  const { position } = session
  if (!position) return 'nowhere'
  const here = findPlace(session, flowOf, position)
  if (!here) return 'flow not here'
  const { run, flow, node } = here
  const values = valuesOf(session)
  const own = node.kind === 'input' ? node.variable : undefined
  const named = new Set([...(node.kind === 'step' ? node.asks : []), ...variablesIn(textsOf(node))])
  const missing = [...named].filter((name) => name !== own && !values[name])
  return { run, flow, node, missing, trail: trailTo(session, flowOf, here) }
}

/** Answers a question, tells the result of a check or an action, or what a sub-flow would have said. */
export function answerNode(session: Session, flowOf: FlowOf, choiceId: string): EventData[] {
  const here = standAt(session, flowOf)
  if (!here || !('choices' in here.node)) return []
  const choice = here.node.choices.find((c) => c.id === choiceId)
  if (!choice) return []
  const fill = sentencesWith(here.flow, valuesOf(session))
  return [
    {
      ...stepAt(here, fill),
      result: { kind: 'choice', choice: choice.id, label: clip(fill(choice.label), LINE) },
      ...(choice.says ? { says: say(choice.says, fill) } : {}),
      leadsTo: placeAfter(here, choice.id),
    },
  ]
}

/** What a person says of keeping a value. */
export interface HowKept {
  keep: 'client' | 'session'
  /** The kept values that they had before their eyes. */
  knew: string[]
}

/** `how` is what the person said of keeping it, where that was asked. */
export function giveValue(
  session: Session,
  flowOf: FlowOf,
  value: string,
  how?: HowKept,
): EventData[] {
  const here = standAt(session, flowOf)
  const clean = value.trim()
  if (here?.node.kind !== 'input' || !clean || clean.length > VALUE) return []
  const { variable, says } = here.node
  const keep = how?.keep ?? here.flow.variables.find((v) => v.name === variable)?.keep ?? 'session'
  const knew = how?.knew.length ? { knew: how.knew } : {}
  const fill = sentencesWith(here.flow, { ...valuesOf(session), [variable]: clean })
  return [
    {
      ...stepAt(here, fill),
      result: { kind: 'value', variable, value: clean, keep, ...knew },
      ...(says ? { says: say(says, fill) } : {}),
      leadsTo: placeAfter(here, undefined),
    },
  ]
}

/** Into the flow that the node names (of two, the one asked for), in the version fixed at the start, with the values handed over. */
export function enterSubFlow(
  session: Session,
  flowOf: FlowOf,
  runId: string,
  asked?: string,
): EventData[] {
  const here = standAt(session, flowOf)
  if (!here) return []
  const entered = flowsEnteredAt(here.node)
  const slug = asked ?? entered[0]
  if (slug === undefined || !entered.includes(slug)) return []
  const gives = here.node.kind === 'sub_flow' ? here.node.gives : undefined
  const pin = here.run.pins.find((p) => p.slug === slug)
  const content = pin && flowOf(pin.version)
  if (!pin || !content) return []
  const values = valuesOf(session)
  const handedOver = Object.entries(gives ?? {}).flatMap(([name, text]): EventData[] => {
    const { text: value, missing } = fillVariables(text, values)
    if (missing.length || values[name] === value) return []
    return [
      {
        type: 'variable_set',
        name,
        value: clip(value, VALUE),
        keep: 'session',
        source: 'flow',
      },
    ]
  })
  return [
    ...handedOver,
    {
      type: 'flow_entered',
      runId,
      flow: pin,
      pins: [...here.run.pins],
      ...beginOf(content),
      from: here.place,
    },
  ]
}

/**
 * Ends the flow one stands at the end of. An end that returns also answers the node the flow
 * was entered from; any other ends the whole walk, and with it the flows around it.
 */
export function endHere(session: Session, flowOf: FlowOf): EventData[] {
  const here = standAt(session, flowOf)
  if (here?.node.kind !== 'end') return []
  const { node, run } = here
  const fill = sentencesWith(here.flow, valuesOf(session))
  const step = { ...stepAt(here, fill), leadsTo: null }
  if (node.ending === 'returns' && run.from) {
    const ended: EventData = { ...step, result: { kind: 'ended', ending: 'returns' } }
    return [ended, ...answerParent(session, flowOf, run.from, node.returns)]
  }
  const ending = node.ending === 'returns' ? (node.alone ?? OPEN_ENDING) : node.ending
  // A checklist goes on, whatever came of a flow that was entered from a step of it.
  const outer = runsAround(session, run)
  const list = outer.findIndex(({ checklist }) => checklist)
  const around = outer
    .slice(0, list === -1 ? undefined : list)
    .map(({ id }): EventData => ({ type: 'flow_left', runId: id }))
  return [{ ...step, result: { kind: 'ended', ending } }, ...around]
}

/** Tried here without effect, or not to be tried here: told, and one stays where one is. */
export function failAttempt(
  session: Session,
  flowOf: FlowOf,
  why: 'did_not_help' | 'not_possible',
  text = '',
): EventData[] {
  const here = standAt(session, flowOf)
  const fill = sentencesWith(here?.flow, valuesOf(session))
  const title = here ? clip(fill(here.node.title), LINE) : 'This step'
  const result = why === 'did_not_help' ? 'no effect' : 'not possible here'
  return [
    {
      type: 'attempt_failed',
      place: here?.place ?? null,
      title,
      why,
      text: clip(`${title}: ${text.trim() || result}`, SENTENCE),
    },
  ]
}

interface Here {
  place: Place
  run: Run
  flow: FlowContent
  node: FlowNode
}

function findPlace(session: Session, flowOf: FlowOf, place: Place): Here | undefined {
  const run = session.runs.find((r) => r.id === place.runId)
  const flow = run && flowOf(run.flow.version)
  const node = flow && findNode(flow, place.nodeId)
  return node ? { place, run, flow, node } : undefined
}

const standAt = (session: Session, flowOf: FlowOf): Here | undefined =>
  session.position ? findPlace(session, flowOf, session.position) : undefined

function trailTo(session: Session, flowOf: FlowOf, { run, place }: Here): PlaceInFlow['trail'] {
  const values = valuesOf(session)
  const around = runsAround(session, run)
  const nodeIds = [place, run.from, ...around.map((outer) => outer.from)].map(
    (p) => p?.nodeId ?? '',
  )
  return [run, ...around]
    .map(({ flow: { name, version } }, i) => {
      const flow = flowOf(version)
      const title = flow && findNode(flow, nodeIds[i] ?? '')?.title
      return { flowName: name, nodeTitle: sentencesWith(flow, values)(title ?? nodeIds[i] ?? '') }
    })
    .reverse()
}

const say = (says: Says, fill: Fill): Says => ({
  kind: says.kind,
  text: clip(fill(says.text), SENTENCE),
})

/** The event of a step at this place, but for its result and where it leads. */
const stepAt = ({ place, node }: Here, fill: Fill) => ({
  type: 'step_taken' as const,
  place,
  // A step of a checklist is ticked (`tick-step.ts`) and never comes here.
  nodeKind: node.kind === 'step' ? ('action' as const) : node.kind,
  title: clip(fill(node.title), LINE),
  ...(node.group ? { group: clip(fill(node.group), LINE) } : {}),
})

function placeAfter({ run, flow, node }: Here, choice: string | undefined): Place | null {
  const next = nextNode(flow, node.id, choice)
  return next === 'stuck' ? null : { runId: run.id, nodeId: next.id }
}

/** The step of the node a returning flow was entered from, answered by how that flow ended. */
function answerParent(
  session: Session,
  flowOf: FlowOf,
  at: Place,
  returns: string | undefined,
): EventData[] {
  return returns === undefined ? [] : answerNode({ ...session, position: at }, flowOf, returns)
}

/** The runs a run was entered from, innermost first. */
function runsAround(session: Session, run: Run): Run[] {
  const around: Run[] = []
  let from = run.from
  while (from) {
    const { runId } = from
    const outer = session.runs.find((r) => r.id === runId)
    if (!outer || outer.leftAt || around.includes(outer)) break
    around.push(outer)
    from = outer.from
  }
  return around
}
