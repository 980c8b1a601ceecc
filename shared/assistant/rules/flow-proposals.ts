/**
 * What a flow proposes where no model does: the causes it knows, its checks with what each
 * answer points to, the questions it asks, and what it does about a cause that was shown.
 */

import { fillVariables } from '../../flow/fill-variables.ts'
import { type Command, type FlowNode, SafetyClass } from '../../flow/flow.ts'
import { choicesOf } from '../../flow/flow-map.ts'
import type { TurnResult, TurnRisk } from '../turn-result.ts'
import { answerAt, type FlowCause, type ReadFlow, wayTo } from './flow-causes.ts'

type Checks = TurnResult['checks']
type Questions = TurnResult['questions']
type Fix = TurnResult['fix'][number]

/** Minutes that a step took so far, by node; for one without, a guess. */
export type MinutesOf = Readonly<Record<string, number>>

const GUESSED_MINUTES = 3
/** As many as a check may foresee; anything else is seen all the same. */
const MOST_OUTCOMES = 8
const RISK: Record<SafetyClass, TurnRisk> = {
  reads: 'read_only',
  changes: 'reversible',
  disrupts: 'disruptive',
}

/** A flow's steps are done by hand. */
const NO_SCRIPT = { script_template: '', script_values: [] }

/** Its nearest checks of those that pass, with what each answer points to of these causes. */
export function checksOf(
  flow: ReadFlow,
  causes: readonly FlowCause[],
  minutes: MinutesOf,
  isNew: (title: string) => boolean,
  most: number,
): Checks {
  return nodesOnward(flow)
    .flatMap((node) => (node.kind === 'check' && isNew(flow.fill(node.title)) ? [node] : []))
    .slice(0, most)
    .map((node) => {
      const commands = node.commands.map((command) => showCommand(flow, command))
      return {
        title: flow.fill(node.title),
        how: [flow.fill(node.body ?? ''), ...commands].filter(Boolean).join('\n\n'),
        minutes: minutes[node.id] ?? GUESSED_MINUTES,
        risk: riskOf(node.commands.map((command) => command.safety)),
        outcomes: outcomesOf(flow, node, causes),
        ...NO_SCRIPT,
      }
    })
}

/** Its questions about the trouble; who allows something is asked where it is to be done. */
export const questionsOf = (flow: ReadFlow): Questions =>
  nodesOnward(flow).flatMap((node) =>
    node.kind === 'question' && !asksLeave(flow, node)
      ? [
          {
            text: flow.fill(node.title),
            why: `The flow “${flow.name}” goes on by this answer.`,
            choices: node.choices.map((choice) => flow.fill(choice.label)),
          },
        ]
      : [],
  )

/** What the flow does once a cause is shown, up to an end that is a good one. */
export function fixFor(
  flow: ReadFlow,
  cause: FlowCause,
): Omit<Fix, 'confidence' | 'evidence'> | null {
  const ways = [...cause.places].flatMap((place) => wayOn(flow, place))
  const way = ways.toSorted((a, b) => a.length - b.length)[0] ?? []
  const nodes = way.flatMap((place) => flow.nodes.get(place) ?? [])
  const actions = nodes.filter((node) => node.kind === 'action')
  const [last] = actions.slice(-1)
  const end = nodes.at(-1)
  if (!last || end?.kind !== 'end') return null
  return {
    title: flow.fill(last.title),
    hypothesis: cause.key,
    steps: nodes.flatMap((node) => tellStep(flow, node)),
    would_confirm: flow.fill(end.verification ?? ''),
    risk: riskOf(actions.map((action) => action.safety)),
    ...NO_SCRIPT,
  }
}

/** The nearest to the start first; of several with the same title the first. */
function nodesOnward(flow: ReadFlow): FlowNode[] {
  const nodes = [...flow.onwardFrom(flow.start).keys()].flatMap((at) => flow.nodes.get(at) ?? [])
  const byTitle = new Map(nodes.toReversed().map((node) => [node.title, node]))
  return nodes.filter((node) => byTitle.get(node.title) === node)
}

/** What can be come to by every answer says nothing about which it is. */
function outcomesOf(flow: ReadFlow, node: FlowNode, causes: readonly FlowCause[]) {
  const choices = choicesOf(node).slice(0, MOST_OUTCOMES)
  const reached = choices.map((choice) => {
    const places = flow.soughtFrom(answerAt(node.id, choice.id))
    return causes.filter((cause) => [...cause.places].some((place) => places.has(place)))
  })
  return choices.map((choice, n) => ({
    result: flow.fill(choice.label),
    points_to: (reached[n] ?? [])
      .filter((cause) => !reached.every((list) => list.includes(cause)))
      .map((cause) => cause.key),
  }))
}

/** From an answer on to a good end; to an end from the start of the flow. */
function wayOn(flow: ReadFlow, place: string): string[][] {
  const isEnd = flow.nodes.has(place)
  const onward = flow.onwardFrom(isEnd ? flow.start : place)
  const target = isEnd
    ? place
    : [...onward.keys()].find((at) => {
        const node = flow.nodes.get(at)
        return node?.kind === 'end' && GOOD.has(node.ending)
      })
  return target !== undefined && onward.has(target) ? [wayTo(target, onward)] : []
}

const GOOD: ReadonlySet<string> = new Set(['resolved', 'workaround'])

function tellStep(flow: ReadFlow, node: FlowNode): string[] {
  if (node.kind === 'question' && asksLeave(flow, node)) {
    return [[node.title, node.body ?? ''].map(flow.fill).join('\n\n').trim()]
  }
  if (node.kind !== 'action') return []
  const before = node.before ? [`First: ${flow.fill(node.before)}`] : []
  const commands = node.commands.map((command) => showCommand(flow, command))
  return [[flow.fill(node.title), ...commands].join('\n\n')].flatMap((step) => [...before, step])
}

/** Values go into a command by its shell's own rules; what nobody told stays in braces. */
function showCommand(flow: ReadFlow, { text, where, shell }: Command): string {
  const code = `\`\`\`\n${fillVariables(text, flow.values, shell).text}\n\`\`\``
  return where ? `${flow.fill(where)}:\n${code}` : code
}

/** Whether it asks who allows something: an answer leads to the words of whoever did. */
const asksLeave = (flow: ReadFlow, node: FlowNode): boolean =>
  choicesOf(node).some((choice) => {
    const [to = ''] = flow.next(answerAt(node.id, choice.id))
    const next = flow.nodes.get(to)
    const says = next?.kind === 'input' ? next.says : choice.says
    return says?.kind === 'authorisation'
  })

function riskOf(classes: readonly SafetyClass[]): TurnRisk {
  const highest = SafetyClass.options.findLast((safety) => classes.includes(safety))
  return RISK[highest ?? 'reads']
}
