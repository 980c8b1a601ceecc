/**
 * How many past sessions a flow would have led to their cause: “in 7 of 9”.
 *
 * Each is walked anew with the answers it gave. Where it gave none, it takes the answer that names
 * its cause, or the step that it did of its own. A session that is asked what nobody was asked then
 * stops there: it was not led. Reads the flow once, and each session a bounded number of
 * times, loops or not.
 */
import type { Choice, Edge, Flow, FlowNode } from '../flow/flow.ts'
import { choicesOf } from '../flow/flow-map.ts'
import type { Answered, FinishedPath } from './path-of.ts'
import { stepKey } from './step-key.ts'

export interface Replayed {
  /** Sessions whose cause the flow names at the end of the way. */
  led: number
  /** Sessions that have a confirmed cause and were in this flow. */
  of: number
}

export function replay(flow: Pick<Flow, 'id' | 'content'>, paths: readonly FinishedPath[]) {
  const map = drawWays(flow)
  const causes = new Map<string, string>()
  const keyOf = (cause: string): string => {
    const key = causes.get(cause) ?? stepKey(cause)
    causes.set(cause, key)
    return key
  }
  const counted = paths.filter(
    ({ cause, answered, own }) =>
      keyOf(cause) !== '' &&
      (answered.some((one) => one.flow === flow.id) || own.some(({ at }) => at?.flow === flow.id)),
  )
  const led = counted.filter((path) => isLed(map, path, keyOf(path.cause))).length
  return { led, of: counted.length } satisfies Replayed
}

interface Ways {
  flow: string
  start: string
  nodes: ReadonlyMap<string, PlaceOf>
  /** By node and choice. */
  to: ReadonlyMap<string, string>
}
interface PlaceOf {
  node: FlowNode
  key: string
  choices: readonly Keyed[]
  /** The cause that an end names, by key. */
  endsIn: string
}
interface Keyed {
  choice: Choice
  key: string
  cause: string
}

function drawWays({ id, content }: Pick<Flow, 'id' | 'content'>): Ways {
  const keyed = (choice: Choice): Keyed => ({
    choice,
    key: stepKey(choice.label),
    cause: stepKey(choice.cause ?? ''),
  })
  return {
    flow: id,
    start: content.start,
    nodes: new Map(
      content.nodes.map((node) => [
        node.id,
        {
          ...{ node, key: stepKey(node.title), choices: choicesOf(node).map(keyed) },
          endsIn: node.kind === 'end' ? stepKey(node.cause?.text ?? '') : '',
        },
      ]),
    ),
    to: new Map(content.edges.map((edge) => [wayOf(edge.from, edge), edge.to])),
  }
}

type Way = Pick<Edge, 'choice'>
const wayOf = (from: string, { choice }: Way): string => `${from} ${choice ?? ''}`

function isLed(ways: Ways, path: FinishedPath, cause: string): boolean {
  const walked: Walked = {
    cause,
    own: new Set(path.own.map(({ key }) => key)),
    // what was answered last counts, where one came by twice
    answers: new Map(
      path.answered.filter(({ flow }) => flow === ways.flow).map((one) => [one.node, one]),
    ),
  }
  const visited = new Set<string>()
  let isNamed = false
  let at: string | undefined = ways.start
  while (at !== undefined && !visited.has(at)) {
    visited.add(at)
    const place: PlaceOf | undefined = ways.nodes.get(at)
    if (!place) return false
    const { node } = place
    if (node.kind === 'end') return isNamed || place.endsIn === cause
    const way = wayTaken(place, walked)
    if (!way) return false
    isNamed ||= place.choices.some((one) => one.choice.id === way.choice && one.cause === cause)
    at = ways.to.get(wayOf(at, way))
  }
  return false
}

interface Walked {
  cause: string
  own: ReadonlySet<string>
  answers: ReadonlyMap<string, Answered>
}

/** By the answer that was given; where none was, by the cause, or as a step of one's own that was done. */
function wayTaken({ node, key, choices }: PlaceOf, walked: Walked): Way | null {
  const answer = walked.answers.get(node.id)
  if (answer) return answer
  const named = choices.find((one) => one.key === walked.cause || one.cause === walked.cause)
  const taken = named ?? (walked.own.has(key) ? choices[0] : undefined)
  return taken ? { choice: taken.choice.id } : null
}
