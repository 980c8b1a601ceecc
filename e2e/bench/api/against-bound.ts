/**
 * Requests to the API timed against the bare server that runs the same statements: one at a
 * time on one connection, and sixteen connections at once.
 */

import type { Given } from '../given.ts'
import { compare, type Pace, paceOf, ratioOf, type Timing, type Work } from '../measure.ts'
import { type Row, tellMs, tellRate, tellRatio, tellTiming } from '../table.ts'
import type { Plan } from './bare-api.ts'
import type { Place } from './place.ts'
import { startBare } from './processes.ts'
import { openWire, type Wire } from './wire.ts'

export const LANES = 16
/** Each lane of a timing asks that often, so that the slowest lane weighs little. */
const TURNS = 2
const GOAL_ALONE = 1.2

/** One kind of request at one size. */
export interface Subject {
  name: string
  what: string
  plan: Plan
  /** Statements that the product sends for it. */
  count: number
  goalShare: number
  /** Times the bound, asked alone; what all others must keep to where none is said. */
  goalAlone?: number
  /** Appending lanes work on a record of their own, or rows would wait for each other. */
  request: Record<Side, (lane: number) => string>
}

const SIDES = ['product', 'bound', 'steps'] as const
export type Side = (typeof SIDES)[number]

export interface Bound {
  lines: Record<Side, Wire[]>
  askProduct: (request: string) => Promise<Buffer>
  close: () => void
}

export async function openBound(
  given: Given,
  place: Place,
  subjects: readonly Subject[],
): Promise<Bound> {
  const bare = await startBare('./bare-api.ts', {
    databaseUrl: place.databaseUrl,
    token: place.people[0].token,
    plans: Object.fromEntries(subjects.map(({ name, plan }) => [name, plan])),
  })
  given.atEnd(bare.stop)
  const [toProduct, toBare] = [await openLanes(place.product.url), await openLanes(bare.url)]
  return {
    lines: { product: toProduct, bound: toBare, steps: toBare },
    askProduct: (request) => lineOf(toProduct, 0).ask(request),
    close() {
      for (const wire of [...toProduct, ...toBare]) wire.close()
      bare.stop()
    },
  }
}

export interface Alone {
  rows: Row[]
  timed: (subject: Subject) => Record<Side, Timing>
}

export async function timeAlone(
  { isQuick, seed }: Given,
  bound: Bound,
  group: readonly Subject[],
): Promise<Alone> {
  const pace: Pace = { rounds: isQuick ? 3 : 9, sliceMs: isQuick ? 20 : 50, seed }
  const times = await compare(sidesOf(group, bound, 1, SIDES), pace)
  return {
    rows: group.map((subject) => tellAlone(subject, timesOf(subject, times))),
    timed: (subject) => timesOf(subject, times),
  }
}

export async function timeAtOnce(
  { isQuick, seed }: Given,
  bound: Bound,
  group: readonly Subject[],
): Promise<Row[]> {
  const pace: Pace = { rounds: isQuick ? 3 : 7, sliceMs: isQuick ? 20 : 100, seed }
  const times = await compare(sidesOf(group, bound, LANES, ['product', 'bound']), pace)
  return group.map((subject) =>
    tellAtOnce(subject, timeOf(subject, 'product', times), timeOf(subject, 'bound', times)),
  )
}

function sidesOf(
  group: readonly Subject[],
  { lines }: Bound,
  lanes: number,
  among: readonly Side[],
): Record<string, Work> {
  const sides = group.flatMap((subject) =>
    among.map((side) => {
      let turn = 0
      const one: Work = () => lineOf(lines[side], 0).ask(subject.request[side](turn++ % LANES))
      const inLane = async (lane: number) => {
        const wire = lineOf(lines[side], lane)
        for (let at = 0; at < TURNS; at++) await wire.ask(subject.request[side](lane))
      }
      const many: Work = () => Promise.all(Array.from({ length: lanes }, (_, at) => inLane(at)))
      return [`${subject.name} ${side}`, lanes === 1 ? one : many] as const
    }),
  )
  return Object.fromEntries(sides)
}

function tellAlone(subject: Subject, { product, bound, steps }: Record<Side, Timing>): Row {
  const ratio = ratioOf(product, bound)
  const goal = subject.goalAlone ?? GOAL_ALONE
  return {
    what: `${subject.what}, alone; ${subject.count} statements`,
    product: tellTiming(product),
    against: `${tellMs(bound.p50)}; step by step ${tellMs(steps.p50)}`,
    ratio: tellRatio(ratio),
    goal: `${goal} and less`,
    isMet: ratio.middle <= goal,
  }
}

function tellAtOnce(subject: Subject, product: Timing, bound: Timing): Row {
  const share = paceOf(product, bound)
  const rate = ({ p50 }: Timing) => tellRate((LANES * TURNS * 1000) / p50)
  return {
    what: `${subject.what}, ${LANES} at once`,
    product: rate(product),
    against: rate(bound),
    ratio: tellRatio(share),
    goal: `${subject.goalShare} and more`,
    isMet: share.middle >= subject.goalShare,
  }
}

const timesOf = (subject: Subject, times: Record<string, Timing>): Record<Side, Timing> => ({
  product: timeOf(subject, 'product', times),
  bound: timeOf(subject, 'bound', times),
  steps: timeOf(subject, 'steps', times),
})

function timeOf({ name }: Subject, side: Side, times: Record<string, Timing>): Timing {
  const timing = times[`${name} ${side}`]
  if (!timing) throw new Error(`${name} ${side} was not timed`)
  return timing
}

const openLanes = (url: string): Promise<Wire[]> =>
  Promise.all(Array.from({ length: LANES }, () => openWire(url)))

function lineOf(wires: readonly Wire[], lane: number): Wire {
  const wire = wires[lane]
  if (!wire) throw new Error(`There is no line ${lane}.`)
  return wire
}
